"""Every report in every format, read back: the same lines in all, and the same figures as on the screen."""

from __future__ import annotations

import csv
import io
import json
import math
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from learners.models import CohortTarget
from people.models import Enrolment
from reports.audience import Audience
from reports.catalogue import FORMATS, READY
from reports.services import exporting
from reports.services.exporting import Choice, export_cohort
from tests.assessments.services.school import RIGHT, WRONG
from tests.factories import ExternalIdFactory, UserFactory
from tests.learners.classroom import Classroom

EMPTY_HERE = {"campus-attainment"}
"""It tells of a school with several campuses, which this one is not."""
PATTERNS = ("111", "110", "100", "100", "111", "000", "010")
TABLES = [name for name, one in READY.items() if "json" in one.formats]


@pytest.fixture
def room(db: None) -> Classroom:
    """Seven learners with levels from nothing to 5, one with an identifier that looks like a number."""
    room = Classroom.open()
    people = UserFactory.create_batch(6)
    room.admit(*people)
    for level, person in enumerate([room.school.learner, *people[:4]], 1):
        room.observe(person, room.school.competency, level)
    ExternalIdFactory(user=room.school.learner, sourced_id="00417")
    CohortTarget.objects.create(
        cohort=room.cohort,
        framework=room.school.competency.version.framework,
        level=3,
        share=40,
        set_by=room.school.other_teacher,
        set_at=room.now,
    )
    return room


def let_sit(room: Classroom) -> None:
    """A quiz of three questions, sat by everybody and released."""
    learners = [one.user for one in Enrolment.objects.filter(cohort=room.cohort).order_by("pk")]
    quiz = room.school.quiz(kinds=("single_best_answer",) * 3)
    for person, pattern in zip(learners, PATTERNS, strict=True):
        attempt = room.school.start(quiz, user=person)
        for position, mark in enumerate(pattern, start=1):
            room.school.answer(attempt, position, RIGHT if mark == "1" else WRONG)
        room.school.submit(attempt)


@dataclass
class Read:
    """A report as JSON tells it: the kinds of columns, and the lines."""

    kinds: list[str]
    titles: list[str]
    lines: list[list[object]]


def taken(room: Classroom, name: str, file_format: str, at, **more) -> bytes:
    choice = Choice(report=name, file_format=file_format, **more)
    return export_cohort(cohort=room.cohort, at=at, by=None, host_user="root", choice=choice).content


def of_json(content: bytes) -> Read:
    read = json.loads(content)
    keys = [column["key"] for column in read["columns"]]
    return Read(
        [column["kind"] for column in read["columns"]],
        [column["title"] for column in read["columns"]],
        [[row[key] for key in keys] for row in read["rows"]],
    )


def cut(share: float) -> str:
    """A share in tenths of per cent, cut off; the float of a fraction may lie a breath below it."""
    tenths = math.floor(round(share * 1000, 9))
    return f"{tenths // 10}.{tenths % 10}"


def in_csv(kind: str, value: object) -> str:
    if value is None:
        return ""
    if kind == "share":
        return f"{cut(value)} %"
    if kind == "number":
        return str(round(value, 2))
    text = str(value)
    if kind == "identifier" and text[:1].isdigit():
        return f'="{text}"'
    return f"'{text}" if kind in {"text", "identifier"} and text.startswith(("=", "-")) else text


def in_xlsx(kind: str, value: object) -> object:
    if value is None or value == "":
        return ""
    if kind == "share":
        return pytest.approx(float(Fraction(cut(value)) / 100))
    if kind == "date":
        return date.fromisoformat(value)
    return value if isinstance(value, str) else pytest.approx(value)


def on_paper(kind: str, value: object) -> str:
    if value is None:
        return "–"
    if kind == "share":
        return f"{cut(value)}%"
    return "".join((f"{value:.2f}" if kind == "number" else str(value)).split())


def test_every_format_holds_the_same_lines(room):
    let_sit(room)
    for name in TABLES:
        for audience in (Audience.STAFF, Audience.COMMITTEE):
            _compare(room, name, audience)


