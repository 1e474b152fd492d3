"""The list of the bank: found by conditions that combine, and acted on with what happens said first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Item
from common.school_time import school_day
from tests.factories.assessments import ItemVersionFactory
from tests.factories.competencies import CompetencyFactory, IndicatorFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/teaching/bank/"


def make(title: str, *, kind: str = "single_best_answer", **more) -> Item:
    of_version = {name: more.pop(name) for name in ("tier",) if name in more}
    return ItemVersionFactory(
        item__title=title, kind=kind, **of_version, **{f"item__{k}": v for k, v in more.items()}
    ).item


def shown(client, **query) -> set[str]:
    answer = client.get(LIST, query)
    return {row.record.title for row in answer.context["table"].page.object_list}


def test_list_shows_what_is_in_use(cast) -> None:
    make("One")
    make("Gone", state="retired")
    client = cast.client("faculty")
    assert shown(client) == {"One"}
    assert shown(client, state="retired") == {"Gone"}


def test_conditions_find_items_and_combine(cast) -> None:
    competency, author = CompetencyFactory(), UserFactory()
    indicator = IndicatorFactory(competency=competency, code="SM-9.a")
    one = make(
        "One",
        competency=competency,
        author=author,
        tags=["Été", "feeds"],
        jurisdiction="Ontario",
        difficulty="hard",
        review_on=date(2020, 1, 1),
    )
    one.indicators.add(indicator)
    make("Two", kind="reflection", tier="shows_how", state="draft", tags=["feed"], competency=competency)
    client = cast.client("faculty")
    for name, value in {
        "competency": competency.public_id,
        "indicator": "SM-9.a",
        "kind": "single_best_answer",
        "author": author.public_id,
        "tag": "Été",
        "jurisdiction": "Ontario",
        "difficulty": "hard",
        "overdue": "on",
        "q": "one CLASSMATE",
        "key_status": "proposed",
        "state": "published",
        "tier": "knows_how",
    }.items():
        wanted = {"One", "Two"} if name in {"competency", "key_status"} else {"One"}
        assert shown(client, **{name: value}) == wanted, name
    assert shown(client, tag="feed") == {"Two"}
    assert shown(client, competency=competency.public_id, tier="shows_how") == {"Two"}
    assert shown(client, kind="reflection", tag="feeds") == set()


def test_list_says_what_is_past_its_review_date(cast) -> None:
    make("Old", review_on=school_day(timezone.now()) - timedelta(days=1))
    make("New", review_on=school_day(timezone.now()) + timedelta(days=30))
    client = cast.client("faculty")
    assert "1 item is past its review date." in client.get(LIST).content.decode()
    assert shown(client, overdue="on") == {"Old"}


def test_list_asks_the_same_queries_however_many_items(cast) -> None:
    client = cast.client("faculty")
    counts = []
    for n in (1, 2, 4):
        for at in range(n):
            make(f"Item {n} {at}", tags=[f"tag {n} {at}"], author=UserFactory())
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]


def test_list_can_be_sorted(cast) -> None:
    make("Late", review_on=date(2030, 1, 1))
    make("Soon", review_on=date(2027, 1, 1))
    table = cast.client("faculty").get(LIST, {"sort": "-review"}).context["table"]
    assert [row.record.title for row in table.page.object_list] == ["Late", "Soon"]


def act(client, do: str, *items: Item, **more):
    data = {"do": do, "item": [item.public_id for item in items], "sure": "on", **more}
    return client.post(reverse("assessments:item-act"), data, follow=True)


def test_publishing_many_says_first_what_happens_to_which(cast) -> None:
    ready, waiting = make("Ready", state="draft"), make("Waiting", state="draft", competency=None)
    client = cast.client("lead")
    query = {"do": "published", "item": [ready.public_id, waiting.public_id]}
    page = client.get(reverse("assessments:item-act"), query)
    assert [item.pk for item in page.context["chosen"].taken] == [ready.pk]
    assert [item.pk for item in page.context["chosen"].left] == [waiting.pk]
    assert "Publish 1 item?" in page.content.decode()
    assert set(Item.objects.values_list("state", flat=True)) == {"draft"}
    said = act(client, "published", ready, waiting)
    assert "1 item is published." in said.content.decode()
    assert dict(Item.objects.values_list("title", "state")) == {"Ready": "published", "Waiting": "draft"}


def test_retiring_can_be_taken_back(cast) -> None:
    item = make("One")
    client = cast.client("lead")
    act(client, "retired", item)
    item.refresh_from_db()
    assert item.state == "retired"
    act(client, "published", item)
    item.refresh_from_db()
    assert item.state == "published"
    assert list(item.changes.values_list("action", flat=True)) == ["published", "retired"]


def test_tags_are_added_and_taken_away(cast) -> None:
    one, two = make("One", tags=["old"]), make("Two")
    client = cast.client("faculty")
    act(client, "tag", one, two, add="feeds, privacy", remove=["old"])
    assert list(Item.objects.order_by("title").values_list("tags", flat=True)) == [["feeds", "privacy"]] * 2
    nothing = act(client, "tag", one)
    assert nothing.status_code == 422
    assert "Give a tag to add, or choose one to take away." in nothing.content.decode()


def test_a_review_date_is_set_for_many(cast) -> None:
    one, two = make("One"), make("Two")
    act(cast.client("faculty"), "reviewed", one, two, on="2030-05-01")
    assert set(Item.objects.values_list("review_on", flat=True)) == {date(2030, 5, 1)}


def test_all_that_fit_the_filters_are_meant(cast) -> None:
    make("One", difficulty="hard"), make("Two", difficulty="hard"), make("Three")
    query = {"do": "tag", "everything": "on", "difficulty": "hard"}
    client = cast.client("faculty")
    page = client.get(reverse("assessments:item-act"), query)
    assert {item.title for item in page.context["chosen"].taken} == {"One", "Two"}
    client.post(reverse("assessments:item-act"), {**query, "sure": "on", "add": "exam"})
    assert dict(Item.objects.values_list("title", "tags")) == {"One": ["exam"], "Two": ["exam"], "Three": []}


def test_more_than_can_be_taken_at_once_is_said(cast, monkeypatch) -> None:
    monkeypatch.setattr("assessments.views.bank.MOST_AT_ONCE", 1)
    make("One"), make("Two")
    page = cast.client("faculty").get(reverse("assessments:item-act"), {"do": "tag", "everything": "on"})
    assert len(page.context["chosen"].taken) == 1
    assert "At most 1 items are taken at once" in page.content.decode()


def test_choosing_nothing_says_so(cast) -> None:
    answer = cast.client("faculty").get(reverse("assessments:item-act"), {"do": "tag"}, follow=True)
    assert "No item was chosen." in answer.content.decode()


def test_faculty_do_not_publish(cast) -> None:
    item = make("One", state="draft")
    assert act(cast.client("faculty"), "published", item).status_code == 403
    assert 'name="do" value="published"' not in cast.client("faculty").get(LIST).content.decode()
    assert 'name="do" value="published"' in cast.client("lead").get(LIST).content.decode()
    item.refresh_from_db()
    assert item.state == "draft"
