"""Addresses of the room `learners`. How to add one stands in the docstring of this package."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.utils import timezone

from assessments.models import Accommodation, Attempt, Decision
from competencies.models import Competency
from learners.models import (
    Assignment,
    CohortFramework,
    CohortTarget,
    ColumnChoice,
    Finding,
    FindingStep,
    SectionProgress,
)
from learners.services.improving import record_finding
from people.models import User
from tests.cast import Cast
from tests.factories.assessments import AccommodationFactory, adopted, quiz
from tests.factories.competencies import (
    CompetencyFactory,
    FrameworkVersionFactory,
    ModuleFactory,
    SectionFactory,
)
from tests.factories.learners import AssignmentFactory, CohortFrameworkFactory
from tests.factories.people import CampusFactory, EnrolmentFactory, UserFactory
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  learners:home                 go   go   go   go   go   go   bare ok   ok   ok   in
GET  learners:today                bare ok   ok   ok   no   bare no   bare no   no   in
GET  learners:search               ok   ok   ok   ok   bare bare bare bare bare bare in
GET  learners:competency-detail    ok   ok   ok   -    -    ok   -    ok   -    -    in
GET  learners:module-detail        ok   ok   ok   -    -    ok   -    ok   -    -    in
POST learners:section-read         go   go   go   -    -    go   -    go   -    -    in
GET  learners:cohort-list          ok   ok   ok   ok   ok   bare no   bare no   no   in
GET  learners:cohort-detail        ok   ok   ok   ok   bare -    -    no   no   no   in
GET  learners:cohort-figures       ok   ok   ok   ok   ok   -    -    no   no   no   in
GET  learners:cohort-assignments   ok   ok   ok   ok   bare -    -    no   no   no   in
GET  learners:cohort-columns       ok   ok   ok   ok   no   -    -    no   no   no   in
POST learners:cohort-columns       go   go   go   go   no   -    -    no   no   no   in
GET  learners:cohort-framework     ok   ok   no   no   no   -    -    no   no   no   in
POST learners:cohort-framework     go   go   no   no   no   -    -    no   no   no   in
GET  learners:framework-end        ok   ok   no   no   no   -    -    no   no   no   in
POST learners:framework-end        go   go   no   no   no   -    -    no   no   no   in
GET  learners:cohort-targets       ok   ok   ok   ok   ok   -    -    no   no   no   in
POST learners:cohort-targets       go   go   no   no   no   -    -    no   no   no   in
GET  learners:cohort-target-end    ok   ok   no   no   no   -    -    no   no   no   in
POST learners:cohort-target-end    go   go   no   no   no   -    -    no   no   no   in
GET  learners:program-detail       ok   ok   ok   ok   ok   bare -    no   no   no   in
GET  learners:program-campuses     ok   ok   ok   ok   ok   bare -    no   no   no   in
GET  learners:cohort-years         ok   ok   ok   ok   ok   -    -    no   no   no   in
GET  learners:cohort-findings      ok   ok   ok   ok   ok   -    -    no   no   no   in
GET  learners:finding-create       ok   ok   ok   no   no   -    -    no   no   no   in
POST learners:finding-create       go   go   go   no   no   -    -    no   no   no   in
GET  learners:finding-add          ok   ok   ok   no   no   -    -    no   no   no   in
POST learners:finding-add          go   go   go   no   no   -    -    no   no   no   in
GET  learners:learner-detail       ok   ok   ok   ok   -    -    -    -    -    -    in
GET  learners:extra-time           ok   ok   no   no   -    -    -    -    -    -    in
POST learners:extra-time           go   go   no   no   -    -    -    -    -    -    in
POST learners:extra-time-revoke    go   go   no   no   -    -    -    -    -    -    in
GET  learners:standing-detail      ok   ok   ok   ok   -    -    -    -    -    -    in
POST learners:decision-create      no   no   no   go   -    -    -    -    -    -    in
GET  learners:map-detail           ok   ok   ok   ok   ok   bare no   bare no   no   in
GET  learners:map-gaps             ok   ok   ok   ok   ok   bare no   bare no   no   in
GET  learners:map-crosswalk        ok   ok   ok   ok   ok   bare no   bare no   no   in
GET  learners:map-competency       ok   ok   ok   ok   ok   bare no   bare no   no   in
GET  learners:assignment-create    ok   ok   ok   no   no   bare no   bare no   no   in
POST learners:assignment-create    go   go   go   no   no   bad  no   bad  no   no   in  # no cohort of theirs
GET  learners:assignment-detail    ok   ok   ok   ok   -    -    -    ok   ok   ok   in
GET  learners:assignment-dates     ok   ok   ok   no   -    -    -    no   no   no   in
POST learners:assignment-dates     go   go   go   no   -    -    -    no   no   no   in
GET  learners:assignment-withdraw  ok   ok   ok   no   -    -    -    no   no   no   in
POST learners:assignment-withdraw  go   go   go   no   -    -    -    no   no   no   in
POST learners:assignment-start     -    -    -    -    -    -    -    go   go   go   in
"""

