"""Bringing attainment in a newer framework version up to the evidence that older versions hold."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from assessments.carried_evidence import carried
from assessments.models import CarriedMapping, Decision, Evidence
from assessments.services.record import recompute_many, recording
from competencies.models import CompetencyMapping

LEARNERS_AT_A_TIME = 50


def carry_evidence(*, at: datetime) -> int:
    """Derive attainment in newer framework versions for everyone whose evidence is carried there and was
    recorded before the mapping was; return for how many people that was done.

    Some learners at a time, each lot in its own transaction: whoever stops this loses nothing, and running
    it again, or twice at once, does no harm. Evidence that is recorded meanwhile is carried as it is
    recorded. One query where nothing is left to carry.
    """
    done = CarriedMapping.objects.filter(mapping=OuterRef("pk"))
    left = CompetencyMapping.objects.filter(~Exists(done), relation=CompetencyMapping.Relation.EXACT)
    mappings = dict(left.values_list("pk", "from_competency_id"))
    if not mappings:
        return 0
    concerned = _concerned(carried().with_sources(mappings.values()))
    learner_ids = sorted(concerned)
    for start in range(0, len(learner_ids), LEARNERS_AT_A_TIME):
        lot = learner_ids[start : start + LEARNERS_AT_A_TIME]
        with recording(lot, at=at) as now:
            recompute_many({one: concerned[one] for one in lot}, at=now)
    with transaction.atomic():
        for mapping_id in mappings:
            CarriedMapping.objects.get_or_create(mapping_id=mapping_id, defaults={"carried_at": at})
    return len(learner_ids)


def _concerned(competency_ids: set[int]) -> dict[int, set[int]]:
    """The competencies, of these, about which each learner's record says something."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for rows in (Evidence.objects.all(), Decision.objects.all()):
        pairs = rows.filter(competency__in=competency_ids).order_by().values_list("learner", "competency")
        for learner_id, competency_id in pairs.distinct():
            found[learner_id].add(competency_id)
    return found
