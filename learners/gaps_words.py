"""What a gap is called, why it matters, and what is missing, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from learners.curriculum_map_facts import PUBLISHED, MapAssessment, MapModule
from learners.gaps import Gap, GapKind

TITLES: Final[dict[GapKind, str | Promise]] = {
    GapKind.NO_MODULE: gettext_lazy("No module"),
    GapKind.NO_ASSESSMENT: gettext_lazy("No assessment"),
    GapKind.ONLY_SELF_RATINGS: gettext_lazy("Only self-ratings"),
    GapKind.NO_DIRECT_MEASURE: gettext_lazy("No direct measure"),
    GapKind.LEVEL_OUT_OF_REACH: gettext_lazy("Levels that nothing can show"),
    GapKind.SINGLE_JUDGEMENT_CASE: gettext_lazy("A single judgement case"),
    GapKind.INDICATOR_UNTOUCHED: gettext_lazy("Indicators that nothing touches"),
    GapKind.MODULE_NOT_GIVEN: gettext_lazy("Modules nobody was given"),
    GapKind.ITEMS_OVERDUE: gettext_lazy("Questions past their review date"),
    GapKind.MODULE_OVERDUE: gettext_lazy("Modules past their review date"),
}

WHY: Final[dict[GapKind, str | Promise]] = {
    GapKind.NO_MODULE: gettext_lazy("What is assessed should be taught first."),
    GapKind.NO_ASSESSMENT: gettext_lazy("Nobody can show where they stand."),
    GapKind.ONLY_SELF_RATINGS: gettext_lazy(
        "A self-rating stands beside the level and never counts toward it."
    ),
    GapKind.NO_DIRECT_MEASURE: gettext_lazy("Results that stay practice are no evidence."),
    GapKind.LEVEL_OUT_OF_REACH: gettext_lazy("The policy caps what each tier can show."),
    GapKind.SINGLE_JUDGEMENT_CASE: gettext_lazy("One case is thin evidence of how somebody judges."),
    GapKind.INDICATOR_UNTOUCHED: gettext_lazy("No question in use asks about what one can see."),
    GapKind.MODULE_NOT_GIVEN: gettext_lazy("Published, and in nobody's list."),
    GapKind.ITEMS_OVERDUE: gettext_lazy("They were to be looked at again by now."),
    GapKind.MODULE_OVERDUE: gettext_lazy("Their text was to be looked at again by now."),
}


def named(thing: MapModule | MapAssessment | None) -> str:
    """Return the title of what a gap is about, in the reader's language; nothing without one."""
    return "" if thing is None else str(thing.local("title", get_language() or thing.language).value)


def reason_of(gap: Gap) -> str:
    """Return in a sentence what is missing at the competency."""
    return _REASONS[gap.kind](gap)


def _no_module(gap: Gap) -> str:
    return _("A draft waits.") if gap.module else _("No published module serves it.")


def _nothing_measures(gap: Gap) -> str:
    if gap.assessment is None:
        return _("Nothing measures it.")
    words = _("“%(title)s” is published, and was not given.")
    if gap.assessment.state != PUBLISHED:
        words = _("“%(title)s” waits as a draft.")
    return words % {"title": named(gap.assessment)}


def _no_evidence(gap: Gap) -> str:
    return _("Neither “%(title)s” nor another gives evidence.") % {"title": named(gap.assessment)}


def _out_of_reach(gap: Gap) -> str:
    words = ngettext(
        "Nothing in use can show level %(last)s.",
        "Nothing in use can show levels %(first)s to %(last)s.",
        len(gap.levels),
    )
    return words % {"first": gap.levels[0], "last": gap.levels[-1]}


def _single_case(gap: Gap) -> str:
    if gap.further is not None:
        words = _("One case, in “%(title)s”; “%(further)s” has more, and was not given.")
        return words % {"title": named(gap.assessment), "further": named(gap.further)}
    return _("One case, in “%(title)s”.") % {"title": named(gap.assessment)}


def _untouched(gap: Gap) -> str:
    code = gap.indicator.code if gap.indicator else ""
    if not gap.count:
        return _("%(code)s: no question names it.") % {"code": code}
    words = ngettext(
        "%(code)s: %(n)s question of the bank names it, and nothing in use asks it.",
        "%(code)s: %(n)s questions of the bank name it, and nothing in use asks one.",
        gap.count,
    )
    return words % {"code": code, "n": gap.count}


def _overdue(gap: Gap) -> str:
    words = ngettext(
        "%(n)s question is past its review date.",
        "%(n)s questions are past their review date.",
        gap.count,
    )
    return words % {"n": gap.count}


def _of_module(gap: Gap) -> str:
    return named(gap.module)


_REASONS: Final[dict[GapKind, Callable[[Gap], str]]] = {
    GapKind.NO_MODULE: _no_module,
    GapKind.NO_ASSESSMENT: _nothing_measures,
    GapKind.ONLY_SELF_RATINGS: _nothing_measures,
    GapKind.NO_DIRECT_MEASURE: _no_evidence,
    GapKind.LEVEL_OUT_OF_REACH: _out_of_reach,
    GapKind.SINGLE_JUDGEMENT_CASE: _single_case,
    GapKind.INDICATOR_UNTOUCHED: _untouched,
    GapKind.MODULE_NOT_GIVEN: _of_module,
    GapKind.ITEMS_OVERDUE: _overdue,
    GapKind.MODULE_OVERDUE: _of_module,
}