SECRET = "Foxglove, Wanjiru"
TITLE = "Larkspur week"


def learner(cast: Cast) -> User:
    """Somebody who learns in the cohort of the story, and is nobody of the cast."""
    person: User = UserFactory(given_name="Wanjiru", family_name="Foxglove", email="w.foxglove@test.example")
    EnrolmentFactory(user=person, cohort=cast.cohort)
    return person


def followed(cast: Cast) -> Competency:
    """A competency that the cohort follows, with a policy in force."""
    competency: Competency = CompetencyFactory(code="SM-6", title=TITLE)
    CohortFrameworkFactory(cohort=cast.cohort, framework_version=competency.version)
    adopted(competency)
    return competency


def home(cast: Cast) -> Scene:
    AssignmentFactory(module__title=TITLE, to=[cast.cohort])
    return Scene(secret=(TITLE,))


def desk(cast: Cast) -> Scene:
    # An admin may see every cohort, and has a desk only where they hold a role.
    return Scene(secret=(f">{cast.cohort.name}<",))


def searching(cast: Cast) -> Scene:
    learner(cast)
    return Scene(query={"q": "wanj fox"}, secret=("Wanjiru Foxglove",))


def competency(cast: Cast) -> Scene:
    draft = CompetencyFactory(version__state="draft", title=TITLE)
    return Scene(kwargs={"public_id": draft.public_id}, secret=(TITLE,))


def module(cast: Cast) -> Scene:
    draft = ModuleFactory(state="draft", title=TITLE, objective=TITLE)
    return Scene(kwargs={"public_id": draft.public_id}, secret=(TITLE,))


def section(cast: Cast) -> Scene:
    part = SectionFactory(module__state="draft")
    return Scene(kwargs={"public_id": part.public_id}, state=SectionProgress.objects.count)


def cohorts(cast: Cast) -> Scene:
    return Scene(secret=(cast.cohort.name,))


def cohort(cast: Cast) -> Scene:
    learner(cast)
    followed(cast)
    return Scene(kwargs={"public_id": cast.cohort.public_id}, secret=(SECRET,))


def figures(cast: Cast) -> Scene:
    learner(cast)
    followed(cast)
    return Scene(kwargs={"public_id": cast.cohort.public_id}, secret=(cast.cohort.name,))


def columns(cast: Cast) -> Scene:
    competency = followed(cast)
    other = CompetencyFactory(version=competency.version, domain=competency.domain)
    return Scene(
        kwargs={"public_id": cast.cohort.public_id},
        data={"domain-0": str(other.public_id)},
        secret=(cast.cohort.name,),
        state=ColumnChoice.objects.count,
    )


def work(cast: Cast) -> Scene:
    learner(cast)
    AssignmentFactory(to=[cast.cohort])
    return Scene(kwargs={"public_id": cast.cohort.public_id}, secret=(SECRET,))


def one_learner(cast: Cast) -> Scene:
    followed(cast)
    return Scene(kwargs={"public_id": learner(cast).public_id}, secret=("Wanjiru Foxglove",))


def extra_time(cast: Cast) -> Scene:
    person = learner(cast)
    return Scene(
        kwargs={"public_id": person.public_id},
        data={"percent": 50},
        secret=(person.family_name,),
        state=Accommodation.objects.count,
    )


def less_time(cast: Cast) -> Scene:
    person = learner(cast)
    AccommodationFactory(user=person)
    return Scene(kwargs={"public_id": person.public_id}, state=Accommodation.objects.count)


def standing(cast: Cast) -> Scene:
    kwargs = {"learner_id": learner(cast).public_id, "competency_id": followed(cast).public_id}
    data = {"act": "attain", "level": "3", "reason": "Seen on the ward.", "submission": uuid4()}
    return Scene(kwargs=kwargs, data=data, secret=("Wanjiru Foxglove",), state=Decision.objects.count)


def assigning(cast: Cast) -> Scene:
    learner(cast)
    given = ModuleFactory(state="published", title=TITLE)
    data = {
        "what": f"module:{given.public_id}",
        "audience": "cohort",
        "opens_on": "2026-01-05",
        "submission": uuid4(),
        "confirmed": "1",
    }
    return Scene(
        query={"cohort": cast.cohort.public_id},
        data=data,
        secret=("Wanjiru Foxglove",),
        state=Assignment.objects.count,
    )


def assignment(cast: Cast) -> Scene:
    given = AssignmentFactory(module__title=TITLE, to=[cast.cohort])

    def state() -> str:
        return Assignment.objects.get(pk=given.pk).state

    return Scene(kwargs={"public_id": given.public_id}, secret=(TITLE,), state=state)


def dates(cast: Cast) -> Scene:
    given = AssignmentFactory(module__title=TITLE, to=[cast.cohort])

    def state() -> datetime | None:
        return Assignment.objects.get(pk=given.pk).due_at

    data = {"opens_on": "2026-01-05", "due_on": "2099-01-05", "confirmed": "1"}
    return Scene(kwargs={"public_id": given.public_id}, data=data, secret=(TITLE,), state=state)


