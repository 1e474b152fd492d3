"""Rules of a policy read from what was stored, and what they refuse."""

from __future__ import annotations

import pytest

from assessments.policy_rules import PolicyRules
from assessments.tiers import Tier


def test_policy_rules_default_is_programmatic_assessment():
    assert PolicyRules().as_json() == {
        "target_level": 3,
        "minimum_evidence": 3,
        "minimum_types": 2,
        "minimum_person": 1,
        "window": 5,
        "recency_months": 24,
        "ceilings": {"knows": 2, "knows_how": 3, "shows_how": 4, "does": 5},
        "aggregation": "median",
    }
    assert PolicyRules.from_json({}) == PolicyRules()


def test_policy_rules_read_what_is_given_and_keep_the_rest():
    rules = PolicyRules.from_json({"target_level": 4, "ceilings": {"knows_how": 2}})
    assert (rules.target_level, rules.window) == (4, 5)
    assert [rules.ceiling(tier) for tier in Tier] == [2, 2, 4, 5]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"targt_level": 3}, "unknown fields: targt_level"),
        ({"target_level": 0}, "target_level"),
        ({"target_level": 6}, "target_level"),
        ({"target_level": "3"}, "target_level"),
        ({"minimum_person": True}, "minimum_person"),
        ({"minimum_evidence": 0}, "minimum_evidence"),
        ({"minimum_types": 6}, "minimum_types"),
        ({"window": 0}, "window"),
        ({"recency_months": 0}, "recency_months"),
        ({"aggregation": "mean"}, "mean"),
        ({"ceilings": {"does": 6}}, "ceilings.does"),
        ({"ceilings": {"knows": 0}}, "ceilings.knows"),
        ({"ceilings": {"guesses": 1}}, "ceilings"),
        ({"ceilings": [2, 3, 4, 5]}, "ceilings"),
        ({"ceilings": {"knows": 4, "knows_how": 3}}, "nearer to practice"),
    ],
)
def test_policy_rules_refuse_what_they_do_not_know(data, message):
    with pytest.raises(ValueError, match=message):
        PolicyRules.from_json(data)


def test_policy_rules_need_a_ceiling_for_each_tier():
    with pytest.raises(ValueError, match="4 tiers"):
        PolicyRules(ceilings=(2, 3, 4))


@pytest.mark.parametrize(
    ("field", "least", "most"),
    [
        ("target_level", 1, 5),
        ("minimum_evidence", 1, 100),
        ("minimum_types", 0, 5),
        ("minimum_person", 0, 100),
        ("window", 1, 100),
        ("recency_months", 1, 1200),
    ],
)
def test_policy_rules_take_the_ends_of_each_range_and_nothing_beyond(field, least, most):
    for number in (least, most):
        assert getattr(PolicyRules.from_json({field: number}), field) == number
    for number in (least - 1, most + 1):
        with pytest.raises(ValueError, match=f"{field}: a whole number from {least} to {most}"):
            PolicyRules.from_json({field: number})


def test_policy_rules_take_ceilings_from_one_to_five():
    ceilings = {"knows": 1, "knows_how": 1, "shows_how": 5, "does": 5}
    assert PolicyRules.from_json({"ceilings": ceilings}).ceilings == (1, 1, 5, 5)


def test_policy_rules_name_unknown_fields_in_order():
    with pytest.raises(ValueError, match="unknown fields: a, b, c, d, e"):
        PolicyRules.from_json(dict.fromkeys("ecadb", 1))
