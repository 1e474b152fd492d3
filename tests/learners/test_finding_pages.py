"""Faculty keep the log of a cohort; whoever sees its figures reads it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from learners.models import Finding, FindingStep
from tests.factories import StaffRoleFactory, UserFactory
from tests.learners.classroom import Classroom

pytestmark = pytest.mark.django_db


def log(room: Classroom) -> str:
    return reverse("learners:cohort-findings", args=[room.cohort.public_id])


def note(
    client: Client, room: Classroom, about: str = "cohort", text: str = "Too few see patients online."
) -> str:
    address = reverse("learners:finding-create", args=[room.cohort.public_id])
    data = {"about": about, "text": text, "submission": uuid4()}
    client.post(address, data)
    return client.post(address, data, follow=True).content.decode()


def test_finding_is_recorded_acted_upon_and_measured_again(client: Client, room: Classroom) -> None:
    room.admit(learner := UserFactory())
    client.force_login(room.school.teacher)
    assert "No finding is noted yet" in client.get(log(room)).content.decode()
    page = note(client, room, about=f"competency:{room.school.competency.public_id}")
    assert "Too few see patients online." in page
    assert "0 of 2 learners, 0 %" in page
    room.observe(learner, room.school.competency, 4)
    finding = Finding.objects.get()
    add = reverse("learners:finding-add", args=[room.cohort.public_id, finding.public_id])
    assert "Measured again" in client.get(add).content.decode()
    for kind, text in (("action", "A seminar was held."), ("measured", "It helped.")):
        data = {"kind": kind, "text": text, "submission": uuid4()}
        client.post(add, data)
        client.post(add, data)
    assert FindingStep.objects.count() == 3
    page = client.get(log(room)).content.decode()
    assert page.index("A seminar was held.") < page.index("It helped.")
    assert page.index("0 of 2 learners, 0 %") < page.index("1 of 2 learners, 50 %")
    assert room.school.teacher.get_full_name() in page


def test_finding_about_the_cohort_offers_no_measuring(client: Client, room: Classroom) -> None:
    client.force_login(room.school.teacher)
    note(client, room)
    add = reverse("learners:finding-add", args=[room.cohort.public_id, Finding.objects.get().public_id])
    assert "Measured again" not in client.get(add).content.decode()
    refused = client.post(add, {"kind": "measured", "text": "No.", "submission": uuid4()})
    assert refused.status_code == 422
    assert FindingStep.objects.count() == 1


def test_page_of_a_new_finding_starts_with_what_it_was_opened_for(client: Client, room: Classroom) -> None:
    client.force_login(room.school.teacher)
    address = reverse("learners:finding-create", args=[room.cohort.public_id])
    about = f"competency:{room.school.competency.public_id}"
    page = client.get(address, {"about": about}).content.decode()
    assert f'value="{about}" selected' in page
    answer = client.post(address, {"about": about, "text": " ", "submission": uuid4()})
    assert answer.status_code == 422
    assert "Say what was found." in answer.content.decode()


def test_viewer_reads_the_log_and_finds_nothing_to_press(client: Client, room: Classroom) -> None:
    client.force_login(room.school.teacher)
    note(client, room)
    viewer = StaffRoleFactory(cohort=room.cohort, role="viewer").user
    client.force_login(viewer)
    page = client.get(log(room)).content.decode()
    assert "Too few see patients online." in page
    assert "Record a finding" not in page
    assert "Add to it" not in page
