"""From sittings to figures: which count, what is missing, how many queries it takes, what files hold."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.choices import Mode
from assessments.item_analysis import FlagKind, Why
from assessments.item_export import as_csv
from assessments.item_reports import assessment_report, competency_report, item_report
from assessments.item_statistics import Scope
from assessments.models import Attempt, AttemptItem, Item
from people.models import User
from tests.assessments.services.school import HOUR, NOW, RIGHT, WRONG, School
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
KINDS = ("single_best_answer",) * 3


@pytest.fixture
def school():
    return School.open()


def group(school, administration, *patterns, **options):
    """One sitting of each pattern of right (1), wrong (0), and blank (-) answers, by a learner each."""
    found = []
    for pattern in patterns:
        attempt = school.start(administration, user=UserFactory(), **options)
        for position, mark in enumerate(pattern, start=1):
            if mark != "-":
                school.answer(attempt, position, RIGHT if mark == "1" else WRONG)
        found.append(school.submit(attempt))
    return found


def report_of(administration, **scope):
    return assessment_report(administration.version.assessment, Scope(**scope))


def facilities(administration, **scope):
    return [line.figures.facility.value for line in report_of(administration, **scope).lines]


def test_facility_comes_from_the_marks_that_stand(school):
    administration = school.quiz(kinds=KINDS)
    group(school, administration, "111", "110", "100", "100")
    found = report_of(administration)
    assert [line.figures.facility.value for line in found.lines] == [1, 0.5, 0.25]
    assert found.analysis.n == 4
    assert found.lines[0].figures.discrimination.why is Why.NO_SPREAD
    assert [line.n for line in found.lines] == [1, 2, 3]


def test_practice_is_left_out_unless_asked_for(school):
    counting = school.quiz(kinds=KINDS)
    group(school, counting, "111")
    practice = Attempt.objects.get()
    Attempt.objects.filter(pk=practice.pk).update(mode=Mode.PRACTICE)
    group(school, counting, "000")
    assert report_of(counting).analysis.n == 1
    assert report_of(counting, practice=True).analysis.n == 2


def test_open_sittings_do_not_count_and_those_handed_in_do(school):
    administration = school.quiz(kinds=KINDS, release_rule="after_marking")
    school.start(administration, user=UserFactory())
    (attempt,) = group(school, administration, "110")
    Attempt.objects.filter(pk=attempt.pk).update(state="submitted", released_at=None)
    assert report_of(administration).analysis.n == 1
    assert report_of(administration, released_only=True).analysis.n == 0


def test_the_first_sitting_of_each_learner_counts(school):
    administration = school.quiz(kinds=KINDS)
    group(school, administration, "000")
    learner = Attempt.objects.get().user
    again = school.start(administration, user=learner, at=NOW + HOUR)
    for position in (1, 2, 3):
        school.answer(again, position, RIGHT, at=NOW + HOUR)
    school.submit(again, at=NOW + HOUR)
    assert facilities(administration, practice=True) == [0, 0, 0]


def test_blank_between_answers_earns_nothing_and_the_end_was_not_reached(school):
    administration = school.quiz(kinds=KINDS)
    group(school, administration, "1-1", "11-")
    found = [line.figures for line in report_of(administration).lines]
    assert (found[1].facility.value, found[1].omitted, found[1].n) == (0.5, 1, 2)
    assert (found[2].facility.value, found[2].not_reached, found[2].n) == (1, 1, 1)


def test_a_question_that_was_in_view_was_reached(school):
    administration = school.quiz(kinds=KINDS)
    (attempt,) = group(school, administration, "11-")
    AttemptItem.objects.filter(attempt=attempt).update(seconds=20)
    found = report_of(administration).lines[2].figures
    assert (found.facility.value, found.omitted, found.not_reached) == (0, 1, 0)
    assert report_of(administration).lines[0].figures.seconds.median == 20


def test_work_that_waits_for_its_marker_is_not_counted_as_nought(school):
    administration = school.reflection(release_rule="after_marking")
    attempt = school.sit(administration, {"text": "A short text about my own practice."})
    assert report_of(administration).analysis.n == 0
    school.mark(attempt)
    assert facilities(administration) == [0.75]


def test_options_are_told_with_the_key(school):
    administration = school.quiz(kinds=KINDS)
    group(school, administration, "111", "011")
    options = {one.id: one for one in report_of(administration).lines[0].figures.options}
    assert {name: one.chosen for name, one in options.items()} == {"A": 1, "B": 1, "C": 0, "D": 0}
    assert [name for name, one in options.items() if one.keyed] == ["B"]


def test_only_the_learners_of_the_scope_are_read(school):
    administration = school.quiz(kinds=KINDS)
    mine, _other = group(school, administration, "111", "000")
    learners = User.objects.filter(pk=mine.user_id)
    assert facilities(administration, learners=learners) == [1, 1, 1]


def test_one_administration_can_be_chosen(school):
    administration = school.quiz(kinds=KINDS)
    group(school, administration, "111")
    assert report_of(administration, administration_id=administration.pk).analysis.n == 1
    assert report_of(administration, administration_id=administration.pk + 1).analysis.n == 0


def asked(work) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def test_the_number_of_queries_does_not_grow_with_the_sittings(school):
    administration = school.quiz(kinds=KINDS)
    assessment, item = administration.version.assessment, Item.objects.order_by("code").first()
    works = (
        lambda: assessment_report(assessment, Scope()),
        lambda: item_report(item, Scope()),
        lambda: competency_report(school.competency, Scope()),
    )
    counts = []
    for size in (1, 3, 6):
        group(school, administration, *["110"] * size)
        counts.append([asked(work) for work in works])
    assert counts[0] == counts[1] == counts[2] == [5, 5, 5]


def test_an_item_is_pooled_over_its_uses(school):
    first = school.quiz(kinds=KINDS)
    group(school, first, "110", "100", "011", "101")
    item = first.version.items.get(position=1).item_version.item
    second = school.quiz(kinds=KINDS)
    second.version.items.filter(position=1).update(item_version=item.versions.get())
    group(school, second, "111", "000")
    found = item_report(item, Scope())
    assert sorted(use.line.figures.n for use in found.uses) == [2, 4]
    assert found.facility.value == pytest.approx(4 / 6)
    assert found.facility.n == 6
    assert 0 < found.facility.error < 0.5


def test_a_competency_is_pooled_over_assessments_with_learners_as_units(school):
    group(school, school.quiz(kinds=KINDS), "110", "100")
    other = school.quiz(school.other_competency, school.competency)
    group(school, other, "01")
    found = competency_report(school.competency, Scope())
    assert sorted(part.analysis.n for part in found.parts) == [1, 2]
    assert len(found.lines) == 4
    assert found.facility.value == pytest.approx(4 / 7)
    assert found.facility.n == 3


def test_command_writes_json(school, capsys):
    administration = school.quiz(kinds=KINDS)
    group(school, administration, *["110"] * 6, *["011"] * 6)
    call_command("item_analysis", administration.version.assessment.code, "--format", "json")
    found = json.loads(capsys.readouterr().out)
    assert found["sittings"] == 12
    assert [item["facility"] for item in found["items"]] == [0.5, 1.0, 0.5]
    assert found["items"][0]["discrimination"] == -1.0
    assert "negative_discrimination" in {flag["kind"] for flag in found["items"][0]["flags"]}
    assert found["items"][1]["undefined"]["discrimination"] == "no_spread"
    assert (found["alpha"], found["undefined"]["alpha"]) == (None, "no_spread")


def test_command_writes_text_and_says_why(school, capsys):
    administration = school.quiz(kinds=KINDS)
    group(school, administration, "110")
    call_command("item_analysis", str(administration.version.assessment.public_id))
    said = capsys.readouterr().out
    assert "1 sittings, 3 questions" in said
    assert "Needs at least two sittings." in said
    assert "Too few answers to say" in said


def test_command_names_the_assessments_there_are(school):
    code = school.quiz().version.assessment.code
    with pytest.raises(CommandError, match=code):
        call_command("item_analysis", "nothing-like-it")


def test_csv_has_no_cell_that_a_spreadsheet_runs(school):
    administration = school.quiz(kinds=KINDS)
    group(school, administration, "110")
    version = administration.version.items.get(position=1).item_version
    Item.objects.filter(pk=version.item_id).update(code="=HYPERLINK(1)")
    Item.objects.exclude(pk=version.item_id).filter(pk__gt=version.item_id).update(title="x")
    (_head, first, *_rest) = csv.reader(io.StringIO(as_csv(report_of(administration))))
    assert first[2] == "'=HYPERLINK(1)"
    assert not any(cell.startswith(("=", "+", "@")) for cell in first)


def test_a_wrong_key_is_flagged_from_the_database(school):
    administration = school.quiz(kinds=KINDS)
    group(school, administration, *["011"] * 8, *["100"] * 6)
    flags = {flag.kind: flag for flag in report_of(administration).lines[0].flags}
    assert flags[FlagKind.MISKEY].option == "A"
