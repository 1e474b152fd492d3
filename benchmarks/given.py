"""Work for a cohort, partly done, so that a dashboard and a home have something to tell."""

from __future__ import annotations

from datetime import datetime, timedelta

from assessments.choices import Mode, ReleaseRule
from assessments.models import (
    Administration,
    Assessment,
    AssessmentCompetency,
    AssessmentVersion,
    Attempt,
)
from competencies.models import Competency, Module, ModuleCompetency, Section
from learners.models import Assignment, AssignmentTarget, SectionProgress
from people.models import Cohort, Enrolment, User

MODULES = ASSESSMENTS = 4
SECTIONS = 5
DAY = timedelta(days=1)


def give_work(cohort: Cohort, by: User, at: datetime) -> None:
    """Give a cohort four modules and four assessments; half of its learners are done, a quarter has begun."""
    people = list(
        Enrolment.objects.filter(cohort=cohort).order_by("user_id").values_list("user_id", flat=True)
    )
    competencies = list(
        Competency.objects.filter(version__framework__code=cohort.code).order_by("position")[:4]
    )
    for number, competency in enumerate(competencies):
        due_at = at + (number - 1) * 3 * DAY
        _give(_module(number, competency, people), None, cohort, by, at, due_at)
        _give(None, _administration(number, competency, people, by, at), cohort, by, at, due_at)


def _give(
    module: Module | None,
    administration: Administration | None,
    cohort: Cohort,
    by: User,
    at: datetime,
    due_at: datetime,
) -> None:
    assignment = Assignment.objects.create(
        module=module, administration=administration, opens_at=at - 30 * DAY, due_at=due_at, assigned_by=by
    )
    AssignmentTarget.objects.create(assignment=assignment, cohort=cohort)


def _module(number: int, competency: Competency, people: list[int]) -> Module:
    module = Module.objects.create(title=f"Module {number}", state="published")
    ModuleCompetency.objects.create(module=module, competency=competency)
    sections = Section.objects.bulk_create(
        Section(module=module, position=place, title=f"Section {place}", body="-")
        for place in range(1, SECTIONS + 1)
    )
    done, begun = people[::2], people[1::4]
    SectionProgress.objects.bulk_create(
        (
            *(SectionProgress(user_id=person, section=section) for person in done for section in sections),
            *(SectionProgress(user_id=person, section=sections[0]) for person in begun),
        ),
        batch_size=1000,
    )
    return module


def _administration(
    number: int, competency: Competency, people: list[int], by: User, at: datetime
) -> Administration:
    assessment = Assessment.objects.create(code=f"given-{competency.pk}", type="quiz", state="published")
    AssessmentCompetency.objects.create(assessment=assessment, competency=competency)
    version = AssessmentVersion.objects.create(assessment=assessment, n=1, title=f"Quiz {number}")
    administration = Administration.objects.create(
        version=version,
        mode=Mode.COUNTING,
        release_rule=ReleaseRule.AFTER_SUBMISSION,
        attempts_allowed=1,
        created_by=by,
    )
    earlier = at - 20 * DAY
    common = {"administration": administration, "n": 1, "mode": Mode.COUNTING, "rules": {}}
    Attempt.objects.bulk_create(
        (
            *(
                Attempt(
                    **common,
                    user_id=person,
                    state=Attempt.State.RELEASED,
                    started_at=earlier,
                    submitted_at=earlier,
                    release_at=earlier,
                    released_at=earlier,
                )
                for person in people[::2]
            ),
            *(Attempt(**common, user_id=person, started_at=earlier) for person in people[1::4]),
        ),
        batch_size=1000,
    )
    return administration
