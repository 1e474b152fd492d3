"""Two real connections: whoever gives an assessment and whoever changes it wait for each other."""

from __future__ import annotations

import pytest

from assessments.models import AssessmentItem
from assessments.services.administering import create_administration
from assessments.services.building import mark_of, newest, put_items
from tests.assessments.services.school import NOW
from tests.assessments.services.together import while_held
from tests.factories.assessments import AssessmentItemFactory, AssessmentVersionFactory, ItemVersionFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def version(school):
    found = AssessmentVersionFactory()
    AssessmentItemFactory(version=found, item_version=ItemVersionFactory(item__competency=school.competency))
    return found


def give(version, school):
    return create_administration(
        version=version, mode="practice", release_rule="after_submission", attempts_allowed=1,
        by=school.teacher, at=NOW,
    )  # fmt: skip


def change(version):
    seen = mark_of(newest(version.assessment))
    return put_items(assessment=version.assessment, items=[], seen=seen, at=NOW)


def test_a_change_during_the_giving_goes_to_a_further_version(school, version) -> None:
    (changed,) = while_held(lambda: give(version, school), [lambda: change(version)])
    assert (changed.n, version.n) == (2, 1)
    assert AssessmentItem.objects.filter(version=version).count() == 1


def test_a_giving_during_a_change_looks_at_what_was_written(school, version) -> None:
    (given,) = while_held(lambda: change(version), [lambda: give(version, school)])
    assert type(given).__name__ == "NotReady"
    assert newest(version.assessment).frozen_at is None