def mapping(cast: Cast) -> Scene:
    # The map of the school is for all staff; what a cohort was given is for who sees its figures.
    followed(cast)
    return Scene(query={"cohort": cast.cohort.public_id}, secret=(f">{cast.cohort.name}<",))


def mapped(cast: Cast) -> Scene:
    competency = followed(cast)
    return Scene(
        kwargs={"public_id": competency.public_id},
        query={"cohort": cast.cohort.public_id},
        secret=(f">{cast.cohort.name}<",),
    )


def starting(cast: Cast) -> Scene:
    administration = quiz(CompetencyFactory())
    given = AssignmentFactory(administration=administration, to=[cast.cohort])
    return Scene(kwargs={"public_id": given.public_id}, state=Attempt.objects.count)


def following(cast: Cast) -> Scene:
    version = FrameworkVersionFactory(framework__title=TITLE)
    return Scene(
        kwargs={"public_id": cast.cohort.public_id},
        data={"version": version.framework.public_id},
        secret=(TITLE,),
        state=CohortFramework.objects.count,
    )


def ending(cast: Cast) -> Scene:
    version = FrameworkVersionFactory(framework__title=TITLE)
    CohortFrameworkFactory(cohort=cast.cohort, framework_version=version)
    return Scene(
        kwargs={"public_id": cast.cohort.public_id, "framework_id": version.framework.public_id},
        secret=(TITLE,),
        state=CohortFramework.objects.filter(ends_on=None).count,
    )


def targets(cast: Cast) -> Scene:
    data = {"what": followed(cast).public_id, "level": 3, "share": 80, "measures": 2, "direct": 1}
    return Scene(
        kwargs={"public_id": cast.cohort.public_id},
        data={**data, "place": "cohort"},
        secret=(cast.cohort.name,),
        state=CohortTarget.objects.count,
    )


def target(cast: Cast) -> Scene:
    competency = followed(cast)
    aim = CohortTarget.objects.create(
        cohort=cast.cohort,
        framework=competency.version.framework,
        competency=competency,
        level=3,
        share=71,
        set_by=UserFactory(),
    )
    return Scene(
        kwargs={"public_id": cast.cohort.public_id, "target_id": aim.public_id},
        secret=("At least 71 %",),
        state=CohortTarget.objects.filter(ended_at=None).count,
    )


def program(cast: Cast) -> Scene:
    followed(cast)
    CampusFactory(program=cast.program)
    return Scene(kwargs={"public_id": cast.program.public_id}, secret=(cast.cohort.name,))


def years(cast: Cast) -> Scene:
    followed(cast)
    return Scene(kwargs={"public_id": cast.cohort.public_id}, secret=(cast.cohort.name,))


def findings(cast: Cast) -> Scene:
    record_finding(
        cohort=cast.cohort,
        target=None,
        competency=None,
        text=TITLE,
        by=cast.lead,
        submission=uuid4(),
        at=timezone.now(),
    )
    return Scene(kwargs={"public_id": cast.cohort.public_id}, secret=(TITLE,))


def new_finding(cast: Cast) -> Scene:
    return Scene(
        kwargs={"public_id": cast.cohort.public_id},
        data={"about": "cohort", "text": "Too few.", "submission": uuid4()},
        secret=(cast.cohort.name,),
        state=FindingStep.objects.count,
    )


def more_on_a_finding(cast: Cast) -> Scene:
    scene = findings(cast)
    found = Finding.objects.get()
    return Scene(
        kwargs={**scene.kwargs, "finding_id": found.public_id},
        data={"kind": "action", "text": "A seminar.", "submission": uuid4()},
        secret=(TITLE,),
        state=FindingStep.objects.count,
    )


SCENES: dict[str, SceneMaker] = {
    "learners:cohort-targets": targets,
    "learners:cohort-target-end": target,
    "learners:program-detail": program,
    "learners:program-campuses": program,
    "learners:cohort-years": years,
    "learners:cohort-findings": findings,
    "learners:finding-create": new_finding,
    "learners:finding-add": more_on_a_finding,
    "learners:cohort-framework": following,
    "learners:framework-end": ending,
    "learners:home": home,
    "learners:today": desk,
    "learners:search": searching,
    "learners:competency-detail": competency,
    "learners:module-detail": module,
    "learners:section-read": section,
    "learners:cohort-list": cohorts,
    "learners:cohort-detail": cohort,
    "learners:cohort-figures": figures,
    "learners:cohort-assignments": work,
    "learners:cohort-columns": columns,
    "learners:learner-detail": one_learner,
    "learners:extra-time": extra_time,
    "learners:extra-time-revoke": less_time,
    "learners:standing-detail": standing,
    "learners:decision-create": standing,
    "learners:map-detail": mapping,
    "learners:map-gaps": mapping,
    "learners:map-crosswalk": mapping,
    "learners:map-competency": mapped,
    "learners:assignment-create": assigning,
    "learners:assignment-detail": assignment,
    "learners:assignment-dates": dates,
    "learners:assignment-withdraw": assignment,
    "learners:assignment-start": starting,
}
