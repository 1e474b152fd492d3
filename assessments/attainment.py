"""Where a learner stands on one competency, and why: evidence and decisions in, a `Standing` out.

Pure: no Django, no clock. The same facts in any order give the same standing, and every part of the answer
is data, so that a page can show the evidence counted, the evidence left out and why, the rule as a ticked
list, and the arithmetic. Words are made by templates.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from assessments.facts import DecisionFact, DecisionKind, EvidenceFact, LeftOutReason, Method
from assessments.policy_rules import LEVELS, Aggregation, PolicyRules

__all__ = [
    "Aggregation",
    "Arithmetic",
    "Check",
    "CheckCode",
    "DecisionFact",
    "DecisionKind",
    "EvidenceFact",
    "LeftOut",
    "LeftOutReason",
    "Line",
    "Method",
    "PolicyRules",
    "Standing",
    "Status",
    "add_months",
    "derive",
    "distinct_raters",
    "months_between",
    "sole_rater",
    "standing_decision",
]


class Status(StrEnum):
    """What a standing says. "Not assessed" is never "not met"."""

    NOT_ASSESSED = "not_assessed"
    IN_PROGRESS = "in_progress"
    READY_FOR_REVIEW = "ready_for_review"
    ATTAINED = "attained"
    REFRESH_DUE = "refresh_due"


class CheckCode(StrEnum):
    """The five demands of the rule, in the order in which a page lists them."""

    EVIDENCE = "evidence"
    TYPES = "types"
    PERSON = "person"
    LEVEL = "level"
    RECENCY = "recency"


@dataclass(frozen=True, slots=True)
class Line:
    """One counted piece. `capped` is its level under the ceiling of its tier; `censored` says that it is
    at its ceiling and below the target, so that it may stand for more than it can show; `in_window` that
    it is among the newest levels that are aggregated."""

    fact: EvidenceFact
    capped: int
    ceiling: int
    censored: bool
    in_window: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One recorded piece that does not count, and why."""

    fact: EvidenceFact
    reason: LeftOutReason


@dataclass(frozen=True, slots=True)
class Check:
    """One demand of the rule. `have` is a count, a level, or for recency the whole months since the newest
    evidence; None where there is nothing to measure."""

    code: CheckCode
    needed: int
    have: int | None
    met: bool


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How the level came about: the window's capped levels newest first, the same in order, the one or
    two in the middle, their exact mean, and the level (halves down).

    by_ceiling: nothing in the window, because all evidence is at a ceiling below the target; the level is
    then the highest ceiling reached. set_aside: how many pieces are at such a ceiling.
    """

    aggregation: Aggregation
    window: tuple[int, ...]
    ordered: tuple[int, ...]
    middle: tuple[int, ...]
    exact: Fraction | None
    level: int | None
    by_ceiling: bool
    set_aside: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner stands on a competency at an instant, with everything that explains it.

    level: what stands (the signed level where a decision stands, else the counted one; None if not
    assessed). counted_level: what the evidence says by itself. counted, left_out: newest first. decision:
    the one that stands, if any. look_again: evidence that came after it speaks against it. stale_at: the
    instant from which, with no further record, status_when_stale holds instead of status; both None where
    the clock alone changes nothing. raters: the people behind the counted evidence. types: its methods.
    """

    level: int | None
    status: Status
    counted_level: int | None
    counted: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    checks: tuple[Check, ...]
    arithmetic: Arithmetic
    decision: DecisionFact | None
    look_again: bool
    first_shown_at: datetime | None
    last_shown_at: datetime | None
    stale_at: datetime | None
    status_when_stale: Status | None
    raters: tuple[str, ...]
    types: tuple[Method, ...]


