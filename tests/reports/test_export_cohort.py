"""The exported file against values worked out by hand, and what a spreadsheet makes of it."""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.services.self_rating import open_self_assessment, rate, submit_self_assessment
from common.school_time import school_day
from competencies.models import Level
from learners.matrix import read_matrix
from people.models import AccessLog
from reports.cells import BOM, identifier, text
from reports.models import ExportLog
from reports.services.exporting import export_cohort
from tests.factories import (
    CohortFactory,
    CohortFrameworkFactory,
    CompetencyFactory,
    ExternalIdFactory,
    UserFactory,
)
from tests.factories.assessments import AdministrationFactory, AssessmentVersionFactory
from tests.learners.classroom import Classroom

DAY = timedelta(days=1)
SEEN = datetime(2026, 3, 2, 3, tzinfo=UTC)  # 1 March at the school, in Toronto


@pytest.fixture
def room(db: None) -> Classroom:
    return Classroom.open()


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def lines_of(content: bytes) -> list[dict[str, str]]:
    rows = rows_of(content)
    start = next(number for number, row in enumerate(rows) if row[:1] == ["Identifier"])
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def rate_self(room: Classroom, level: int) -> None:
    version = AssessmentVersionFactory(assessment__type="self_rating")
    form = open_self_assessment(
        administration=AdministrationFactory(version=version), user=room.school.learner, at=SEEN
    )
    rate(
        self_assessment=form,
        competency=room.school.competency,
        level=level,
        confidence=50,
        at=SEEN,
    )
    submit_self_assessment(self_assessment=form, reflection="", goal="", at=SEEN)


def test_export_cohort_says_what_was_worked_out_by_hand(room):
    school = room.school
    school.learner.given_name, school.learner.family_name = "Zoé", "Willowherb"
    school.learner.save()
    ExternalIdFactory(user=school.learner, sourced_id="00417")
    school.see(2, at=SEEN)
    school.see(4, at=SEEN + DAY)
    school.see(4, at=SEEN + 2 * DAY)
    rate_self(room, 3)

    first, second = lines_of(export_cohort(cohort=room.cohort, at=room.now, by=school.other_teacher).content)

    # Three observations at 2, 4 and 4: the median is 4; one type only, so it is in progress. 3 - 4 = -1.
    assert first == {
        "Identifier": '="00417"',
        "Family name": "Willowherb",
        "Given name": "Zoé",
        "Email": school.learner.email,
        "Group": "",
        "Competency": school.competency.code,
        "Title": school.competency.title,
        "Status": "In progress",
        "Level": "4",
        "Level name": "Proficient",
        "Self-rating": "3",
        "Bias": "-1",
        "Evidence counted": "3",
        "Evidence left out": "0",
        "First shown": "2026-03-01",
        "Last shown": "2026-03-03",
        "Policy version": "1",
    }
    assert (second["Status"], second["Level"], second["Bias"], second["Evidence counted"]) == (
        "Not assessed",
        "",
        "",
        "0",
    )


def test_export_cohort_agrees_with_the_screen(room):
    for level, person in enumerate(UserFactory.create_batch(3), start=2):
        room.admit(person)
        room.observe(person, room.school.competency, level)

    lines = lines_of(export_cohort(cohort=room.cohort, at=room.now, by=None, host_user="root").content)
    shown = [
        (row.learner.family_name, str(stand.level or ""))
        for row in read_matrix(room.cohort, at=room.now).rows
        for stand in row.stands
    ]

    assert [(line["Family name"], line["Level"]) for line in lines] == shown


def test_export_cohort_wide_has_one_line_for_each_learner_with_the_same_values(room):
    room.observe(room.school.learner, room.school.competency, 4)
    room.admit(*UserFactory.create_batch(2))

    wide = lines_of(
        export_cohort(cohort=room.cohort, at=room.now, by=None, host_user="root", wide=True).content
    )

    code = room.school.competency.code
    mine = next(line for line in wide if line["Family name"] == room.school.learner.family_name)
    assert len(wide) == 3
    assert (mine[f"{code} level"], mine[f"{code} status"]) == ("4", "In progress")


