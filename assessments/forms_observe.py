"""What the pages of observations ask for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from assessments.choices import Setting
from assessments.models import AssessmentVersion, Evidence, ObservationContext
from assessments.observing_page import Seen
from assessments.services.errors import InTheFuture, NothingObserved, OffTheScale
from assessments.services.observing import Rating
from common.fields import DayField
from common.local_options import LocalSelect, OptionText
from common.school_time import school_day, school_zone
from competencies.models import Competency, Level
from people.models import Cohort, Group, User
from people.querysets import UserQuerySet

LONGEST_SENTENCE = 500
LONGEST_AGO = timedelta(days=365)
MOST_COLUMNS = 4
NOT_SEEN = ("", "0")


class WhomForm(forms.Form):
    """Whom one saw: a learner, or the beginning of their name."""

    learner = forms.UUIDField(required=False)
    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    page = forms.IntegerField(required=False, min_value=1)


class BoardForm(forms.Form):
    """Which learners stand on the grid and for which competencies; `show` only draws it anew."""

    group = forms.ModelChoiceField(
        label=_("Group"),
        queryset=Group.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label=_("Everybody"),
    )
    competency = forms.ModelMultipleChoiceField(
        label=_("Competencies"),
        help_text=_("Up to four. More make the grid slow to fill."),
        queryset=Competency.objects.none(),
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    show = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = cohort.groups.order_by("name")  # type: ignore[attr-defined]
        self.fields["competency"].queryset = (  # type: ignore[attr-defined]
            Competency.objects.published().order_by("version__framework__title", "position")
        )

    @property
    def is_empty(self) -> bool:
        """Whether nobody was chosen yet."""
        return not (self.cleaned_data.get("group") or self.cleaned_data.get("page"))

    def clean_competency(self) -> Any:
        """Refuse more than a screen holds."""
        chosen = self.cleaned_data["competency"]
        if len(chosen) > MOST_COLUMNS:
            raise ValidationError(_("Choose up to four competencies."))
        return chosen


class DrawnForm(forms.Form):
    """The rows and columns of the grid as it was drawn, whatever was chosen for another one since."""

    learner = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        to_field_name="public_id",
        error_messages={
            "invalid_choice": _(
                "Somebody on this list is not among those whom you may observe here. Nothing was recorded."
            ),
            "invalid_pk_value": _("This list of learners could not be read. Nothing was recorded."),
            "required": _("This list of learners is empty. Nothing was recorded."),
        },
    )

    column = forms.ModelMultipleChoiceField(
        queryset=Competency.objects.none(),
        to_field_name="public_id",
        error_messages={
            name: _("The competencies of this list have changed. Nothing was recorded.")
            for name in ("invalid_choice", "invalid_pk_value", "required")
        },
    )

    def __init__(self, *args: Any, allowed: UserQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["learner"].queryset = allowed  # type: ignore[attr-defined]
        self.fields["column"].queryset = Competency.objects.published()  # type: ignore[attr-defined]

    @property
    def in_one_line(self) -> str:
        """What is wrong."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)


@dataclass(frozen=True, slots=True)
class Cell:
    """One learner and one competency on the page, with the observation form of the competency, if any."""

    learner: User
    competency: Competency
    bound: forms.BoundField
    form: AssessmentVersion | None

    @property
    def value(self) -> str:
        """The level that is chosen, as text; "0" for not seen."""
        return str(self.bound.value() or "0")


@dataclass(frozen=True, slots=True)
class Row:
    """One learner on the form."""

    learner: User
    cells: Sequence[Cell]
    comment: forms.BoundField


