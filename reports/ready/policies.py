"""The rules by which evidence became attainment, as they were in force."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.choices import Tier
from assessments.models import PolicyVersion
from assessments.policies_in_force import adopted_policies
from assessments.policy_rules import Aggregation
from common.school_time import school_day
from learners.matrix import following
from reports.scope import Scope, head_of, manifest_of
from reports.table import Column, Report, Row

NAME: Final = "policies"


def build(scope: Scope) -> Report:
    """Return one line for each rule of each policy in force for what the cohort follows."""
    followed = following(scope.cohort, on=school_day(scope.as_of))
    frameworks = {one.framework_version.framework_id for one in followed}
    found = [policy for key, policy in adopted_policies(scope.as_of).items() if key in frameworks]
    rules = list(_rules(found))
    what = _("The policies in force")
    return Report(
        title=what,
        columns=columns(),
        rows=rules,
        row_count=len(rules),
        manifest=manifest_of(scope, NAME, found),
        head=head_of(
            scope,
            what,
            covers=ngettext("%(n)s policy", "%(n)s policies", len(found)) % {"n": len(found)},
            policies=found,
        ),
    )


def columns() -> tuple[Column, ...]:
    """Return the columns, which are the same for every audience."""
    return (
        Column("policy", _("Policy")),
        Column("rule", _("Rule")),
        Column("means", _("What it asks")),
        Column("value", _("Value")),
    )


def _rules(policies: list[PolicyVersion]) -> Iterator[Row]:
    means = _means()
    for policy in policies:
        for rule, value in sorted(policy.rules.items()):
            yield str(policy), str(rule), means.get(rule, ""), _said(rule, value)


def _means() -> dict[str, str]:
    """What each rule asks, for who does not know its name."""
    return {
        "aggregation": _("How the newest levels become one"),
        "ceilings": _("The highest level that evidence of a tier can show"),
        "minimum_evidence": _("Pieces of evidence, at the least"),
        "minimum_person": _("People who saw the target level or above, at the least"),
        "minimum_types": _("Kinds of assessment among them, at the least"),
        "recency_months": _("Months for which the newest piece keeps the whole fresh"),
        "target_level": _("The level that attains"),
        "window": _("How many of the newest levels are looked at"),
    }


def _said(rule: str, value: object) -> str:
    if rule == "ceilings" and isinstance(value, dict):
        tiers = dict(Tier.choices)
        return ", ".join(f"{tiers.get(tier, tier)} {level}" for tier, level in value.items())
    if rule == "aggregation" and value == Aggregation.MEDIAN:
        return str(_("The median"))
    return value if isinstance(value, str) else json.dumps(value)
