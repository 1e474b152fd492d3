"""The cohort view against the raw SQL, whole requests, and the export."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benchmarks.given import give_work
from benchmarks.measuring import Figure, beside, figure
from benchmarks.school import cohort_of
from learners.heat_map import heat_map_rows
from learners.matrix import Matrix, read_matrix
from people.models import Cohort, Enrolment, StaffRole, User
from reports.services.exporting import export_cohort

RAW = """
SELECT a.learner_id, a.competency_id, a.level,
       CASE WHEN a.stale_at <= %s THEN a.status_when_stale ELSE a.status END, a.look_again
FROM assessments_attainment a
WHERE a.valid_until IS NULL
  AND a.policy_version_id = %s
  AND a.learner_id IN (
    SELECT e.user_id FROM people_enrolment e
    WHERE e.cohort_id = %s AND e.recorded_until IS NULL AND e.starts_on <= %s
      AND (e.ends_on IS NULL OR e.ends_on >= %s))
"""
RAW_PEOPLE = """
SELECT u.id, u.public_id, u.given_name, u.family_name, u.sort_name
FROM people_enrolment e JOIN people_user u ON u.id = e.user_id
WHERE e.cohort_id = %s AND e.recorded_until IS NULL AND e.starts_on <= %s
  AND (e.ends_on IS NULL OR e.ends_on >= %s) AND u.erased_at IS NULL
ORDER BY u.sort_name, u.id
"""
SIZES = ((200, 8), (200, 40), (1000, 8), (1000, 40), (10000, 8), (10000, 40))


def cohort_views(*, quick: bool) -> Iterator[Figure]:
    """The unpaged matrix with its cells, without the page around it, against the same rows as raw SQL."""
    levels = dict(enumerate(("Novice", "Advanced beginner", "Competent", "Proficient", "Role model"), 1))
    for learners, competencies in SIZES[: 2 if quick else None]:
        cohort = cohort_of(learners, competencies)
        at = timezone.now()

        def work(cohort: Cohort = cohort, at: Any = at) -> tuple[Matrix, list[str]]:
            matrix = read_matrix(cohort, at=at)
            of_scales = {column.scale_id: levels for column in matrix.columns}
            return matrix, list(heat_map_rows(matrix.rows, matrix.columns, levels=of_scales))

        def raw(cohort: Cohort = cohort, at: Any = at) -> list[Any]:
            return _raw(cohort, at)

        rows = _assert_equal(work()[0], raw())
        goal = "3 x" if learners == 10000 else "1.5 x"
        runs = 3 if learners == 10000 else 9
        yield beside(f"cohort view {learners} x {competencies}", work, raw, runs=runs, goal=goal, rows=rows)


def _raw(cohort: Cohort, at: Any) -> list[Any]:
    today = at.date()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.id FROM assessments_policyversion v"
            " JOIN competencies_framework f ON f.id = v.framework_id WHERE f.code = %s",
            [cohort.code],
        )
        (policy,) = cursor.fetchone()
        cursor.execute(RAW_PEOPLE, [cohort.pk, today, today])
        people = cursor.fetchall()
        cursor.execute(RAW, [at, policy, cohort.pk, today, today])
        return [people, cursor.fetchall()]


def _assert_equal(matrix: Matrix, raw: list[Any]) -> int:
    """That both hold the same cells, by number and by checksum; return how many."""
    people, cells = raw
    keys = [column.pk for column in matrix.columns]
    ours = sorted(
        (row.learner.pk, key, stand.level, stand.status)
        for row in matrix.rows
        for key, stand in zip(keys, row.stands, strict=True)
        if stand.level is not None
    )
    theirs = sorted((learner, key, level, status) for learner, key, level, status, _again in cells)
    assert len(matrix.rows) == len(people)
    assert len(ours) == len(theirs)
    assert _checksum(ours) == _checksum(theirs)
    return len(ours)


def _checksum(rows: list[Any]) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def requests() -> Iterator[Figure]:
    """Whole requests, from the address to the finished page, in this process."""
    cohort = cohort_of(200, 8)
    teacher = teacher_of(cohort)
    learner = Enrolment.objects.filter(cohort=cohort).order_by("pk")[1].user
    staff, student = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    staff.force_login(teacher)
    student.force_login(learner)
    page = reverse("learners:cohort-detail", args=[cohort.public_id])
    yield figure(
        "request: cohort dashboard, 200 x 8, 8 assignments", lambda: _get(staff, page), runs=25, goal="15 ms"
    )
    yield figure(
        "request: student's home, 8 competencies, 8 assignments",
        lambda: _get(student, "/"),
        runs=25,
        goal="13 ms",
    )


def teacher_of(cohort: Cohort) -> User:
    """Return who leads the cohort, with the work that they gave."""
    address = f"teacher@{cohort.code}.example"
    if found := User.objects.filter(email=address).first():
        return found
    teacher = User.objects.create_user(address)
    StaffRole.objects.create(user=teacher, role="lead", cohort=cohort, starts_on=cohort.starts_on)
    give_work(cohort, teacher, timezone.now())
    return teacher


def _get(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code


def exporting(*, quick: bool) -> Iterator[Figure]:
    """900 learners x 40 competencies: 36,000 lines."""
    cohort = cohort_of(90 if quick else 900, 40)
    rows = Enrolment.objects.filter(cohort=cohort).count() * 40

    def work() -> None:
        exported = export_cohort(cohort=cohort, at=timezone.now(), by=None, host_user="bench")
        assert exported.log.rows == rows

    yield figure(f"export {rows} rows as CSV", work, runs=5, goal="300 ms", rows=rows)
