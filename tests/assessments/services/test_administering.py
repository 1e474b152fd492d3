"""What may be given, what may count, and who gets more time."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from assessments.models import Accommodation, Administration, BlueprintRow, Item
from assessments.services.administering import (
    allow_counting,
    create_administration,
    grant_extra_time,
    withdraw_administration,
)
from assessments.services.errors import MayNotCount, NotReady, Withdrawn
from tests.assessments.services.school import HOUR, NOW
from tests.factories.assessments import (
    AssessmentItemFactory,
    AssessmentVersionFactory,
    ItemVersionFactory,
    quiz,
)

pytestmark = pytest.mark.django_db


def give(version, school, mode="practice", **options):
    options = {"release_rule": "after_submission", "attempts_allowed": 1, **options}
    return create_administration(version=version, mode=mode, by=school.teacher, at=NOW, **options)


def test_create_freezes_the_version_once(school) -> None:
    version = quiz(school.competency).version
    give(version, school)
    version.refresh_from_db()
    assert version.frozen_at == NOW
    create_administration(
        version=version, mode="practice", release_rule="after_due", attempts_allowed=2,
        by=school.teacher, at=NOW + HOUR,
    )  # fmt: skip
    version.refresh_from_db()
    assert version.frozen_at == NOW


def test_create_counting_is_refused_while_items_are_public(school) -> None:
    version = quiz(school.competency).version
    Item.objects.update(is_public=True)
    with pytest.raises(MayNotCount):
        give(version, school, mode="counting")
    assert give(version, school, mode="practice").mode == "practice"
    allow_counting(assessment=version.assessment, by=school.teacher, at=NOW)
    assert give(version, school, mode="counting").mode == "counting"


def test_create_counting_is_refused_while_public_items_can_be_drawn(school) -> None:
    version = AssessmentVersionFactory()
    BlueprintRow.objects.create(version=version, competency=school.competency, count=1)
    drawn = ItemVersionFactory(item__competency=school.competency, item__state="published")
    assert give(version, school, mode="counting").mode == "counting"
    Item.objects.filter(pk=drawn.item_id).update(is_public=True)
    with pytest.raises(MayNotCount):
        give(version, school, mode="counting")


def test_create_is_refused_where_a_person_judges_and_keys_would_mark_what_is_drawn(school) -> None:
    version = school.reflection().version
    BlueprintRow.objects.create(version=version, competency=school.competency, count=1)
    ItemVersionFactory(item__competency=school.competency, item__state="published")
    with pytest.raises(NotReady):
        give(version, school)


def test_create_counting_is_taken_for_items_nobody_has_seen(school) -> None:
    assert give(quiz(school.competency).version, school, mode="counting").mode == "counting"


def test_a_self_rating_form_never_counts(school) -> None:
    version = AssessmentVersionFactory(assessment__type="self_rating")
    with pytest.raises(MayNotCount):
        give(version, school, mode="counting")
    with pytest.raises(MayNotCount):
        allow_counting(assessment=version.assessment, by=school.teacher, at=NOW)


def test_create_is_refused_for_what_could_not_be_marked(school) -> None:
    empty = AssessmentVersionFactory()
    keyless = AssessmentVersionFactory()
    AssessmentItemFactory(version=keyless, item_version=ItemVersionFactory(key=False))
    judged_by_key = AssessmentVersionFactory(assessment__type="reflection")
    AssessmentItemFactory(version=judged_by_key)
    before = Administration.objects.count()
    for version in (empty, keyless, judged_by_key):
        with pytest.raises(NotReady):
            give(version, school)
    assert Administration.objects.count() == before


def test_create_is_refused_without_an_attempt(school) -> None:
    with pytest.raises(ValidationError) as refused:
        give(quiz(school.competency).version, school, attempts_allowed=0)
    assert "attempts_allowed" in refused.value.message_dict


def test_withdraw_lets_what_was_begun_be_finished(school) -> None:
    administration = school.quiz()
    begun = school.start(administration)
    withdraw_administration(administration=administration)
    school.answer(begun)
    assert school.submit(begun).state == "released"
    with pytest.raises(Withdrawn):
        school.start(administration)


def test_grant_extra_time_again_replaces_it(school) -> None:
    for percent in (25, 50):
        grant_extra_time(user=school.learner, percent=percent, administration=None, by=school.teacher, at=NOW)
    assert Accommodation.objects.get().percent == 50
    with pytest.raises(ValidationError):
        grant_extra_time(user=school.learner, percent=0, administration=None, by=school.teacher, at=NOW)
