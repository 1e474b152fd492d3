"""OneRoster zips: as awkward as real ones, and awkward in ways of their own."""

from __future__ import annotations

from datetime import date

import pytest

from interop.roster import wording
from interop.roster.refusal import FileRefusedError
from interop.roster.rows import PersonRow, Role, Roster, Standing
from interop.roster.staging import read_roster
from tests.interop.roster.files import (
    AWKWARD_ENROLLMENTS,
    CLASSES,
    ENROLLMENTS,
    USERS_1_1,
    USERS_1_2,
    enrolment,
    oneroster,
    user,
    zipped,
)


def people(roster: Roster) -> dict[str, PersonRow]:
    return {person.external_id: person for person in roster.people}


def codes(person: PersonRow) -> list[tuple[str, bool]]:
    return [(finding.code, finding.blocking) for finding in person.findings]


def refusal(data: bytes) -> str:
    with pytest.raises(FileRefusedError) as refused:
        read_roster(data)
    return str(wording.say(refused.value.finding))


def test_awkward_roster_is_read():
    roster = read_roster(oneroster())
    assert (roster.kind, roster.system, roster.delta) == ("oneroster-1.1", "oneroster", False)
    assert [(one.sourced_id, one.name, one.students, one.teachers) for one in roster.classes] == [
        ("c-anat", "Anatomy", 2, 1),
        ("c-hist", "Histology, part 2", 1, 1),
    ]
    found = people(roster)
    assert [place.role for place in found["u-1"].places] == [Role.FACULTY, Role.FACULTY]
    assert [place.role for place in found["u-4"].places] == [Role.STUDENT, Role.STUDENT]
    assert found["u-2"].places == found["u-6"].places == ()
    assert codes(found["u-3"]) == [("relative", True)]
    assert found["u-00417"].given_name == "Zoé"
    assert [person.line for person in roster.people] == [2, 3, 4, 5, 6, 7]
    assert not roster.notes


def test_password_and_agents_are_never_read():
    roster = read_roster(oneroster(header=USERS_1_1.replace("password", "Pasword")))
    assert "Hunter2!" not in repr(roster)
    assert "agent-9" not in repr(roster)


def test_version_1_2_takes_roles_from_their_own_file():
    users = (
        "u-1,,,TRUE,,,Ann,Bee,,,,,,,,Hunter2!,",
        "u-2,,,TRUE,,,Pat,Rent,,,,,,,,Hunter2!,",
        "u-3,,,TRUE,,,Both,Roles,,,,,,,,Hunter2!,",
    )
    roles = (
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId\n"
        "r1,,,u-1,primary,student,o\nr2,,,u-2,primary,parent,o\n"
        "r3,,,u-3,primary,teacher,o\nr4,,,u-3,secondary,parent,o\n"
    )
    found = people(
        read_roster(
            oneroster(version="1.2", users=users, header=USERS_1_2, enrollments=(), more={"roles.csv": roles})
        )
    )
    assert codes(found["u-2"]) == [("relative", True)]
    assert codes(found["u-1"]) == codes(found["u-3"]) == []


@pytest.mark.parametrize(("version", "header"), [("1.1", USERS_1_1), ("1.2", USERS_1_2)])
def test_version_is_seen_without_a_manifest(version, header):
    roster = read_roster(
        oneroster(header=header, users=(), enrollments=AWKWARD_ENROLLMENTS, without=("manifest.csv",))
    )
    assert roster.kind == f"oneroster-{version}"


def test_identifiers_are_kept_under_the_name_of_the_source():
    manifest = "propertyName,value\noneroster.version,1.1\nsource.systemCode,SIS-7\n"
    assert read_roster(oneroster(more={"manifest.csv": manifest})).system == "oneroster:SIS-7"


def test_dirty_zip_is_read_leniently():
    files = {
        "Export/USERS.CSV": "SourcedID;Given Name;family_name;ROLE;colour\nu-1;Zoé;Ng;Student;red".encode(
            "latin-1"
        ),
        "Export/Enrollments.csv": "classSourceId\tuserSourcedID\trole\nc-1\tu-1\tstudent".encode("utf-16"),
        "__MACOSX/Export/._users.csv": b"\0\0",
        "readme.txt": "hello",
    }
    roster = read_roster(zipped(files))
    (person,) = roster.people
    assert (person.name, person.places[0].klass) == ("Zoé Ng", "c-1")
    assert [(one.sourced_id, one.name) for one in roster.classes] == [("c-1", "c-1")]
    assert {(note.code, note.file) for note in roster.notes} == {
        ("read_as_latin", "users.csv"),
        ("header_misspelt", "enrollments.csv"),
    }