def derive(
    evidence: Iterable[EvidenceFact], decisions: Iterable[DecisionFact], rules: PolicyRules, at: datetime
) -> Standing:
    """The standing as recorded by `at`: later evidence, voids and decisions are not known yet.

    `evidence` holds one learner's pieces for one competency, `decisions` the judgements on it. Evidence is
    ordered by when it was shown, ties by what it says.
    """
    known = [fact for fact in set(evidence) if fact.recorded_at <= at]
    left_out = _left_out(known, at)
    lines = _lines([fact for fact in known if fact not in left_out], rules)
    arithmetic = _aggregate(lines, rules)
    decision = standing_decision(decisions, at)
    newest = lines[0].fact.shown_at if lines else None
    checks = _checks(lines, arithmetic, rules, at)
    ready = all(check.met for check in checks)

    # Evidence anchors the window; a decision that stands on none is as old as its signature.
    anchor = newest or (decision.signed_at if decision else None)
    ends = add_months(anchor, rules.recency_months) if anchor else None
    status, level = _status(decision, arithmetic.level, ready=ready, fresh=bool(ends and at < ends))
    when_stale = _WHEN_STALE.get(status)
    return Standing(
        level=level,
        status=status,
        counted_level=arithmetic.level,
        counted=lines,
        left_out=tuple(
            LeftOut(fact, reason)
            for fact, reason in sorted(left_out.items(), key=lambda item: _order(item[0]), reverse=True)
        ),
        checks=checks,
        arithmetic=arithmetic,
        decision=decision,
        look_again=decision is not None and _look_again(decision, known, lines, checks, rules, at),
        first_shown_at=lines[-1].fact.shown_at if lines else None,
        last_shown_at=newest,
        stale_at=ends if when_stale else None,
        status_when_stale=when_stale,
        raters=distinct_raters(lines),
        types=tuple(method for method in Method if any(line.fact.method is method for line in lines)),
    )


def sole_rater(counted: Iterable[Line], signer: str) -> bool:
    """Whether `signer` is the only person behind the counted evidence, and so may not sign for it."""
    return distinct_raters(counted) == (signer,)


def distinct_raters(counted: Iterable[Line]) -> tuple[str, ...]:
    """The people behind the counted evidence, each once, in order."""
    return tuple(sorted({line.fact.rater for line in counted if line.fact.rater is not None}))


def standing_decision(decisions: Iterable[DecisionFact], at: datetime) -> DecisionFact | None:
    """The newest decision signed by `at`, unless that one revoked what stood; None without any."""
    signed = [decision for decision in decisions if decision.signed_at <= at]
    newest = max(signed, key=lambda decision: decision.order, default=None)
    return None if newest is None or newest.kind is DecisionKind.REVOKED else newest


def add_months(moment: datetime, months: int) -> datetime:
    """`months` calendar months later at the same time of day; a day that the month lacks is its last."""
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


def months_between(start: datetime, end: datetime) -> int:
    """Whole calendar months from `start` to `end`, in the sense of `add_months`; 0 where end is not later."""
    months = max(0, (end.year - start.year) * 12 + end.month - start.month + 1)
    while months and add_months(start, months) > end:
        months -= 1
    return months


def _left_out(known: Sequence[EvidenceFact], at: datetime) -> dict[EvidenceFact, LeftOutReason]:
    """A later revision replaces an earlier one for good: voiding the later does not bring it back."""
    newest: dict[str, int] = {}
    for fact in known:
        newest[fact.source] = max(fact.revision, newest.get(fact.source, 0))
    reasons = {}
    for fact in known:
        if fact.voided_at is not None and fact.voided_at <= at:
            reasons[fact] = LeftOutReason.VOIDED
        elif fact.excluded is not None:
            reasons[fact] = fact.excluded
        elif fact.revision < newest[fact.source]:
            reasons[fact] = LeftOutReason.SUPERSEDED
    return reasons


def _order(fact: EvidenceFact) -> tuple[object, ...]:
    """By when it was shown; ties by what it says, so that no row number can decide."""
    return (
        fact.shown_at, fact.level, fact.tier, fact.method, fact.assessment, fact.rater or "",
        fact.encounter or "", fact.source, fact.revision, fact.key,
    )  # fmt: skip


