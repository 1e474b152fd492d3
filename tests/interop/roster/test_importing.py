"""A roster from bytes to people: what is written, what is kept, and that a second time changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from interop.models import ImportBatch, ImportRow
from people.models import AccessLog, Enrolment, ExternalId, GroupSpell, StaffRole, User
from tests.factories.people import (
    CohortFactory,
    EnrolmentFactory,
    ExternalIdFactory,
    GroupFactory,
    ProgramFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.interop.roster.files import csv_file, oneroster, sheet
from tests.interop.roster.flows import AT, START, TODAY, actions, everything, import_file

pytestmark = pytest.mark.django_db

MAPPING = {"c-anat": "2029", "c-hist": "2028"}


@pytest.fixture
def program():
    return ProgramFactory(code="MD", name="Medicine")


@pytest.fixture
def class_of_2029(program):
    return CohortFactory(program=program, code="2029", name="Class of 2029")


@pytest.fixture
def class_of_2028(program):
    return CohortFactory(program=program, code="2028", name="Class of 2028")


def running(cohort) -> set[str]:
    spells = Enrolment.objects.running(TODAY).filter(cohort=cohort)
    return set(spells.values_list("user__given_name", flat=True))


def test_plain_roster_makes_enrols_groups_and_staffs(program, class_of_2029):
    group = GroupFactory(cohort=class_of_2029, code="A")
    data = csv_file(
        "00417,Zoé,Ñandú,Zoe@School.Example,2029,A,,,",
        "00418,Bo,,,2029,,student,2026-10-05,on leave",
        "S-1,Sam,Staff,sam@school.example,2029,,faculty,,",
    )
    lead = UserFactory(admin=True)
    outcome = import_file(data, program, by=lead)
    assert (outcome.written, actions(outcome)) == (True, ["new", "new", "new"])
    zoe = ExternalId.objects.get(system="school", sourced_id="00417").user
    assert (zoe.given_name, zoe.family_name, zoe.email) == ("Zoé", "Ñandú", "zoe@school.example")
    assert (zoe.sort_name, zoe.activated_at, zoe.has_usable_password()) == ("nandu zoe", None, False)
    assert zoe.enrolments.get().starts_on == START
    assert GroupSpell.objects.get(user=zoe).group == group
    bo = ExternalId.objects.get(sourced_id="00418").user
    assert bo.email is None
    assert set(bo.enrolments.filter(recorded_until=None).values_list("status", "starts_on", "ends_on")) == {
        ("active", date(2026, 10, 5), TODAY - timedelta(days=1)),
        ("on_leave", TODAY, None),
    }
    role = StaffRole.objects.get()
    assert (role.user.given_name, role.role, role.cohort, role.created_by) == (
        "Sam",
        "faculty",
        class_of_2029,
        lead,
    )
    assert AccessLog.objects.get().subject == role.user
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.rows_total, batch.rows_done, batch.applied_at) == ("applied", 3, 3, AT)
    assert set(batch.rows.values_list("user", flat=True)) == {zoe.pk, bo.pk, role.user_id}


def test_import_twice_changes_nothing(program, class_of_2029):
    GroupFactory(cohort=class_of_2029, code="A")
    data = csv_file("1,Ann,Bee,ann@x.example,2029,A,,,on leave", "S-1,Sam,Staff,,2029,,faculty,,")
    import_file(data, program)
    before = everything()
    second = import_file(data, program)
    assert (actions(second), second.changes) == (["unchanged", "unchanged"], False)
    assert everything() == before
    assert ImportBatch.objects.count() == 1


def test_dry_run_writes_nothing(program, class_of_2029):
    before = everything()
    outcome = import_file(csv_file("1,Ann,Bee,,2029,,,,"), program, dry_run=True)
    assert (actions(outcome), outcome.written) == (["new"], False)
    assert everything() == before
    assert not ImportBatch.objects.exists()


def test_refused_row_stops_the_whole_file_unless_the_good_ones_are_taken(program, class_of_2029):
    data = csv_file("1,Ann,Bee,,2029,,,,", "2,Bob,Cee,,2031,,,,")
    before = everything()
    assert not import_file(data, program).written
    assert everything() == before
    assert import_file(data, program, take_good=True).written
    assert list(User.objects.values_list("given_name", flat=True)) == ["Ann"]
    assert list(ImportRow.objects.order_by("pk").values_list("action", flat=True)) == ["new", "refused"]


def test_awkward_oneroster_comes_in(program, class_of_2029, class_of_2028):
    outcome = import_file(oneroster(), program, mapping=MAPPING, take_good=True)
    assert actions(outcome) == ["new", "new", "refused", "new", "new", "new"]
    assert running(class_of_2029) == {"Tim", "Zoé"}
    assert running(class_of_2028) == {"Tim"}
    assert set(StaffRole.objects.values_list("user__given_name", "role", "cohort__code")) == {
        ("Thea", "faculty", "2029"),
        ("Thea", "faculty", "2028"),
    }
    assert set(
        User.objects.filter(enrolments=None, staff_roles=None).values_list("given_name", flat=True)
    ) == {
        "Noël",
        "Una",
    }
    assert not User.objects.filter(given_name="Paula").exists()
    assert ExternalId.objects.get(user__given_name="Zoé").sourced_id == "u-00417"
    assert "Hunter2!" not in str(list(ImportRow.objects.values_list("values", "problems")))
    before = everything()
    again = import_file(oneroster(), program, mapping=MAPPING, take_good=True)
    assert (set(actions(again)), again.changes) == ({"unchanged", "refused"}, False)
    assert everything() == before


def test_workbook_and_csv_name_the_same_people(program, class_of_2029):
    import_file(csv_file("00417,Zoé,Ng,,2029,,,,"), program)
    again = import_file(
        sheet(["Student number", "First name", "Last name"], ["00417", "Zoé", "Ng"]), program, class_of_2029
    )
    assert actions(again) == ["unchanged"]


def test_nobody_is_dropped_unless_the_person_importing_says_so(program, class_of_2029):
    import_file(csv_file("1,Ann,Bee,,2029,,,,", "2,Bob,Cee,,2029,,,,", "3,Cy,Dee,,2029,,,,"), program)
    shorter = csv_file("1,Ann,Bee,,2029,,,,", "3,Cy,Dee,,2029,,,,withdrawn")
    kept = import_file(shorter, program)
    assert (actions(kept), kept.changes) == (["unchanged", "leaving", "leaving"], False)
    assert running(class_of_2029) == {"Ann", "Bob", "Cy"}
    ended = import_file(shorter, program, end_missing=True)
    assert ended.changes
    assert running(class_of_2029) == {"Ann"}
    standing = Enrolment.objects.filter(user__given_name="Bob", recorded_until=None).get()
    assert (standing.status, standing.ends_on) == ("withdrawn", TODAY - timedelta(days=1))
    assert not import_file(shorter, program, end_missing=True).changes
    back = import_file(csv_file("2,Bob,Cee,,2029,,,,"), program)
    assert actions(back)[0] == "changed"
    assert "Bob" in running(class_of_2029)


def test_group_changes_hands_and_the_old_spell_is_kept_in_the_record(program, class_of_2029):
    for code in ("A", "B"):
        GroupFactory(cohort=class_of_2029, code=code)
    import_file(csv_file("1,Ann,Bee,,2029,A,,,", "2,Bob,Cee,,2029,B,,,"), program, at=AT - timedelta(days=3))
    import_file(csv_file("1,Ann,Bee,,2029,B,,,", "2,Bob,Cee,,2029,A,,,"), program)
    spells = GroupSpell.objects.filter(user__given_name="Ann", recorded_until=None).order_by("starts_on")
    assert list(spells.values_list("group__code", "ends_on")) == [
        ("A", TODAY - timedelta(days=1)),
        ("B", None),
    ]


@pytest.mark.parametrize("protect", ["activated", "staff", "other_program", "admin"])
def test_address_that_is_theirs_is_never_changed_by_a_file(program, class_of_2029, protect):
    person = UserFactory(given_name="Ann", family_name="Bee", email="ann@x.example", activated_at=None)
    ExternalIdFactory(user=person, system="school", sourced_id="1")
    EnrolmentFactory(user=person, cohort=class_of_2029)
    if protect == "activated":
        User.objects.filter(pk=person.pk).update(activated_at=AT)
    elif protect == "admin":
        User.objects.filter(pk=person.pk).update(is_school_admin=True)
    elif protect == "staff":
        StaffRoleFactory(user=person, cohort=class_of_2029, ends_on=date(2021, 1, 1))
    else:
        EnrolmentFactory(user=person)
    outcome = import_file(csv_file("1,Anne,Bee,mallory@x.example,2029,,,,"), program)
    person.refresh_from_db()
    assert person.email == "ann@x.example"
    assert person.given_name == "Anne"
    assert [finding.code for finding in outcome.plan.rows[0].findings] == ["email_kept"]


def test_address_of_an_account_not_yet_in_use_is_mended_by_a_file(program, class_of_2029):
    import_file(csv_file("1,Ann,Bee,wrong@x.example,2029,,,,"), program)
    import_file(csv_file("1,Ann,Bee,right@x.example,2029,,,,"), program)
    assert User.objects.get().email == "right@x.example"


def test_somebody_of_another_program_is_enrolled_here_and_keeps_their_details(program, class_of_2029):
    person = UserFactory(given_name="Secret", family_name="Name", email="s@x.example", activated_at=None)
    ExternalIdFactory(user=person, system="school", sourced_id="1")
    EnrolmentFactory(user=person)
    outcome = import_file(csv_file("1,Ann,Bee,mallory@x.example,2029,,,,"), program)
    person.refresh_from_db()
    assert (person.given_name, person.email) == ("Secret", "s@x.example")
    assert running(class_of_2029) == {"Secret"}
    staged = list(ImportRow.objects.values_list("values", "changes", "problems"))
    assert "Secret" not in str(staged)
    assert "s@x.example" not in str(staged)
    assert outcome.changes


def test_person_is_found_by_address_and_then_by_the_identifier_that_was_linked(program, class_of_2029):
    import_file(csv_file(",Ann,Bee,ann@x.example,2029,,,,"), program)
    linked = import_file(csv_file("1,Ann,Bee,ANN@x.example,2029,,,,"), program)
    assert actions(linked) == ["changed"]
    assert ExternalId.objects.get().sourced_id == "1"
    assert actions(import_file(csv_file("1,Ann,Bee,,2029,,,,"), program)) == ["unchanged"]
    assert User.objects.count() == 1


def test_cohort_of_another_program_is_not_there(program, class_of_2029):
    CohortFactory(code="2031", name="Hidden class")
    outcome = import_file(csv_file("1,Ann,Bee,,2031,,,,"), program)
    assert actions(outcome) == ["refused"]
    assert "Hidden" not in repr(outcome.plan.rows[0].findings)


def test_two_files_for_two_cohorts_leave_each_other_alone(program, class_of_2029, class_of_2028):
    import_file(csv_file("1,Ann,Bee,,2029,,,,"), program, end_missing=True)
    import_file(csv_file("2,Bob,Cee,,2028,,,,"), program, end_missing=True)
    assert (running(class_of_2029), running(class_of_2028)) == ({"Ann"}, {"Bob"})


def test_repeater_comes_into_the_other_cohort_and_leaves_the_first_when_it_is_said(
    program, class_of_2029, class_of_2028
):
    import_file(csv_file("1,Ann,Bee,,2028,,,,", "2,Bob,Cee,,2028,,,,"), program)
    moved = csv_file("1,Ann,Bee,,2029,,,,", "2,Bob,Cee,,2028,,,,")
    assert actions(import_file(moved, program)) == ["changed", "unchanged", "leaving"]
    assert running(class_of_2028) == {"Ann", "Bob"}
    import_file(moved, program, end_missing=True)
    assert (running(class_of_2029), running(class_of_2028)) == ({"Ann"}, {"Bob"})


def test_delta_ends_whom_it_names_and_nobody_else(program, class_of_2029, class_of_2028):
    import_file(oneroster(), program, mapping=MAPPING, take_good=True)
    delta = oneroster(
        kind="delta",
        users=("u-4,tobedeleted,2026-11-01T00:00:00.000Z,TRUE,org-1,student,,,Tim,Taught,,,,,,,,",),
        enrollments=("e-9,active,2026-11-01,c-anat,org-1,u-2,student,,,",),
    )
    outcome = import_file(delta, program, mapping=MAPPING, end_missing=True)
    assert actions(outcome) == ["leaving", "changed"]
    assert (running(class_of_2029), running(class_of_2028)) == ({"Zoé", "Noël"}, set())