class EncounterForm(forms.Form):
    """One occasion: where, when, a level per learner and competency or "not seen", a sentence per learner.

    `at` is the present instant: a day that is today means now, an earlier one its noon. `observation_forms`
    are those in use, by the key of the competency. The page repeats which it showed (`shown_forms`), so
    that a level is never recorded with a form that the rater did not have before them.
    """

    where = forms.ChoiceField(
        label=_("Where you saw it"),
        widget=LocalSelect,
        error_messages={"required": _("Choose where you saw it.")},
    )
    day = DayField(label=_("When"), error_messages={"required": _("Say on which day.")})
    submission = forms.UUIDField(widget=forms.HiddenInput)
    shown_forms = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        learners: Iterable[User],
        competencies: Sequence[Competency],
        observation_forms: Mapping[int, AssessmentVersion],
        contexts: Collection[ObservationContext],
        at: datetime,
        **kwargs: Any,
    ) -> None:
        start = {"day": school_day(at), "submission": uuid4()}
        kwargs["initial"] = {**start, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.learners, self.competencies, self.contexts = list(learners), competencies, contexts
        self.observation_forms = {
            one.pk: observation_forms[one.pk] for one in competencies if one.pk in observation_forms
        }
        self.at = at
        self.fields["where"].choices = _places(contexts)  # type: ignore[attr-defined]
        self.fields["day"].widget.attrs.update(max=school_day(at).isoformat())
        for learner in self.learners:
            for competency in competencies:
                self.fields[level_name(learner, competency)] = _level_field(learner, competency)
            self.fields[comment_name(learner)] = _comment_field()

    @property
    def rows(self) -> list[Row]:
        """The learners with their cells, in order."""
        return [
            Row(
                learner,
                [self._cell(learner, one) for one in self.competencies],
                self[comment_name(learner)],
            )
            for learner in self.learners
        ]

    def _cell(self, learner: User, competency: Competency) -> Cell:
        bound = self[level_name(learner, competency)]
        return Cell(learner, competency, bound, self.observation_forms.get(competency.pk))

    @property
    def columns(self) -> list[tuple[Competency, AssessmentVersion | None]]:
        """The competencies with their observation forms, in order."""
        return [(one, self.observation_forms.get(one.pk)) for one in self.competencies]

    @property
    def forms_in_use(self) -> str:
        """Which observation forms, in which versions, the page shows, as its hidden field says it."""
        shown = {f"{one.assessment.public_id.hex}.{one.n}" for one in self.observation_forms.values()}
        return " ".join(sorted(shown))

    def clean_day(self) -> date:
        """Refuse days to come, and those too long ago to remember."""
        day: date = self.cleaned_data["day"]
        today = school_day(self.at)
        if day > today:
            raise ValidationError(InTheFuture.default_message)
        if day < today - LONGEST_AGO:
            raise ValidationError(_("Choose a day of the last twelve months."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse what was not asked for, an empty grid, and a sentence without a level."""
        given = super().clean() or self.cleaned_data
        strange = [name for name in self.data if name.startswith(("level-", "text-"))]
        if set(strange) - set(self.fields):
            raise ValidationError(
                _("Some of these levels are for learners or competencies that this form does not ask about.")
            )
        if given.get("shown_forms", "") != self.forms_in_use:
            raise ValidationError(
                _(
                    "An observation form has changed since this page was opened. What you gave is still"
                    " here: look at what the form asks for now, and record again."
                )
            )
        if not self.ratings and not any(name.startswith("level-") for name in self.errors):
            raise NothingObserved
        rated = {rating.learner for rating in self.ratings}
        for learner in self.learners:
            if given.get(comment_name(learner)) and learner not in rated:
                self.add_error(comment_name(learner), _("A sentence needs a level beside it."))
        return given

    @property
    def ratings(self) -> list[Rating]:
        """The levels that were given."""
        found = []
        for learner in self.learners:
            for competency in self.competencies:
                value = self.cleaned_data.get(level_name(learner, competency), "")
                if value not in NOT_SEEN:
                    form = self.observation_forms.get(competency.pk)
                    found.append(Rating(learner, competency, int(value), form))
        return found

    @property
    def comments(self) -> dict[User, str]:
        """What was seen, by learner."""
        texts = ((learner, self.cleaned_data[comment_name(learner)]) for learner in self.learners)
        return {learner: text for learner, text in texts if text}

    @property
    def setting(self) -> str:
        """Simulated or workplace."""
        return self._context.setting if self._context else self.cleaned_data["where"]

    @property
    def context(self) -> str:
        """The name of the occasion; empty for another one."""
        return str(self._context.local("name", get_language() or "en").value) if self._context else ""

    @property
    def _context(self) -> ObservationContext | None:
        return next((one for one in self.contexts if one.code == self.cleaned_data["where"]), None)

    @property
    def seen_at(self) -> datetime:
        """When it was seen."""
        day: date = self.cleaned_data["day"]
        if day == school_day(self.at):
            return self.at
        return datetime.combine(day, time(12), tzinfo=school_zone())


def level_name(learner: User, competency: Competency) -> str:
    """Return the name of a level's field."""
    return f"level-{learner.public_id.hex}-{competency.public_id.hex}"


def comment_name(learner: User) -> str:
    """Return the name of the field of a sentence."""
    return f"text-{learner.public_id.hex}"


def _places(contexts: Collection[ObservationContext]) -> list[Any]:
    """The occasions by setting, each with one for what is not on the list."""
    language = get_language() or "en"
    other = {Setting.WORKPLACE: _("Elsewhere at work"), Setting.SIMULATED: _("Another simulation")}
    groups: list[Any] = [("", _("Choose"))]
    for setting, last in other.items():
        named = [
            (one.code, OptionText.of(one.local("name", language)))
            for one in contexts
            if one.setting == setting
        ]
        groups.append((setting.label, [*named, (str(setting), last)]))
    return groups


def _name(level: Level) -> OptionText:
    return OptionText.of(level.local("name", get_language() or level.language))


def _level_field(learner: User, competency: Competency) -> forms.ChoiceField:
    levels = competency.version.scale.levels.all()
    return forms.ChoiceField(
        label=f"{learner.get_full_name()}, {competency.code}",
        choices=[("0", _("not seen")), *((str(one.ordinal), _name(one)) for one in levels)],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": OffTheScale.default_message},
    )


def _comment_field() -> forms.CharField:
    return forms.CharField(
        label=_("One sentence of what you saw"),
        help_text=_("No names of patients, no dates, no places."),
        required=False,
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TakeBackForm(forms.Form):
    """Which levels of one learner to take back, and why."""

    REASONS = (
        Evidence.VoidReason.WRONG_LEARNER,
        Evidence.VoidReason.WRONG_COMPETENCY,
        Evidence.VoidReason.WRONG_LEVEL,
        Evidence.VoidReason.DUPLICATE,
        Evidence.VoidReason.INTEGRITY,
    )

    levels = forms.MultipleChoiceField(
        label=_("Levels"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one level.")},
    )
    reason = forms.ChoiceField(
        label=_("Why"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in REASONS],
        error_messages={"required": _("Say why.")},
    )

    def __init__(self, *args: Any, seen: Seen, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen = seen
        choices = [(_key(one.observation.competency), _said(one)) for one in seen.standing]
        self.fields["levels"].choices = choices  # type: ignore[attr-defined]
        self.fields["levels"].initial = [key for key, _label in choices]

    @property
    def evidence(self) -> list[Evidence]:
        """What was chosen."""
        chosen = self.cleaned_data["levels"]
        return [one.evidence for one in self.seen.standing if _key(one.observation.competency) in chosen]


def _key(competency: Competency) -> str:
    return str(competency.public_id)


def _said(one: Any) -> str:
    values = {"competency": one.observation.competency, "level": one.observation.level}
    return gettext("%(competency)s: level %(level)s") % values
