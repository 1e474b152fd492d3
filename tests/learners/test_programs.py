"""Programs do not see each other: what staff are shown of a learner who learns in two of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Decision, SelfAssessment, SelfRating
from common.school_time import school_day
from competencies.models import Competency
from learners.models import CohortFramework
from people.models import Cohort, StaffRole, User
from tests.factories import (
    CohortFactory,
    CohortFrameworkFactory,
    CompetencyFactory,
    EnrolmentFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.factories.assessments import AdministrationFactory, adopted
from tests.learners.classroom import DAY, Classroom

HERE, THERE = "Learnt in this program", "Learnt in another program"


@dataclass
class TwoPrograms:
    """The learner of the class learns in another program too, which follows a framework of its own."""

    room: Classroom
    here: Competency
    there: Competency
    elsewhere: User
    """A signer of the other program."""
    elsewhere_cohort: Cohort

    def page(self, viewer: User) -> str:
        return self._get(viewer, "learner-detail", self.room.school.learner.public_id).content.decode()

    def why(self, viewer: User, competency: Competency):
        return self._get(viewer, "standing-detail", self.room.school.learner.public_id, competency.public_id)

    def _get(self, viewer: User, name: str, *args: object):
        client = Client()
        client.force_login(viewer)
        return client.get(reverse(f"learners:{name}", args=args))


@pytest.fixture
def two(room: Classroom) -> TwoPrograms:
    here, there = room.school.competency, CompetencyFactory(title=THERE, version__framework__title="Other")
    Competency.objects.filter(pk=here.pk).update(title=HERE)
    adopted(there)
    cohort, elsewhere = CohortFactory(), UserFactory()
    EnrolmentFactory(user=room.school.learner, cohort=cohort)
    CohortFrameworkFactory(cohort=cohort, framework_version=there.version)
    StaffRoleFactory(user=elsewhere, cohort=cohort, role=StaffRole.Role.SIGNER)
    return TwoPrograms(room, here, there, elsewhere, cohort)


def test_learner_detail_shows_staff_the_frameworks_of_their_own_cohorts(two):
    for viewer, shown in (
        (two.room.school.teacher, {HERE}),
        (two.elsewhere, {THERE}),
        (two.room.school.learner, {HERE, THERE}),
        (UserFactory(is_school_admin=True), {HERE, THERE}),
    ):
        page = two.page(viewer)
        assert {title for title in (HERE, THERE) if title in page} == shown


def test_learner_detail_shows_both_to_who_is_staff_of_both(two):
    StaffRoleFactory(user=two.room.school.teacher, program=two.elsewhere_cohort.program, role="lead")

    page = two.page(two.room.school.teacher)

    assert HERE in page
    assert THERE in page


def test_standing_detail_of_another_program_does_not_exist_for_staff(two):
    for viewer, competency, status in (
        (two.room.school.teacher, two.here, 200),
        (two.room.school.teacher, two.there, 404),
        (two.elsewhere, two.here, 404),
        (two.elsewhere, two.there, 200),
        (two.room.school.learner, two.there, 200),
        (UserFactory(is_school_admin=True), two.there, 200),
    ):
        answer = two.why(viewer, competency)
        assert answer.status_code == status
        if status == 404:
            assert competency.title not in answer.content.decode()


def test_decision_on_a_framework_of_another_program_is_refused(two):
    client = Client()
    client.force_login(two.room.school.signer)
    ids = [two.room.school.learner.public_id, two.there.public_id]
    data = {"act": "decline", "reason": "Not yet.", "submission": str(uuid4())}

    assert client.post(reverse("learners:decision-create", args=ids), data).status_code == 404
    assert not Decision.objects.exists()


def test_standing_detail_stays_open_to_staff_where_the_framework_was_followed_once(two):
    spells = CohortFramework.objects.filter(framework_version=two.here.version_id)
    spells.update(ends_on=school_day(timezone.now()) - DAY)

    assert HERE not in two.page(two.room.school.teacher)
    assert two.why(two.room.school.teacher, two.here).status_code == 200


@pytest.mark.parametrize("newest", ["here", "there"])
def test_learner_detail_shows_staff_words_about_their_own_frameworks_only(two, newest):
    for place, competency in (("here", two.here), ("there", two.there)):
        held = SelfAssessment.objects.create(
            administration=AdministrationFactory(version__assessment__type="self_rating"),
            user=two.room.school.learner,
            state=SelfAssessment.State.SUBMITTED,
            submitted_at=two.room.now - (DAY if place == newest else 2 * DAY),
            goal=f"A goal {place}",
        )
        SelfRating.objects.create(self_assessment=held, competency=competency, level=3)

    assert "A goal here" in two.page(two.room.school.teacher)
    assert "A goal there" not in two.page(two.room.school.teacher)
    assert "A goal there" in two.page(two.elsewhere)
    assert f"A goal {newest}" in two.page(two.room.school.learner)
