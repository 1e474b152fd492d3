"""The words of `learners.wording` for templates."""

from __future__ import annotations

from django import template

from learners import wording

register = template.Library()

for say in (
    wording.action,
    wording.how_far,
    wording.missing,
    wording.next_step,
    wording.tier_name,
    wording.who_sees,
):
    register.filter(say.__name__, say)
