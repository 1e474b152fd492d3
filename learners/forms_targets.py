"""The form by which a target of a cohort is set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.fields import DayField
from common.local_options import LocalSelect, OptionText
from competencies.models import Competency, Framework, Level
from learners.matrix import Column
from learners.models import CohortTarget
from learners.services.targets import set_target
from people.models import Cohort, User

COHORT, PROGRAM = "cohort", "program"


class TargetForm(forms.Form):
    """A share of the learners at a level: of which competency, by how many measures, by which day."""

    what = forms.ChoiceField(
        label=_("Competency"),
        widget=LocalSelect,
        error_messages={"required": _("Choose a competency, or a whole framework.")},
    )
    level = forms.IntegerField(
        label=_("Level, at least"),
        min_value=1,
        max_value=5,
        initial=3,
        error_messages={"required": _("Say which level, from 1 to 5.")},
    )
    share = forms.IntegerField(
        label=_("Learners, in per cent"),
        help_text=_(
            "At least so many of those who are enrolled and active. Never rounded up: 79.9 is not 80."
        ),
        min_value=1,
        max_value=100,
        initial=80,
        error_messages={"required": _("Say how many per cent, from 1 to 100.")},
    )
    measures = forms.IntegerField(
        label=_("Measures"),
        help_text=_(
            "Kinds of measure behind the level of each learner, counted from the evidence: quiz, judgement "
            "case, applied case, reflection, observation, self-rating."
        ),
        min_value=1,
        max_value=6,
        initial=2,
        error_messages={"required": _("Say how many measures, from 1 to 6.")},
    )
    direct = forms.IntegerField(
        label=_("Of these, direct"),
        help_text=_("All but the self-rating are direct."),
        min_value=0,
        max_value=5,
        initial=1,
        error_messages={"required": _("Say how many of them are direct, from 0 to 5.")},
    )
    due_on = DayField(
        label=_("By"),
        help_text=_("Until the end of that day it cannot be missed. Leave it empty for no day."),
        required=False,
    )
    place = forms.ChoiceField(
        label=_("For"), choices=[(COHORT, _("This cohort")), (PROGRAM, _("Each cohort of the program"))]
    )

    def __init__(
        self, data: Any = None, *, cohort: Cohort, columns: Iterable[Column], of_program: bool, on: date
    ) -> None:
        """`of_program` says whether the reader may set a target for the whole program."""
        super().__init__(data)
        self.cohort, self.on = cohort, on
        self.columns = {str(column.public_id): column for column in columns}
        frameworks = Framework.objects.filter(pk__in={one.framework_id for one in self.columns.values()})
        self.frameworks = {str(one.public_id): one for one in frameworks}
        cast("forms.ChoiceField", self.fields["what"]).choices = [
            *((key, _option(column)) for key, column in self.columns.items()),
            *(
                (key, _("Every competency of %(framework)s") % {"framework": one.title})
                for key, one in self.frameworks.items()
            ),
        ]
        if not of_program:
            del self.fields["place"]

    def clean(self) -> dict[str, Any]:
        """Refuse more direct measures than measures, a level off the scale, and a day that is past."""
        asked = self.cleaned_data
        if (asked.get("direct") or 0) > (asked.get("measures") or 6):
            self.add_error("direct", _("There cannot be more direct measures than measures."))
        if asked.get("due_on") and asked["due_on"] < self.on:
            self.add_error("due_on", _("Choose today or a day to come."))
        highest = Level.objects.filter(scale__in={one.scale_id for one in self.columns.values()})
        top = highest.aggregate(top=Max("ordinal"))["top"] or 5
        if (asked.get("level") or 0) > top:
            self.add_error("level", _("The scale ends at %(top)s.") % {"top": top})
        return asked

    def set(self, *, by: User, at: datetime) -> CohortTarget:
        """Set the target. For a valid form; raises ValidationError where it is refused."""
        asked = self.cleaned_data
        column = self.columns.get(asked["what"])
        competency = None
        if column is None:
            framework = self.frameworks[asked["what"]]
        else:
            competency = Competency.objects.select_related("version__framework").get(pk=column.pk)
            framework = competency.version.framework
        return set_target(
            place=self.cohort.program if asked.get("place") == PROGRAM else self.cohort,
            framework=framework,
            competency=competency,
            level=asked["level"],
            share=asked["share"],
            measures=asked["measures"],
            direct=asked["direct"],
            due_on=asked["due_on"],
            by=by,
            at=at,
        )


def _option(column: Column) -> OptionText:
    return OptionText.of(column.local("short_title", get_language() or column.language), f"{column.code} %s")
