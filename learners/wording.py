"""What a page says of a place or a piece of work, in plain words that do not judge."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.attainment import Check, CheckCode, Status
from assessments.choices import Tier as TierChoice
from assessments.tiers import Tier
from common.dates import record_day
from learners.models import CohortTarget
from learners.standings import Place
from learners.todo import Progress, Todo


def next_step(place: Place) -> str:
    """Return the one sentence under a competency: who signed, what is awaited, or what comes next."""
    standing = place.standing
    if standing.status is Status.ATTAINED and place.signed is not None:
        return _("Signed by %(name)s, %(day)s") % {
            "name": place.signed.signer.get_full_name(),
            "day": record_day(place.signed.decided_at),
        }
    if standing.status is Status.REFRESH_DUE:
        return _("The evidence is older than %(months)s months. Newer evidence refreshes it.") % {
            "months": place.rules.recency_months
        }
    if standing.status is Status.READY_FOR_REVIEW:
        return _("Everything is there. A signer looks at it next.")
    if standing.status is Status.NOT_ASSESSED:
        return ""
    unmet = next((check for check in standing.checks if not check.met), None)
    return missing(unmet) if unmet is not None else ""


def missing(check: Check) -> str:
    """Return in words what one demand of the rule still asks for."""
    short = check.needed - (check.have or 0)
    if check.code is CheckCode.EVIDENCE:
        return ngettext("Next: one more piece of evidence", "Next: %(n)s more pieces of evidence", short) % {
            "n": short
        }
    if check.code is CheckCode.TYPES:
        return _("Next: evidence of another type")
    if check.code is CheckCode.PERSON:
        return _("Next: someone needs to see it done, or mark it, at the target level or above")
    if check.code is CheckCode.LEVEL:
        return _("Next: evidence at level %(level)s or above") % {"level": check.needed}
    return _("Next: newer evidence")


def what_for(todo: Todo) -> str:
    """Return what a piece of work is for; empty where it is attached to no competency."""
    if todo.is_self_rating:
        return _("To set your own view beside the evidence, and see what to work on next.")
    if not todo.codes:
        return ""
    figures = {"codes": ", ".join(todo.codes)}
    if todo.is_module:
        return _("To learn for %(codes)s.") % figures
    if todo.counts:
        return _("To show what you can do in %(codes)s.") % figures
    return _("To try what you can do in %(codes)s, with feedback.") % figures


def who_sees(todo: Todo) -> str:
    """Return who sees what comes out of a piece of work."""
    if todo.is_module:
        return _("Does not count. Your faculty see whether you finished, not what you read when.")
    if todo.is_self_rating:
        return _("Never counts toward a level. Faculty see it beside the evidence, once you hand it in.")
    if todo.counts:
        return _("Counts. You and your cohort's faculty see the result.")
    if todo.is_given_to_count and todo.progress is Progress.NOT_STARTED:
        return _(
            "Practice, as you have seen its answers: does not count. You and your faculty see the result."
        )
    if todo.spoils and todo.to_do:
        return _(
            "Practice: does not count. You were also given the same to count. Sit that first: once you have"
            " seen the answers, it is practice as well."
        )
    return _("Practice: does not count. You and your cohort's faculty see the result.")


def how_far(todo: Todo) -> str:
    """Return how far the learner is with a piece of work."""
    if todo.progress in {
        Progress.WAITING,
        Progress.RETURNED,
        Progress.DONE,
        Progress.CLOSED,
        Progress.NOT_OPEN,
    }:
        return _as_a_whole()[todo.progress]
    if not todo.steps_done:
        return progress_word(todo.progress)
    figures = {"done": todo.steps_done, "all": todo.steps}
    if todo.is_module:
        return _("%(done)s of %(all)s sections read") % figures
    if todo.is_self_rating:
        return _("%(done)s of %(all)s rated") % figures
    return _("%(done)s of %(all)s answers saved") % figures


def action(todo: Todo) -> str:
    """Return the verb on the button of a piece of work."""
    if todo.progress is Progress.RETURNED:
        return _("Revise")
    if todo.progress is Progress.STARTED:
        return _("Read on") if todo.is_module else _("Continue")
    return _("Read") if todo.is_module else _("Start")


def _as_a_whole() -> dict[Progress, str]:
    return {
        Progress.WAITING: _("handed in, being marked"),
        Progress.RETURNED: _("returned to you for revision"),
        Progress.DONE: _("done"),
        Progress.CLOSED: _("closed"),
        Progress.NOT_OPEN: _("not open yet"),
    }


def tier_name(tier: Tier) -> str:
    """Return the name of a tier (Miller, 1990)."""
    return str(TierChoice(tier.code).label)


def progress_word(progress: Progress) -> str:
    """Return how far somebody is, in a word or two."""
    if progress is Progress.NOT_STARTED:
        return _("not started")
    if progress is Progress.STARTED:
        return _("begun")
    return _as_a_whole()[progress]


def target_sentence(target: CohortTarget) -> str:
    """Return what a target asks for, in one sentence."""
    if target.competency is not None:
        return _("At least %(share)s %% of the learners at level %(level)s or above in %(code)s.") % {
            "share": target.share,
            "level": target.level,
            "code": target.competency.code,
        }
    return _(
        "At least %(share)s %% of the learners at level %(level)s or above in every competency of"
        " %(framework)s."
    ) % {"share": target.share, "level": target.level, "framework": target.framework}
