"""What a roster would do, planned without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from interop.roster.planning import plan
from interop.roster.rows import Place, Role, Roster, Standing, problem
from interop.roster.snapshot import CohortRef, Stay
from interop.roster.steps import Action, Change, Enter, Join
from tests.interop.roster.plans import (
    START,
    TODAY,
    WISH,
    ann,
    codes,
    here,
    only,
    planned,
    snapshot,
)


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
