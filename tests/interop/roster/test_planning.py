"""What a roster would do, planned without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from interop.roster.placing import Wish
from interop.roster.planning import plan
from interop.roster.rows import ClassRef, PersonRow, Place, Role, Roster, Standing, problem
from interop.roster.snapshot import CohortRef, GroupRef, Person, Snapshot, Stay
from interop.roster.steps import Action, Change, Enter, Join, Leave, Plan, PlannedRow

TODAY = date(2026, 11, 23)
START = date(2026, 9, 1)
C29, C28 = CohortRef(1, "2029", "Class of 2029"), CohortRef(2, "2028", "Class of 2028")
A, B, WARD = (
    GroupRef(11, 1, "A", "Tutorial A"),
    GroupRef(12, 1, "B", "Tutorial B"),
    GroupRef(13, 1, "W", "Ward"),
)
WISH = Wish(on=TODAY, starts_on=TODAY, cohort="2029")


def ann(**more) -> PersonRow:
    values = {"line": 2, "external_id": "1", "given_name": "Ann", "family_name": "Bee", "places": (Place(),)}
    return PersonRow(**(values | more))


def here(pk: int = 1, **more) -> Person:
    values = {
        "given_name": "Ann",
        "family_name": "Bee",
        "identifiers": frozenset({"1"}),
        "stays": {1: Stay("active", START)},
    }
    return Person(pk, **(values | more))


def snapshot(*people: Person) -> Snapshot:
    return Snapshot(
        people={person.pk: person for person in people},
        identifiers={one: person.pk for person in people for one in person.identifiers},
        emails={person.email: person.pk for person in people if person.email},
        cohorts={"2029": C29, "2028": C28},
        groups={(1, "a"): A, (1, "b"): B, (1, "w"): WARD},
    )


def planned(*rows: PersonRow, people: tuple[Person, ...] = (), wish: Wish = WISH, **roster) -> Plan:
    return plan(Roster("csv", rows, **roster), snapshot(*people), wish)


def only(found: Plan) -> PlannedRow:
    (row,) = found.rows
    return row


def codes(row: PlannedRow) -> set[str]:
    return {finding.code for finding in row.findings}


def test_somebody_new_is_made_and_enrolled():
    row = only(planned(ann(email="ann@x.example")))
    assert (row.action, row.user, row.changes) == (Action.NEW, None, (Change("cohort", "", "Class of 2029"),))
    assert (row.steps.given_name, row.steps.email, row.steps.link) == ("Ann", "ann@x.example", True)
    assert row.steps.enter == (Enter(1, TODAY),)


def test_somebody_who_is_here_as_the_file_says_is_unchanged():
    row = only(planned(ann(), people=(here(),)))
    assert (row.action, row.user, row.changes) == (Action.UNCHANGED, 1, ())


def test_identifier_decides_before_the_address():
    row = only(planned(ann(email="new@x.example", given_name="Anne"), people=(here(email="old@x.example"),)))
    assert row.action is Action.CHANGED
    assert row.changes == (
        Change("given_name", "Ann", "Anne"),
        Change("email", "old@x.example", "new@x.example"),
    )


def test_family_name_of_the_file_replaces_the_old_one():
    row = only(planned(ann(family_name="Bee-Cee"), people=(here(),)))
    assert row.changes == (Change("family_name", "Bee", "Bee-Cee"),)
    assert (row.steps.given_name, row.steps.family_name, row.steps.link) == (None, "Bee-Cee", False)


def test_address_finds_somebody_without_identifier_and_links_it():
    person = here(identifiers=frozenset(), email="ann@x.example")
    row = only(planned(ann(email="ann@x.example"), people=(person,)))
    assert (row.user, row.steps.link, row.changes) == (1, True, (Change("external_id", "", "1"),))


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (here(2, identifiers=frozenset({"9"}), email="ann@x.example"), "email_of_other_identifier"),
        (
            here(2, identifiers=frozenset(), email="ann@x.example", given_name="Zed", family_name="Zoo"),
            "email_of_other_name",
        ),
    ],
)
def test_address_of_somebody_else_refuses_somebody_new(person, code):
    row = only(planned(ann(email="ann@x.example"), people=(person,), wish=replace(WISH, cohort="2028")))
    assert (row.action, codes(row)) == (Action.REFUSED, {code})


def test_address_of_somebody_else_refuses_somebody_who_is_here():
    other = here(2, identifiers=frozenset({"9"}), email="taken@x.example", stays={})
    row = only(planned(ann(email="taken@x.example"), people=(here(), other)))
    assert codes(row) == {"email_taken"}


def test_two_people_with_one_address_in_the_file_are_both_refused_and_name_each_other():
    twice = planned(ann(email="x@x.example"), ann(line=3, external_id="2", email="x@x.example"))
    assert [(row.action, row.findings[0].params) for row in twice.rows] == [
        (Action.REFUSED, {"row": 3}),
        (Action.REFUSED, {"row": 2}),
    ]


def test_two_names_for_one_identifier_are_both_refused():
    twice = planned(ann(), ann(line=3, given_name="Bob"))
    assert [codes(row) for row in twice.rows] == [{"identifier_twice"}, {"identifier_twice"}]


def test_two_rows_for_one_person_here_are_refused():
    person = here(email="ann@x.example")
    twice = planned(ann(), ann(line=3, external_id="", email="ann@x.example"), people=(person,))
    assert [codes(row) for row in twice.rows] == [{"one_person_twice"}, {"one_person_twice"}]


def test_rows_that_agree_are_taken_together():
    first, second = planned(ann(), ann(line=3, places=(Place(cohort="2028"),))).rows
    assert first.steps.enter == (Enter(1, TODAY), Enter(2, TODAY))
    assert (second.action, codes(second), second.steps.enter) == (Action.UNCHANGED, {"same_as"}, ())


def test_same_row_twice_is_one_person():
    first, second = planned(ann(), ann(line=3)).rows
    assert (first.action, second.action) == (Action.NEW, Action.UNCHANGED)
    assert first.steps.enter == (Enter(1, TODAY),)


def test_refused_row_of_two_for_one_person_leaves_the_other_standing():
    refused = ann(findings=(problem("role", "role_unknown", value="x"),), places=(Place(cohort="2028"),))
    first, second = planned(refused, ann(line=3)).rows
    assert (first.action, second.action) == (Action.REFUSED, Action.NEW)
    assert second.steps.enter == (Enter(1, TODAY),)


def test_row_that_has_only_an_address_finds_its_person():
    nameless = ann(external_id="", given_name="", family_name="", email="ann@x.example")
    row = only(planned(nameless, people=(here(email="ann@x.example"),)))
    assert (row.action, row.user) == (Action.UNCHANGED, 1)


def test_given_or_family_name_alone_is_enough_for_an_address_to_find_somebody():
    person = here(identifiers=frozenset(), email="ann@x.example")
    for names in ({"family_name": "Married"}, {"given_name": "Annie"}):
        assert only(planned(ann(email="ann@x.example", **names), people=(person,))).user == 1


def test_empty_cells_take_nothing_away():
    row = only(planned(ann(given_name="", email=""), people=(here(email="ann@x.example"),)))
    assert row.action is Action.UNCHANGED


@pytest.mark.parametrize("email", ["", "old@x.example"])
def test_protected_address_is_kept_and_said(email):
    person = here(email=email, email_protected=True)
    row = only(planned(ann(email="new@x.example"), people=(person,)))
    assert (row.action, codes(row), row.steps.email) == (Action.UNCHANGED, {"email_kept"}, None)


def test_somebody_of_another_program_is_enrolled_and_otherwise_left_alone():
    person = here(
        elsewhere=True, email_protected=True, email="secret@x.example", given_name="Secret", stays={}
    )
    row = only(planned(ann(email="new@x.example"), people=(person,)))
    assert row.changes == (Change("cohort", "", "Class of 2029"),)
    assert codes(row) == {"kept_elsewhere"}
    assert "secret" not in repr(row).lower()


def test_erased_person_does_not_come_back():
    assert codes(only(planned(ann(), people=(here(erased=True),)))) == {"erased"}


@pytest.mark.parametrize(
    ("place", "wish", "code", "known"),
    [
        (Place(cohort="2031"), WISH, "cohort_unknown", "2028, 2029"),
        (Place(), replace(WISH, cohort=""), "cohort_missing", None),
        (Place(group="Q"), WISH, "group_unknown", "A, B, W"),
    ],
)
def test_place_that_is_not_there_refuses_the_row_and_says_which_are(place, wish, code, known):
    row = only(planned(ann(places=(place,)), wish=wish))
    assert (row.action, codes(row)) == (Action.REFUSED, {code})
    assert row.findings[0].params.get("known") == known


@pytest.mark.parametrize(("count", "ends"), [(8, "C7"), (9, ", …")])
def test_message_names_no_more_than_eight_codes(count, ends):
    cohorts = {f"c{number}": CohortRef(number, f"C{number}", "x") for number in range(count)}
    found = plan(Roster("csv", (ann(),)), replace(snapshot(), cohorts=cohorts), replace(WISH, cohort="?"))
    assert only(found).findings[0].params["known"].endswith(ends)


def test_cohort_and_group_are_found_in_any_case():
    assert only(planned(ann(places=(Place(cohort=" 2029 ", group="a"),)))).steps.join == (Join(11, TODAY),)


def test_name_is_needed_for_somebody_new_only():
    assert codes(only(planned(ann(given_name="", family_name="")))) == {"name_missing"}
    assert only(planned(ann(given_name="", family_name=""), people=(here(),))).action is Action.UNCHANGED


def test_namesake_in_the_cohort_is_mentioned():
    row = planned(ann(external_id="2", given_name="ANN"), people=(here(),)).rows[0]
    assert (row.action, codes(row)) == (Action.NEW, {"namesake"})


# --- Places ---------------------------------------------------------------------------------------


def test_first_day_of_the_file_counts_for_new_enrolments_and_moves_no_old_one():
    place = Place(starts_on=date(2026, 10, 1))
    assert only(planned(ann(places=(place,)))).steps.enter == (Enter(1, date(2026, 10, 1)),)
    row = only(planned(ann(places=(place,)), people=(here(),)))
    assert (row.action, codes(row)) == (Action.UNCHANGED, {"start_kept"})


def test_who_was_here_before_comes_back_after_their_last_day():
    person = here(stays={}, left={1: date(2026, 10, 15)})
    row = only(
        planned(ann(places=(Place(starts_on=START),)), people=(person,), wish=replace(WISH, starts_on=START))
    )
    assert row.steps.enter == (Enter(1, date(2026, 10, 16)),)


def test_leave_is_set_and_lifted_only_when_the_file_says_so():
    away = here(stays={1: Stay("on_leave", START)})
    assert only(planned(ann(), people=(away,))).action is Action.UNCHANGED
    back = only(planned(ann(places=(Place(standing=Standing.ACTIVE),)), people=(away,)))
    assert (back.steps.on_leave, back.changes) == (((1, False),), (Change("status", "on_leave", "active"),))
    leaves = only(planned(ann(places=(Place(standing=Standing.ON_LEAVE),)), people=(here(),)))
    assert leaves.steps.on_leave == ((1, True),)


def test_group_of_the_file_replaces_another_group_of_the_file_and_no_third():
    moved = here(groups=frozenset({12, 13}))
    other = ann(line=3, external_id="2", given_name="Bob", places=(Place(group="B"),))
    row = planned(ann(places=(Place(group="A"),)), other, people=(moved,)).rows[0]
    assert (row.steps.join, row.steps.quit) == ((Join(11, TODAY),), (12,))
    assert row.changes == (Change("group", "Tutorial B", "Tutorial A"),)


def test_staff_of_the_file_get_their_role_once():
    teacher = ann(places=(Place(role=Role.FACULTY), Place(role=Role.FACULTY)))
    row = only(planned(teacher))
    assert (row.steps.roles, row.steps.enter) == (((Role.FACULTY, 1),), ())
    has = here(stays={}, roles=frozenset({(Role.FACULTY, 1)}))
    assert only(planned(teacher, people=(has,))).action is Action.UNCHANGED


def test_role_that_the_file_ends_stays_and_is_mentioned():
    ended = Place(role=Role.FACULTY, standing=Standing.WITHDRAWN)
    has = here(stays={}, roles=frozenset({(Role.FACULTY, 1)}))
    row = only(planned(ann(places=(ended,)), people=(has,)))
    assert (row.action, codes(row), row.steps.roles) == (Action.UNCHANGED, {"role_stays"}, ())
    never = only(planned(ann(places=(ended,)), people=(here(stays={}),)))
    assert (never.action, codes(never), never.steps.roles) == (Action.UNCHANGED, set(), ())


def test_somebody_new_on_leave_is_shown_as_such():
    row = only(planned(ann(places=(Place(standing=Standing.ON_LEAVE),))))
    assert row.steps.enter == (Enter(1, TODAY, on_leave=True),)
    assert row.changes == (Change("cohort", "", "Class of 2029"), Change("status", "", "on_leave"))


def test_row_without_group_leaves_groups_as_they_are():
    other = ann(line=3, external_id="2", given_name="Bob", places=(Place(group="A"),))
    row = planned(ann(), other, people=(here(groups=frozenset({11})),)).rows[0]
    assert (row.action, row.steps.quit, row.steps.join) == (Action.UNCHANGED, (), ())


def test_second_group_is_joined_without_leaving_the_first_when_the_file_names_both():
    both = ann(places=(Place(group="A"), Place(group="B")))
    row = only(planned(both, people=(here(groups=frozenset({11})),)))
    assert (row.steps.join, row.steps.quit) == ((Join(12, TODAY),), ())


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
