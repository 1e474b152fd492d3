"""What a person is asked to look at, and why."""

from __future__ import annotations

from dataclasses import replace

from assessments.item_analysis import FlagKind, Option, analyse, flags_of
from tests.assessments.item_samples import chosen

GOOD = ["B", "C", "D", "B", "C", "A", "A", "D", "A", "A", "A", "A"]


def flags(sheet):
    return {flag.kind: flag for flag in flags_of(analyse(sheet).items[0])}


def test_a_question_that_works_has_no_flag():
    assert flags(chosen(GOOD, key="A")) == {}


def test_wrong_key_is_suspected_with_its_option_and_numbers():
    found = flags(chosen(GOOD, key="B"))
    assert FlagKind.MISKEY in found
    assert found[FlagKind.MISKEY].option == "A"
    values = found[FlagKind.MISKEY].values
    assert values["option"] > 0 > values["key"]
    assert values["upper"] > values["lower"]


def test_a_distractor_that_the_upper_group_avoids_is_no_wrong_key():
    assert FlagKind.MISKEY not in flags(chosen(["A"] * 6 + ["B"] * 3 + ["A"] * 3, key="A", options="AB"))


def test_negative_discrimination_is_flagged():
    found = flags(chosen(GOOD[::-1], key="A"))
    assert found[FlagKind.NEGATIVE].values["discrimination"] < 0
    assert FlagKind.NEGATIVE not in flags(chosen(GOOD, key="A"))


def test_dead_distractor_is_one_that_fewer_than_one_in_twenty_choose():
    dead = flags(chosen(["B", "C"] * 5 + ["A"] * 11, key="A"))
    assert (dead[FlagKind.DEAD].option, dead[FlagKind.DEAD].values["chosen"]) == ("D", 0)
    alive = flags(chosen(["B", "C"] * 4 + ["D"] + ["A"] * 11, key="A"))
    assert FlagKind.DEAD not in alive


def test_too_easy_and_too_hard_are_flagged():
    assert flags(chosen(["A"] * 30, key="A"))[FlagKind.EASY].values["facility"] == 1
    assert flags(chosen(["B", "C", "D"] * 9 + ["A"] * 3, key="A"))[FlagKind.HARD].values["facility"] == 0.1


def test_few_answers_say_nothing_but_that():
    found = flags(chosen(["B"] * 9, key="A"))
    assert list(found) == [FlagKind.FEW]
    assert found[FlagKind.FEW].values == {"n": 9, "enough": 10}


def with_lengths(*lengths: int):
    sheet = chosen(GOOD, key="A")
    options = tuple(
        Option(one.id, one.keyed, length)
        for one, length in zip(sheet.questions[0].options, lengths, strict=True)
    )
    return replace(sheet, questions=(replace(sheet.questions[0], options=options), *sheet.questions[1:]))


def test_key_given_away_by_its_length_is_flagged():
    assert flags(with_lengths(90, 40, 30, 35))[FlagKind.LENGTH].values == {"length": 90, "others": 35}
    assert FlagKind.LENGTH not in flags(with_lengths(45, 40, 30, 35))
    assert FlagKind.LENGTH not in flags(with_lengths(90, 95, 30, 35))
    assert FlagKind.LENGTH not in flags(with_lengths(9, 4, 3, 3))


def test_the_gravest_flag_comes_first():
    found = [flag.kind for flag in flags_of(analyse(chosen(GOOD[::-1], key="A", options="ABCDE")).items[0])]
    assert found == [FlagKind.MISKEY, FlagKind.NEGATIVE, FlagKind.DEAD] or found[-1] is FlagKind.DEAD
    assert found.index(FlagKind.NEGATIVE) < found.index(FlagKind.DEAD)
