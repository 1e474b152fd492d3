"""Second marks: a sample by chance, two independent marks, the differences; the result stays as it is."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Administration, Attempt, Evidence, Score, SecondMark, SecondMarking
from assessments.second_marking_page import agreement_of
from assessments.services.answering import save_response
from assessments.services.attempts import start_attempt
from assessments.services.errors import FirstMarker, NothingToDraw, NotMarkedYet, OnOneself
from assessments.services.second_marking import draw_sample, second_mark
from assessments.windows import Window
from tests.assessments.pages.sittings import MARKS, TEXT, give, hand_in, mark
from tests.factories.people import EnrolmentFactory, StaffRoleFactory, UserFactory

pytestmark = pytest.mark.django_db
LOW = {**MARKS, "change": 1}
FORM = {f"mark-{name}": str(points) for name, points in LOW.items()}


@pytest.fixture
def given():
    return give("reflection", type_="reflection", release_rule="after_marking")


@pytest.fixture
def colleague(cast):
    user = UserFactory(given_name="Cora", family_name="Colleague")
    StaffRoleFactory(user=user, cohort=cast.cohort, role="faculty")
    return user


def pieces(cast, administration, number: int) -> list[Attempt]:
    """Work of so many learners of one giving, handed in."""
    at, found = timezone.now(), []
    window = Window(opens_at=at - timedelta(days=1), due_at=None)
    for n in range(number):
        user = UserFactory(given_name=f"Nora{n}", family_name="Learner")
        EnrolmentFactory(user=user, cohort=cast.cohort)
        attempt = start_attempt(
            administration=administration, user=user, window=window, at=at, language="en", seed=n
        )
        save_response(attempt=attempt, position=1, value={"text": TEXT}, client_seq=0, at=timezone.now())
        found.append(hand_in(attempt))
    return found


def draw(administration, by, **size) -> list[SecondMarking]:
    return draw_sample(administration=administration, by=by, at=timezone.now(), **{"seed": 7, **size})


def second(drawn, marker, **more) -> SecondMark:
    given = {"criteria": LOW, "level": 2, **more}
    return second_mark(second_marking=drawn, marker=marker, at=timezone.now(), **given)


def desk(attempt) -> str:
    return reverse("assessments:second-desk", args=[attempt.public_id, 1])


def test_sample_is_drawn_by_its_seed_and_never_twice(cast, given) -> None:
    pieces(cast, given, 5)
    first = {one.attempt_item_id for one in draw(given, cast.faculty, percent=30)}
    assert len(first) == 2
    SecondMarking.objects.all().delete()
    assert {one.attempt_item_id for one in draw(given, cast.faculty, percent=30)} == first
    rest = draw(given, cast.faculty, number=9)
    assert len(rest) == 3
    assert first.isdisjoint(one.attempt_item_id for one in rest)
    with pytest.raises(NothingToDraw):
        draw(given, cast.faculty, number=1)


def test_sample_keeps_to_those_whom_one_teaches(cast, given) -> None:
    pieces(cast, given, 1)
    with pytest.raises(NothingToDraw):
        draw(given, cast.other_lead, number=1)


def test_second_mark_stands_beside_the_first_and_changes_nothing(cast, given, colleague) -> None:
    [attempt] = pieces(cast, given, 1)
    [drawn] = draw(given, cast.faculty, number=1)
    with pytest.raises(NotMarkedYet):
        second(drawn, colleague)
    mark(attempt, cast.faculty)
    before = list(Score.objects.values()), list(Evidence.objects.values())
    with pytest.raises(FirstMarker):
        second(drawn, cast.faculty)
    with pytest.raises(OnOneself):
        second(drawn, attempt.user)
    assert second(drawn, colleague) == second(drawn, colleague)
    assert SecondMark.objects.get().marker == colleague
    second(drawn, colleague, level=3)
    assert SecondMark.objects.count() == 2
    assert (list(Score.objects.values()), list(Evidence.objects.values())) == before


def test_desk_hides_the_first_mark_and_the_list_shows_both(cast, given, colleague, client) -> None:
    [attempt] = pieces(cast, given, 1)
    mark(attempt, cast.faculty, comment="Well argued indeed")
    client.force_login(colleague)
    address = reverse("assessments:second-detail", args=[given.public_id])
    client.post(address, {"size": "1", "unit": "number"})
    assert desk(attempt) in client.get(address).content.decode()
    page = client.get(desk(attempt)).content.decode()
    assert "Well argued" not in page
    assert cast.faculty.get_full_name() not in page
    assert "checked" not in page
    client.post(desk(attempt), {**FORM, "level": "2"})
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(address).content.decode()))
    assert "Level equal in 0 of 1 piece (0%), at most one level apart in 1 (100%)" in text
    assert re.search(r"Levels apart \u2212 ?1\b", text)
    assert cast.faculty.get_full_name() in text


def test_first_marker_is_sent_back(cast, given, client) -> None:
    [attempt] = pieces(cast, given, 1)
    mark(attempt, cast.faculty)
    draw(given, cast.faculty, number=1)
    client.force_login(cast.faculty)
    answer = client.post(desk(attempt), {**FORM, "level": "2"}, follow=True)
    assert "You gave the first mark" in answer.content.decode()
    assert not SecondMark.objects.exists()


def test_names_stay_hidden_for_the_second_marker(cast, given, colleague, client) -> None:
    Administration.objects.update(is_anonymous=True)
    [attempt] = pieces(cast, given, 1)
    mark(attempt, cast.faculty)
    [drawn] = draw(given, cast.faculty, number=1)
    client.force_login(colleague)
    address = reverse("assessments:second-detail", args=[given.public_id])
    for page in (address, desk(attempt)):
        assert "Nora0" not in client.get(page).content.decode()
    second(drawn, colleague)
    assert "Nora0" in client.get(address).content.decode()


def test_agreement_counts_equal_and_neighbouring_levels() -> None:
    found = agreement_of([0, 0, 1, -1, 2])
    assert (found.exact, found.within_one) == (2, 4)
    assert (found.exact_percent, found.within_one_percent) == (40, 80)
    assert agreement_of([]).exact_percent == 0


def test_pages_ask_the_database_as_often_for_more(
    cast, given, colleague, client, django_assert_max_num_queries
):
    client.force_login(colleague)
    counts = set()
    for _more in range(3):
        for attempt in pieces(cast, given, 1):
            mark(attempt, cast.faculty)
        for drawn in draw(given, cast.faculty, number=1):
            second(drawn, colleague)
        for address in (
            reverse("assessments:second-detail", args=[given.public_id]),
            reverse("assessments:second-list"),
        ):
            with django_assert_max_num_queries(40) as found:
                assert client.get(address).status_code == 200
            counts.add((address, len(found)))
    assert len(counts) == 2
