"""Who leaves by a roster, who works there, and where classes lead, planned without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from interop.roster.placing import Wish
from interop.roster.rows import ClassRef, PersonRow, Place, Role, Standing, problem
from interop.roster.snapshot import Person, Stay
from interop.roster.steps import Action, Enter, Leave, Plan
from tests.interop.roster.plans import (
    START,
    TODAY,
    WISH,
    ann,
    codes,
    here,
    only,
    planned,
)


def test_student_and_staff_of_one_cohort_is_refused_and_of_two_is_not():
    assert codes(only(planned(ann(places=(Place(), Place(role=Role.FACULTY)))))) == {"student_and_staff"}
    two = only(planned(ann(places=(Place(), Place(role=Role.FACULTY, cohort="2028")))))
    assert two.action is Action.NEW


@pytest.mark.parametrize(
    ("said", "first_day"),
    [(date(2026, 10, 15), date(2026, 10, 16)), (date(2026, 10, 16), date(2026, 10, 16))],
)
def test_day_after_the_last_is_free_again(said, first_day):
    person = here(stays={}, left={1: date(2026, 10, 15)})
    row = only(
        planned(ann(places=(Place(starts_on=said),)), people=(person,), wish=replace(WISH, starts_on=START))
    )
    assert row.steps.enter == (Enter(1, first_day),)


@pytest.mark.parametrize(
    ("place", "leave"),
    [
        (Place(standing=Standing.WITHDRAWN), Leave(1)),
        (Place(standing=Standing.COMPLETED), Leave(1, completed=True)),
        (Place(ends_on=date(2026, 11, 22)), Leave(1, completed=True)),
    ],
)
def test_who_has_left_is_leaving_and_is_not_brought_in_anew(place, leave):
    row = only(planned(ann(places=(place,)), people=(here(),)))
    assert (row.action, row.steps.leave) == (Action.LEAVING, (leave,))
    assert codes(only(planned(ann(places=(place,))))) == {"not_brought_in"}


def test_last_day_of_a_class_still_belongs_to_it():
    row = only(planned(ann(places=(Place(ends_on=TODAY),)), people=(here(),)))
    assert row.action is Action.UNCHANGED


def test_who_is_gone_from_the_source_leaves_every_cohort_of_the_program():
    person = here(stays={1: Stay("active", START), 2: Stay("active", START)})
    row = only(planned(ann(gone=True, places=()), people=(person,)))
    assert (row.action, row.steps.leave) == (Action.LEAVING, (Leave(1), Leave(2)))


# --- Who is missing -------------------------------------------------------------------------------


def bob(**more) -> Person:
    values = {"given_name": "Bob", "family_name": "Cee", "identifiers": frozenset({"2"})}
    return here(2, **(values | more))


def test_who_is_in_the_cohort_and_not_in_the_file_would_leave():
    _ann, row = planned(ann(), people=(here(), bob())).rows
    assert (row.action, row.user, row.row.line, row.made) == (Action.LEAVING, 2, 0, True)
    assert (row.row.name, row.steps.leave) == ("Bob Cee", (Leave(1),))


@pytest.mark.parametrize(
    "row",
    [
        ann(line=3, external_id="2", findings=(problem("email", "email_invalid", value="x"),)),
        ann(
            line=3,
            external_id="",
            given_name="Bob",
            family_name="Cée",
            findings=(problem("x", "identity_missing"),),
        ),
        ann(line=3, external_id="7", email="bob@x.example", given_name="Zed", family_name="Zoo"),
    ],
)
def test_who_may_be_meant_by_a_refused_row_does_not_leave(row):
    found = planned(ann(), row, people=(here(), bob(email="bob@x.example")))
    assert [one.action for one in found.rows] == [Action.UNCHANGED, Action.REFUSED]


def test_nobody_leaves_for_a_delta_or_for_a_cohort_that_the_file_does_not_fill():
    assert len(planned(ann(), people=(here(), bob()), delta=True).rows) == 1
    teacher = ann(places=(Place(role=Role.FACULTY),))
    assert len(planned(teacher, people=(bob(),)).rows) == 1
    refused = ann(findings=(problem("email", "email_invalid", value="x"),))
    assert len(planned(refused, people=(bob(),)).rows) == 1


@pytest.mark.parametrize(
    ("in_cohort", "in_file", "said"),
    [(5, 1, True), (4, 1, True), (4, 2, False), (3, 1, False), (2, 1, False)],
)
def test_file_that_lacks_most_of_a_cohort_is_worth_a_word(in_cohort, in_file, said):
    there = tuple(here(number, identifiers=frozenset({str(number)})) for number in range(1, in_cohort + 1))
    rows = [ann(line=number + 1, external_id=str(number)) for number in range(1, in_file + 1)]
    assert [note.code for note in planned(*rows, people=there).notes] == ["many_leave"] * said


# --- Classes --------------------------------------------------------------------------------------

CLASSES = (ClassRef("c-1", "Anatomy", line=2, students=2), ClassRef("c-2", "Histology", line=3, students=1))


def by_class(*rows: PersonRow, mapping: dict[str, str], people: tuple[Person, ...] = (), **wish) -> Plan:
    chosen = Wish(on=TODAY, starts_on=TODAY, mapping=mapping, **wish)
    return planned(*rows, people=people, wish=chosen, classes=CLASSES)


def test_classes_lead_to_their_cohorts_once():
    both = ann(places=(Place(klass="c-1"), Place(klass="c-2")))
    assert only(by_class(both, mapping={"c-1": "2029", "c-2": "2029"})).steps.enter == (Enter(1, TODAY),)
    apart = only(by_class(both, mapping={"c-1": "2029", "c-2": "2028"}))
    assert apart.steps.enter == (Enter(1, TODAY), Enter(2, TODAY))


def test_class_without_cohort_is_refused_by_name_and_its_people_with_it():
    rows = by_class(
        ann(places=(Place(klass="c-2"),)),
        ann(line=3, external_id="2", given_name="Bob", places=(Place(klass="c-1"), Place(klass="c-2"))),
        mapping={"c-1": "2029"},
    ).rows
    assert [row.action for row in rows] == [Action.REFUSED, Action.NEW, Action.REFUSED]
    assert codes(rows[0]) == {"class_without_cohort"}
    assert rows[0].findings[0].params == {"classes": "Histology"}
    assert codes(rows[1]) == {"class_skipped"}
    assert (rows[2].row.label, rows[2].made, codes(rows[2])) == ("Histology", True, {"class_unmapped"})


def test_class_left_out_on_purpose_brings_nobody_and_refuses_nobody():
    row = only(by_class(ann(places=(Place(klass="c-2"),)), mapping={"c-1": "2029", "c-2": ""}))
    assert (row.action, codes(row)) == (Action.UNCHANGED, {"left_out"})


def test_who_is_in_no_class_comes_in_without_a_cohort():
    row = only(by_class(ann(places=()), mapping={"c-1": "2029", "c-2": ""}))
    assert (row.action, row.steps.enter) == (Action.NEW, ())


def test_import_into_one_cohort_brings_in_nobody_without_a_place():
    row = only(by_class(ann(places=()), mapping={"c-1": "2029", "c-2": ""}, cohort="2029", only=True))
    assert (row.action, codes(row)) == (Action.UNCHANGED, {"without_place"})


def test_stranger_of_a_delta_is_known_by_identifier_or_refused():
    stranger = PersonRow(
        7, external_id="1", places=(Place(klass="c-1"),), source="enrollments.csv", label="1"
    )
    mapping = {"c-1": "2028", "c-2": ""}
    assert codes(only(by_class(stranger, mapping=mapping))) == {"enrolled_stranger"}
    known = by_class(stranger, mapping=mapping, people=(here(),)).rows[0]
    assert (known.action, known.steps.enter) == (Action.CHANGED, (Enter(2, TODAY),))
