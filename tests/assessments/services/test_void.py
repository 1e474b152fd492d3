"""Voiding a piece of evidence by a further row."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Evidence
from assessments.services.attempts import Window
from assessments.services.errors import CannotVoid, OnOneself
from assessments.services.settling import settle_due
from assessments.services.void import void_evidence
from common.append_only import AppendOnlyError
from tests.assessments.services.school import DAY, HOUR, NOW, WRONG, assert_stored_as_derived

pytestmark = pytest.mark.django_db


def void(evidence, school, reason="wrong_level", **options):
    options = {"by": school.teacher, "at": NOW + HOUR, **options}
    return void_evidence(evidence=evidence, reason=reason, **options)


def test_void_leaves_the_piece_and_adds_a_row_that_takes_it_out(school) -> None:
    school.see(3)
    piece = Evidence.objects.get()
    row = void(piece, school)
    piece.refresh_from_db()
    assert (piece.level, piece.revision) == (3, 1)
    assert (row.voids, row.level, row.revision, row.void_reason) == (piece, None, 2, "wrong_level")
    assert (row.observation, row.encounter, row.recorded_by) == (
        piece.observation,
        piece.encounter,
        school.teacher,
    )
    standing = school.standing()
    assert (standing.status, standing.level) == ("not_assessed", None)
    assert (standing.evidence_counted, standing.evidence_left_out) == (0, 1)
    assert standing.valid_from == NOW + HOUR
    assert_stored_as_derived(NOW + HOUR)


def test_void_twice_is_one_void(school) -> None:
    school.see(3)
    piece = Evidence.objects.get()
    assert void(piece, school) == void(piece, school, reason="duplicate")
    assert Evidence.objects.count() == 2


def test_void_makes_room_for_another_attempt(school) -> None:
    administration = school.quiz(release_rule="after_due")
    window = Window(opens_at=NOW - DAY, due_at=NOW + DAY)
    best = school.sit(administration, window=window)
    school.sit(administration, WRONG, at=NOW + HOUR, window=window)
    settle_due(at=NOW + DAY)
    assert (school.standing().level, school.standing().evidence_counted) == (3, 1)
    void(Evidence.objects.get(attempt=best), school, reason="integrity", at=NOW + DAY)
    assert (school.standing().level, school.standing().evidence_counted) == (1, 1)
    assert_stored_as_derived(NOW + DAY)


def test_void_is_refused_of_a_void_for_no_reason_and_on_oneself(school) -> None:
    school.see(3)
    piece = Evidence.objects.get()
    with pytest.raises(CannotVoid):
        void(piece, school, reason="did not like it")
    with pytest.raises(OnOneself):
        void(piece, school, by=school.learner)
    row = void(piece, school)
    with pytest.raises(CannotVoid):
        void(row, school)


def test_evidence_refuses_change_and_removal(school) -> None:
    school.see(3)
    piece = Evidence.objects.get()
    piece.level = 5
    with pytest.raises(AppendOnlyError):
        piece.save()
    with pytest.raises(AppendOnlyError):
        Evidence.objects.update(level=5)
    with pytest.raises(AppendOnlyError):
        piece.delete()
    for sql in ("UPDATE assessments_evidence SET level = 5", "DELETE FROM assessments_evidence"):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            _execute(sql)
    assert Evidence.objects.get().level == 3


def _execute(sql: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
