"""Item analysis in words: what is not defined and why, and what to look at and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.item_analysis import Flag, FlagKind, Why
from assessments.item_analysis.flags import SMALL_GROUP

WHYS: Final[Mapping[Why, object]] = {
    Why.TOO_FEW: gettext_lazy("Needs at least two sittings."),
    Why.NO_SPREAD: gettext_lazy("Everybody earned the same."),
    Why.NO_SPREAD_IN_REST: gettext_lazy("Everybody earned the same on the other questions."),
    Why.ONE_QUESTION: gettext_lazy("There are not enough other questions to compare with."),
    Why.NOT_RIGHT_OR_WRONG: gettext_lazy("Only for questions of one weight that are right or wrong."),
    Why.DIFFERENT_QUESTIONS: gettext_lazy("Only where every sitting reached the same questions."),
    Why.NEGATIVE_ALPHA: gettext_lazy("Alpha is below zero: the questions do not measure one thing."),
    Why.NOT_TIMED: gettext_lazy("No times were recorded."),
}

MINUS: Final = "\u2212"

FLAGS: Final[Mapping[FlagKind, object]] = {
    FlagKind.MISKEY: gettext_lazy("Possibly the wrong key"),
    FlagKind.NEGATIVE: gettext_lazy("Negative discrimination"),
    FlagKind.LENGTH: gettext_lazy("Key given away by its length"),
    FlagKind.DEAD: gettext_lazy("Dead distractor"),
    FlagKind.HARD: gettext_lazy("Too hard"),
    FlagKind.EASY: gettext_lazy("Too easy"),
    FlagKind.FEW: gettext_lazy("Too few answers to say"),
}


def why(reason: Why | None) -> str:
    """Why a figure is not defined; empty where it is."""
    return "" if reason is None else str(WHYS[reason])


def option_name(option: str) -> str:
    """How an option is called: by its letter, or in words where a statement is judged."""
    return {"true": _("True"), "false": _("False")}.get(option, option)


def flag_name(flag: Flag) -> str:
    """What may be wrong, in two or three words."""
    return str(FLAGS[flag.kind])


def reason(flag: Flag) -> str:
    """Why a question is flagged, with its numbers."""
    values = flag.values
    match flag.kind:
        case FlagKind.MISKEY:
            said = _(
                "%(option)s goes with the rest of the sitting (%(of_option)s) better than the key does"
                " (%(of_key)s), and %(upper)s of the upper group chose it, %(lower)s of the lower."
            )
            numbers = {
                "of_option": decimals(values["option"]),
                "of_key": decimals(values["key"]),
                "upper": percent(values["upper"]),
                "lower": percent(values["lower"]),
            }
        case FlagKind.NEGATIVE:
            said = _(
                "Those who did well on the other questions did worse on this one (%(r)s, %(n)s sittings)."
            )
            numbers = {"r": decimals(values["discrimination"]), "n": str(values["n"])}
        case FlagKind.LENGTH:
            said = _("The key has %(length)s characters, the other options %(others)s on average.")
            numbers = {"length": str(round(values["length"])), "others": str(round(values["others"]))}
        case FlagKind.DEAD:
            said = _("%(option)s was chosen by %(share)s (%(chosen)s of %(n)s).")
            numbers = {
                "share": percent(values["share"]),
                "chosen": str(round(values["chosen"])),
                "n": str(round(values["n"])),
            }
        case FlagKind.HARD:
            said = _("%(facility)s of the points were earned, less than %(limit)s.")
            numbers = {"facility": percent(values["facility"]), "limit": percent(values["limit"])}
        case FlagKind.EASY:
            said = _(
                "%(facility)s of the points were earned, more than %(limit)s. That may be meant, where all"
                " should know it."
            )
            numbers = {"facility": percent(values["facility"]), "limit": percent(values["limit"])}
        case FlagKind.FEW:
            said = ngettext(
                "There is %(n)s sitting; nothing is said below %(enough)s.",
                "There are %(n)s sittings; nothing is said below %(enough)s.",
                round(values["n"]),
            )
            numbers = {"n": str(round(values["n"])), "enough": str(round(values["enough"]))}
    return said % {"option": option_name(flag.option), **numbers}


def caution(n: int) -> str:
    """What to keep in mind about a small group; empty for a larger one."""
    if n >= SMALL_GROUP:
        return ""
    return ngettext(
        "With %(n)s sitting these figures move widely from group to group. Look at the questions, not at the"
        " second decimal.",
        "With %(n)s sittings these figures move widely from group to group. Look at the questions, not at the"
        " second decimal.",
        n,
    ) % {"n": n}


def decimals(value: float | None, places: int = 2) -> str:
    """A figure with its decimals and a true minus in the reader's language; an en dash for none."""
    if value is None:
        return "–"
    rounded = round(value, places) + 0.0  # no minus before a nought
    return number_format(rounded, decimal_pos=places).replace("-", MINUS)


def percent(value: float | None) -> str:
    """A share in per cent without decimals; an en dash where it is not defined."""
    return "–" if value is None else _("%(n)s %%") % {"n": round(100 * value)}
