"""By how many measures each learner of a cohort was measured, counted from the evidence itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from assessments.carried_evidence import carried
from assessments.models import Evidence, SelfAssessment, SelfRating
from people.models import Enrolment

Pair = tuple[int, int]
"""The key of a learner and the key of a competency."""


@dataclass(frozen=True, slots=True)
class Measures:
    """How many kinds of assessment stand behind each pair, and which pairs the learners rated themselves."""

    direct: Counter[Pair]
    rated: frozenset[Pair]


def measures_of(
    learners: QuerySet[Enrolment, Any], competency_ids: Collection[int], *, at: datetime
) -> Measures:
    """Return the measures in the record by that instant. Three queries, however many learners there are.

    `learners` reads the keys of the learners. Each kind of assessment (quiz, judgement case, applied case,
    reflection, observation) is one direct measure, however often it was used; a self-rating is a measure
    and never direct. What was voided or marked anew is out. What is carried over from an older version of
    a framework counts.
    """
    links = carried()
    sources = {one: {one, *links.sources(one)} for one in competency_ids}
    wanted = set().union(*sources.values())
    kinds = {
        *_standing_evidence(at)
        .filter(learner__in=learners, competency__in=wanted)
        .order_by()
        .values_list("learner_id", "competency_id", "method")
        .distinct()
    }
    rated = {
        *SelfRating.objects.filter(
            self_assessment__state=SelfAssessment.State.SUBMITTED,
            self_assessment__submitted_at__lte=at,
            self_assessment__user__in=learners,
            competency__in=wanted,
        )
        .order_by()
        .values_list("self_assessment__user_id", "competency_id")
        .distinct()
    }
    targets: dict[int, list[int]] = {}
    for target, found in sources.items():
        for source in found:
            targets.setdefault(source, []).append(target)
    merged = {(learner, target, method) for learner, source, method in kinds for target in targets[source]}
    return Measures(
        direct=Counter((learner, target) for learner, target, _method in merged),
        rated=frozenset((learner, target) for learner, source in rated for target in targets[source]),
    )


def _standing_evidence(at: datetime) -> QuerySet[Evidence]:
    """What was in the record by then, neither voided nor marked anew."""
    recorded = Evidence.objects.recorded_by(at)
    later = recorded.filter(
        voids__isnull=True, competency=OuterRef("competency"), revision__gt=OuterRef("revision")
    )
    # Each on its own: PostgreSQL joins such a condition at once, and asks row by row where they are one "or".
    return recorded.filter(
        ~Exists(recorded.filter(voids=OuterRef("pk"))),
        ~Exists(later.filter(attempt=OuterRef("attempt"))),
        ~Exists(later.filter(observation=OuterRef("observation"))),
        voids__isnull=True,
    )
