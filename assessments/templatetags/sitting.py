"""Words and parts of the pages of a sitting."""

from __future__ import annotations

from typing import Final

from django import template
from django.utils.translation import gettext as _

from assessments.choices import ReleaseRule
from assessments.kinds.base import Control
from assessments.sitting import Question, Sitting
from common.dates import moment

register = template.Library()

_TEMPLATES: Final = {
    Control.RADIO: "assessments/_answer_choice.html",
    Control.CHECKBOX: "assessments/_answer_choice.html",
    Control.SCALE: "assessments/_answer_scale.html",
    Control.RANK: "assessments/_answer_rank.html",
    Control.TEXT: "assessments/_answer_text.html",
}


@register.filter
def answer_template(question: Question) -> str:
    """Return the template that draws what a question is answered with."""
    return _TEMPLATES[question.shown.control]


@register.filter
def counts_word(sitting: Sitting) -> str:
    """Return whether a sitting counts, in a word."""
    return _("counts") if sitting.counts else _("practice")


@register.filter
def how_answered(question: Question) -> str:
    """Return in words how far a question is answered."""
    if question.is_complete:
        return _("answered")
    if not question.is_answered:
        return _("not answered")
    shown = question.shown
    if shown.control == Control.TEXT:
        figures = {"words": question.words, "fewest": shown.min_words, "most": shown.max_words}
        return _("%(words)s words; %(fewest)s to %(most)s are asked for") % figures
    if question.parts:
        return _("%(done)s of %(all)s steps") % {"done": question.parts_done, "all": question.parts}
    return _("answered in part")


@register.filter
def when_shown(sitting: Sitting) -> str:
    """Return when the learner sees the result."""
    after = _("after marking by a person") if sitting.has_text else _("as soon as you hand in")
    if sitting.rules.release_rule == ReleaseRule.AFTER_DUE and sitting.attempt.due_at:
        return _("shown after %(day)s") % {"day": moment(sitting.attempt.due_at)}
    return _("shown %(when)s") % {"when": after}


@register.filter
def ask(question: Question) -> str:
    """Return what the learner is asked to do."""
    if question.shown.control == Control.CHECKBOX:
        return _("Choose all that fit")
    if question.shown.control == Control.RADIO and question.shown.kind == "true_false":
        return _("True or false?")
    return _("Choose the best answer")
