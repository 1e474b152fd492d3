"""Assessments attached to competencies: what may change, and what use has fixed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assessments.models import AssessmentCompetency, BlueprintRow
from assessments.services.attaching import FixedByUse, attach_assessment, detach_assessment, is_fixed
from assessments.services.errors import Refused
from tests.factories.assessments import (
    AssessmentCompetencyFactory,
    AssessmentFactory,
    AssessmentItemFactory,
    AssessmentVersionFactory,
)
from tests.factories.competencies import CompetencyFactory

pytestmark = pytest.mark.django_db

USED = datetime(2026, 11, 23, 14, tzinfo=UTC)


def test_attaching_twice_changes_the_levels_of_one_row() -> None:
    assessment, competency = AssessmentFactory(), CompetencyFactory()
    attach_assessment(assessment=assessment, competency=competency, level_from=1, level_to=2)
    attach_assessment(assessment=assessment, competency=competency, level_from=2, level_to=5)
    row = AssessmentCompetency.objects.get()
    assert (row.level_from, row.level_to) == (2, 5)


@pytest.mark.parametrize(("level_from", "level_to"), [(0, 1), (3, 2), (1, 6)])
def test_levels_off_the_scale_are_refused(level_from, level_to) -> None:
    with pytest.raises(Refused, match="levels from 1 to 5"):
        attach_assessment(
            assessment=AssessmentFactory(),
            competency=CompetencyFactory(),
            level_from=level_from,
            level_to=level_to,
        )
    assert not AssessmentCompetency.objects.exists()


def test_a_form_that_was_used_keeps_its_competencies_and_not_its_levels() -> None:
    row = AssessmentCompetencyFactory(assessment__type="observation")
    AssessmentVersionFactory(assessment=row.assessment, frozen_at=USED)
    assert is_fixed(row.assessment)
    with pytest.raises(FixedByUse):
        attach_assessment(assessment=row.assessment, competency=CompetencyFactory(), level_from=1, level_to=3)
    with pytest.raises(FixedByUse, match="used already"):
        detach_assessment(assessment=row.assessment, competency=row.competency)
    attach_assessment(assessment=row.assessment, competency=row.competency, level_from=2, level_to=4)
    kept = AssessmentCompetency.objects.get()
    assert (kept.pk, kept.level_from, kept.level_to) == (row.pk, 2, 4)


def test_a_form_that_was_not_used_may_change() -> None:
    row = AssessmentCompetencyFactory(assessment__type="self_rating")
    AssessmentVersionFactory(assessment=row.assessment)
    assert not is_fixed(row.assessment)
    detach_assessment(assessment=row.assessment, competency=row.competency)
    detach_assessment(assessment=row.assessment, competency=row.competency)
    assert not AssessmentCompetency.objects.exists()


@pytest.mark.parametrize("drawn", [False, True])
def test_what_a_used_version_measures_by_its_items_stays(drawn) -> None:
    row = AssessmentCompetencyFactory()
    aimed = AssessmentCompetencyFactory(assessment=row.assessment)
    version = AssessmentVersionFactory(assessment=row.assessment, frozen_at=USED)
    if drawn:
        BlueprintRow.objects.create(version=version, competency=row.competency, count=2)
    else:
        AssessmentItemFactory(version=version, item_version__item__competency=row.competency)
    with pytest.raises(FixedByUse):
        detach_assessment(assessment=row.assessment, competency=row.competency)
    detach_assessment(assessment=row.assessment, competency=aimed.competency)
    attach_assessment(assessment=row.assessment, competency=CompetencyFactory(), level_from=1, level_to=3)
    assert AssessmentCompetency.objects.filter(pk=row.pk).exists()
    assert not AssessmentCompetency.objects.filter(pk=aimed.pk).exists()
