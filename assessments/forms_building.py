"""What the pages ask on which an assessment is built."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.choices import AssessmentType, CountingAttempt, CutMethod, KeyStatus, ReleaseRule, Tier
from assessments.models import AssessmentVersion, Item
from assessments.policy_rules import LEVELS
from assessments.scoring import CutScores
from assessments.services.building import AssessmentRules, CutSetting
from assessments.services.errors import Refused
from common.fields import DayField
from common.local_options import LocalSelect, OptionText
from competencies.forms.attaching import CompetencyField
from competencies.forms.fields import SeenMixin
from competencies.models import Competency, Indicator

LONGEST_TEXT: Final = 5_000
LONGEST_MINUTES: Final = 1_440
MOST_ATTEMPTS: Final = 100
MOST_DRAWN: Final = 200
MOST_ITEMS: Final = 300
_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_RULES = tuple(AssessmentRules.__dataclass_fields__)


class SeenForm(SeenMixin, forms.Form):
    """A form that carries what the assessment was when its page was made."""

    seen = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def offer_again(self, mark: str, refused: Refused) -> None:
        """Say that it was changed meanwhile, and let this be saved over what `mark` stands for."""
        words = _("%(refused)s To write yours over it, save again.")
        self.see_again(mark, ValueError(words % {"refused": " ".join(refused.messages)}))


class RulesForm(SeenForm):
    """What an assessment is called and how it is sat."""

    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give it a title.")}
    )
    instructions = forms.CharField(
        label=_("What learners are told"),
        help_text=_("They read it before they begin. Markdown works."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    note = forms.CharField(
        label=_("Note for faculty"),
        help_text=_("Learners never see it."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    minutes = forms.IntegerField(
        label=_("Minutes that it takes"),
        help_text=_("What somebody plans for; nothing ends then."),
        min_value=1,
        max_value=LONGEST_MINUTES,
        initial=10,
    )
    time_limit_minutes = forms.IntegerField(
        label=_("Time limit in minutes"),
        help_text=_(
            "From the first question on. The work is handed in when the time is over. Leave it out where"
            " haste shows nothing: without it there is no clock."
        ),
        required=False,
        min_value=1,
        max_value=LONGEST_MINUTES,
    )
    attempts_allowed = forms.IntegerField(
        label=_("Attempts allowed"),
        help_text=_("An attempt after the feedback was seen is practice, whatever stands here."),
        min_value=1,
        max_value=MOST_ATTEMPTS,
        initial=1,
    )
    counting_attempt = forms.ChoiceField(
        label=_("Which attempt counts"),
        choices=CountingAttempt.choices,
        initial=CountingAttempt.BEST,
        widget=forms.RadioSelect,
    )
    release_rule = forms.ChoiceField(
        label=_("Result is shown"),
        help_text=_("After each question is for practice alone: whoever saw the answer cannot be rated."),
        choices=ReleaseRule.choices,
        initial=ReleaseRule.AFTER_SUBMISSION,
        widget=forms.RadioSelect,
    )
    shuffle_items = forms.BooleanField(label=_("Shuffle the questions"), required=False)
    shuffle = forms.BooleanField(
        label=_("Shuffle the options"),
        help_text=_("Kinds whose order says something keep it."),
        required=False,
    )
    asks_confidence = forms.BooleanField(
        label=_("Ask how sure the learner is"),
        help_text=_("After each answer. It is shown beside the result and earns nothing."),
        required=False,
    )

    @classmethod
    def initial_of(cls, version: AssessmentVersion) -> dict[str, object]:
        """What a version says, for the fields of this form."""
        return {
            **{name: getattr(version, name) for name in _RULES},
            "counting_attempt": version.assessment.counting_attempt,
        }

    @property
    def rules(self) -> AssessmentRules:
        """The rules given. For a valid form."""
        return AssessmentRules(**{name: self.cleaned_data[name] for name in _RULES})


class CreateForm(RulesForm):
    """The same with the type, which is chosen once."""

    type = forms.ChoiceField(
        label=_("Type"),
        help_text=_("It says by what method a level is shown, and stays as it is."),
        choices=AssessmentType.choices,
        initial=AssessmentType.QUIZ,
        widget=forms.RadioSelect,
    )
    field_order = ("type",)


class DuplicateForm(forms.Form):
    """How the copy is called."""

    title = forms.CharField(
        label=_("Title of the copy"), max_length=200, error_messages={"required": _("Give it a title.")}
    )


class OrderForm(SeenForm):
    """The order of the questions as it stands on the page, and perhaps what is done to one of them."""

    item = forms.Field(required=False, widget=forms.MultipleHiddenInput)
    move = forms.CharField(required=False, validators=[RegexValidator(rf"^{_UUID}:(up|down|out|newest)$")])

    def clean_item(self) -> list[str]:
        """The public ids of the questions, as they were sent."""
        return list(self.cleaned_data["item"] or ())


class PickForm(SeenForm):
    """Questions of the bank: to be added, or to be looked at in the picture first."""

    LOOK, ADD = "look", "add"

    item = forms.ModelMultipleChoiceField(
        label=_("Questions"),
        queryset=Item.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    do = forms.ChoiceField(choices=[(LOOK, LOOK), (ADD, ADD)], required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Item]", self.fields["item"]).queryset = items

    def clean(self) -> dict[str, Any]:
        """Ask for a question where some are to be added."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("do") != self.LOOK and not given.get("item"):
            self.add_error("item", _("Choose at least one question."))
        return given


