"""The form by which something is given: what, to whom, from when until when, and whether it counts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.choices import AssessmentType, Mode, ReleaseRule
from assessments.models import Assessment, AssessmentVersion
from assessments.services.administering import may_count
from assessments.services.errors import AtOnceIsPractice, MayNotCount
from assessments.windows import Window
from common.fields import DayField
from common.local_options import LocalSelect, OptionText
from common.school_time import end_of_day, school_day, start_of_day
from competencies.models import Module
from learners.audience import Audience
from learners.models import Assignment
from learners.services.assigning import assign_assessment, assign_module
from people.models import Cohort, Group, User

Choices = list[tuple[str, str]]


class AssignForm(forms.Form):
    """Give a published module or assessment to a cohort, to groups of it or to some of its learners."""

    EVERYBODY, GROUPS, PEOPLE = "cohort", "groups", "people"
    AUDIENCES = (
        (EVERYBODY, _("The whole cohort")),
        (GROUPS, _("Some groups")),
        (PEOPLE, _("Some learners")),
    )

    what = forms.ChoiceField(
        label=_("What"),
        widget=LocalSelect,
        error_messages={"required": _("Choose a module or an assessment.")},
    )
    audience = forms.ChoiceField(
        label=_("To whom"),
        choices=AUDIENCES,
        widget=forms.RadioSelect,
        initial=EVERYBODY,
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Groups"),
        queryset=Group.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Learners"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opens_on = DayField(
        label=_("Opens on"),
        error_messages={"required": _("Say on which day it opens.")},
    )
    due_on = DayField(
        label=_("Due on"),
        help_text=_("By the end of that day."),
        required=False,
    )
    required = forms.BooleanField(label=_("Required"), required=False, initial=True)
    counts = forms.BooleanField(
        label=_("Counts"),
        help_text=_(
            "The result becomes evidence. Leave it out for practice; modules and self-ratings never count."
        ),
        required=False,
    )
    release_rule = forms.ChoiceField(
        label=_("Result is shown"),
        choices=[("", _("As the assessment says")), *ReleaseRule.choices],
        help_text=_("After each question is for practice alone."),
        required=False,
    )
    is_anonymous = forms.BooleanField(
        label=_("Mark without names"),
        help_text=_("For what people mark: whose work it is shows once all of it has its mark."),
        required=False,
    )
    message = forms.CharField(
        label=_("Message to the learners"),
        help_text=_("It stands in the mail and beside the work."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        cohort: Cohort,
        learners: QuerySet[User],
        at: datetime,
        what: str = "",
    ) -> None:
        super().__init__(data, initial={"submission": uuid4(), "opens_on": school_day(at), "what": what})
        self.cohort, self.at = cohort, at
        self.modules = {str(one.public_id): one for one in Module.objects.published().order_by("title")}
        self.versions = _newest_versions()
        cast("forms.ChoiceField", self.fields["what"]).choices = self._offers()
        groups = Group.objects.filter(cohort=cohort)
        cast("forms.ModelMultipleChoiceField[Group]", self.fields["groups"]).queryset = groups
        if not groups.exists():
            whom = cast("forms.ChoiceField", self.fields["audience"])
            whom.choices = [(value, name) for value, name in self.AUDIENCES if value != self.GROUPS]
        cast("forms.ModelMultipleChoiceField[User]", self.fields["people"]).queryset = learners

    def _offers(self) -> Any:
        modules: Choices = [(f"module:{key}", _option(one)) for key, one in self.modules.items()]
        assessments: Choices = [
            (f"assessment:{key}", _option(version, f"%s ({version.assessment.get_type_display()})"))
            for key, version in self.versions.items()
        ]
        return [("", _("Choose")), (_("Modules"), modules), (_("Assessments"), assessments)]

    def clean_due_on(self) -> date | None:
        """Refuse a day that is over."""
        due: date | None = self.cleaned_data["due_on"]
        if due is not None and due < school_day(self.at):
            raise ValidationError(_("The due date has passed. Choose today or a later day."))
        return due

    def clean(self) -> dict[str, Any]:
        """Ask for groups or learners where they were to be chosen, for dates in order, for what may count."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("audience") == self.GROUPS and not data.get("groups"):
            self.add_error("groups", _("Choose at least one group."))
        if data.get("audience") == self.PEOPLE and not data.get("people"):
            self.add_error("people", _("Choose at least one learner."))
        opens, due = data.get("opens_on"), data.get("due_on")
        if opens and due and due < opens:
            self.add_error("due_on", _("It cannot be due before it opens."))
        if data.get("counts") and data.get("what"):
            data["counts"] = self._clean_counts()
        return data

    def _clean_counts(self) -> bool:
        """Modules and self-ratings never count; say now, not after the confirmation, what else may not."""
        given = self._given()
        if isinstance(given, Module) or given.assessment.type == AssessmentType.SELF_RATING:
            return False
        if not may_count(given):
            self.add_error("counts", MayNotCount())
        elif (self.cleaned_data.get("release_rule") or given.release_rule) == ReleaseRule.AT_ONCE:
            self.add_error("counts", AtOnceIsPractice())
        return True

    @property
    def title(self) -> str:
        """The title of what was chosen. For a valid form."""
        return self.given.title

    @property
    def given(self) -> Module | AssessmentVersion:
        """What was chosen. For a valid form."""
        return self._given()

    @property
    def release_words(self) -> str:
        """When the result is shown, in words; empty where the assessment decides. For a valid form."""
        rule = self.cleaned_data["release_rule"]
        return str(ReleaseRule(rule).label).lower() if rule else ""

    @property
    def chosen(self) -> Audience:
        """Whom it is for. For a valid form."""
        data = self.cleaned_data
        if data["audience"] == self.GROUPS:
            return Audience(groups=tuple(data["groups"]))
        if data["audience"] == self.PEOPLE:
            return Audience(people=tuple(data["people"]))
        return Audience(cohorts=(self.cohort,))

    @property
    def window(self) -> Window:
        """From when until when. For a valid form."""
        due: date | None = self.cleaned_data["due_on"]
        return Window(
            opens_at=start_of_day(self.cleaned_data["opens_on"]),
            due_at=end_of_day(due) if due else None,
        )

    def give(self, *, by: User) -> Assignment:
        """Write the assignment. Raises ValidationError with a message for the page."""
        data = self.cleaned_data
        given = self._given()
        submission: UUID = data["submission"]
        if isinstance(given, Module):
            return assign_module(
                module=given,
                audience=self.chosen,
                window=self.window,
                by=by,
                at=self.at,
                required=data["required"],
                message=data["message"],
                submission=submission,
            )
        return assign_assessment(
            version=given,
            mode=Mode.COUNTING if data["counts"] else Mode.PRACTICE,
            release_rule=data["release_rule"] or None,
            is_anonymous=data["is_anonymous"],
            audience=self.chosen,
            window=self.window,
            by=by,
            at=self.at,
            required=data["required"],
            message=data["message"],
            submission=submission,
        )

    def _given(self) -> Module | AssessmentVersion:
        kind, key = str(self.cleaned_data["what"]).split(":", 1)
        return self.modules[key] if kind == "module" else self.versions[key]


def _option(given: Module | AssessmentVersion, pattern: str = "%s") -> OptionText:
    return OptionText.of(given.local("title", get_language() or given.language), pattern)


def _newest_versions() -> dict[str, AssessmentVersion]:
    """The newest version of all that can be given, by the assessment's public id. Two queries."""
    versions = AssessmentVersion.objects.select_related("assessment").order_by("-n")
    rows = (
        Assessment.objects.published()
        .exclude(type=AssessmentType.OBSERVATION)
        .prefetch_related(Prefetch("versions", versions))
        .order_by("code", "pk")
    )
    return {str(row.public_id): row.versions.all()[0] for row in rows if row.versions.all()}
