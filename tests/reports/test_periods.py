"""From a day to a day: what was handed in then is counted, to the second, and told to staff alone."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from assessments.models import Attempt
from common.school_time import start_of_day
from learners.periods import Period
from reports.audience import Audience
from reports.catalogue import READY
from reports.services.exporting import Choice, NoPeriodError, export_cohort
from tests.factories import AdministrationFactory, UserFactory
from tests.learners.classroom import Classroom

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 4)
SECOND = timedelta(seconds=1)
HANDED_IN = (
    start_of_day(FIRST) - SECOND,
    start_of_day(FIRST),
    start_of_day(date(2026, 3, 5)) - SECOND / 1000,
    start_of_day(date(2026, 3, 5)),
)


@pytest.fixture
def room(db: None) -> Classroom:
    room, administration = Classroom.open(), AdministrationFactory()
    for handed_in in HANDED_IN:
        person = UserFactory()
        room.admit(person)
        Attempt.objects.create(
            administration=administration,
            user=person,
            n=1,
            mode="counting",
            rules={},
            state="released",
            submitted_at=handed_in,
            released_at=handed_in + timedelta(days=1),
        )
    return room


def file(room: Classroom, report: str, **choice) -> dict:
    said = Choice(report=report, file_format="json", **choice)
    return json.loads(export_cohort(cohort=room.cohort, at=timezone.now(), by=None, choice=said).content)


@pytest.mark.parametrize(
    ("period", "counted"),
    [
        (Period(), 4),
        (Period(FIRST, LAST), 2),
        (Period(first=FIRST), 3),
        (Period(last=LAST), 3),
        (Period(FIRST, FIRST), 1),
    ],
)
def test_days_hold_their_first_instant_and_their_last(room, period, counted):
    (line,) = file(room, "release-times", period=period)["rows"]
    assert line["handed_in"] == line["within"] == counted


def test_file_says_from_which_day_to_which(room):
    found = file(room, "release-times", period=Period(FIRST, LAST))
    assert found["manifest"]["filters"]["handed in from"] == "2026-03-02"
    assert found["manifest"]["filters"]["handed in to"] == "2026-03-04"
    assert "from 2 Mar 2026 to 4 Mar 2026" in json.dumps(found["about"])
    assert "handed in from" not in file(room, "release-times")["manifest"]["filters"]


@pytest.mark.parametrize("audience", [one for one in Audience if not one.sees_names])
def test_others_than_staff_get_no_days_to_subtract_from_one_another(room, audience):
    with pytest.raises(NoPeriodError):
        file(room, "release-times", audience=audience, period=Period(FIRST, LAST))


def test_reports_of_where_everyone_stands_have_no_days(room):
    assert {one.name for one in READY.values() if one.period} == {"release-times", "assessment-quality"}
    with pytest.raises(NoPeriodError):
        file(room, "progress", period=Period(first=FIRST))


def test_command_takes_days_and_says_what_they_are_for(room, tmp_path):
    path = tmp_path / "times.json"
    said = ["export_cohort", room.cohort.code, "--from", "2026-03-02", "--to", "2026-03-04"]
    call_command(*said, "--report", "release-times", "--format", "json", "--output", str(path))
    assert json.loads(path.read_text())["rows"][0]["handed_in"] == 2
    with pytest.raises(CommandError, match="release-times, assessment-quality"):
        call_command(*said, "--report", "progress", "--output", str(path))
    with pytest.raises(CommandError, match="is no date"):
        call_command("export_cohort", room.cohort.code, "--from", "March", "--output", str(path))
    with pytest.raises(CommandError, match="too far ahead"):
        call_command("export_cohort", room.cohort.code, "--to", "9999-12-31", "--output", str(path))