class DrawForm(SeenForm):
    """One row of the blueprint: so many questions of a competency, perhaps of an indicator or a tier."""

    competency = CompetencyField(label=_("Competency"), widget=LocalSelect)
    indicator = forms.ChoiceField(label=_("Indicator"), required=False, widget=LocalSelect)
    tier = forms.ChoiceField(label=_("Tier"), choices=[("", _("Any tier")), *Tier.choices], required=False)
    count = forms.IntegerField(
        label=_("Questions"),
        min_value=1,
        max_value=MOST_DRAWN,
        initial=3,
        error_messages={"required": _("Say how many.")},
    )

    def __init__(self, *args: Any, competencies: list[Competency], **kwargs: Any) -> None:
        """`competencies` come with their indicators."""
        super().__init__(*args, **kwargs)
        cast("CompetencyField", self.fields["competency"]).offer(competencies)
        self.indicators = {
            f"{one.public_id}:{indicator.code}": indicator
            for one in competencies
            for indicator in one.indicators.all()
        }
        offered = [(key, _indicator_option(one)) for key, one in self.indicators.items()]
        field = cast("forms.ChoiceField", self.fields["indicator"])
        field.choices = [("", _("Any indicator")), *offered]

    def clean_indicator(self) -> Indicator | None:
        """The indicator chosen; None for any."""
        return self.indicators.get(self.cleaned_data["indicator"])

    def clean(self) -> dict[str, Any]:
        """Refuse an indicator of another competency."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        indicator, competency = given.get("indicator"), given.get("competency")
        if indicator is not None and competency is not None and indicator.competency_id != competency.pk:
            self.add_error("indicator", _("This indicator belongs to another competency. Choose one of it."))
        return given


def _indicator_option(indicator: Indicator) -> OptionText:
    text = indicator.local("text", get_language() or indicator.language)
    return OptionText.written(f"{indicator.code} {Truncator(text.value).chars(70)}", text.language)


class CutsForm(SeenForm):
    """From which share of the points, in per cent, each level begins, and who set that."""

    PROPOSED, LOCAL = KeyStatus.PROPOSED.value, KeyStatus.SET_LOCALLY.value

    status = forms.ChoiceField(
        label=_("Where they come from"),
        choices=[(PROPOSED, KeyStatus.PROPOSED.label), (LOCAL, KeyStatus.SET_LOCALLY.label)],
        widget=forms.RadioSelect,
        initial=PROPOSED,
    )
    method = forms.ChoiceField(
        label=_("Method"), choices=[("", _("Choose")), *CutMethod.choices], required=False
    )
    set_by = forms.CharField(
        label=_("Set by"),
        help_text=_("The panel or the committee, as the record is to name it."),
        max_length=200,
        required=False,
    )
    set_on = DayField(label=_("Set on"), required=False)

    def __init__(self, *args: Any, names: dict[int, OptionText], **kwargs: Any) -> None:
        """`names` are those of the levels, where there is one scale."""
        super().__init__(*args, **kwargs)
        for level in range(2, LEVELS + 1):
            self.fields[f"level_{level}"] = forms.DecimalField(
                label=names.get(level) or _("Level %(level)s") % {"level": level},
                help_text=_("Leave it out where no score alone shows this level.") if level == LEVELS else "",
                required=level < LEVELS,
                min_value=0,
                max_value=100,
                decimal_places=1,
                max_digits=4,
                error_messages={"required": _("Give a share in per cent.")},
            )
        self.order_fields([*(f"level_{level}" for level in range(2, LEVELS + 1)), "status", "method"])

    @classmethod
    def initial_of(cls, version: AssessmentVersion) -> dict[str, object]:
        """What a version says, or the proposal where it says nothing."""
        cuts = CutScores.of(version.cut_scores).cuts if version.cut_scores else CutScores().cuts
        return {
            **{f"level_{n}": f"{float(cut * 100):g}" for n, cut in enumerate(cuts, start=1)},
            "status": cls.LOCAL if version.cut_status == KeyStatus.SET_LOCALLY else cls.PROPOSED,
            "method": version.cut_method,
            "set_by": version.cut_set_by,
            "set_on": version.cut_set_on,
        }

    @property
    def cut_fields(self) -> list[forms.BoundField]:
        """The shares, level by level from 2."""
        return [self[f"level_{level}"] for level in range(2, LEVELS + 1)]

    def clean(self) -> dict[str, Any]:
        """Refuse shares that do not ascend, and a local setting that does not say by whom, how and when."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        before = Decimal(0)
        for level in range(2, LEVELS + 1):
            share = given.get(f"level_{level}")
            if share is None:
                continue
            if share <= before:
                self.add_error(f"level_{level}", _("Give a share above that of the level before."))
            before = share
        if given.get("status") == self.LOCAL:
            self._ask("method", _("Say by which method they were set."))
            self._ask("set_by", _("Say who set them."))
            self._ask("set_on", _("Say on which day they were set."))
        return given

    def _ask(self, name: str, words: Any) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, ValidationError(words, code="required"))

    @property
    def setting(self) -> CutSetting:
        """What was given. For a valid form."""
        given = self.cleaned_data
        shares = [given[f"level_{level}"] for level in range(2, LEVELS + 1)]
        cuts = (Decimal(0), *(share / 100 for share in shares if share is not None))
        if given["status"] == self.PROPOSED:
            return CutSetting(cuts=cuts)
        return CutSetting(cuts=cuts, method=given["method"], set_by=given["set_by"], set_on=given["set_on"])


class PaperForm(forms.Form):
    """How a paper version is printed."""

    key = forms.BooleanField(label=_("With the page of keys"), required=False)


def copy_title(title: str) -> str:
    """What a copy is called until somebody says otherwise."""
    return Truncator(_("%(title)s (copy)") % {"title": title}).chars(200)
