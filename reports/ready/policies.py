"""The rules by which evidence became attainment, as they were in force."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import PolicyVersion
from assessments.policies_in_force import adopted_policies
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
        columns=(
            Column("policy", _("Policy")),
            Column("rule", _("Rule")),
            Column("value", _("Value")),
        ),
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


def _rules(policies: list[PolicyVersion]) -> Iterator[Row]:
    for policy in policies:
        for rule, value in sorted(policy.rules.items()):
            yield str(policy), str(rule), value if isinstance(value, str) else json.dumps(value)
