"""Which questions a sitting gets: fixed ones, and those drawn from the bank."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assessments.building_page import building_of
from assessments.models import BlueprintRow
from assessments.pool import pools_of
from assessments.services.authoring import ItemContent, rewrite_item
from assessments.services.bank import change_state
from assessments.services.errors import NotReady
from tests.assessments.services.school import NOW
from tests.factories.assessments import ItemKeyFactory, ItemVersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(school):
    """Five published questions with keys; beside them a draft, one without a key and one of another tier."""
    found = [keyed(school, f"B-{number}") for number in range(5)]
    keyed(school, "B-draft", state="draft")
    ItemVersionFactory(
        item__code="B-no-key", item__competency=school.competency, item__state="published", key=False
    )
    keyed(school, "B-other-tier", tier="knows")
    return found


def keyed(school, code, *, state="published", tier="knows_how"):
    return ItemVersionFactory(
        item__code=code, item__competency=school.competency, item__state=state, tier=tier
    )


def drawing(school, count, **version):
    administration = school.quiz(attempts_allowed=5)
    administration.version.items.all().delete()
    BlueprintRow.objects.create(
        version=administration.version, competency=school.competency, tier="knows_how", count=count
    )
    for name, value in version.items():
        setattr(administration.version, name, value)
    administration.version.save()
    return administration


def pool_of(row) -> list:
    return pools_of([row])[row.pk]


def asked(attempt) -> list[str]:
    return list(attempt.items.order_by("position").values_list("item_version__item__code", flat=True))


def test_pool_holds_what_is_published_keyed_and_of_the_tier(school, bank) -> None:
    row = drawing(school, 1).version.blueprint.get()
    assert [one.item.code for one in pool_of(row) if one.item.code.startswith("B-")] == [
        f"B-{number}" for number in range(5)
    ]


def test_pool_holds_the_newest_version_alone(school, bank) -> None:
    newer = ItemVersionFactory(item=bank[0].item, n=2, tier="knows_how", key=False)
    row = drawing(school, 1).version.blueprint.get()
    assert bank[0] not in pool_of(row)
    assert newer not in pool_of(row), "it has no key yet"
    ItemKeyFactory(version=newer)
    assert newer in pool_of(row)


def rewrite(version, **changed):
    """Change what a version asks, as an author does."""
    body = {**version.body, "stem": "What would you do then?"}
    content = ItemContent(kind=version.kind, body=body, key=version.keys.first().values, tier="knows_how")
    return rewrite_item(
        item=version.item, content=replace(content, **changed), by=None, at=NOW + timedelta(hours=1)
    )


@pytest.mark.parametrize("published", ["by hand", "as a seed"])
def test_published_version_is_drawn_until_the_next_one_is_published(school, bank, published) -> None:
    first = bank[0]
    if published == "by hand":
        first.item.state = "draft"
        first.item.save()
        change_state(items=[first.item], to="published", by=None, at=NOW)
        first.item.refresh_from_db()
    row = drawing(school, 5).version.blueprint.get()
    before = pool_of(row)
    second = rewrite(first)
    assert (first.item.state, second.n) == ("draft", 2)
    assert pool_of(row) == before
    change_state(items=[first.item], to="in_review", by=None, at=NOW + timedelta(hours=2))
    assert pool_of(row) == before
    change_state(items=[first.item], to="published", by=None, at=NOW + timedelta(hours=3))
    assert pool_of(row) == [second if one == first else one for one in before]
    third = rewrite(second, tier="knows", body={**second.body, "stem": "And now?"})
    assert third not in pool_of(row)
    assert second in pool_of(row), "the tier that counts is that of the published version"


def test_coverage_counts_what_would_be_drawn_while_a_version_waits(school, bank) -> None:
    administration = drawing(school, 90)
    assessment = administration.version.assessment
    before = building_of(assessment, at=NOW).drawn[0].available
    rewrite(bank[0])
    assert building_of(assessment, at=NOW).drawn[0].available == before
    assert len(asked(school.start(administration, seed=1))) == before


def test_draft_that_was_retired_or_only_shown_is_not_drawn(school, bank) -> None:
    row = drawing(school, 5).version.blueprint.get()
    change_state(items=[bank[0].item], to="retired", by=None, at=NOW)
    bank[0].item.refresh_from_db()
    rewrite(bank[0])
    placed = keyed(school, "B-placed", state="draft")
    administration = drawing(school, 1)
    administration.version.items.create(position=1, item_version=placed)
    assert rewrite(placed).n == 2
    assert not {"B-0", "B-placed"} & {one.item.code for one in pool_of(row)}


def test_pools_take_two_queries_for_any_number_of_rows(school, bank, django_assert_num_queries) -> None:
    row = drawing(school, 5).version.blueprint.get()
    for one in bank[:3]:
        rewrite(one)
    for rows in ([row], [row] * 4):
        with django_assert_num_queries(2):
            pools_of(rows)


def test_sitting_draws_as_many_as_asked_none_twice(school, bank) -> None:
    found = asked(school.start(drawing(school, 3), seed=1))
    assert len(found) == len(set(found)) == 3


def test_sitting_is_laid_out_the_same_from_the_same_seed(school, bank) -> None:
    administration = drawing(school, 3)
    one = school.start(administration, seed=7)
    another = school.start(administration, seed=7, user=school.other_teacher)
    assert asked(one) == asked(another)


def test_next_sitting_draws_what_was_not_met_yet_first(school, bank) -> None:
    administration = drawing(school, 2)
    met: set[str] = set()
    for number in range(2):
        attempt = school.start(administration, seed=number)
        met |= set(asked(attempt))
        school.submit(attempt, at=NOW)
    assert len(met) == 4


def test_sitting_takes_what_there_is_and_refuses_where_there_is_nothing(school, bank) -> None:
    administration = drawing(school, 90)
    everything = pool_of(administration.version.blueprint.get())
    assert sorted(asked(school.start(administration, seed=1))) == [one.item.code for one in everything]
    empty = drawing(school, 1)
    empty.version.blueprint.update(tier="does")
    with pytest.raises(NotReady):
        school.start(empty)


def test_questions_are_shuffled_where_the_version_says_so(school, bank) -> None:
    administration = drawing(school, 5)
    administration.version.blueprint.all().delete()
    for position, one in enumerate(bank, start=1):
        administration.version.items.create(position=position, item_version=one)
    people = (school.learner, school.teacher, school.other_teacher, school.signer)
    administration.version.shuffle_items = True
    administration.version.save()
    orders = {tuple(asked(school.start(administration, seed=n, user=one))) for n, one in enumerate(people)}
    assert len(orders) > 1
    assert {tuple(sorted(order)) for order in orders} == {tuple(one.item.code for one in bank)}
