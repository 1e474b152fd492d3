"""The words of `learners.wording` for templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template
from django.template import Context
from django.urls import reverse

from learners import explaining, mailing, wording
from learners.levels import LevelNames
from learners.matrix import Column, LearnerRef
from people.models import Cohort

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


@register.simple_tag(takes_context=True)
def remind_href(context: Context, cohort: Cohort, addresses: Iterable[str]) -> str:
    """Return the address that begins a message to learners whose work is past its date."""
    home = context["request"].build_absolute_uri(reverse("learners:home"))
    return mailing.reminder(addresses, cohort=cohort, home=home)


@register.simple_tag
def observe_href(cohort: Cohort, column: Column, learner: LearnerRef | None = None) -> str:
    """Return the page that records an observation, of one learner or of several of the cohort."""
    if learner is not None:
        return f"{reverse('assessments:encounter-create')}?learner={learner.public_id}"
    grid = reverse("assessments:encounter-group", args=[cohort.public_id])
    return f"{grid}?competency={column.public_id}"


@register.simple_tag(takes_context=True)
def ask_href(context: Context, cohort: Cohort, column: Column, learner: LearnerRef | None = None) -> str:
    """Return the address that begins a message which asks a colleague to observe."""
    return mailing.request_to_observe(
        cohort=cohort,
        code=column.code,
        address=context["request"].build_absolute_uri(observe_href(cohort, column, learner)),
        name=learner.full_name if learner else "",
    )
