"""The explanation of a standing, in plain words."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.attainment import Arithmetic, Check, CheckCode, LeftOutReason, Line, Standing
from assessments.choices import Method
from assessments.explanation import LeftOutEvidence
from assessments.models import Evidence
from assessments.policy_rules import PolicyRules
from assessments.titles import title_of
from common.dates import record_day
from common.labels import labelled
from competencies.templatetags.content import local, shown


def demand_of(check: Check, rules: PolicyRules) -> str:
    """Return one demand of the rule."""
    figures = {"n": check.needed, "window": rules.window, "target": rules.target_level}
    if check.code is CheckCode.EVIDENCE:
        return ngettext(
            "At least %(n)s piece of evidence", "At least %(n)s pieces of evidence", check.needed
        ) % (figures)
    if check.code is CheckCode.TYPES:
        return ngettext("Of at least %(n)s type", "Of at least %(n)s types", check.needed) % figures
    if check.code is CheckCode.PERSON:
        return _("At least %(n)s from a person, at level %(target)s or above") % figures
    if check.code is CheckCode.LEVEL:
        return _("Median of the newest %(window)s at level %(target)s or above") % figures
    return _("Newest within %(n)s months") % figures


def have_of(check: Check, standing: Standing) -> str:
    """Return what there is of one demand."""
    if check.have is None:
        return "–"
    if check.code is CheckCode.TYPES and standing.types:
        names = ", ".join(str(Method(method.value).label) for method in standing.types)
        return labelled(check.have, names)
    if check.code is CheckCode.RECENCY and standing.last_shown_at is not None:
        return record_day(standing.last_shown_at)
    if check.code is CheckCode.LEVEL or check.met:
        return str(check.have)
    return _("%(have)s of %(needed)s") % {"have": check.have, "needed": check.needed}


def source_title(evidence: Evidence) -> str:
    """Return what a piece of evidence came from, as a page shows it: in another language it says so."""
    if evidence.attempt is not None:
        title = shown(title_of(evidence.attempt))
        return title if evidence.attempt.n == 1 else _attempt(title, evidence.attempt.n)
    form = evidence.observation.form if evidence.observation is not None else None
    if form is not None:
        return local(form, "title")
    return str(evidence.get_method_display())


def _attempt(title: str, number: int) -> SafeString:
    said = _("%(title)s, attempt %(n)s") % {"title": conditional_escape(title), "n": number}
    return mark_safe(said)  # noqa: S308 - escaped above


def how_it_counts(line: Line) -> str:
    """Return how one piece counts."""
    if line.censored:
        return _(
            "At its ceiling: it can show at most level %(ceiling)s. Counts as evidence, does not pull the"
            " median down."
        ) % {"ceiling": line.ceiling}
    if line.capped < line.fact.level:
        said = _("Level %(raw)s, counted as %(capped)s, its ceiling.") % {
            "raw": line.fact.level,
            "capped": line.capped,
        }
    else:
        said = _("Counted as level %(level)s.") % {"level": line.capped}
    if not line.in_window:
        said = f"{said} " + _("Older than the newest ones, so it is not in the median.")
    return said


def why_left_out(one: LeftOutEvidence) -> str:
    """Return why one piece does not count."""
    if one.reason is LeftOutReason.VOIDED and one.void is not None:
        return _("Voided %(day)s by %(name)s: %(reason)s.") % {
            "day": record_day(one.void.recorded_at),
            "name": one.void.recorded_by.get_full_name() if one.void.recorded_by else "",
            "reason": one.void.get_void_reason_display(),
        }
    return {
        LeftOutReason.VOIDED: _("Voided."),
        LeftOutReason.SUPERSEDED: _("Marked again; the newer mark counts."),
        LeftOutReason.PRACTICE: _("A retake after feedback is practice."),
        LeftOutReason.OTHER_ATTEMPT: _("Another attempt at the same assessment counts."),
    }[one.reason]


def arithmetic_lines(standing: Standing, rules: PolicyRules) -> list[str]:
    """Return the arithmetic of the level, line by line."""
    sums = standing.arithmetic
    if sums.level is None:
        return [_("No level follows from the evidence yet.")]
    if sums.by_ceiling:
        return [
            _("Every piece is at a ceiling below the target."),
            _("Highest ceiling reached: %(level)s") % {"level": sums.level},
        ]
    return [
        _("Newest %(n)s that count: %(levels)s") % {"n": len(sums.window), "levels": _list(sums.window)},
        _set_aside(sums),
        _median(sums, sums.level),
        _reached(sums.level, rules),
    ]


def _median(sums: Arithmetic, level: int) -> str:
    figures = {"levels": _list(sums.ordered), "level": level}
    if sums.exact is None or sums.exact == level:
        return _("Median of %(levels)s = %(level)s") % figures
    figures["exact"] = number_format(float(sums.exact))
    return _("Median of %(levels)s = %(exact)s, halves down to %(level)s") % figures


def _set_aside(sums: Arithmetic) -> str:
    if not sums.set_aside:
        return _("None at a ceiling below the target")
    return ngettext(
        "%(n)s at its ceiling below the target, set aside",
        "%(n)s at their ceilings below the target, set aside",
        sums.set_aside,
    ) % {"n": sums.set_aside}


def _reached(level: int, rules: PolicyRules) -> str:
    figures = {"target": rules.target_level}
    if level >= rules.target_level:
        return _("Target %(target)s: reached") % figures
    return _("Target %(target)s: not reached") % figures


def _list(levels: tuple[int, ...]) -> str:
    return ", ".join(str(level) for level in levels)
