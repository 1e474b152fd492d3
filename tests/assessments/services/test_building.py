"""Building an assessment: a frozen version is never touched, and nobody overwrites another's change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assessments.models import AssessmentItem, BlueprintRow
from assessments.services.administering import freeze
from assessments.services.building import (
    AssessmentRules,
    CutSetting,
    add_blueprint_row,
    change_rules,
    create_assessment,
    duplicate_assessment,
    lacks_of,
    mark_of,
    moved,
    newest,
    publish_assessment,
    put_items,
    remove_blueprint_row,
    retire_assessment,
    set_cuts,
)
from assessments.services.building_errors import ChangedMeanwhile, NeverPublished, NoSuchPlace, WrongCuts
from assessments.services.errors import NotReady
from tests.assessments.services.school import NOW
from tests.factories.assessments import AssessmentCompetencyFactory, ItemVersionFactory

pytestmark = pytest.mark.django_db
RULES = AssessmentRules(title="Judging posts", minutes=15)


@pytest.fixture
def draft(school):
    return create_assessment(type_="quiz", rules=RULES, by=school.teacher, at=NOW)


@pytest.fixture
def questions(school):
    return ItemVersionFactory.create_batch(3, item__competency=school.competency)


def seen(assessment) -> str:
    return mark_of(newest(assessment))


def fill(assessment, items):
    return put_items(assessment=assessment, items=items, seen=seen(assessment), at=NOW)


def asked(assessment) -> list[int]:
    rows = AssessmentItem.objects.filter(version=newest(assessment)).order_by("position")
    return list(rows.values_list("item_version_id", flat=True))


def test_new_assessment_is_a_draft_with_its_rules(draft, school) -> None:
    version = newest(draft)
    assert (draft.state, draft.author, draft.type) == ("draft", school.teacher, "quiz")
    assert (version.n, version.title, version.minutes) == (1, "Judging posts", 15)


def test_items_stand_in_the_order_given_each_once(draft, questions) -> None:
    one, two, three = questions
    fill(draft, [two, one, two])
    assert asked(draft) == [two.pk, one.pk]
    fill(draft, [three, *moved([two, one], 2, up=True)])
    assert asked(draft) == [three.pk, one.pk, two.pk]


@pytest.mark.parametrize(
    ("position", "up", "order"), [(1, True, "abc"), (3, False, "abc"), (1, False, "bac"), (3, True, "acb")]
)
def test_move_changes_places_with_the_neighbour(position, up, order) -> None:
    assert "".join(moved("abc", position, up=up)) == order


@pytest.mark.parametrize("position", [0, 4])
def test_move_of_a_place_that_is_not_there_is_refused(position) -> None:
    with pytest.raises(NoSuchPlace):
        moved("abc", position, up=True)


def test_change_of_a_frozen_version_makes_a_further_one(draft, questions, school) -> None:
    version = fill(draft, questions)
    add_blueprint_row(
        assessment=draft,
        competency=school.competency,
        indicator=None,
        tier="knows",
        count=2,
        seen=seen(draft),
        at=NOW,
    )
    freeze(version, at=NOW)
    changed = change_rules(
        assessment=draft, rules=AssessmentRules(title="Judging again"), seen=seen(draft), at=NOW
    )
    version.refresh_from_db()
    assert (version.n, version.title, version.minutes) == (1, "Judging posts", 15)
    assert (changed.n, changed.title, changed.frozen_at) == (2, "Judging again", None)
    assert asked(draft) == [one.pk for one in questions]
    assert BlueprintRow.objects.filter(version=version).count() == changed.blueprint.count() == 1


def test_change_of_what_somebody_changed_meanwhile_is_refused(draft, questions) -> None:
    mine = seen(draft)
    fill(draft, questions[:1])
    with pytest.raises(ChangedMeanwhile):
        put_items(assessment=draft, items=questions, seen=mine, at=NOW)
    assert asked(draft) == [questions[0].pk]


def test_row_of_the_blueprint_comes_and_goes(draft, school) -> None:
    options = {"competency": school.competency, "indicator": None, "tier": "", "at": NOW}
    add_blueprint_row(assessment=draft, count=4, seen=seen(draft), **options)
    add_blueprint_row(assessment=draft, count=2, seen=seen(draft), **options)
    remove_blueprint_row(assessment=draft, number=1, seen=seen(draft), at=NOW)
    assert [row.count for row in newest(draft).blueprint.all()] == [2]
    with pytest.raises(NoSuchPlace):
        remove_blueprint_row(assessment=draft, number=2, seen=seen(draft), at=NOW)


def test_cuts_that_the_school_set_say_by_whom_how_and_when(draft) -> None:
    setting = CutSetting(
        cuts=tuple(map(Decimal, ("0", "0.55", "0.7"))),
        method="angoff",
        set_by="Panel of the second year",
        set_on=date(2026, 3, 1),
    )
    version = set_cuts(assessment=draft, setting=setting, seen=seen(draft), at=NOW)
    assert (version.cut_scores, version.cut_status) == ([0, 0.55, 0.7], "set_locally")
    proposed = set_cuts(assessment=draft, setting=CutSetting(cuts=setting.cuts), seen=seen(draft), at=NOW)
    assert (proposed.cut_status, proposed.cut_method, proposed.cut_set_on) == ("proposed", "", None)


@pytest.mark.parametrize("cuts", [("0.5", "0.7"), ("0", "0.7", "0.7"), ("0", "1.2")])
def test_cuts_that_do_not_ascend_from_nought_are_refused(draft, cuts) -> None:
    before = newest(draft).cut_scores
    with pytest.raises(WrongCuts):
        setting = CutSetting(cuts=tuple(map(Decimal, cuts)))
        set_cuts(assessment=draft, setting=setting, seen=seen(draft), at=NOW)
    assert newest(draft).cut_scores == before


def test_copy_has_everything_and_is_its_own(draft, questions, school) -> None:
    fill(draft, questions)
    AssessmentCompetencyFactory(assessment=draft, competency=school.competency, level_to=4)
    copy = duplicate_assessment(assessment=draft, title="Judging, copy", by=school.signer, at=NOW)
    assert asked(copy) == asked(draft)
    assert (copy.state, copy.author, newest(copy).title) == ("draft", school.signer, "Judging, copy")
    assert [one.level_to for one in copy.attachments.all()] == [4]
    fill(copy, questions[:1])
    assert len(asked(draft)) == 3


def test_empty_assessment_is_not_published(draft, questions) -> None:
    assert len(lacks_of(draft)) == 1
    with pytest.raises(NotReady):
        publish_assessment(assessment=draft)
    fill(draft, questions)
    assert publish_assessment(assessment=draft).state == "published"


def test_draft_is_not_taken_out_of_use(draft, questions) -> None:
    with pytest.raises(NeverPublished):
        retire_assessment(assessment=draft)
    fill(draft, questions)
    publish_assessment(assessment=draft)
    assert retire_assessment(assessment=draft).state == "retired"
