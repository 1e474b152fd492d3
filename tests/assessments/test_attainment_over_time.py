"""The record over time: recency, voids, revisions, as-of, and which decision stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assessments.attainment import (
    CheckCode,
    DecisionKind,
    LeftOutReason,
    Status,
    add_months,
    derive,
    months_between,
    standing_decision,
)
from tests.assessments.evidence import (
    NOW,
    RULES,
    ago,
    check,
    decide,
    enough,
    judgement,
    quiz,
    seen,
)

# Rules 7, 13: recency


def test_recency_is_kept_by_the_newest_piece_alone():
    evidence = [quiz(3, shown=ago(months=60)), judgement(3, shown=ago(months=40)), seen(3)]
    assert derive(evidence, [], RULES, NOW).status is Status.READY_FOR_REVIEW


def test_clock_changes_ready_to_in_progress_once_at_stale_at():
    standing = derive(enough(), [], RULES, NOW)
    assert standing.stale_at == add_months(ago(days=10), 24)
    assert standing.status_when_stale is Status.IN_PROGRESS
    just_before = derive(enough(), [], RULES, standing.stale_at - timedelta(microseconds=1))
    assert (just_before.status, check(just_before, CheckCode.RECENCY).have) == (Status.READY_FOR_REVIEW, 23)
    then = derive(enough(), [], RULES, standing.stale_at)
    assert (then.status, then.level, then.stale_at, then.status_when_stale) == (
        Status.IN_PROGRESS,
        3,
        None,
        None,
    )
    assert check(then, CheckCode.RECENCY).have == 24


def test_clock_changes_attained_to_refresh_due_and_new_evidence_changes_it_back():
    signed = [decide(DecisionKind.ATTAINED)]
    standing = derive(enough(), signed, RULES, NOW)
    assert (standing.status, standing.status_when_stale) == (Status.ATTAINED, Status.REFRESH_DUE)
    later = standing.stale_at + timedelta(days=100)
    assert derive(enough(), signed, RULES, later).status is Status.REFRESH_DUE
    fresh = seen(3, shown=later - timedelta(days=1))
    assert derive([*enough(), fresh], signed, RULES, later).status is Status.ATTAINED


def test_clock_does_nothing_to_a_standing_that_is_not_ready():
    standing = derive([quiz(3)], [], RULES, NOW)
    assert (standing.stale_at, standing.status_when_stale) == (None, None)
    assert derive([quiz(3)], [], RULES, NOW + timedelta(days=9000)).status is Status.IN_PROGRESS


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-10", -1, "2025-12-10"),
    ],
)
def test_add_months_keeps_the_day_or_takes_the_last(start, months, end):
    begin, expected = (datetime.fromisoformat(text).replace(hour=17, tzinfo=UTC) for text in (start, end))
    assert add_months(begin, months) == expected


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-01-31", "2024-02-28", 0),
        ("2024-01-31", "2024-02-29", 1),
        ("2024-11-23", "2026-11-22", 23),
        ("2024-11-23", "2026-11-23", 24),
        ("2026-05-01", "2026-04-01", 0),
    ],
)
def test_months_between_counts_whole_months(start, end, months):
    begin, finish = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end))
    assert months_between(begin, finish) == months


# Rule 1 and 13: voids, revisions, as-of


def test_voided_evidence_is_left_out_with_its_reason():
    fact = replace(seen(1), voided_at=ago(days=2))
    standing = derive([*enough(), fact], [], RULES, NOW)
    assert [(one.fact, one.reason) for one in standing.left_out] == [(fact, LeftOutReason.VOIDED)]
    assert fact not in [line.fact for line in standing.counted]


def test_void_is_not_known_before_it_was_made():
    fact = replace(seen(1), voided_at=ago(days=2))
    assert derive([fact], [], RULES, ago(days=2)).status is Status.NOT_ASSESSED
    assert derive([fact], [], RULES, ago(days=2) - timedelta(seconds=1)).level == 1


def test_evidence_is_not_known_before_it_was_recorded():
    fact = seen(3, shown=ago(days=30), recorded_at=ago(days=3))
    before = derive([fact], [], RULES, ago(days=4))
    assert (before.status, before.counted, before.left_out) == (Status.NOT_ASSESSED, (), ())
    assert derive([fact], [], RULES, ago(days=3)).level == 3


def test_later_revision_replaces_the_earlier_from_when_it_was_recorded():
    first = quiz(2, source="attempt", shown=ago(days=9))
    second = replace(first, level=3, revision=2, key="second", recorded_at=ago(days=5))
    standing = derive([first, second], [], RULES, NOW)
    assert [line.fact for line in standing.counted] == [second]
    assert [(one.fact, one.reason) for one in standing.left_out] == [(first, LeftOutReason.SUPERSEDED)]
    assert derive([first, second], [], RULES, ago(days=6)).level == 2


def test_voiding_the_later_revision_does_not_bring_the_earlier_back():
    first = quiz(2, source="attempt")
    second = replace(first, level=3, revision=2, key="second", voided_at=ago(days=1))
    standing = derive([first, second], [], RULES, NOW)
    assert standing.status is Status.NOT_ASSESSED
    assert {one.reason for one in standing.left_out} == {LeftOutReason.SUPERSEDED, LeftOutReason.VOIDED}


@pytest.mark.parametrize("reason", [LeftOutReason.PRACTICE, LeftOutReason.OTHER_ATTEMPT])
def test_evidence_excluded_beforehand_is_left_out_with_that_reason(reason):
    fact = seen(5, excluded=reason)
    standing = derive([fact], [], RULES, NOW)
    assert [(one.fact, one.reason) for one in standing.left_out] == [(fact, reason)]
    assert standing.status is Status.NOT_ASSESSED


def test_left_out_evidence_is_listed_newest_first():
    facts = [replace(seen(1, shown=ago(days=day)), voided_at=ago(days=1)) for day in (5, 3, 9)]
    assert [one.fact.shown_at for one in derive(facts, [], RULES, NOW).left_out] == [
        ago(days=3), ago(days=5), ago(days=9),
    ]  # fmt: skip


def test_same_piece_given_twice_counts_once():
    assert len(derive([quiz(3), quiz(3)], [], RULES, NOW).counted) == 1


# Rule 8: which decision stands; what it does is in `test_attainment_decisions.py`


def test_standing_decision_is_the_newest_unless_it_revokes():
    first = decide(DecisionKind.ATTAINED, signed=ago(days=9))
    second = decide(DecisionKind.DECLINED, signed=ago(days=5))
    revoked = decide(DecisionKind.REVOKED, signed=ago(days=2))
    assert standing_decision([second, first], NOW) == second
    assert standing_decision([revoked, second, first], NOW) is None
    assert standing_decision([revoked, second, first], ago(days=3)) == second
    assert standing_decision([], NOW) is None


def test_decision_stands_from_the_instant_of_its_signature():
    first = decide(DecisionKind.ATTAINED, signed=ago(days=9))
    assert standing_decision([first], ago(days=9)) == first
    assert standing_decision([first], ago(days=9) - timedelta(microseconds=1)) is None


def test_of_decisions_with_one_instant_the_more_careful_stands():
    attained, declined = decide(DecisionKind.ATTAINED), decide(DecisionKind.DECLINED)
    assert standing_decision([attained, declined], NOW) == declined
    assert standing_decision([declined, attained], NOW) == declined
    assert standing_decision([declined, decide(DecisionKind.REVOKED)], NOW) is None


def test_of_signatures_with_one_instant_the_lower_level_stands():
    two, four = (decide(DecisionKind.ATTAINED, level=level) for level in (2, 4))
    assert standing_decision([two, four], NOW) == standing_decision([four, two], NOW) == two


@pytest.mark.parametrize("level", [1, 5])
def test_decision_may_have_any_level_of_the_scale(level):
    assert derive([], [decide(DecisionKind.ATTAINED, level=level)], RULES, NOW).level == level
