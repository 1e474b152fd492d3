"""What a panel came to, as its page shows it: each thing that was judged with its answers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.bank import kind_label, name_of, question_of
from assessments.item_words import decimals, percent
from assessments.kinds.base import Control, Presentation
from assessments.kinds.posts import BREACHES
from assessments.panel_agreement import Measurement, Tally
from assessments.panel_keys import ANSWER, DECISION, PanelResult
from assessments.panel_results import ItemResult
from assessments.panel_whole import Strand
from assessments.sitting import Question

RELIABLE: Final = Fraction(800, 1000)
TENTATIVE: Final = Fraction(667, 1000)
_STEPS: Final = ("l1", "l2", "l3", "l4", "l5")
_ONE_ANSWER: Final = frozenset({Control.RADIO, Control.LIKERT})
_BY_STEP: Final = frozenset({Control.SCALE, Control.LIKERT})


@dataclass(frozen=True)
class Given:
    """One value that could be given: its short name, what it says (Markdown), how many gave it. `label` is
    what stands under its column."""

    short: str
    text: str
    count: int
    label: str


@dataclass(frozen=True)
class Unit:
    """One thing that was judged. `doubt` says why no key should rest on it, empty where one can. `parts` are
    those of a bar, empty where the answers are shown as columns."""

    name: str
    text: str
    tally: Tally
    given: tuple[Given, ...]
    doubt: str
    parts: tuple[tuple[str, str, int], ...]

    @property
    def percent(self) -> int:
        """The share of the most frequent answer."""
        return round(100 * self.tally.share)

    @property
    def columns(self) -> list[tuple[str, int]]:
        """The answers as columns."""
        return [(one.label, one.count) for one in self.given]

    @property
    def mode(self) -> str:
        """The most frequent answer, in words."""
        return next((one.text for one in self.given if one.short == _short(self.tally.mode)), "")


@dataclass(frozen=True)
class ResultPage:
    """The result of one item, in the words of a language."""

    found: ItemResult
    least: int
    language: str

    @property
    def position(self) -> int:
        """Its place in the panel."""
        return self.found.panel_item.position

    @property
    def result(self) -> PanelResult:
        """What the panel makes of it."""
        return self.found.result

    @property
    def name(self) -> str:
        """How the item is called."""
        version = self.found.panel_item.item_version
        return name_of(version.item, str(version.body.get("stem", "")))

    @cached_property
    def question(self) -> Question:
        """The item as the members saw it."""
        return question_of(self.found.panel_item.item_version, self.language)

    @property
    def is_by_columns(self) -> bool:
        """Whether one answer was given, so that the answers stand as columns."""
        return self.question.shown.control in _ONE_ANSWER

    @property
    def is_by_step(self) -> bool:
        """Whether the answers are steps of a scale."""
        return self.question.shown.control in _BY_STEP

    @property
    def percent(self) -> int | None:
        """The share of equal pairs."""
        return None if self.result.agreement is None else round(100 * self.result.agreement)

    @property
    def alpha(self) -> str:
        """Krippendorff's alpha with two decimals; empty where there is none."""
        if self.result.alpha is None or self._is_one_unit:
            return ""
        return decimals(float(self.result.alpha))

    @property
    def alpha_means(self) -> str:
        """What alpha means, in a sentence."""
        if self._is_one_unit:
            return _("One answer alone says nothing about chance: look at the share above.")
        return alpha_words(self.result.alpha)

    @property
    def _is_one_unit(self) -> bool:
        """Whether one thing was judged: what is observed is then all that could be expected."""
        return len(self.result.units) < 2

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All that was judged."""
        shown = self.question.shown
        names = _unit_texts(shown)
        return tuple(self._unit(name, names.get(name, name), one) for name, one in self.result.units)

    def _unit(self, name: str, text: str, one: Tally) -> Unit:
        shown, counts = self.question.shown, self.result.counts.get(name, {})
        given = tuple(
            Given(short, said, counts.get(_stored(shown, short), 0), _label(shown, short, said))
            for short, said in _values(shown, name)
        )
        doubt = self._doubt(one) if name in self.result.doubtful else ""
        return Unit(name, text, one, given, doubt, _parts(shown, one, given))

    def _doubt(self, one: Tally) -> str:
        if not one.size:
            return _("Nobody has judged it yet.")
        if one.share < Fraction(self.least, 100):
            figures = {"share": round(100 * one.share), "least": self.least}
            return _("%(share)s%% gave the most frequent answer; %(least)s%% are asked for.") % figures
        return _("Two answers are equally frequent.")


@dataclass(frozen=True)
class StrandPage:
    """The agreement of a panel on one scale, in words."""

    found: Strand

    @property
    def name(self) -> str:
        """What was judged, as a kind of question."""
        scale, kind = self.found.scale, kind_label(self.found.scale.kind)
        if scale.part == DECISION:
            return _("%(kind)s, the decision") % {"kind": kind}
        if scale.ranks:
            steps = ngettext("%(kind)s, %(n)s step", "%(kind)s, %(n)s steps", scale.ranks)
            return steps % {"kind": kind, "n": scale.ranks}
        return kind

    @property
    def is_ordered(self) -> bool:
        """Whether the values are steps in an order."""
        return self.found.scale.measurement is Measurement.ORDINAL

    @property
    def percent(self) -> str:
        """The share of equal pairs; an en dash where there are none."""
        return percent(None if self.found.agreement is None else float(self.found.agreement))

    @property
    def alpha(self) -> str:
        """Krippendorff's alpha with two decimals; an en dash where there is none, or one thing alone was
        compared: it is then 0 or below whatever was answered."""
        alpha = self.found.alpha
        return decimals(None if alpha is None or self.found.compared < 2 else float(alpha))

    @property
    def means(self) -> str:
        """What alpha means, in a sentence."""
        if self.found.compared == 1:
            return _("One answer alone says nothing about chance: look at the share above.")
        return alpha_words(self.found.alpha)


def alpha_words(alpha: Fraction | None) -> str:
    """Return what a value of Krippendorff's alpha means.

    The bounds are those of Krippendorff K. Content Analysis. 2nd ed. Sage, 2004, chapter 11: .800 for
    conclusions to rest on, .667 for tentative ones.
    """
    if alpha is None:
        return _("There is nothing to tell apart yet: too few answers, or all of them equal.")
    if alpha >= RELIABLE:
        return _("The members agree well: a key can rest on it.")
    if alpha >= TENTATIVE:
        return _("The members agree in the main: take the key as tentative.")
    if alpha > 0:
        return _("The members agree little more than by chance would be: no key should rest on it alone.")
    return _("The members agree no more than by chance. Look whether the question can be read in two ways.")


def _short(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _stored(shown: Presentation, short: str) -> str:
    """How a value is counted: truth is written by Python there."""
    return short.title() if shown.kind == "true_false" else short


def _label(shown: Presentation, short: str, text: str) -> str:
    return text if shown.kind == "true_false" else short


def _unit_texts(shown: Presentation) -> Mapping[str, str]:
    return {
        ANSWER: "",
        DECISION: _("Decision"),
        **{option.id: str(option.text).strip() for option in shown.options},
    }


def _values(shown: Presentation, unit: str) -> Sequence[tuple[str, str]]:
    """The values that could be given to a unit, in their order: short name and text."""
    if shown.control in _ONE_ANSWER:
        return [(option.id, str(option.text)) for option in shown.options]
    if shown.control is Control.CHECKBOX:
        return [("1", _("Chosen")), ("0", _("Not chosen"))]
    if shown.control is Control.POST and unit != DECISION:
        return [("", _("Left as it is")), *((name, str(label)) for name, label in BREACHES.items())]
    if shown.steps:
        return [(str(step.value), str(step.label)) for step in shown.steps]
    return [(choice.id, str(choice.text)) for choice in shown.choices]


def _parts(shown: Presentation, one: Tally, given: Sequence[Given]) -> tuple[tuple[str, str, int], ...]:
    """The parts of a bar: the steps of a scale from light to dark; else the most frequent answer, the others
    together, and what was left as it is."""
    if shown.control in _ONE_ANSWER:
        return ()
    if shown.control in _BY_STEP and len(given) <= len(_STEPS):
        return tuple((kind, answer.text, answer.count) for kind, answer in zip(_STEPS, given, strict=False))
    if shown.control is Control.CHECKBOX:
        return (("in", given[0].text, given[0].count), ("none", given[1].text, given[1].count))
    left = sum(answer.count for answer in given if not answer.short)
    top = next((answer for answer in given if answer.short and answer.short == _short(one.mode)), None)
    if top is None:
        top = max((answer for answer in given if answer.short), key=lambda answer: answer.count)
    others = sum(answer.count for answer in given) - left - top.count
    parts = [("in", top.text, top.count), ("late", _("Other answers"), others)]
    return (*parts, ("none", _("Left as it is"), left)) if left else tuple(parts)
