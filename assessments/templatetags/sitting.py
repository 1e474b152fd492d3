"""Words and parts of the pages of a sitting."""

from __future__ import annotations

from typing import Final

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.bench import Bench
from assessments.choices import AssessmentType, KeyStatus, ReleaseRule
from assessments.feedback import Answered, Feedback, Shows
from assessments.forms_answer import CONFIDENCE
from assessments.key_trust import key_trust
from assessments.kinds.base import Control, ExplainedOption, Verdict
from assessments.sitting import Question, Sitting
from assessments.snapshot import RulesSnapshot
from assessments.templatetags.answers import as_words, in_line
from common.dates import moment

register = template.Library()

_TEMPLATES: Final = {
    Control.RADIO: "assessments/_answer_choice.html",
    Control.CHECKBOX: "assessments/_answer_choice.html",
    Control.SCALE: "assessments/_answer_scale.html",
    Control.RANK: "assessments/_answer_rank.html",
    Control.MATCH: "assessments/_answer_match.html",
    Control.EXTENDED: "assessments/_answer_extended.html",
    Control.LIKERT: "assessments/_answer_likert.html",
    Control.LINE: "assessments/_answer_line.html",
    Control.NUMBER: "assessments/_answer_number.html",
    Control.POST: "assessments/_answer_post.html",
    Control.TEXT: "assessments/_answer_text.html",
}

_FEEDBACK: Final = {
    Control.LIKERT: "assessments/_feedback_likert.html",
    Control.LINE: "assessments/_feedback_written.html",
    Control.NUMBER: "assessments/_feedback_written.html",
    Control.POST: "assessments/_feedback_post.html",
}

_ASKS: Final = {
    Control.RADIO: gettext_lazy("Choose the best answer"),
    Control.CHECKBOX: gettext_lazy("Choose all that fit"),
    Control.MATCH: gettext_lazy("Match each line"),
    Control.EXTENDED: gettext_lazy("Choose the best option for each"),
    Control.LIKERT: gettext_lazy("What difference does it make?"),
    Control.LINE: gettext_lazy("Write a short answer"),
    Control.NUMBER: gettext_lazy("Give a number"),
    Control.POST: gettext_lazy("Would you let this post go out?"),
}

_SIGNS: Final = {
    Verdict.RIGHT: "check",
    Verdict.CLOSE: "minus",
    Verdict.WRONG: "close",
    Verdict.MISSED: "circle",
    Verdict.LEFT: "dash",
    Verdict.UNANSWERED: "circle",
}


@register.filter
def answer_template(question: Question) -> str:
    """Return the template that draws what a question is answered with."""
    return _TEMPLATES[question.shown.control]


@register.filter
def feedback_template(question: Question) -> str:
    """Return the template that explains a question which has parts."""
    return _FEEDBACK.get(question.shown.control, "assessments/_feedback_options.html")


@register.filter
def counts_word(sitting: Sitting) -> str:
    """Return whether a sitting counts, in a word."""
    return _("counts") if sitting.counts else _("practice")


@register.filter
def what_for(sitting: Sitting) -> str:
    """Return what a sitting is for: the competencies it is about, and what comes of it."""
    codes = ", ".join(sorted({one.competency.code for one in sitting.questions if one.competency}))
    if sitting.counts:
        return _("To show what you can do in %(codes)s.") % {"codes": codes}
    return _("To try what you can do in %(codes)s, with feedback.") % {"codes": codes}


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
    if question.shown.control in {Control.MATCH, Control.EXTENDED}:
        return _("%(done)s of %(all)s lines") % {"done": question.parts_done, "all": question.parts}
    if question.parts:
        return _("%(done)s of %(all)s steps") % {"done": question.parts_done, "all": question.parts}
    return _("answered in part")


@register.filter
def sureness(confidence: int) -> str:
    """Return how sure a learner was, in words."""
    return str(dict(CONFIDENCE)[confidence])


@register.filter
def when_shown(sitting: Sitting) -> str:
    """Return when the learner sees the result."""
    after = _("after marking by a person") if sitting.has_text else _("as soon as you hand in")
    if sitting.rules.release_rule == ReleaseRule.AFTER_DUE and sitting.attempt.due_at:
        return _("shown after %(day)s") % {"day": moment(sitting.attempt.due_at)}
    if sitting.shows_at_once:
        return _("shown question by question, and the whole once you hand in")
    return _("shown %(when)s") % {"when": after}


@register.filter
def ask(question: Question) -> str:
    """Return what the learner is asked to do."""
    if question.shown.kind == "true_false":
        return _("True or false?")
    return str(_ASKS.get(question.shown.control, ""))


@register.filter
def option_text(option: ExplainedOption, question: Question) -> SafeString | str:
    """Return what an option says. What was accepted of a written answer is no Markdown; what may stand for
    any text in it is shown as such."""
    if question.shown.control is Control.LINE:
        return str(option.text).replace(r"\*", "\0").replace("*", " … ").replace("\0", "*").strip()
    return in_line(option.text)


@register.filter
def verdict_icon(option: ExplainedOption) -> str:
    """Return the sign of what became of an option."""
    return _SIGNS[option.verdict]


