"""Taking back a piece of evidence: by a further row, never by changing one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from assessments.models import Evidence
from assessments.services.errors import CannotVoid, OnOneself
from assessments.services.record import recompute_many, recording
from people.models import User


def void_evidence(*, evidence: Evidence, reason: str, by: User, at: datetime) -> Evidence:
    """Void a piece of evidence for one of the closed list of reasons, and recompute. Returns the void.

    Voiding twice returns the first void. Raises CannotVoid for a void or an unknown reason, OnOneself in
    one's own record.
    """
    if evidence.voids_id is not None or reason not in Evidence.VoidReason.values:
        raise CannotVoid
    if by.pk == evidence.learner_id:
        raise OnOneself
    with recording([evidence.learner_id], at=at) as now:
        present = Evidence.objects.filter(voids=evidence).first()
        if present is not None:
            return present
        same_source = Evidence.objects.filter(
            attempt=evidence.attempt_id,
            observation=evidence.observation_id,
            competency=evidence.competency_id,
        )
        void = Evidence.objects.create(
            learner_id=evidence.learner_id,
            competency_id=evidence.competency_id,
            tier=evidence.tier,
            method=evidence.method,
            assessment_id=evidence.assessment_id,
            attempt_id=evidence.attempt_id,
            observation_id=evidence.observation_id,
            encounter_id=evidence.encounter_id,
            revision=(same_source.aggregate(last=Max("revision"))["last"] or 0) + 1,
            shown_at=evidence.shown_at,
            recorded_at=now,
            voids=evidence,
            void_reason=reason,
            recorded_by=by,
        )
        recompute_many({evidence.learner_id: [evidence.competency_id]}, at=now)
        return void


def void_all(*, evidence: Iterable[Evidence], reason: str, by: User, at: datetime) -> list[Evidence]:
    """Void pieces of one learner's evidence for one reason, all or none. Raises as `void_evidence`."""
    with transaction.atomic():
        return [void_evidence(evidence=one, reason=reason, by=by, at=at) for one in evidence]
