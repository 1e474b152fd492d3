"""Which options an answer chose, kind by kind."""

from __future__ import annotations

import pytest

from assessments.item_analysis import FlagKind, Option, analyse, flags_of
from assessments.item_choices import chosen_in, options_of
from tests.assessments.item_samples import chosen
from tests.assessments.kind_samples import SAMPLES


@pytest.mark.parametrize(
    ("kind", "ids", "keyed"),
    [
        ("single_best_answer", {"B"}, ["B"]),
        ("multiple_response", {"A", "C", "D"}, ["A", "C", "D"]),
        ("true_false", {"false"}, ["false"]),
        ("judgement_ranking", set(), []),
        ("reflection", set(), []),
    ],
)
def test_right_answer_of_a_sample_chooses_what_is_keyed(kind, ids, keyed):
    sample = SAMPLES[kind]
    assert chosen_in(kind, sample.right_value) == ids
    assert [one.id for one in options_of(kind, sample.body, sample.key) if one.keyed] == keyed


def test_nothing_chosen_is_no_option():
    assert chosen_in("single_best_answer", {}) == chosen_in("single_best_answer", None) == frozenset()


def test_steps_of_a_scale_are_options_whose_mode_is_keyed():
    found = options_of("script_concordance", {}, {"panel": {"-1": 2, "1": 7}})
    assert [one.id for one in found] == ["-2", "-1", "0", "1", "2"]
    assert [one.id for one in found if one.keyed] == ["1"]
    assert all(one.is_step for one in found)
    assert chosen_in("script_concordance", {"step": -1}) == {"-1"}


def test_a_step_that_nobody_chose_is_no_dead_distractor():
    sheet = chosen(["A"] * 6 + ["B"] * 6, key="A")
    steps = tuple(Option(one.id, one.keyed, one.length, is_step=True) for one in sheet.questions[0].options)
    object.__setattr__(sheet.questions[0], "options", steps)
    kinds = {flag.kind for flag in flags_of(analyse(sheet).items[0])}
    assert not kinds & {FlagKind.DEAD, FlagKind.MISKEY}
