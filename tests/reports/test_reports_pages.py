"""The pages of reports: asking, watching, fetching through an address that expires."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import StaffRole
from reports.models import ReportDefinition, ReportRun
from reports.services import making
from tests.factories import StaffRoleFactory, UserFactory
from tests.learners.classroom import Classroom

CHOICE = {
    "report": "progress",
    "file_format": "csv",
    "audience": "staff",
    "delimiter": "comma",
    "encoding": "utf-8",
}


@pytest.fixture
def room(db: None, settings, tmp_path: Path) -> Classroom:
    settings.VAR_DIR = tmp_path
    return Classroom.open()


@pytest.fixture
def client(room: Classroom) -> Client:
    client = Client()
    client.force_login(room.school.other_teacher)
    return client


def address_of(client: Client, run: ReportRun) -> str:
    page = client.get(reverse("reports:run-detail", args=[run.public_id])).content.decode()
    return page.split('href="' + reverse("reports:run-file", args=[run.public_id]))[1].split('"')[0]


def ask(client: Client, room: Classroom, **more) -> ReportRun:
    answer = client.post(reverse("reports:report-list", args=[room.cohort.public_id]), {**CHOICE, **more})
    assert answer.status_code == 302
    return ReportRun.objects.get()


def test_a_report_is_asked_for_watched_made_and_fetched(client, room):
    run = ask(client, room)
    page = client.get(reverse("reports:run-detail", args=[run.public_id])).content.decode()
    assert "Waiting" in page
    assert 'hx-trigger="every 2s"' in page
    making.make(run_id=run.pk, at=timezone.now())
    key = address_of(client, run)
    answer = client.get(reverse("reports:run-file", args=[run.public_id]) + key)
    assert b"".join(answer.streaming_content) == making.path_of(run).read_bytes()
    assert "attachment" in answer["Content-Disposition"]


def test_the_address_of_a_file_holds_for_one_person_and_ten_minutes(client, room):
    run = ask(client, room)
    making.make(run_id=run.pk, at=timezone.now())
    address, key = reverse("reports:run-file", args=[run.public_id]), address_of(client, run)
    other = StaffRoleFactory(user=UserFactory(), cohort=room.cohort, role=StaffRole.Role.LEAD).user
    stranger = Client()
    stranger.force_login(other)
    own_page = reverse("reports:run-detail", args=[run.public_id])
    assert stranger.get(address + key).headers["Location"] == own_page
    assert client.get(address).headers["Location"] == own_page
    with pytest.MonkeyPatch.context() as patch:
        now = signing.time.time()
        patch.setattr(signing.time, "time", lambda: now + 601)
        assert client.get(address + key).headers["Location"] == own_page


def test_a_choice_is_kept_under_a_name_and_shared(client, room):
    ask(client, room, save_as="For the visit", shared="on", file_format="xlsx")
    definition = ReportDefinition.objects.get()
    assert (definition.name, definition.shared, definition.file_format) == ("For the visit", True, "xlsx")
    other = StaffRoleFactory(user=UserFactory(), cohort=room.cohort, role=StaffRole.Role.LEAD).user
    client.force_login(other)
    address = reverse("reports:report-list", args=[room.cohort.public_id])
    assert "For the visit" in client.get(address).content.decode()
    begun = client.get(address, {"saved": str(definition.public_id)}).content.decode()
    assert '<option value="xlsx" selected' in begun


def test_a_day_that_has_not_come_is_refused(client, room):
    day = timezone.now().date() + timedelta(days=3)
    answer = client.post(
        reverse("reports:report-list", args=[room.cohort.public_id]), {**CHOICE, "as_of_on": day.isoformat()}
    )
    assert answer.status_code == 422
    assert "That day has not come yet." in answer.content.decode()
    assert not ReportRun.objects.exists()


def test_a_run_is_cancelled_and_asked_for_again_by_buttons(client, room):
    run = ask(client, room)
    address = reverse("reports:run-act", args=[run.public_id])
    for act, state in (("cancel", "cancelled"), ("retry", "queued"), ("nonsense", "queued")):
        client.post(address, {"act": act})
        run.refresh_from_db()
        assert run.state == state


def test_list_asks_a_constant_number_of_times(client, room, django_assert_max_num_queries):
    counts = []
    for more in (1, 2, 5):
        for _n in range(more):
            client.post(reverse("reports:report-list", args=[room.cohort.public_id]), CHOICE)
        with django_assert_max_num_queries(30) as asked:
            client.get(reverse("reports:report-list", args=[room.cohort.public_id]))
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts
