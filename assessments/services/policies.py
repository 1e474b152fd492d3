"""How a version of the policy is written down and comes into force."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from assessments.models import Decision, Evidence, PolicyAdoption, PolicyVersion
from assessments.policies_in_force import adopted_policies, adopted_policy, maintained_policies
from assessments.policy_rules import PolicyRules
from assessments.services.record import recompute_many, recording
from competencies.models import Framework
from people.models import User

__all__ = [
    "adopt_policy",
    "adopted_policies",
    "adopted_policy",
    "create_policy_version",
    "maintained_policies",
    "write_shadows",
]

LEARNERS_AT_A_TIME = 200


def create_policy_version(
    *, framework: Framework, name: str, rules: PolicyRules, by: User | None, at: datetime
) -> PolicyVersion:
    """Write down a further version of the policy. It is not in force until it is adopted."""
    with transaction.atomic():
        held = Framework.objects.select_for_update().get(pk=framework.pk)
        last = PolicyVersion.objects.filter(framework=held).aggregate(n=Max("n"))["n"] or 0
        return PolicyVersion.objects.create(
            framework=held, n=last + 1, name=name, rules=rules.as_json(), created_at=at, created_by=by
        )


def write_shadows(*, policy: PolicyVersion, at: datetime) -> int:
    """Write the attainments that hold under `policy` for everyone with a record, and return of how many.

    Some learners at a time, each lot in its own transaction: whoever stops this loses nothing, and running
    it again finishes it.
    """
    concerned = _concerned(policy)
    learner_ids = sorted(concerned)
    for start in range(0, len(learner_ids), LEARNERS_AT_A_TIME):
        lot = learner_ids[start : start + LEARNERS_AT_A_TIME]
        with recording(lot, at=at) as now:
            recompute_many({one: concerned[one] for one in lot}, at=now, policies=[policy])
    return len(learner_ids)


def adopt_policy(*, policy: PolicyVersion, by: User | None, at: datetime) -> PolicyAdoption:
    """Bring a version into force from now on. Adopting what is in force already changes nothing.

    The attainments under it are written first; the adoption itself is one row, so that stopping half-way
    leaves the policy that was in force.
    """
    present = adopted_policies(at).get(policy.framework_id)
    if present != policy:
        write_shadows(policy=policy, at=at)
    with transaction.atomic():
        Framework.objects.select_for_update().get(pk=policy.framework_id)
        newest = (
            PolicyAdoption.objects.filter(policy_version__framework=policy.framework_id, adopted_at__lte=at)
            .order_by("-adopted_at", "-pk")
            .first()
        )
        if newest is not None and newest.policy_version_id == policy.pk:
            return newest
        return PolicyAdoption.objects.create(policy_version=policy, adopted_at=at, adopted_by=by)


def _concerned(policy: PolicyVersion) -> dict[int, set[int]]:
    """The competencies of the framework about which each learner's record says something."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for rows in (Evidence.objects.all(), Decision.objects.all()):
        pairs = rows.filter(competency__version__framework=policy.framework_id).order_by()
        for learner_id, competency_id in pairs.values_list("learner", "competency").distinct():
            found[learner_id].add(competency_id)
    return found