def test_enrolment_of_a_stranger_is_refused_by_its_row():
    roster = read_roster(
        oneroster(enrollments=(*AWKWARD_ENROLLMENTS, enrolment(9, "c-anat", "u-99", "student")))
    )
    stranger = people(roster)["u-99"]
    assert codes(stranger) == [("enrolled_stranger", True)]
    assert wording.place(stranger.line, stranger.source) == "enrollments.csv, row 7"


def test_enrolment_without_a_class_is_refused_and_others_roles_put_nobody_anywhere():
    roster = read_roster(
        oneroster(
            enrollments=(enrolment(1, "", "u-1", "student"), enrolment(2, "c-anat", "u-6", "administrator"))
        )
    )
    assert codes(roster.people[-1]) == [("enrolment_incomplete", True)]
    assert codes(people(roster)["u-6"]) == [("enrolment_role", False)]
    assert roster.classes == ()


def test_delta_names_who_has_gone_and_lets_strangers_be_looked_for():
    roster = read_roster(
        oneroster(
            kind="delta",
            users=(user("u-1", "Ann", "Bee", status="tobedeleted"),),
            enrollments=(
                enrolment(1, "c-anat", "u-2", "student", status="tobedeleted"),
                enrolment(2, "c-anat", "u-3", "student", status="active"),
            ),
        )
    )
    assert roster.delta
    found = people(roster)
    assert found["u-1"].gone
    assert found["u-2"].places[0].standing is Standing.WITHDRAWN
    assert found["u-3"].places[0].standing is None
    assert not found["u-3"].refused


def test_days_of_an_enrolment_are_read_and_unclear_ones_only_mentioned():
    row = "e-1,,,c-anat,org-1,u-6,student,,2026-09-01,2027-06-30"
    place = people(read_roster(oneroster(enrollments=(row,))))["u-6"].places[0]
    assert (place.starts_on, place.ends_on) == (date(2026, 9, 1), date(2027, 6, 30))
    unclear = people(read_roster(oneroster(enrollments=(row.replace("2026-09-01", "09/01/2026"),))))["u-6"]
    assert codes(unclear) == [("date_unclear", False)]


def test_file_that_the_manifest_promises_and_the_zip_lacks_is_named():
    roster = read_roster(oneroster(without=("enrollments.csv",)))
    said = {note.code: str(wording.say(note)) for note in roster.notes}
    assert "promises enrollments.csv" in said["promised_file_absent"]
    assert "without a cohort" in said["no_enrollments"]
    assert all(not person.places for person in roster.people)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (
            oneroster(without=("users.csv",)),
            "no users.csv in it. It holds: manifest.csv, classes.csv, enrollments.csv",
        ),
        (oneroster(users=(), enrollments=()), "no rows below it"),
        (zipped({"inner.zip": zipped({"users.csv": "x"})}), "holds another zip: inner.zip"),
        (
            zipped({"a/users.csv": "x", "b/users.csv": "y"}),
            "the same file twice: a/users.csv and b/users.csv",
        ),
        (
            oneroster(header=USERS_1_1.replace("familyName", "x")),
            "users.csv: The column “familyName” is not there",
        ),
        (
            oneroster(more={"enrollments.csv": ENROLLMENTS.replace("role", "x") + "\n1,,,c,o,u,student,,,"}),
            "enrollments.csv: The column “role” is not there",
        ),
        (oneroster(more={"users.csv": b"\0\1\2\3\4\5"}), "users.csv: The file is not a table"),
    ],
)
def test_zip_that_cannot_be_read_says_why(data, found):
    assert found in refusal(data)


def test_class_rows_without_identifier_are_passed_over():
    roster = read_roster(oneroster(more={"classes.csv": f"{CLASSES}\n,,,Nameless,,,,\nc-anat,,,Anatomy,,,,"}))
    assert [one.name for one in roster.classes] == ["Anatomy", "c-hist"]