@register.filter
def verdict_words(option: ExplainedOption, question: Question) -> str:
    """Return what was given for an option and what is keyed, in words."""
    if option.wanted is None:
        return _WORDS.get(question.shown.control, _choice_words)(option)
    ranked = question.shown.control == Control.RANK
    wanted = _rank(option.wanted) if ranked else str(option.wanted_label)
    if option.given is None:
        return (_("No rank. Keyed: %(wanted)s") if ranked else _("Not rated. Keyed: %(wanted)s")) % {
            "wanted": wanted
        }
    given = _rank(option.given) if ranked else str(option.given_label)
    if option.given == option.wanted:
        return _("Given: %(given)s, as keyed") % {"given": given}
    return _("Given: %(given)s. Keyed: %(wanted)s") % {"given": given, "wanted": wanted}


def _rank(rank: int) -> str:
    return _("rank %(rank)s") % {"rank": rank}


def _script_words(option: ExplainedOption) -> str:
    return {
        Verdict.RIGHT: _("Chosen, like most of the panel"),
        Verdict.CLOSE: _("Chosen, for a part of the points"),
        Verdict.WRONG: _("Chosen, by nobody else"),
        Verdict.MISSED: _("What most of the panel chose"),
    }.get(option.verdict, _("Not chosen"))


def _pair_words(option: ExplainedOption) -> str:
    words = {"given": as_words(option.given_label), "wanted": as_words(option.wanted_label)}
    if option.verdict is Verdict.UNANSWERED:
        return _("Not answered. Keyed: %(wanted)s") % words
    if option.verdict is Verdict.RIGHT:
        return _("Given: %(given)s, as keyed") % words
    return _("Given: %(given)s. Keyed: %(wanted)s") % words


def _accepted_words(option: ExplainedOption) -> str:
    words = {"share": round(100 * (option.points or 0))}
    if option.chosen:
        return _("What you gave earns %(share)s%% of the points") % words
    return _("Accepted for %(share)s%% of the points") % words


def _choice_words(option: ExplainedOption) -> str:
    return {
        Verdict.RIGHT: _("Chosen, and keyed"),
        Verdict.CLOSE: _("Chosen, for a part of the points"),
        Verdict.WRONG: _("Chosen, not keyed"),
        Verdict.MISSED: _("Not chosen, but keyed"),
    }.get(option.verdict, _("Not chosen, not keyed"))


_WORDS: Final = {
    Control.MATCH: _pair_words,
    Control.EXTENDED: _pair_words,
    Control.LINE: _accepted_words,
    Control.NUMBER: _accepted_words,
    Control.LIKERT: _script_words,
}


@register.filter
def key_words(answer: Answered) -> str:
    """Return how far a key can be trusted."""
    if answer.key_status == KeyStatus.PROPOSED:
        return _("proposed by the authors until a panel confirms it")
    key = answer.score.key if answer.score else None
    words = key_trust(key) if key else ""
    return words[:1].lower() + words[1:]


@register.filter
def shows_how(one: Shows) -> str:
    """Return from what a level follows."""
    if one.shown.rater_id is not None:
        return _("%(tier)s; the level is the marker's judgement") % {"tier": one.tier}
    return _("%(tier)s; %(percent)s%% of the points") % {"tier": one.tier, "percent": one.percent}


@register.filter
def shows_note(feedback: Feedback) -> str:
    """Return what the levels are worth."""
    if feedback.counts:
        return _("The evidence that this adds. One piece does not decide where somebody stands.")
    return _("What it would show. Practice adds no evidence.")


@register.filter
def after_mark(rules: RulesSnapshot) -> str:
    """Return when the learner sees a mark."""
    if rules.release_rule == ReleaseRule.AFTER_DUE:
        return _("The learner sees marks and comment after the due date, once everything is marked.")
    return _("The learner sees marks and comment as soon as everything in this sitting is marked.")


@register.filter
def key_of(option: ExplainedOption, question: Question) -> str:
    """Return what is keyed for an option, in words."""
    if question.shown.control in {Control.LINE, Control.NUMBER}:
        return _accepted_words(option)
    if option.wanted is None and option.wanted_label:
        return _("Keyed: %(wanted)s") % {"wanted": as_words(option.wanted_label)}
    if option.wanted is None and not option.keyed and any(vote.count for vote in option.votes):
        return _("For a part of the points")
    if option.wanted is None:
        return _("Keyed") if option.keyed else _("Not keyed")
    ranked = question.shown.control == Control.RANK
    return _("Keyed: %(wanted)s") % {"wanted": _rank(option.wanted) if ranked else option.wanted_label}


@register.filter
def letter_on_paper(option: ExplainedOption, question: Question) -> str:
    """Return the letter that the question has for what is keyed, or the number of the piece of a post."""
    post = question.shown.post
    if post is not None:
        return next((str(piece.n) for piece in post.pieces if piece.id == option.id), "")
    keyed = str(option.wanted_label)
    return next((one.letter for one in question.shown.choices if keyed and str(one.text) == keyed), "")


@register.filter
def bench_lead(bench: Bench) -> str:
    """Return the state of an assessment in a sentence."""
    state = bench.assessment.get_state_display()
    if not bench.lines:
        return str(state)
    number = len(bench.lines)
    return ngettext("%(state)s, %(n)s question", "%(state)s, %(n)s questions", number) % {
        "state": state,
        "n": number,
    }


@register.filter
def counting_words(bench: Bench) -> str:
    """Return whether an assessment may count, and why."""
    if bench.assessment.type == AssessmentType.SELF_RATING:
        return _("Never: a self-rating is shown beside the evidence.")
    if bench.needs_leave:
        return _("Practice: its questions were published with their keys. A lead can allow it to count.")
    if bench.assessment.may_count:
        return _("May count; whoever assigns it chooses.")
    return _("May count: none of its questions is public.")
