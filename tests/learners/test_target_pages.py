"""A lead sets and ends targets; the dashboard says where the cohort stands, and who is not there yet."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from common.school_time import school_day
from learners.models import CohortTarget
from tests.factories import UserFactory
from tests.learners.classroom import DAY, Classroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Classroom:
    return Classroom.open()


def asked(room: Classroom, **values: object) -> dict[str, object]:
    what = room.school.competency.public_id
    return {"what": what, "level": 3, "share": 80, "measures": 1, "direct": 1, **values}


def address(room: Classroom) -> str:
    return reverse("learners:cohort-targets", args=[room.cohort.public_id])


def test_lead_sets_a_target_and_the_dashboard_tells_of_it(client: Client, room: Classroom) -> None:
    there, short = UserFactory(family_name="Elder"), UserFactory(family_name="Younger")
    room.admit(there, short)
    room.observe(there, room.school.competency, 4)
    client.force_login(room.school.other_teacher)
    client.post(address(room), asked(room))
    client.post(address(room), asked(room))
    target = CohortTarget.objects.get()
    dashboard = reverse("learners:cohort-detail", args=[room.cohort.public_id])
    page = client.get(reverse("learners:cohort-figures", args=[room.cohort.public_id])).content.decode()
    code = room.school.competency.code
    assert f"At least 80 % of the learners at level 3 or above in {code}." in page
    assert "1 of 3 learners, 33 %." in page
    assert "2 more are needed." in page
    assert "On the way" in page
    filtered = client.get(dashboard, {"short_of": str(target.public_id)}).content.decode()
    assert ">Elder, " not in filtered
    assert ">Younger, " in filtered


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"share": 101}, "id_share_error"),
        ({"direct": 2}, "There cannot be more direct measures than measures."),
        ({"due_on": "2020-01-01"}, "Choose today or a day to come."),
        ({"what": ""}, "Choose a competency, or a whole framework."),
    ],
)
def test_target_that_cannot_be_is_refused(
    client: Client, room: Classroom, wrong: dict[str, object], said: str
) -> None:
    client.force_login(room.school.other_teacher)
    answer = client.post(address(room), asked(room, **wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not CohortTarget.objects.exists()


def test_target_is_ended_and_stays_on_record(client: Client, room: Classroom) -> None:
    client.force_login(room.school.other_teacher)
    client.post(address(room), asked(room))
    target = CohortTarget.objects.get()
    end = reverse("learners:cohort-target-end", args=[room.cohort.public_id, target.public_id])
    assert "stays on record" in client.get(end).content.decode()
    client.post(end)
    target.refresh_from_db()
    assert target.ended_by == room.school.other_teacher
    page = client.get(address(room)).content.decode()
    assert "No target is set" in page
    assert f"by {room.school.other_teacher.get_full_name()}." in page


def test_lead_of_one_cohort_sets_nothing_for_the_program(client: Client, room: Classroom) -> None:
    client.force_login(room.school.other_teacher)
    client.post(address(room), asked(room, place="program"))
    assert CohortTarget.objects.get().cohort == room.cohort


def test_dashboard_tells_what_moved_since_an_earlier_day(client: Client, room: Classroom) -> None:
    moved = UserFactory(family_name="Elder")
    room.admit(moved)
    room.observe(moved, room.school.competency, 2, days_ago=9)
    room.observe(moved, room.school.competency, 4, days_ago=2)
    room.observe(moved, room.school.competency, 4, days_ago=1)
    client.force_login(room.school.other_teacher)
    dashboard = reverse("learners:cohort-detail", args=[room.cohort.public_id])
    since = school_day(room.now - 5 * DAY)
    page = client.get(dashboard, {"since": since.isoformat()}).content.decode()
    assert "From 2 to 4" in page
    assert "What moved since" in page
    today = client.get(dashboard, {"since": school_day(room.now).isoformat()}).content.decode()
    assert "No level is another one than it was." in today
    assert "What moved since" not in client.get(dashboard).content.decode()


def test_missed_target_leads_to_a_finding_about_it(client: Client, room: Classroom) -> None:
    client.force_login(room.school.other_teacher)
    client.post(address(room), asked(room))
    create = reverse("learners:finding-create", args=[room.cohort.public_id])
    link = f"{create}?about=target:{CohortTarget.objects.get().public_id}"
    assert link not in client.get(address(room)).content.decode()
    CohortTarget.objects.update(due_on=school_day(room.now - 5 * DAY), set_at=room.now - 9 * DAY)
    page = client.get(address(room)).content.decode()
    assert "Missed" in page
    assert link in page
    assert "selected" in client.get(link).content.decode()
    figures = reverse("learners:cohort-figures", args=[room.cohort.public_id])
    assert link in client.get(figures).content.decode()