def _compare(room: Classroom, name: str, audience: Audience) -> None:
    at = timezone.now()
    files = {one: taken(room, name, one, at, audience=audience) for one in FORMATS}
    read = of_json(files["json"])
    assert read.lines or name in EMPTY_HERE, name

    said = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    head, *lines = said[said.index([]) + 1 :]
    assert head == read.titles, name
    assert lines == [[in_csv(*cell) for cell in zip(read.kinds, line, strict=True)] for line in read.lines]

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"])).get_sheet_by_name("Lines")
    head, *lines = sheet.to_python()
    assert head == read.titles, name
    assert lines == [[in_xlsx(*cell) for cell in zip(read.kinds, line, strict=True)] for line in read.lines]
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(files["xlsx"])).read("xl/worksheets/sheet1.xml")

    text = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(files["pdf"])).pages)
    if name == "progress" and audience is Audience.STAFF:
        return  # on paper it has a line for each learner: see the next test
    for line in read.lines:
        assert "".join(on_paper(*cell) for cell in zip(read.kinds, line, strict=True)) in text, name


def test_progress_on_paper_says_the_levels_of_the_lines(room):
    at = timezone.now()
    read = json.loads(taken(room, "progress", "json", at))["rows"]
    paper = PdfReader(io.BytesIO(taken(room, "progress", "pdf", at)))
    text = "".join("".join(page.extract_text().split()) for page in paper.pages)
    people = {row["email"]: row for row in read}
    for email, person in people.items():
        levels = "".join(
            "–" if row["level"] is None else f"{row['level']}{'*' if row['status'] == 'Attained' else ''}"
            for row in read
            if row["email"] == email
        )
        about = (person["identifier"], person["family_name"], person["given_name"], person["group"])
        assert "".join("".join(map(str, about)).split()) + levels in text


def test_the_language_changes_words_and_no_figure(room):
    let_sit(room)
    at = timezone.now()
    for name in TABLES:
        english = of_json(taken(room, name, "json", at))
        with override("fr"):
            french = of_json(taken(room, name, "json", at))
        assert english.kinds == french.kinds
        assert english.titles != french.titles
        figures = [place for place, kind in enumerate(english.kinds) if kind != "text"]
        for one, other in zip(english.lines, french.lines, strict=True):
            assert [one[place] for place in figures] == [other[place] for place in figures], name


def test_the_dashboard_shows_the_figures_of_the_reports(room):
    at = timezone.now()
    client = Client()
    client.force_login(room.school.other_teacher)
    page = " ".join(
        client.get(reverse("learners:cohort-figures", args=[room.cohort.public_id])).content.decode().split()
    )
    (target,) = json.loads(taken(room, "targets", "json", at))["rows"]
    # Levels 3, 4 and 5 of seven learners: three reach level 3 in the first competency, nobody in the second.
    assert (target["counted"], target["reached"]) == (7, 0)
    assert "0 of 7 learners" in page
    line, _other = json.loads(taken(room, "attainment", "json", at))["rows"]
    assert (line["at_target"], line["learners"], line["in_progress"], line["not_assessed"]) == (3, 7, 5, 2)
    assert "3 at 3 or above" in page


def test_a_cohort_too_large_for_paper_is_told_in_figures_and_says_so(room, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_LEARNERS_ON_PAPER", 6)
    at = timezone.now()
    paper = PdfReader(io.BytesIO(taken(room, "progress", "pdf", at)))
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert "A cohort of this size is told in figures on paper." in text
    assert room.school.learner.family_name not in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken(room, "progress", "xlsx", at)))
    assert len(book.get_sheet_by_name("Lines").to_python()) == 1 + 7 * 2


def test_a_file_as_of_an_earlier_day_says_when_it_was_taken_out(room):
    def titles(**more) -> list[str]:
        return [
            one["title"]
            for one in json.loads(taken(room, "targets", "json", timezone.now(), **more))["about"]
        ]

    assert "Exported on" in titles(as_of=room.now - timedelta(days=3))
    assert "Exported on" not in titles()
