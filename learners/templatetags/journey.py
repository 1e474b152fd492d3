"""The words of `learners.wording` for templates."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from learners import explaining, wording
from learners.levels import LevelNames

register = template.Library()

for say in (
    explaining.arithmetic_lines,
    explaining.demand_of,
    explaining.have_of,
    explaining.how_it_counts,
    explaining.source_title,
    explaining.why_left_out,
    wording.action,
    wording.how_far,
    wording.missing,
    wording.next_step,
    wording.progress_word,
    wording.tier_name,
    wording.what_for,
    wording.who_sees,
):
    register.filter(say.__name__, say)


@register.filter
def name_in(ordinal: int | None, levels: Mapping[int, str]) -> str:
    """Return the name of a level; nothing where there is no level."""
    return levels.get(ordinal, "") if ordinal is not None else ""


@register.filter
def of_scale(levels: LevelNames, scale_id: int) -> Mapping[int, str]:
    """Return the names of the levels of one scale."""
    return levels[scale_id]
