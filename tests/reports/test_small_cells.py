"""Small groups stay hidden from whoever solves for them, with the rule and the sums in hand."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.small_cells import SMALLEST, hidden_in, suppressed, suppressed_sum

KEYS = ("none", "progress", "ready", "attained")
ROW = st.fixed_dictionaries({key: st.integers(0, 40) for key in KEYS})


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((0, 12, 0, 30), (0, 12, 0, 30)),  # nobody is small
        ((3, 12, 20, 30), (None, None, 20, 30)),  # one is, so the next smallest goes with it
        ((1, 1, 20, 30), (None, None, None, 30)),  # two are, and in sum they are still a small group
        ((2, 3, 20, 30), (None, None, 20, 30)),  # two are, and in sum they are five
        ((3, 0, 0, 30), (None, 0, 0, None)),
        ((3, 0, 0, 0), (None, None, None, None)),  # the whole class is a small group
        ((0, 0, 0, 0), (0, 0, 0, 0)),
        ((5, 5, 5, 5), (5, 5, 5, 5)),
    ],
)
def test_a_row_tells_what_was_worked_out_by_hand(counts, told):
    assert tuple(suppressed(dict(zip(KEYS, counts, strict=True))).values()) == told


def test_a_count_below_nobody_is_refused():
    with pytest.raises(ValueError, match="0 people or more"):
        hidden_in({"a": -1})
    with pytest.raises(ValueError, match="from 3 up"):
        hidden_in({"a": 1}, smallest=2)


@given(ROW)
def test_no_small_group_is_told_and_no_sum_gives_it_away(row: dict[str, int]):
    told = suppressed(row)
    hidden = hidden_in(row)
    assert all(count is None or count == 0 or count >= SMALLEST for count in told.values())
    if hidden:
        assert len(hidden) >= 2
        left = sum(row.values()) - sum(count for count in told.values() if count is not None)
        assert left >= SMALLEST or hidden == frozenset(row)


@pytest.mark.parametrize(("smallest", "statuses", "most"), [(3, 3, 24), (5, 3, 40), (3, 5, 13), (5, 4, 21)])
def test_attack_of_one_row_leaves_every_small_group_open(smallest: int, statuses: int, most: int):
    """The attacker knows the rule, the sum and all that is told, and tries every row that fits."""
    by_answer: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for counts in product(range(most + 1), repeat=statuses):
        if sum(counts) > most:
            continue
        row = dict(zip("abcde"[:statuses], counts, strict=True))
        answer = (sum(counts), *suppressed(row, smallest=smallest).values())
        by_answer.setdefault(answer, []).append(counts)
    attacked = 0
    for (together, *told), fits in by_answer.items():
        for place, count in enumerate(told):
            if count is None and together > 1:
                values = {counts[place] for counts in fits}
                attacked += 1
                assert len(values) > 1, (told, fits)
    assert attacked > 20


def test_attack_by_two_reports_a_cohort_and_its_program_learns_no_more():
    """Every pair of cohorts of three statuses: the program's sums beside both cohorts' own reports."""
    smallest = 3
    rows = [
        dict(zip("abc", counts, strict=True))
        for counts in product(range(6), repeat=3)
        if sum(counts) in {6, 7, 8}
    ]
    one_report: dict[tuple[object, ...], set[tuple[int, ...]]] = {}
    both: dict[tuple[object, ...], set[tuple[int, ...]]] = {}
    for row in rows:
        told = (sum(row.values()), *suppressed(row, smallest=smallest).values())
        one_report.setdefault(told, set()).add(tuple(row.values()))
    for first, second in product(rows, repeat=2):
        answer = (
            sum(first.values()),
            *suppressed(first, smallest=smallest).values(),
            sum(second.values()),
            *suppressed(second, smallest=smallest).values(),
            *suppressed_sum([first, second], smallest=smallest).values(),
        )
        both.setdefault(answer, set()).add(tuple(first.values()))
    for answer, fits in both.items():
        assert fits == one_report[answer[:4]]


@given(st.lists(ROW, min_size=1, max_size=4))
def test_the_sum_over_cohorts_is_told_only_where_no_cohort_hides_a_part(rows: list[dict[str, int]]):
    total = suppressed_sum(rows)
    for key in KEYS:
        hides = any(key in hidden_in(row) for row in rows)
        assert total[key] == (None if hides else sum(row[key] for row in rows))
