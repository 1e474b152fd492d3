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
    "shape": "long",
    "delimiter": "comma",
    "encoding": "utf-8",
    "act": "make",
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
    answer = client.post(builder(room), {**CHOICE, **more})
    assert answer.status_code == 302
    return ReportRun.objects.get()


def builder(room: Classroom) -> str:
    return reverse("reports:report-create", args=[room.cohort.public_id])


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


def test_a_plain_table_is_handed_out_with_its_encoding(client, room):
    run = ask(client, room, encoding="windows-1252", delimiter="semicolon")
    making.make(run_id=run.pk, at=timezone.now())
    answer = client.get(reverse("reports:run-file", args=[run.public_id]) + address_of(client, run))
    assert answer["Content-Type"] == "text/csv; charset=windows-1252"
    first = b"".join(answer.streaming_content).splitlines()[0]
    assert first.startswith(b"Report;")


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


def test_a_day_that_has_not_come_is_refused(client, room):
    day = timezone.now().date() + timedelta(days=3)
    answer = client.post(builder(room), {**CHOICE, "as_of_on": day.isoformat()})
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
            ReportRun.objects.create(
                cohort=room.cohort, report="progress", file_format="csv", asked_by=UserFactory()
            )
            ReportDefinition.objects.create(
                cohort=room.cohort,
                report="progress",
                file_format="csv",
                made_by=UserFactory(),
                shared=True,
                name="For the visit",
            )
        with django_assert_max_num_queries(30) as asked:
            client.get(reverse("reports:report-list", args=[room.cohort.public_id]))
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


def test_list_of_runs_is_paged_and_says_how_long_files_are_kept(client, room):
    for number in range(21):
        ReportRun.objects.create(
            cohort=room.cohort,
            report="progress",
            file_format="csv",
            name=f"Wish {number}",
            asked_by=UserFactory(),
            asked_at=timezone.now() + timedelta(minutes=number),
            state="done",
            pinned=number == 20,
            pinned_for="Visit of 2027" if number == 20 else "",
            kept_until=timezone.now(),
        )
    address = reverse("reports:report-list", args=[room.cohort.public_id])
    first, second = (client.get(address, {"page": page}).content.decode() for page in (1, 2))
    assert "Visit of 2027" in first
    assert "Wish 0" not in first
    assert "Wish 0" in second


def test_a_file_is_kept_for_the_visit_that_is_named(client, room):
    run = ask(client, room)
    making.make(run_id=run.pk, at=timezone.now())
    act = reverse("reports:run-act", args=[run.public_id])
    page = client.post(act, {"act": "pin", "visit": "Visit of 2027"}, follow=True).content.decode()
    assert "It is kept for good: Visit of 2027." in page
    client.post(act, {"act": "unpin"})
    run.refresh_from_db()
    assert (run.pinned, run.pinned_for) == (False, "")


@pytest.mark.parametrize(
    ("state", "more", "said"),
    [
        ("queued", {}, "It begins when the worker is free."),
        ("running", {}, "The record is being read."),
        ("running", {"rows_total": 8, "rows_done": 4}, "4 of 8 lines"),
        ("running", {"rows_total": 8, "rows_done": 8}, "the file is being finished"),
        ("failed", {"trouble": "too_long"}, "It is too long for paper."),
        ("cleared", {}, "Its time is over"),
    ],
)
def test_a_run_says_how_far_it_is(client, room, state, more, said):
    run = ReportRun.objects.create(
        cohort=room.cohort,
        report="progress",
        file_format="csv",
        asked_by=room.school.other_teacher,
        state=state,
        **more,
    )
    assert said in client.get(reverse("reports:run-detail", args=[run.public_id])).content.decode()