def test_export_cohort_begins_with_what_it_is_and_is_logged_with_its_fingerprint(room):
    exported = export_cohort(cohort=room.cohort, at=room.now, by=room.school.other_teacher)

    head = {row[0]: row[1] for row in rows_of(exported.content) if len(row) == 2}
    assert exported.content.decode().startswith(BOM)
    assert head["Cohort"] == "Class of 2029 (2029)"
    assert head["Exported by"] == str(room.school.other_teacher)
    assert head["Covers"] == "1 learner, 2 competencies"
    log = ExportLog.objects.get()
    assert log.sha256 == hashlib.sha256(exported.content).hexdigest()
    assert log.rows == 2
    assert AccessLog.objects.get(action="exported").cohort == room.cohort


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx", "\rx"])
def test_text_is_never_a_formula(name):
    assert text(name) == f"'{name}"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("00417", '="00417"'),
        ("1e5", '="1e5"'),
        ("s-12", "s-12"),
        ("12-3", '="12-3"'),
        ("3/4 12", '="3/4 12"'),
        ("=1+1", "'=1+1"),
        ("12; 13", "12; 13"),
        ("", ""),
    ],
)
def test_identifier_stays_as_it_is(given, written):
    assert identifier(given) == written


def test_export_cohort_neutralises_a_hostile_name(room):
    room.admit(UserFactory(given_name='=cmd|"/c calc"!A1', family_name="@evil"))

    content = export_cohort(cohort=room.cohort, at=room.now, by=None, host_user="root").content

    assert all(not cell.startswith(("=c", "@")) for row in rows_of(content) for cell in row)


def test_export_cohort_neutralises_what_faculty_wrote_into_a_framework(room):
    competency = room.school.competency
    competency.code = "=1+1"
    competency.save()
    Level.objects.filter(scale=competency.version.scale).update(name="@evil")
    room.observe(room.school.learner, competency, 3)

    for wide in (False, True):
        content = export_cohort(cohort=room.cohort, at=room.now, by=None, host_user="root", wide=wide).content
        assert all(not cell.startswith(("=1", "@")) for row in rows_of(content) for cell in row)


def test_export_cohort_wide_tells_columns_of_equal_codes_apart(room):
    twin = CompetencyFactory(code=room.school.competency.code, title="The same code elsewhere")
    CohortFrameworkFactory(cohort=room.cohort, framework_version=twin.version)

    content = export_cohort(cohort=room.cohort, at=room.now, by=None, host_user="root", wide=True).content

    (line,) = lines_of(content)
    assert f"{twin.code} The same code elsewhere level" in line
    assert len(line) == 5 + 4 * 3


def test_cohort_export_is_saved_under_a_name_that_is_one(room):
    room.cohort.code = 'é/30"'
    room.cohort.save()
    client = Client()
    client.force_login(room.school.other_teacher)

    answer = client.post(reverse("reports:cohort-export", args=[room.cohort.public_id]), {"shape": "long"})

    day = school_day(timezone.now())
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''webside-%C3%A930-{day}.csv"


def test_export_cohort_asks_a_constant_number_of_times(room, django_assert_max_num_queries):
    counts = []
    for more in (0, 2, 20):
        for person in UserFactory.create_batch(more):
            room.admit(person)
            room.observe(person, room.school.competency, 2)
        with django_assert_max_num_queries(40) as asked:
            export_cohort(cohort=room.cohort, at=room.now, by=None, host_user="root")
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


def test_command_writes_the_file_and_names_the_cohorts_it_knows(room, tmp_path):
    target = tmp_path / "report.csv"

    call_command("export_cohort", "2029", output=str(target), stderr=io.StringIO())

    assert len(lines_of(target.read_bytes())) == 2
    with pytest.raises(CommandError, match=r"There is no cohort 2031\. Known: .*/2029"):
        call_command("export_cohort", "2031")


def test_command_finds_a_cohort_whose_code_holds_a_slash(room, tmp_path):
    target, twin = tmp_path / "report.csv", CohortFactory(code="2029/30")
    room.cohort.code = "2029/30"
    room.cohort.save()
    with pytest.raises(CommandError, match="Several cohorts have the code 2029/30"):
        call_command("export_cohort", "2029/30")

    call_command(
        "export_cohort", f"{room.cohort.program.code}/2029/30", output=str(target), stderr=io.StringIO()
    )
    assert len(lines_of(target.read_bytes())) == 2
    twin.delete()
    call_command("export_cohort", "2029/30", output=str(target), stderr=io.StringIO())
    assert len(lines_of(target.read_bytes())) == 2


def test_command_leaves_nothing_in_part_where_it_cannot_write(room, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_cohort", "2029", output=str(tmp_path / "missing" / "report.csv"))
    assert list(tmp_path.iterdir()) == []
