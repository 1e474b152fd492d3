"""What the tests of self-ratings and of observations share."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import AssessmentVersion, ObservationContext, SelfAssessment
from assessments.services.self_rating import open_self_assessment
from competencies.models import Competency
from people.models import User
from tests.factories import (
    AdministrationFactory,
    AssessmentCompetencyFactory,
    AssessmentVersionFactory,
    CompetencyFactory,
    DescriptorFactory,
    IndicatorFactory,
)


def competencies(number: int = 4) -> list[Competency]:
    """Return competencies of one published version, SM-1 first."""
    first = CompetencyFactory(code="SM-1", title="First of all", position=1, self_prompt="Can you do 1?")
    more = [
        CompetencyFactory(
            code=f"SM-{n}", title=f"Title {n}", position=n, self_prompt=f"Can you do {n}?",
            version=first.version, domain=first.domain,
        )
        for n in range(2, number + 1)
    ]  # fmt: skip
    return [first, *more]


def descriptors(competency: Competency, text: str) -> None:
    """Give a competency an indicator with a descriptor at each level."""
    indicator = IndicatorFactory(competency=competency)
    for level in competency.version.scale.levels.all():
        DescriptorFactory(indicator=indicator, level=level, text=f"{text} at {level.ordinal}")


def form_for(*asked: Competency) -> AssessmentVersion:
    """Return a self-rating form about these competencies."""
    version = AssessmentVersionFactory(assessment__type="self_rating", title="Where do I stand?")
    for competency in asked:
        AssessmentCompetencyFactory(assessment=version.assessment, competency=competency)
    return version


def opened_by(user: User, *asked: Competency, at) -> SelfAssessment:
    """Return a self-rating that the user has just begun."""
    administration = AdministrationFactory(version=form_for(*asked), mode="practice")
    return open_self_assessment(administration=administration, user=user, at=at)


def occasion(
    setting: str = "workplace", code: str = "oc-ward", name: str = "Ward round"
) -> ObservationContext:
    """Return an occasion that the form offers."""
    return ObservationContext.objects.create(code=code, position=1, setting=setting, name=name)


def level(learner: User, competency: Competency) -> str:
    """Return the name of the field of a level."""
    return f"level-{learner.public_id.hex}-{competency.public_id.hex}"


def text(learner: User) -> str:
    """Return the name of the field of a sentence."""
    return f"text-{learner.public_id.hex}"


def seen(learner: User, *levels: tuple[Competency, object], **fields: object) -> dict[str, object]:
    """Return what the form for one learner posts."""
    given = {level(learner, competency): value for competency, value in levels}
    start = {"learner": learner.public_id, "where": "workplace", "day": "", "submission": uuid4()}
    return {**start, **given, **fields}


def submission_of(page: str) -> UUID:
    """Return the submission id that a page was made with."""
    return UUID(re.search(r'name="submission" value="([0-9a-f-]+)"', page)[1])


def queries(client, address: str, data: dict[str, object] | None = None) -> tuple[int, str]:
    """Return how many queries a page takes, and the page."""
    with CaptureQueriesContext(connection) as asked:
        shown = body(client.get(address, data))
    return len(asked), shown


def body(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()
