"""Extra time: granted by who leads a learner, for all that comes or for one assessment, and taken back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Accommodation
from assessments.services.attempts import start_attempt
from assessments.windows import Window
from tests.assessments.pages.sittings import count_queries
from tests.factories import AssignmentFactory
from tests.factories.people import StaffRoleFactory, UserFactory
from tests.learners.classroom import DAY


@pytest.fixture
def lead(room):
    person = UserFactory(given_name="Lea", family_name="Lead")
    StaffRoleFactory(user=person, role="lead", cohort=room.cohort)
    return person


@pytest.fixture
def client(lead):
    client = Client()
    client.force_login(lead)
    return client


def timed(room, title="Timed check"):
    administration = room.school.quiz()
    version = administration.version
    version.title, version.time_limit_minutes = title, 40
    version.save()
    return AssignmentFactory(administration=administration, to=[room.cohort], due_at=room.now + 5 * DAY)


def page(room, name="extra-time") -> str:
    return reverse(f"learners:{name}", args=[room.school.learner.public_id])


def begun(room, assignment):
    return start_attempt(
        administration=assignment.administration,
        user=room.school.learner,
        window=Window(opens_at=room.now - DAY, due_at=room.now + DAY),
        at=room.now,
        language="en",
    )


def test_extra_time_for_all_and_for_one_is_granted_and_taken_back(room, client, lead):
    assignment = timed(room)
    detail = client.get(reverse("learners:learner-detail", args=[room.school.learner.public_id]))
    assert page(room) in detail.content.decode()
    client.post(page(room), {"percent": 25, "what": ""})
    client.post(page(room), {"percent": 50, "what": assignment.public_id})
    shown = client.get(page(room)).content.decode()
    assert "25 per cent more; granted by Lea Lead" in shown
    assert "50 per cent more" in shown
    assert begun(room, assignment).rules["extra_time"] == 50

    client.post(page(room, "extra-time-revoke"), {"what": assignment.public_id})
    assert [one.percent for one in Accommodation.objects.all()] == [25]
    answer = client.post(page(room, "extra-time-revoke"), follow=True)
    assert "A sitting that has begun keeps its time." in answer.content.decode()
    assert not Accommodation.objects.exists()
    answer = client.post(page(room, "extra-time-revoke"), follow=True)
    assert "There was no such extra time any more." in answer.content.decode()


@pytest.mark.parametrize("given", [{"percent": 0}, {"percent": 301}, {"percent": 25, "what": "another"}])
def test_extra_time_that_cannot_be_is_refused(room, client, given):
    assert client.post(page(room), given).status_code == 422
    assert not Accommodation.objects.exists()


def test_nobody_grants_extra_time_to_themselves(room):
    StaffRoleFactory(user=room.school.learner, role="lead", cohort=room.cohort)
    client = Client()
    client.force_login(room.school.learner)
    assert client.get(page(room)).status_code == 403


def test_page_asks_the_database_the_same_for_any_number(room, client):
    counts = set()
    for number in (1, 3, 7):
        for one in range(number):
            assignment = timed(room, f"Check {number} {one}")
            client.post(page(room), {"percent": 25, "what": assignment.public_id})
            client.post(page(room), {"percent": 25})
        counts.add(count_queries(client, page(room)))
    assert len(counts) == 1
