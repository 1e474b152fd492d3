"""The pages of an import, as a program's lead walks through them."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks import task_backends
from django_tasks.backends.dummy import DummyBackend

from interop.models import ImportBatch, ImportRow
from interop.rules import sees_import
from people.models import Enrolment, User
from tests.cast import ACTORS
from tests.factories.people import (
    CohortFactory,
    EnrolmentFactory,
    ExternalIdFactory,
    GroupFactory,
    ProgramFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.interop.roster.files import csv_file, oneroster
from tests.interop.roster.flows import AT, START, TODAY, confirm, everything, staged

GOOD = ("1,Ann,Bee,ann@x.example,2029,A,,,", "2,Bob,Cee,,2029,,,,")
BAD = "3,Cy,Dee,wrong,2029,,,,"


@pytest.fixture
def program(db):
    return ProgramFactory(code="MD", name="Medicine")


@pytest.fixture
def cohort(program):
    found = CohortFactory(program=program, code="2029", name="Class of 2029")
    GroupFactory(cohort=found, code="A", name="Tutorial A")
    return found


@pytest.fixture
def chief(program):
    """Lead of the whole program."""
    return StaffRoleFactory(program=program, role="lead", user__given_name="Chief").user


@pytest.fixture
def browser(chief, cohort):
    client = Client()
    client.force_login(chief)
    return client


@pytest.fixture
def no_worker(monkeypatch):
    """Jobs are queued and nobody does them."""
    backend = DummyBackend("default", {"BACKEND": "x", "QUEUES": ["default"]})
    monkeypatch.setattr(task_backends._connections, "default", backend, raising=False)
    return backend


def upload(client: Client, data: bytes, place: str, name: str = "roster.csv", **more: str):
    form = {"place": place, "starts_on": START.isoformat(), "file": SimpleUploadedFile(name, data), **more}
    return client.post(reverse("interop:roster-import"), form, follow=True)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def address(name: str, batch: ImportBatch) -> str:
    return reverse(f"interop:{name}", args=[batch.public_id])


def test_upload_offers_the_places_that_one_manages(browser, program, cohort):
    CohortFactory(name="Foreign class")
    page = text(browser.get(reverse("interop:roster-import"), {"place": str(cohort.public_id)}))
    assert f'<option value="program-{program.public_id}">' in page
    assert f'<option value="{cohort.public_id}" selected>Class of 2029</option>' in page
    assert "Foreign class" not in page
    assert "<code>student_number</code>" in page


def test_template_reads_as_a_roster(browser, program):
    answer = browser.get(reverse("interop:roster-template"))
    assert answer["Content-Disposition"] == 'attachment; filename="roster.csv"'
    GroupFactory(cohort=program.cohorts.get(), code="B")
    shown = upload(browser, answer.content, f"program-{program.public_id}")
    assert "2 new, 0 changed, 0 unchanged, 0 leaving, 0 refused." in text(shown)


def test_walk_from_file_to_people(browser, program, cohort):
    preview = upload(browser, csv_file(*GOOD, BAD), f"program-{program.public_id}")
    page = text(preview)
    assert "2 new, 0 changed, 0 unchanged, 0 leaving, 1 refused." in page
    assert "Joins Class of 2029" in page
    assert "Joins Tutorial A" in page
    assert "“wrong” is not an email address." in page
    assert "Correct it, or leave the cell empty" in page
    assert not User.objects.filter(given_name="Ann").exists()
    batch = ImportBatch.objects.get()
    refused = browser.get(address("batch-detail", batch), {"show": "refused"})
    assert ("Cy Dee" in text(refused), "Ann Bee" in text(refused)) == (True, False)
    undecided = browser.post(address("batch-confirm", batch), {"look": "1"})
    assert undecided.status_code == 422
    assert "Say that the others are to be written" in text(undecided)
    result = browser.post(address("batch-confirm", batch), {"look": "1", "take_good": "on"}, follow=True)
    assert "Written on" in text(result)
    assert reverse("people:cohort-codes", args=[cohort.public_id]) in text(result)
    assert set(Enrolment.objects.values_list("user__given_name", flat=True)) == {"Ann", "Bob"}


def test_kinds_of_rows_agree_with_their_number_in_french(browser, program, cohort):
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    page = text(upload(browser, csv_file(*GOOD, BAD), f"program-{program.public_id}"))
    assert "Nouvelles 2" in page and "Refusée 1" in page


def test_second_tab_and_double_click_write_once(browser, program):
    upload(browser, csv_file(*GOOD), f"program-{program.public_id}")
    batch = ImportBatch.objects.get()
    browser.post(address("batch-confirm", batch), {"look": "1"})
    before = everything()
    again = browser.post(address("batch-confirm", batch), {"look": "1"}, follow=True)
    assert "Written on" in text(again)
    assert everything() == before


def test_tab_that_shows_an_older_look_writes_nothing(browser, program):
    upload(browser, oneroster(), f"program-{program.public_id}", "roster.zip")
    batch = ImportBatch.objects.get()
    cohort = str(program.cohorts.get().public_id)
    browser.post(address("batch-classes", batch), {"class_0": cohort, "class_1": "-"})
    browser.post(address("batch-classes", batch), {"class_0": "-", "class_1": "-"})
    stale = browser.post(address("batch-confirm", batch), {"look": "1", "take_good": "on"}, follow=True)
    assert "looked at again meanwhile" in text(stale)
    assert not User.objects.filter(given_name="Zoé").exists()


def test_classes_are_asked_one_by_one(browser, program):
    asked = upload(browser, oneroster(), f"program-{program.public_id}", "roster.zip")
    page = text(asked)
    assert asked.redirect_chain[-1][0] == address("batch-classes", ImportBatch.objects.get())
    assert "The file holds 2 classes with people in them." in page
    assert "Histology, part 2" in page
    assert "H2, 1 student, 1 teacher" in page
    batch = ImportBatch.objects.get()
    cohort = str(program.cohorts.get().public_id)
    missing = browser.post(address("batch-classes", batch), {"class_0": cohort})
    assert missing.status_code == 422
    preview = browser.post(address("batch-classes", batch), {"class_0": cohort, "class_1": "-"}, follow=True)
    assert "5 new, 0 changed, 0 unchanged, 0 leaving, 1 refused." in text(preview)
    assert "parents and guardians have no account here" in text(preview)
    again = text(browser.get(address("batch-classes", batch)))
    assert f'<option value="{cohort}" selected>' in again
    assert '<option value="-" selected>' in again


def test_missing_are_ended_only_by_their_own_box(browser, program, cohort):
    EnrolmentFactory(cohort=cohort, user__given_name="Old")
    page = upload(browser, csv_file(*GOOD), f"program-{program.public_id}")
    assert "Also end the enrolment of the one who is leaving" in text(page)
    batch = ImportBatch.objects.get()
    browser.post(address("batch-confirm", batch), {"look": "1", "end_missing": "on"})
    old = Enrolment.objects.get(user__given_name="Old", recorded_until=None)
    assert (old.status, old.ends_on is None) == ("withdrawn", False)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "The file is empty."),
        (b"%PDF-1.7 x", "in the format PDF"),
        (b"student_number,given_name\n1,a", "“family_name” is not there"),
        (b"PK\x03\x04broken", "The zip cannot be opened"),
        (b"x" * (11 * 1024 * 1024), "The file has 11 MB; at most 10 MB are taken."),
    ],
)
def test_file_that_cannot_be_read_says_why_beside_the_field(browser, program, data, found):
    answer = upload(browser, data, f"program-{program.public_id}")
    assert answer.status_code == 422
    assert found in text(answer)
    assert 'id="id_file_error"' in text(answer)
    assert not ImportBatch.objects.exists()


def test_upload_keeps_no_more_than_the_limit_in_memory():
    from interop.roster.limits import MAX_FILE_BYTES
    from interop.views.bounded_upload import BoundedUploadHandler

    handler = BoundedUploadHandler()
    handler.new_file("file", "large.csv", "text/csv", None)
    for _number in range(200):
        handler.receive_data_chunk(b"0" * 1024 * 1024, 0)
    file = handler.file_complete(200 * 1024 * 1024)
    assert file.size == 200 * 1024 * 1024
    assert len(file.read()) <= MAX_FILE_BYTES


def test_upload_still_asks_for_the_token_of_the_form(chief, program, cohort):
    client = Client(enforce_csrf_checks=True)
    client.force_login(chief)
    assert upload(client, csv_file(*GOOD), f"program-{program.public_id}").status_code == 403
    assert not ImportBatch.objects.exists()


def test_file_without_cohorts_needs_a_cohort(browser, program, cohort):
    plain = b"student_number,given_name,family_name\n1,Ann,Bee"
    asked = upload(browser, plain, f"program-{program.public_id}")
    assert "no cohort was chosen" in text(asked)
    assert "1 new" in text(upload(browser, plain, str(cohort.public_id)))


def test_progress_waits_leads_on_and_can_be_done_here(browser, program, no_worker):
    waiting = upload(browser, csv_file(*GOOD), f"program-{program.public_id}")
    batch = ImportBatch.objects.get()
    assert "0 of 2 rows" in text(waiting)
    assert len(no_worker.results) == 1
    partial = browser.get(address("batch-progress", batch))
    assert "0 of 2 rows" in text(partial)
    assert "<html" not in text(partial)
    done = browser.post(address("batch-carry-on", batch), follow=True)
    assert "2 new" in text(done)
    led = browser.get(address("batch-progress", batch))
    assert led["HX-Redirect"] == address("batch-detail", batch)
    writing = browser.post(address("batch-confirm", batch), {"look": "1"}, follow=True)
    assert "Writing 2 rows, all at once" in text(writing)
    assert "Written on" in text(browser.post(address("batch-carry-on", batch), follow=True))


def test_import_is_given_up(browser, program):
    upload(browser, csv_file(*GOOD), f"program-{program.public_id}")
    batch = ImportBatch.objects.get()
    assert "given up" in text(browser.post(address("batch-discard", batch), follow=True))
    assert not ImportRow.objects.exists()
    assert "Nothing was written" in text(browser.get(address("batch-detail", batch)))


def test_text_of_a_file_is_never_markup(browser, program):
    evil = "<script>alert(1)</script>"
    zip_file = oneroster(
        users=(f"u-1,,,TRUE,org-1,student,,,{evil},Bee,,,,,,,,",),
        classes=(f"c-{evil},,,{evil},,crs-1,{evil},x",),
        enrollments=(f"e-1,,,c-{evil},org-1,u-1,student,,,",),
    )
    asked = upload(browser, zip_file, f"program-{program.public_id}", f"{evil}.zip")
    assert evil not in text(asked)
    batch = ImportBatch.objects.get()
    shown = browser.post(address("batch-classes", batch), {"class_0": "-"}, follow=True)
    assert evil not in text(shown)


def test_preview_takes_the_same_number_of_queries_for_any_number_of_rows(browser, program, cohort):
    taken = set()
    for count in (1, 3, 60):
        rows = [f"{number},Given{number},Family,,2029,,,," for number in range(count)]
        batch = staged(csv_file(*rows), program)
        browser.get(address("batch-detail", batch))
        with CaptureQueriesContext(connection) as queries:
            browser.get(address("batch-detail", batch))
        taken.add(len(queries))
    assert len(taken) == 1
    assert taken.pop() <= 12


# --- A lead of one cohort -------------------------------------------------------------------------


@pytest.fixture
def cohort_lead(cohort):
    return StaffRoleFactory(cohort=cohort, role="lead").user


def test_lead_of_a_cohort_imports_into_it_alone(cohort_lead, program, cohort):
    other = CohortFactory(program=program, code="2028", name="Class of 2028")
    stranger = EnrolmentFactory(cohort=other, user__given_name="Secret", user__email="secret@x.example").user
    ExternalIdFactory(user=stranger, system="school", sourced_id="3")
    client = Client()
    client.force_login(cohort_lead)
    page = text(client.get(reverse("interop:roster-import")))
    assert f"program-{program.public_id}" not in page
    assert "Class of 2028" not in page
    rows = ("1,Ann,Bee,,2029,,,,", "2,Bob,Cee,,2028,,,,", "3,Eve,Mallory,eve@x.example,2029,,,,")
    preview = text(upload(client, csv_file(*rows), str(cohort.public_id)))
    assert "1 new, 1 changed, 0 unchanged, 0 leaving, 1 refused." in preview
    assert "There is no cohort “2028” in this program. There are: 2029." in preview
    assert "Secret" not in preview
    assert "secret@x.example" not in preview
    batch = ImportBatch.objects.get()
    client.post(address("batch-confirm", batch), {"look": "1", "take_good": "on"})
    enrolled = Enrolment.objects.filter(cohort=cohort).values_list("user__given_name", "user__email")
    assert set(enrolled) == {("Ann", None), ("Secret", "secret@x.example")}


def test_lead_of_a_cohort_posts_no_other_place(cohort_lead, program):
    other = CohortFactory(program=program, code="2028")
    client = Client()
    client.force_login(cohort_lead)
    for place in (f"program-{program.public_id}", str(other.public_id)):
        assert upload(client, csv_file(*GOOD), place).status_code == 422
    assert not ImportBatch.objects.exists()


def test_predicate_and_queryset_of_imports_agree(cast):
    batches = [
        staged(csv_file("1,Ann,Bee,,2029,,,,"), cast.program, by=cast.admin),
        staged(csv_file("1,Ann,Bee,,2029,,,,"), cast.program, cast.cohort, by=cast.lead),
        staged(csv_file("1,Ann,Bee,,2028,,,,"), cast.program, cast.other_cohort, by=cast.lead),
        staged(
            csv_file("1,Ann,Bee,,2027,,,,"),
            cast.foreign_cohort.program,
            cast.foreign_cohort,
            by=cast.former_staff,
        ),
    ]
    seen_by_somebody = set()
    for actor in ACTORS:
        person = getattr(cast, actor)
        seen = set(ImportBatch.objects.visible_to(person, on=TODAY))
        assert seen == {batch for batch in batches if sees_import(person, batch, on=TODAY)}
        seen_by_somebody |= {(actor, batches.index(batch)) for batch in seen}
    assert seen_by_somebody == {("lead", 1), *(("admin", number) for number in range(4))}


def test_lead_of_a_cohort_no_longer_writes_what_reaches_beyond_it(cohort_lead, cohort, program):
    batch = staged(csv_file(*GOOD), program, cohort, by=cohort_lead)
    client = Client()
    client.force_login(cohort_lead)
    assert client.get(address("batch-detail", batch)).status_code == 403
    assert client.post(address("batch-confirm", batch), {"look": "1"}).status_code == 403
    batch.refresh_from_db()
    assert batch.state == "staged"


def test_written_import_shows_what_was_chosen(browser, program, cohort):
    EnrolmentFactory(cohort=cohort, user=UserFactory(given_name="Old"))
    batch = staged(csv_file(*GOOD), program)
    confirm(batch)
    browser.post(address("batch-carry-on", batch))
    assert "kept their enrolment, as you chose" in text(browser.get(address("batch-detail", batch)))
    assert batch.created_at == AT


def test_roster_page_leads_to_an_import_into_its_own_cohort(browser, cohort):
    page = browser.get(reverse("people:cohort-roster", args=[cohort.public_id])).content.decode()
    address = f"{reverse('interop:roster-import')}?place={cohort.public_id}"
    assert f'href="{address}"' in page
    chosen = browser.get(address)
    assert f'<option value="{cohort.public_id}" selected>' in chosen.content.decode()
    school = [item for item in chosen.context["nav_items"] if item.url == reverse("people:school")]
    assert [item.current for item in school] == ["true"]