def _lines(countable: Sequence[EvidenceFact], rules: PolicyRules) -> tuple[Line, ...]:
    """Newest first; the window takes the newest that are not censored."""
    lines = []
    room = rules.window
    for fact in sorted(countable, key=_order, reverse=True):
        ceiling = rules.ceiling(fact.tier)
        capped = min(fact.level, ceiling)
        censored = capped == ceiling and capped < rules.target_level
        in_window = not censored and room > 0
        room -= in_window
        lines.append(Line(fact, capped, ceiling, censored, in_window))
    return tuple(lines)


def _aggregate(lines: Sequence[Line], rules: PolicyRules) -> Arithmetic:
    window = tuple(line.capped for line in lines if line.in_window)
    ordered = tuple(sorted(window))
    middle = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
    exact = Fraction(sum(middle), len(middle)) if middle else None
    highest_ceiling = max((line.capped for line in lines), default=None)
    return Arithmetic(
        aggregation=rules.aggregation,
        window=window,
        ordered=ordered,
        middle=middle,
        exact=exact,
        level=highest_ceiling if exact is None else int(exact),
        by_ceiling=exact is None and highest_ceiling is not None,
        set_aside=sum(line.censored for line in lines),
    )


def _checks(
    lines: Sequence[Line], arithmetic: Arithmetic, rules: PolicyRules, at: datetime
) -> tuple[Check, ...]:
    """Pieces of one encounter are one piece, however many people rated it; people are counted, not rows."""
    encounters = {line.fact.encounter for line in lines if line.fact.encounter is not None}
    pieces = len(encounters) + sum(line.fact.encounter is None for line in lines)
    types = len({line.fact.method for line in lines})
    people = distinct_raters(
        line for line in lines if line.fact.method.from_person and line.capped >= rules.target_level
    )
    age = months_between(lines[0].fact.shown_at, at) if lines else None
    level = arithmetic.level
    return (
        _at_least(CheckCode.EVIDENCE, rules.minimum_evidence, pieces),
        _at_least(CheckCode.TYPES, rules.minimum_types, types),
        _at_least(CheckCode.PERSON, rules.minimum_person, len(people)),
        Check(CheckCode.LEVEL, rules.target_level, level, level is not None and level >= rules.target_level),
        Check(CheckCode.RECENCY, rules.recency_months, age, age is not None and age < rules.recency_months),
    )


def _at_least(code: CheckCode, needed: int, have: int) -> Check:
    return Check(code, needed, have, have >= needed)


# What the clock alone does to a status, once.
_WHEN_STALE = {Status.ATTAINED: Status.REFRESH_DUE, Status.READY_FOR_REVIEW: Status.IN_PROGRESS}


def _status(
    decision: DecisionFact | None, counted_level: int | None, *, ready: bool, fresh: bool
) -> tuple[Status, int | None]:
    """What stands: a decision where there is one, else the count."""
    if decision is not None and decision.kind.attains:
        return (Status.ATTAINED if fresh else Status.REFRESH_DUE), decision.level
    if counted_level is None:
        return Status.NOT_ASSESSED, None
    if ready and decision is None:
        return Status.READY_FOR_REVIEW, counted_level
    return Status.IN_PROGRESS, counted_level


def _look_again(
    decision: DecisionFact,
    known: Sequence[EvidenceFact],
    lines: Sequence[Line],
    checks: Sequence[Check],
    rules: PolicyRules,
    at: datetime,
) -> bool:
    """Whether what was recorded after the signature speaks against the decision: for one that attains,
    evidence below it, or a void that takes its ground away; for one that does not, a count that is ready by
    evidence at target or by a void. What the signer could already see is no news.
    """
    since = [line for line in lines if line.fact.recorded_at > decision.signed_at]
    voided = any(fact.voided_at is not None and decision.signed_at < fact.voided_at <= at for fact in known)
    # Without recency: the clock alone changes a status, at `stale_at`, and nothing else.
    grounds = all(check.met for check in checks if check.code is not CheckCode.RECENCY)
    if decision.kind.attains:
        bar = min(decision.level or LEVELS, rules.target_level)
        below = any(line.capped < bar and not line.censored for line in since)
        return below or (voided and not grounds)
    at_target = any(line.capped >= rules.target_level for line in since)
    return (at_target or voided) and grounds
