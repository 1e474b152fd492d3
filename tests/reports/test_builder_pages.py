"""The builder: it shows what applies, and what is chosen there is kept, shared, changed, copied, deleted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.access import today
from people.models import StaffRole
from reports.models import ReportDefinition, ReportRun, Study
from reports.rules import sees_definition, sees_run
from reports.services import making
from tests.factories import (
    CohortFactory,
    CohortFrameworkFactory,
    CompetencyFactory,
    EnrolmentFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.learners.classroom import Classroom
from tests.reports.test_reports_pages import CHOICE


@pytest.fixture
def room(db: None, settings, tmp_path: Path) -> Classroom:
    settings.VAR_DIR = tmp_path
    return Classroom.open()


@pytest.fixture
def client(room: Classroom) -> Client:
    client = Client()
    client.force_login(room.school.other_teacher)
    return client


def cohort_of(room: Classroom, code: str, *leads):
    cohort = CohortFactory(program=room.cohort.program, code=code, name=f"Class of {code}")
    CohortFrameworkFactory(cohort=cohort, framework_version=room.school.competency.version)
    EnrolmentFactory(user=UserFactory(), cohort=cohort)
    for lead in leads:
        StaffRoleFactory(user=lead, cohort=cohort, role=StaffRole.Role.LEAD)
    return cohort


def address(room: Classroom) -> str:
    return reverse("reports:report-create", args=[room.cohort.public_id])


def names(page: str) -> set[str]:
    fields = (
        "audience",
        "shape",
        "delimiter",
        "others",
        "study",
        "codes",
        "from_on",
        "show_level",
        "show_at_target",
    )
    return {name for name in fields if f'name="{name}"' in page}


def test_form_shows_what_applies_to_what_is_chosen(client, room):
    cohort_of(room, "2030", room.school.other_teacher)
    shows = [
        ({}, {"audience", "shape", "others", "study", "codes", "show_level"}),
        (
            {"file_format": "csv"},
            {"audience", "shape", "delimiter", "others", "study", "codes", "show_level"},
        ),
        ({"file_format": "pdf"}, {"audience", "others", "study", "codes"}),
        ({"audience": "visitor"}, {"audience", "others", "codes"}),
        ({"report": "attainment"}, {"audience", "others", "codes", "show_at_target"}),
        ({"report": "release-times"}, {"audience", "others", "from_on"}),
        ({"report": "release-times", "audience": "visitor"}, {"audience", "others"}),
        ({"report": "transcripts"}, {"others", "codes"}),
    ]
    for said, fields in shows:
        # Without a word about what to do it asks for nothing, and mends nothing either.
        answer = client.post(address(room), {**CHOICE, "file_format": "xlsx", "act": "show", **said})
        page = answer.content.decode()
        assert (answer.status_code, names(page)) == (200, fields), said
        assert "error-summary" not in page
    assert not ReportRun.objects.exists()


def test_what_is_chosen_stands_in_the_file(client, room):
    other = cohort_of(room, "2030", room.school.other_teacher)
    code = room.school.competency.code
    wish = {
        **CHOICE,
        "others": [str(other.public_id)],
        "codes": [code],
        "columns_of": "identifier family_name given_name email group competency title status level level_name"
        " self_rating bias evidence_counted evidence_left_out first_shown last_shown policy_version",
        "show_level": "on",
        "place_level": "1",
        "show_family_name": "on",
        "place_family_name": "2",
        "delimiter": "semicolon",
    }
    assert client.post(address(room), wish).status_code == 302
    run = ReportRun.objects.get()
    assert (run.columns, run.codes, list(run.others.all())) == ("level family_name", code, [other])
    making.make(run_id=run.pk, at=timezone.now())
    lines = making.path_of(run).read_text(encoding="utf-8-sig").splitlines()
    table = lines[lines.index("") + 1 :]
    assert table[0] == "Cohort;Level;Family name"
    assert [line.split(";")[0].strip("'=\"") for line in table[1:]] == ["2029", "2030"]


def test_codes_with_spaces_and_many_of_them_are_kept_as_they_are(client, room):
    version = room.school.competency.version
    codes = [CompetencyFactory(version=version, code=f"Patient Care {n:02}").code for n in range(1, 41)]
    assert client.post(address(room), {**CHOICE, "codes": codes, "name": "Care"}).status_code == 302
    run, kept = ReportRun.objects.get(), ReportDefinition.objects.get()
    assert making.choice_of(run).codes == set(codes)
    page = client.get(reverse("reports:definition-edit", args=[kept.public_id])).content.decode()
    assert len(re.findall(r'value="Patient Care \d\d"[^>]*checked', page)) == len(codes)
    told = client.get(reverse("reports:run-detail", args=[run.public_id])).content.decode()
    assert "Patient Care 01, Patient Care 02" in told


def test_days_are_kept_shown_again_and_asked_in_their_order(client, room):
    days = {"from_on": "2026-03-02", "to_on": "2026-03-04"}
    wish = {**CHOICE, "report": "release-times", "name": "Spring", **days}
    backwards = {**wish, "from_on": "2026-03-05"}
    answer = client.post(address(room), backwards)
    assert answer.status_code == 422
    assert "The last day lies before the first." in answer.content.decode()
    run = client.post(address(room), wish)
    assert "from 2 Mar 2026 to 4 Mar 2026" in client.get(run.url).content.decode()
    kept = ReportDefinition.objects.get()
    page = client.get(reverse("reports:definition-edit", args=[kept.public_id])).content.decode()
    assert 'value="2026-03-02"' in page
    client.post(reverse("reports:definition-ask", args=[kept.public_id]))
    made = [(str(one.from_on), str(one.to_on)) for one in ReportRun.objects.all()]
    assert made == [("2026-03-02", "2026-03-04")] * 2


def test_year_of_a_slipped_finger_is_refused(client, room):
    answer = client.post(address(room), {**CHOICE, "as_of_on": "0202-11-03"})
    assert "Look at the year: it lies too far back." in answer.content.decode()
    assert not ReportRun.objects.exists()


def test_cohorts_that_one_may_not_take_out_are_not_offered_nor_taken(client, room):
    hidden = cohort_of(room, "2030")
    assert "Class of 2030" not in client.get(address(room)).content.decode()
    client.post(address(room), {**CHOICE, "others": [str(hidden.public_id)]})
    assert not ReportRun.objects.filter(others=hidden).exists()


def test_a_report_of_several_cohorts_is_seen_by_whoever_may_take_all_of_them_out(client, room):
    mine = room.school.other_teacher
    other = cohort_of(room, "2030", mine)
    half = StaffRoleFactory(user=UserFactory(), cohort=room.cohort, role=StaffRole.Role.LEAD).user
    run = ReportRun.objects.create(cohort=room.cohort, report="progress", file_format="csv", asked_by=mine)
    kept = ReportDefinition.objects.create(
        cohort=room.cohort, report="progress", file_format="csv", made_by=mine, shared=True, name="Both"
    )
    on = today(timezone.now())
    for others, seen in (((), {mine, half}), ((other,), {mine})):
        run.others.set(others)
        kept.others.set(others)
        for user in (mine, half, UserFactory()):
            assert sees_run(user, run, on=on) == (user in seen)
            assert ReportRun.objects.visible_to(user, on=on).exists() == (user in seen)
            assert sees_definition(user, kept, on=on) == (user in seen)
            assert ReportDefinition.objects.visible_to(user, on=on).exists() == (user in seen)
    client.force_login(half)
    assert client.get(reverse("reports:run-detail", args=[run.public_id])).status_code == 404
    page = client.get(reverse("reports:report-list", args=[room.cohort.public_id])).content.decode()
    assert "Both" not in page


def test_a_choice_is_kept_changed_copied_asked_for_and_deleted_and_no_run_is_lost(client, room):
    kept = {**CHOICE, "name": "For the visit", "shared": "on", "file_format": "xlsx", "study": "Study A"}
    client.post(address(room), {**kept, "act": "save"})
    assert not ReportRun.objects.exists()
    definition = ReportDefinition.objects.get()
    assert (definition.shared, definition.study) == (True, Study.objects.get(name="Study A"))
    edit = reverse("reports:definition-edit", args=[definition.public_id])
    page = client.get(edit).content.decode()
    assert 'value="Study A"' in page
    assert '<option value="xlsx" selected' in page
    client.post(edit, {**kept, "act": "save", "name": "Renamed", "study": ""})
    definition.refresh_from_db()
    assert (definition.name, definition.study) == ("Renamed", None)
    other = StaffRoleFactory(user=UserFactory(), cohort=room.cohort, role=StaffRole.Role.LEAD).user
    client.force_login(other)
    assert client.get(edit).status_code == 403
    client.post(reverse("reports:definition-duplicate", args=[definition.public_id]))
    copy = ReportDefinition.objects.get(made_by=other)
    assert (copy.name, copy.shared, copy.file_format) == ("Copy of Renamed", False, "xlsx")
    client.post(reverse("reports:definition-ask", args=[definition.public_id]))
    client.force_login(room.school.other_teacher)
    delete = reverse("reports:definition-delete", args=[definition.public_id])
    assert "Delete “Renamed”?" in client.get(delete).content.decode()
    client.post(delete)
    assert list(ReportDefinition.objects.all()) == [copy]
    run = ReportRun.objects.get()
    assert (run.name, run.file_format, run.asked_by) == ("Renamed", "xlsx", other)


def test_a_name_is_asked_for_to_keep_and_may_not_be_taken(client, room):
    answer = client.post(address(room), {**CHOICE, "act": "save"})
    assert (answer.status_code, ReportDefinition.objects.count()) == (422, 0)
    for _n in range(2):
        answer = client.post(address(room), {**CHOICE, "act": "save", "name": "Twice"})
    assert answer.status_code == 422
    assert "under that name already" in answer.content.decode()
    assert ReportDefinition.objects.count() == 1


def test_builder_asks_a_constant_number_of_times(client, room, django_assert_max_num_queries):
    counts = []
    for more in (1, 2, 3):
        ticked = [cohort_of(room, f"A{more}{n}", room.school.other_teacher).public_id for n in range(more)]
        with django_assert_max_num_queries(30) as asked:
            client.post(address(room), {**CHOICE, "act": "show", "others": [str(one) for one in ticked]})
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts
