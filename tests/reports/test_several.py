"""Several cohorts in one file, chosen columns, and what the log keeps of an export."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from django.core.management import call_command
from django.utils import timezone

from people.models import AccessLog
from reports.audience import Audience
from reports.models import ExportLog, Study
from reports.services.exporting import Choice, export_cohort
from tests.factories import CohortFactory, CohortFrameworkFactory, EnrolmentFactory, UserFactory
from tests.learners.classroom import Classroom


@pytest.fixture
def room(db: None) -> Classroom:
    return Classroom.open()


@pytest.fixture
def younger(room: Classroom):
    """A second cohort of two, which follows the same framework."""
    cohort = CohortFactory(program=room.cohort.program, code="2030", name="Class of 2030")
    CohortFrameworkFactory(cohort=cohort, framework_version=room.school.competency.version)
    for person in UserFactory.create_batch(2):
        EnrolmentFactory(user=person, cohort=cohort)
    return cohort


def taken(room: Classroom, **choice) -> dict:
    file = export_cohort(
        cohort=room.cohort,
        at=timezone.now(),
        by=room.school.other_teacher,
        choice=Choice(**{"file_format": "json", **choice}),
    )
    return {**json.loads(file.content), "log": file.log, "told": file.manifest}


def test_one_file_covers_several_cohorts_and_each_line_says_its_own(room, younger):
    file = taken(room, others=(younger,))
    codes = [row["cohort"] for row in file["rows"]]
    assert (codes.count("2029"), codes.count("2030")) == (2, 4)
    assert "Class of 2029 (2029); Class of 2030 (2030)" in json.dumps(file["about"])
    assert "2029: 1 learner, 2 competencies; 2030: 2 learners, 2 competencies" in json.dumps(file["about"])
    program = room.cohort.program.code
    assert file["told"]["cohort"] == f"{program}/2029; {program}/2030"
    logs = ExportLog.objects.all()
    assert {(log.cohort, log.rows, log.sha256) for log in logs} == {
        (cohort, 6, file["told"]["sha256"]) for cohort in (room.cohort, younger)
    }
    assert {json.dumps(log.filters) for log in logs} == {json.dumps(file["told"]["filters"])}
    assert AccessLog.objects.filter(action="exported").count() == 2


@pytest.mark.parametrize("report", ["attainment", "coverage", "targets", "calibration", "release-times"])
def test_every_table_can_be_had_of_several_cohorts(room, younger, report):
    single, both = taken(room, report=report), taken(room, report=report, others=(younger,))
    own = [{**row, "cohort": "2029"} for row in single["rows"]]
    assert [row for row in both["rows"] if row["cohort"] == "2029"] == own


def test_a_folder_of_several_cohorts_names_them_in_its_files(room, younger):
    choice = Choice(report="transcripts", file_format="zip", others=(younger,))
    file = export_cohort(cohort=room.cohort, at=timezone.now(), by=None, choice=choice)
    names = zipfile.ZipFile(io.BytesIO(file.content)).namelist()
    assert sorted(name.split("-")[0] for name in names) == ["2029", "2030", "2030", "manifest.json"]
    assert file.log.rows == 3


def test_columns_are_those_chosen_in_their_order(room):
    file = taken(room, columns=("level", "competency", "nonsense"))
    assert [list(row) for row in file["rows"]] == [["level", "competency"]] * 2
    assert file["log"].filters == file["told"]["filters"]
    assert file["log"].filters["columns"] == "level competency nonsense"


def test_columns_of_a_wide_table_stay_together_by_competency(room):
    first, second = (row["competency"] for row in taken(room)["rows"])
    file = taken(room, wide=True, columns=("family_name", "self_rating", "level"))
    assert [column["key"] for column in file["columns"]] == [
        "family_name",
        f"{first} self_rating",
        f"{first} level",
        f"{second} self_rating",
        f"{second} level",
    ]


def test_log_keeps_for_whom_a_file_was_and_agrees_with_its_manifest(room):
    study = Study.objects.create(name="Study A")
    for choice in ({"study": study}, {"audience": Audience.COMMITTEE}, {"codes": frozenset({"SM-1"})}):
        file = taken(room, **choice)
        log, told = file["log"], file["told"]
        assert (log.audience, log.filters, log.report) == (told["audience"], told["filters"], told["report"])
        assert (str(log.study) if log.study else None) == told["study"]


def test_a_pack_for_a_visit_is_logged_as_one_for_visitors(room):
    file = export_cohort(
        cohort=room.cohort, at=timezone.now(), by=None, choice=Choice(report="visit-pack", file_format="zip")
    )
    assert (file.log.audience, file.manifest["audience"]) == ("visitor", "visitor")


def test_command_takes_further_cohorts_and_columns(room, younger, tmp_path):
    path = tmp_path / "both.json"
    options = {"also": ["2030"], "columns": "level,competency", "format": "json", "output": str(path)}
    call_command("export_cohort", "2029", stderr=io.StringIO(), **options)
    rows = json.loads(path.read_text())["rows"]
    assert {tuple(row) for row in rows} == {("cohort", "level", "competency")}
    assert len(rows) == 6
