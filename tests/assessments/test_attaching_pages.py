"""Attaching assessments on their page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Assessment, AssessmentCompetency
from tests.factories.assessments import (
    AssessmentCompetencyFactory,
    AssessmentItemFactory,
    AssessmentVersionFactory,
)
from tests.factories.competencies import CompetencyFactory

pytestmark = pytest.mark.django_db

USED = datetime(2026, 11, 23, 14, tzinfo=UTC)


def of(assessment: Assessment, name: str, *args) -> str:
    return reverse(f"assessments:assessment-{name}", args=(assessment.public_id, *args))


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_faculty_attach_change_and_detach(cast) -> None:
    assessment = AssessmentVersionFactory(title="Knowledge check").assessment
    competency = CompetencyFactory(code="SM-6", title="Privacy")
    client = cast.client("faculty")
    data = {"competency": competency.public_id, "level_from": 1, "level_to": 3}
    said = text_of(client.post(of(assessment, "competencies"), data, follow=True))
    assert "Attached to SM-6 Privacy." in said
    assert "Level 1 to 3" in said
    client.post(of(assessment, "levels"), {**data, "level_to": 2})
    assert AssessmentCompetency.objects.get().level_to == 2
    client.post(of(assessment, "detach", competency.public_id))
    assert not AssessmentCompetency.objects.exists()


def test_levels_off_the_scale_get_a_clear_answer(cast) -> None:
    assessment, competency = AssessmentVersionFactory().assessment, CompetencyFactory()
    client = cast.client("faculty")
    data = {"competency": competency.public_id, "level_from": 4, "level_to": 2}
    assert "Choose levels from 1 to 5" in text_of(client.post(of(assessment, "competencies"), data), 422)
    assert "Choose levels from 1 to 5" in text_of(client.post(of(assessment, "levels"), data, follow=True))
    assert not AssessmentCompetency.objects.exists()


def test_a_form_that_was_used_says_why_it_is_fixed(cast) -> None:
    row = AssessmentCompetencyFactory(assessment__type="observation")
    AssessmentVersionFactory(assessment=row.assessment, frozen_at=USED)
    client, other = cast.client("faculty"), CompetencyFactory()
    assert "This form was used" in text_of(client.get(of(row.assessment, "competencies")))
    data = {"competency": other.public_id, "level_from": 1, "level_to": 3}
    assert "used already" in text_of(client.post(of(row.assessment, "competencies"), data), 422)
    assert "used already" in text_of(client.post(of(row.assessment, "levels"), data, follow=True))
    url = of(row.assessment, "detach", row.competency.public_id)
    assert "used already" in text_of(client.post(url, follow=True))
    assert AssessmentCompetency.objects.get() == row


def test_what_a_used_version_measures_offers_no_detaching(cast) -> None:
    row = AssessmentCompetencyFactory()
    aimed = AssessmentCompetencyFactory(assessment=row.assessment)
    version = AssessmentVersionFactory(assessment=row.assessment, frozen_at=USED)
    AssessmentItemFactory(version=version, item_version__item__competency=row.competency)
    shown = text_of(cast.client("faculty").get(of(row.assessment, "competencies")))
    assert of(row.assessment, "detach", row.competency.public_id) not in shown
    assert of(row.assessment, "detach", aimed.competency.public_id) in shown
    assert "the levels it aims at can still be changed" in shown


def test_the_page_takes_constant_queries(cast) -> None:
    assessment, counts = AssessmentVersionFactory().assessment, []
    client = cast.client("faculty")
    for more in (1, 2, 27):
        for _ in range(more):
            AssessmentCompetencyFactory(assessment=assessment)
        with CaptureQueriesContext(connection) as queries:
            text_of(client.get(of(assessment, "competencies")))
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
