"""The ready-made reports against figures worked out by hand, and against what the screen reads."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta
from fractions import Fraction

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from assessments.models import Attainment, Attempt
from assessments.services.self_rating import open_self_assessment, rate, submit_self_assessment
from learners.distribution import distributions
from learners.matrix import read_matrix
from learners.release_times import release_times
from people.models import Enrolment, User
from reports.audience import Audience
from reports.catalogue import READY
from reports.models import ExportLog, Study
from reports.services.exporting import (
    Choice,
    NobodyToNameError,
    NotInThatFormatError,
    NotYetError,
    OnlyForStaffError,
    export_cohort,
    prepare,
)
from tests.factories import EnrolmentFactory, UserFactory
from tests.factories.assessments import AdministrationFactory
from tests.learners.classroom import Classroom

DAY = timedelta(days=1)


@pytest.fixture
def room(db: None) -> Classroom:
    """Twelve active learners, one on leave. Seven were seen at level 4 and two at level 2, three never."""
    room = Classroom.open()
    people = UserFactory.create_batch(11)
    room.admit(*people)
    EnrolmentFactory(user=UserFactory(), cohort=room.cohort, status=Enrolment.Status.ON_LEAVE)
    everybody = [room.school.learner, *people]
    for person in everybody[:7]:
        room.observe(person, room.school.competency, 4)
    for person in everybody[7:9]:
        room.observe(person, room.school.competency, 2)
    return room


def rows(room: Classroom, **choice) -> list[dict[str, object]]:
    content = export_cohort(
        cohort=room.cohort,
        at=timezone.now(),
        by=None,
        host_user="root",
        choice=Choice(file_format="json", **choice),
    ).content
    return json.loads(content)["rows"]


def test_attainment_says_what_was_worked_out_by_hand(room):
    line, other = rows(room, report="attainment")
    # Nine of twelve have one observation each: in progress. Seven are at level 3 or above: 7 / 12 = 58.3 %.
    assert line["learners"] == 12
    assert (line["not_assessed"], line["in_progress"], line["attained"]) == (3, 9, 0)
    assert (line["at_target"], line["evidence_counted"]) == (7, 9)
    assert line["share_at_target"] == pytest.approx(7 / 12)
    assert (other["not_assessed"], other["at_target"]) == (12, 0)


def test_calibration_does_not_tell_how_many_are_assessed_where_attainment_hides_it(room):
    """All nine who are assessed rate themselves: their number and that of the class would tell the three."""
    administration = AdministrationFactory(version__assessment__type="self_rating")
    competency, at = room.school.competency, room.now - DAY
    assessed = User.objects.filter(pk__in=Attainment.objects.values("learner"))
    assert len(assessed) == 9
    for person in assessed:
        form = open_self_assessment(administration=administration, user=person, at=at)
        rate(self_assessment=form, competency=competency, level=3, confidence=50, at=at)
        submit_self_assessment(self_assessment=form, reflection="", goal="", at=at)
    (open_line, _other) = rows(room, report="calibration")
    assert (open_line["both"], open_line["under"], open_line["over"]) == (9, 7, 2)
    (closed, _other) = rows(room, report="attainment", audience=Audience.VISITOR)
    assert closed["not_assessed"] is None
    for audience in (one for one in Audience if not one.sees_names):
        (line, _other) = rows(room, report="calibration", audience=audience)
        told = {key: value for key, value in line.items() if key not in ("competency", "title")}
        assert set(told.values()) == {None}, audience


def test_attainment_agrees_with_the_screen(room):
    Enrolment.objects.filter(status="on_leave").delete()
    matrix = read_matrix(room.cohort, at=timezone.now())
    scales = {column.scale_id: range(1, 6) for column in matrix.columns}
    shown = [(one.column.code, one.at_target, one.total) for one in distributions(matrix, levels=scales)]
    told = [
        (line["competency"], line["at_target"], line["learners"]) for line in rows(room, report="attainment")
    ]
    assert told == shown


def test_every_format_tells_the_same(room):
    csv_file, xlsx = (
        export_cohort(
            cohort=room.cohort,
            at=timezone.now(),
            by=None,
            choice=Choice(report="attainment", file_format=file_format),
        ).content
        for file_format in ("csv", "xlsx")
    )
    said = list(csv.reader(io.StringIO(csv_file.decode("utf-8-sig"))))
    said = said[said.index([]) + 1 :]
    held = CalamineWorkbook.from_filelike(io.BytesIO(xlsx)).get_sheet_by_name("Lines").to_python()
    assert said[0] == held[0]
    for line, row, read in zip(rows(room, report="attainment"), said[1:], held[1:], strict=True):
        assert [str(line["in_progress"]), line["competency"]] == [row[5], row[0]]
        assert read[5] == line["in_progress"]
        assert row[10] == f"{int(Fraction(line['at_target'], line['learners']) * 1000) / 10} %"


@pytest.mark.parametrize("audience", [Audience.COMMITTEE, Audience.VISITOR, Audience.STUDENT])
@pytest.mark.parametrize("report", [*READY])
def test_no_file_for_others_than_staff_names_anybody(room, report, audience):
    for person in (room.school.learner,):
        person.family_name, person.email = "Xylophonist", "xylo@harrowmere.example"
        person.save()
    for file_format in () if READY[report].staff_only else READY[report].formats:
        file = export_cohort(
            cohort=room.cohort,
            at=timezone.now(),
            by=None,
            choice=Choice(report=report, file_format=file_format, audience=audience),
        )
        pieces = [file.content]
        if file_format == "zip":
            folder = zipfile.ZipFile(io.BytesIO(file.content))
            pieces += [folder.read(name) for name in folder.namelist()]
        for piece in pieces:
            assert b"Xylophonist" not in piece
            assert b"xylo@" not in piece


def test_small_groups_are_hidden_from_visitors_in_every_report_alike(room):
    first = rows(room, report="progress", audience=Audience.VISITOR)[0]
    second = rows(room, report="attainment", audience=Audience.VISITOR)[0]
    assert first == second
    # Three of twelve are not assessed: fewer than five. The nine in progress would give them away.
    assert (first["not_assessed"], first["in_progress"], first["attained"]) == (None, None, 0)
    assert "at_target" not in first


def test_pseudonyms_take_the_place_of_everything_that_names(room):
    study = Study.objects.create(name="Study A")
    found = rows(room, study=study)
    assert {"family_name", "given_name", "email", "identifier", "group"}.isdisjoint(found[0])
    mine = {line["pseudonym"] for line in found}
    assert len(mine) == 13
    assert mine == {line["pseudonym"] for line in rows(room, study=study)}
    assert mine.isdisjoint(line["pseudonym"] for line in rows(room, study=Study.objects.create(name="B")))
    assert [line["pseudonym"] for line in found] == sorted(line["pseudonym"] for line in found)
    with pytest.raises(NobodyToNameError):
        rows(room, report="attainment", study=study)
    with pytest.raises(NobodyToNameError):
        rows(room, audience=Audience.VISITOR, study=study)


def test_as_of_reads_what_was_recorded_by_then(room):
    late = room.now - timedelta(hours=1)
    room.observe(room.school.learner, room.school.competency, 5, days_ago=0)
    then = rows(room, as_of=late)
    now = rows(room)
    assert sum(line["evidence_counted"] for line in now) == sum(line["evidence_counted"] for line in then) + 1
    before = rows(room, as_of=room.now - 5 * DAY)
    assert sum(line["evidence_counted"] for line in before) == 0
    with pytest.raises(NotYetError):
        rows(room, as_of=timezone.now() + DAY)


def test_release_times_are_counted_from_handing_in(room):
    at = room.now
    administration = AdministrationFactory()
    for person, (handed_in, released) in zip(
        Enrolment.objects.filter(cohort=room.cohort, status="active").order_by("pk"),
        ((60, 18), (60, 17), (60, None), (10, 5), (10, None)),
        strict=False,
    ):
        Attempt.objects.create(
            administration=administration,
            user=person.user,
            n=1,
            mode="counting",
            rules={},
            state="released" if released is not None else "submitted",
            submitted_at=at - handed_in * DAY,
            released_at=at - released * DAY if released is not None else None,
        )
    (found,) = release_times(room.cohort, at=at)
    practised = Attempt.objects.get(released_at=at - 5 * DAY)
    Attempt.objects.create(
        administration=administration,
        user=practised.user,
        n=2,
        mode="practice",
        rules={},
        state="released",
        submitted_at=at - DAY,
        released_at=at - DAY,
    )
    (found,) = release_times(room.cohort, at=at)
    # Practice counts for nothing. 60 - 18 = 42 days is within, 43 is not; one waits past 42 days, one was
    # quick, of one nothing is known.
    assert (found.within, found.after, found.waiting, found.open) == (2, 1, 1, 1)
    (line,) = rows(room, report="release-times")
    assert (line["handed_in"], line["share"]) == (5, pytest.approx(2 / 4))


@pytest.mark.parametrize("report", [*READY])
def test_reports_ask_a_constant_number_of_times(room, report, django_assert_max_num_queries):
    counts = []
    for more in (0, 2, 6):
        for person in UserFactory.create_batch(more):
            room.admit(person)
            room.observe(person, room.school.competency, 3)
        with django_assert_max_num_queries(60) as asked:
            choice = Choice(report=report, file_format=READY[report].formats[0])
            made = prepare(cohort=room.cohort, choice=choice, at=timezone.now(), made_by="root")
            list(made.rows)
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("report", [*READY])
def test_command_takes_every_report_in_every_format_with_its_manifest(room, tmp_path, report):
    for file_format in READY[report].formats:
        path = tmp_path / f"{report}.{file_format}"
        call_command(
            "export_cohort",
            "2029",
            report=report,
            format=file_format,
            output=str(path),
            audience="staff" if READY[report].staff_only else "committee",
            stderr=io.StringIO(),
        )
        manifest = json.loads((tmp_path / f"{report}.{file_format}.manifest.json").read_text())
        log = ExportLog.objects.first()
        assert manifest["sha256"] == log.sha256
        assert (manifest["report"], manifest["rows"]) == (log.report, log.rows)
        assert (manifest["audience"], manifest["study"]) == (log.audience, None)
        assert (manifest["as_of"], manifest["filters"]) == (log.as_of.isoformat(), log.filters)


def test_command_says_what_does_not_go_together(room, tmp_path):
    with pytest.raises(CommandError, match="for the audience staff"):
        call_command(
            "export_cohort", "2029", audience="visitor", pseudonymise="S", output=str(tmp_path / "a.csv")
        )
    with pytest.raises(CommandError, match="has not come"):
        call_command("export_cohort", "2029", as_of="2999-01-01")
    with pytest.raises(CommandError, match="is no date"):
        call_command("export_cohort", "2029", as_of="yesterday")
    with pytest.raises(CommandError, match="is no date"):
        call_command("export_cohort", "2029", as_of="9999-12-31")


def test_visit_pack_holds_what_its_manifest_says_and_a_sample_without_names(room):
    for person in UserFactory.create_batch(12):
        room.admit(person)
        room.observe(person, room.school.competency, 3)
    file = export_cohort(
        cohort=room.cohort,
        at=timezone.now(),
        by=None,
        choice=Choice(report="visit-pack", file_format="zip"),
    )
    folder = zipfile.ZipFile(io.BytesIO(file.content))
    manifest = json.loads(folder.read("manifest.json"))
    assert [one["file"] for one in manifest["files"]] == folder.namelist()[:-1]
    assert {one["audience"] for one in manifest["files"]} == {"visitor"}
    for one in manifest["files"]:
        assert hashlib.sha256(folder.read(one["file"])).hexdigest() == one["sha256"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(folder.read("08-sample.xlsx")))
    head, *lines = book.get_sheet_by_name("Lines").to_python()
    assert head[0] == "Pseudonym"
    codes = {line["competency"] for line in rows(room, report="attainment")}
    # The first competency hides three who are not assessed, so only the second is in the sample.
    assert len(lines) == 10
    assert {line[1] for line in lines} == codes - {room.school.competency.code}


def test_transcripts_are_a_paper_for_each_learner_and_for_staff_alone(room):
    room.school.learner.given_name, room.school.learner.family_name = "Zoé", "Willowherb"
    room.school.learner.save()
    choice = Choice(report="transcripts", file_format="zip")
    file = export_cohort(cohort=room.cohort, at=timezone.now(), by=None, choice=choice)
    folder = zipfile.ZipFile(io.BytesIO(file.content))
    (name,) = [name for name in folder.namelist() if "Willowherb" in name]
    paper = "".join(page.extract_text() for page in PdfReader(io.BytesIO(folder.read(name))).pages)
    assert "Transcript of Zoé Willowherb" in paper
    assert room.school.competency.code in paper
    assert len(folder.namelist()) == 13 + 1
    with pytest.raises(OnlyForStaffError):
        rows_of = Choice(report="transcripts", file_format="zip", audience=Audience.VISITOR)
        export_cohort(cohort=room.cohort, at=timezone.now(), by=None, choice=rows_of)
    with pytest.raises(NotInThatFormatError):
        export_cohort(cohort=room.cohort, at=timezone.now(), by=None, choice=Choice(report="transcripts"))
