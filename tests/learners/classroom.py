"""A class that follows a framework of two competencies, with a teacher and a signer of the cohort."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from assessments.services.observing import Rating, record_encounter
from competencies.models import Competency
from people.models import Cohort, StaffRole, User
from tests.assessments.services.school import School
from tests.factories import CohortFactory, CohortFrameworkFactory, EnrolmentFactory, StaffRoleFactory

DAY = timedelta(days=1)


@dataclass
class Classroom:
    """The school of the record, as a cohort. `now` is the present, so that pages agree with it."""

    school: School
    cohort: Cohort
    now: datetime

    @classmethod
    def open(cls) -> Classroom:
        school = School.open()
        cohort = CohortFactory(name="Class of 2029", code="2029")
        CohortFrameworkFactory(cohort=cohort, framework_version=school.competency.version)
        room = cls(school, cohort, timezone.now())
        room.admit(school.learner)
        StaffRoleFactory(user=school.teacher, cohort=cohort, role=StaffRole.Role.FACULTY)
        StaffRoleFactory(user=school.other_teacher, cohort=cohort, role=StaffRole.Role.LEAD)
        StaffRoleFactory(user=school.signer, cohort=cohort, role=StaffRole.Role.SIGNER)
        return room

    def admit(self, *people: User) -> None:
        for person in people:
            EnrolmentFactory(user=person, cohort=self.cohort)

    def observe(self, learner: User, competency: Competency, level: int, *, days_ago: int = 1) -> None:
        at = self.now - days_ago * DAY
        record_encounter(
            rater=self.school.teacher,
            setting="workplace",
            context="Ward",
            seen_at=at,
            ratings=[Rating(learner, competency, level)],
            comments={},
            submission=uuid4(),
            at=at,
        )
