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
