"""Words of the pages on which assessments are built."""

from __future__ import annotations

from decimal import Decimal
from math import ceil
from typing import Final

from django import template
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.building_page import Building, Pictured
from assessments.choices import Tier as TierChoice
from assessments.coverage import FEWEST_ITEMS, Lack
from common.labels import labelled

register = template.Library()

_LACKS: Final = {
    Lack.NO_ITEM: gettext_lazy("No question is about it, so it shows nothing here."),
    Lack.TOO_FEW: gettext_lazy(
        "So few questions show no level: one guess moves the result by a level or more. Take %(fewest)s or"
        " more."
    ),
    Lack.TIER_TOO_THIN: gettext_lazy(
        "Level %(highest)s rests on fewer than %(fewest)s questions of the tier “%(tier)s”: one guess"
        " decides. Take more of that tier."
    ),
    Lack.CEILING_BELOW_AIM: gettext_lazy(
        "It aims at level %(aim)s, and its questions show %(highest)s at most. Take questions of a higher"
        " tier."
    ),
    Lack.INDICATORS_UNTOUCHED: gettext_lazy("No question is sure to touch: %(untouched)s."),
    Lack.BANK_TOO_SMALL: gettext_lazy("The bank has fewer questions than are to be drawn."),
}


@register.filter
def lack_words(one: Pictured) -> list[str]:
    """Return what a competency lacks, in sentences."""
    tiers = one.covered.by_tier
    said = {
        "fewest": FEWEST_ITEMS,
        "highest": one.covered.highest,
        "aim": one.aim,
        "untouched": ", ".join(one.covered.untouched),
        "tier": TierChoice(tiers[-1][0].code).label if tiers else "",
    }
    return [str(_LACKS[lack]) % said for lack in one.covered.lacks]


@register.filter
def all_lacks(building: Building) -> list[str]:
    """Return what each competency lacks, in sentences that begin with its code."""
    return [labelled(one.competency.code, words) for one in building.picture for words in lack_words(one)]


@register.filter
def covered_words(one: Pictured) -> str:
    """Return in words what a competency gets: how much, of which tiers, and what that can show."""
    covered = one.covered
    if not covered.count:
        return _("Aimed at, up to level %(aim)s.") % {"aim": one.aim}
    tiers = ", ".join(f"{count} × {TierChoice(tier.code).label}" for tier, count in covered.by_tier)
    said = {"n": covered.count, "tiers": tiers, "percent": one.percent, "level": covered.highest}
    words = ngettext(
        "%(n)s question (%(tiers)s), %(percent)s%% of the points. It shows level %(level)s at most.",
        "%(n)s questions (%(tiers)s), %(percent)s%% of the points. They show level %(level)s at most.",
        covered.count,
    )
    return words % said


@register.filter
def building_lead(building: Building) -> str:
    """Return the state of an assessment and how much it asks, in a sentence."""
    said = {"state": building.assessment.get_state_display(), "n": building.asked}
    if not building.has_questions:
        return str(said["state"])
    words = ngettext("%(state)s, %(n)s question", "%(state)s, %(n)s questions", building.asked)
    return words % said


@register.filter
def points_words(points: Decimal) -> str:
    """Return a number of points in words."""
    number = int(points) if points == int(points) else points.normalize()
    whole = 1 if points == 1 else max(2, ceil(points))
    return ngettext("%(points)s point", "%(points)s points", whole) % {"points": localize(number)}
