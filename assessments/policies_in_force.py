"""Which policy versions hold, and which are kept up to date beside them. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from assessments.models import PolicyAdoption, PolicyVersion
from assessments.services.errors import NoPolicy
from competencies.models import Framework


def adopted_policy(framework: Framework, at: datetime) -> PolicyVersion:
    """Return the policy version in force for the framework at that instant. Raises NoPolicy without one."""
    adoption = (
        PolicyAdoption.objects.filter(policy_version__framework=framework, adopted_at__lte=at)
        .select_related("policy_version")
        .order_by("-adopted_at", "-pk")
        .first()
    )
    if adoption is None:
        raise NoPolicy
    return adoption.policy_version


def policies_in_force(at: datetime) -> QuerySet[PolicyVersion]:
    """Return the policy version in force at that instant of each framework that has one."""
    newest = PolicyAdoption.objects.filter(
        policy_version__framework=OuterRef("framework"), adopted_at__lte=at
    ).order_by("-adopted_at", "-pk")
    return PolicyVersion.objects.filter(pk=Subquery(newest.values("policy_version")[:1]))


def adopted_policies(at: datetime) -> dict[int, PolicyVersion]:
    """Return the policy version in force at that instant of each framework that has one, by its key."""
    return {policy.framework_id: policy for policy in policies_in_force(at)}


def maintained_policies(framework_ids: Collection[int]) -> dict[int, list[PolicyVersion]]:
    """Return, by framework, the versions under which attainment is written. One query.

    These are the one in force and, beside it, the newest one where that is a later version: a candidate,
    whose shadow attainments make its preview exact and its adoption a single row.
    """
    last_adoption = PolicyAdoption.objects.filter(policy_version__framework=OuterRef("framework")).order_by(
        "-adopted_at", "-pk"
    )
    versions: defaultdict[int, list[PolicyVersion]] = defaultdict(list)
    in_force: dict[int, int | None] = {}
    for policy in (
        PolicyVersion.objects.filter(framework__in=framework_ids)
        .annotate(in_force=Subquery(last_adoption.values("policy_version")[:1]))
        .order_by("framework", "n")
    ):
        versions[policy.framework_id].append(policy)
        in_force[policy.framework_id] = policy.in_force
    return {
        framework_id: [
            one
            for one in found
            if one.pk == in_force[framework_id] or _is_candidate(one, found, in_force[framework_id])
        ]
        for framework_id, found in versions.items()
    }


def _is_candidate(policy: PolicyVersion, versions: list[PolicyVersion], in_force: int | None) -> bool:
    adopted = next((one for one in versions if one.pk == in_force), None)
    return policy == versions[-1] and (adopted is None or policy.n > adopted.n)
