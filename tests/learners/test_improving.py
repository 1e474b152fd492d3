"""The improvement log: noted once, measured from the record, and never changed."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from learners.findings import findings_of, logged
from learners.models import CohortTarget, Finding, FindingStep, FindingWords
from learners.services.improving import add_step, record_finding
from learners.services.targets import end_target, set_target
from people.models import User
from tests.factories import CohortFactory, EnrolmentFactory, UserFactory
from tests.learners.classroom import Classroom

pytestmark = pytest.mark.django_db
Kind = FindingStep.Kind


@pytest.fixture
def lead(room: Classroom) -> User:
    return room.school.other_teacher


def aim(room: Classroom, level: int = 3) -> CohortTarget:
    competency = room.school.competency
    return set_target(
        place=room.cohort,
        framework=competency.version.framework,
        competency=competency,
        level=level,
        share=80,
        measures=1,
        direct=0,
        due_on=None,
        by=room.school.other_teacher,
        at=timezone.now(),
    )


def found(room: Classroom, *, text: str = "Too few.", submission: UUID | None = None, **about) -> Finding:
    return record_finding(
        cohort=room.cohort,
        target=about.get("target"),
        competency=about.get("competency"),
        text=text,
        by=room.school.other_teacher,
        submission=submission or uuid4(),
        at=timezone.now(),
    )


def step(
    room: Classroom, finding: Finding, kind: Kind = Kind.ACTION, submission: UUID | None = None
) -> FindingStep:
    return add_step(
        finding=finding,
        kind=kind,
        text="A seminar.",
        by=room.school.other_teacher,
        submission=submission or uuid4(),
        at=timezone.now(),
    )


def figures(finding: Finding) -> list[tuple[str, int, int]]:
    return [(one.kind, held.reached, held.counted) for one, held in logged(finding).measured]


def test_finding_on_a_target_is_measured_then_and_again(room: Classroom) -> None:
    room.admit(learner := UserFactory())
    EnrolmentFactory(cohort=room.cohort, status="on_leave")
    finding = found(room, target=aim(room))
    step(room, finding)
    room.observe(learner, room.school.competency, 4)
    step(room, finding, Kind.MEASURED)
    assert figures(finding) == [("found", 0, 2), ("measured", 1, 2)]
    assert [one.kind for one in logged(finding).steps] == ["found", "action", "measured"]


def test_finding_on_a_competency_is_measured_as_the_distribution_is(room: Classroom) -> None:
    EnrolmentFactory(cohort=room.cohort, status="on_leave")
    room.observe(room.school.learner, room.school.competency, 3)
    finding = found(room, competency=room.school.competency)
    assert figures(finding) == [("found", 1, 2)]


def test_finding_on_the_cohort_as_a_whole_is_not_measured(room: Classroom) -> None:
    finding = found(room)
    assert figures(finding) == []
    with pytest.raises(ValidationError, match="nothing to count"):
        step(room, finding, Kind.MEASURED)
    assert finding.steps.count() == 1


def test_finding_on_an_ended_target_can_be_added_to_and_not_measured(room: Classroom, lead: User) -> None:
    target = aim(room)
    finding = found(room, target=target)
    end_target(target=target, by=lead, at=timezone.now())
    step(room, finding, Kind.NOTE)
    with pytest.raises(ValidationError):
        step(room, finding, Kind.MEASURED)
    assert finding.steps.count() == 2


def test_same_submission_notes_once(room: Classroom) -> None:
    submission, again = uuid4(), uuid4()
    finding = found(room, submission=submission)
    assert found(room, submission=submission) == finding
    assert step(room, finding, submission=again) == step(room, finding, submission=again)
    assert (Finding.objects.count(), FindingStep.objects.count(), FindingWords.objects.count()) == (1, 2, 2)


def test_finding_without_words_or_on_a_foreign_target_leaves_nothing(room: Classroom) -> None:
    target = aim(room)
    CohortTarget.objects.filter(pk=target.pk).update(cohort=CohortFactory())
    for about in ({"text": "   "}, {"target": CohortTarget.objects.get()}):
        with pytest.raises(ValidationError), transaction.atomic():
            found(room, **about)
    with pytest.raises(ValidationError):
        step(room, found(room), Kind.FOUND)
    assert (Finding.objects.count(), FindingStep.objects.count()) == (1, 1)


def test_finding_is_about_a_target_or_a_competency(room: Classroom) -> None:
    with pytest.raises(ValidationError):
        found(room, target=aim(room), competency=room.school.competency)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(cohort=room.cohort, target=aim(room), competency=room.school.competency)


@pytest.mark.parametrize(
    ("kind", "reached", "counted"),
    [("action", 1, 2), ("note", 0, 0), ("measured", None, None), ("measured", 3, 2), ("found", 1, 2)],
)
def test_step_keeps_figures_only_where_they_belong(
    room: Classroom, lead: User, kind: str, reached: int | None, counted: int | None
) -> None:
    finding = found(room)
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingStep.objects.create(
            finding=finding, kind=kind, reached=reached, counted=counted, noted_by=lead, submission=uuid4()
        )


@pytest.mark.parametrize("number", [1, 3, 6])
def test_log_is_read_in_two_queries(
    room: Classroom, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        step(room, found(room, competency=room.school.competency))
    with django_assert_num_queries(2):
        for finding in findings_of(room.cohort):
            said = [(one.words.text, one.noted_by.get_full_name()) for one in logged(finding).steps]
            assert len(said) == 2
