"""Headers and single values of a plain roster."""

from __future__ import annotations

from datetime import date

import pytest

from interop.roster import wording
from interop.roster.refusal import FileRefusedError
from interop.roster.rows import PersonRow, Role, Roster, Standing
from interop.roster.staging import read_roster
from tests.interop.roster.files import csv_file


def one(**values: str) -> PersonRow:
    """Read a file of one row; what is not said is left out of the file."""
    values = {"student_number": "00417", "given_name": "Zoé", "family_name": "Ng", "cohort": "2029"} | values
    quoted = ",".join('"' + value.replace('"', '""') + '"' for value in values.values())
    (person,) = read_roster(f"{','.join(values)}\n{quoted}".encode()).people
    return person


def notes(roster: Roster) -> dict[str, wording.Said]:
    return {note.code: wording.say(note) for note in roster.notes}


@pytest.mark.parametrize(
    "header",
    [
        "student_number,given_name,family_name,email,cohort",
        "Student Number,Given Name,Family Name,E-mail,Cohort",
        "STUDENT NO.,FIRST NAME,SURNAME,EMAIL ADDRESS,CLASS",
        "external id;forename;last-name;Mail;class of".replace(";", ","),
        "Matricule,Prénom,Nom de famille,Courriel,Promotion",
        "studentnumber,givn_name,famly_name,emial,cohrot",
    ],
)
def test_header_is_matched_leniently(header):
    (person,) = read_roster(f"{header}\n00417,Zoé,Ng,ZOE@School.Example,2029\n".encode()).people
    assert (person.external_id, person.given_name, person.family_name) == ("00417", "Zoé", "Ng")
    assert person.email == "zoe@school.example"
    assert person.places[0].cohort == "2029"
    assert not person.findings


def test_misspelt_header_says_how_it_was_read():
    roster = read_roster(b"student_number,given_name,famly_name,cohort\n1,a,b,c")
    assert notes(roster)["header_guessed"].message == "The column “famly_name” was read as “family_name”."


def test_unknown_columns_are_listed_and_passwords_are_never_kept():
    text = "student_number,given_name,family_name,cohort,Shoe size,Pass-word\n1,Ann,Bee,2029,44,Hunter2!"
    roster = read_roster(text.encode())
    assert notes(roster)["columns_ignored"].message == "Columns that were left alone: Shoe size."
    assert "Pass-word" in notes(roster)["password_ignored"].message
    assert "Hunter2!" not in str([person.as_json() for person in roster.people])


def test_header_is_found_below_a_title_and_rows_keep_their_numbers():
    text = "Class list;;\nExported 1 Sept;;\n\nstudent number;first name;surname\n1;Ann;Bee\n"
    (person,) = read_roster(text.encode()).people
    assert (person.line, person.name) == (5, "Ann Bee")


@pytest.mark.parametrize(
    ("text", "found", "remedy"),
    [
        ("student_number,given_name\n1,a", "“family_name” is not there", "Add the column"),
        ("given_name,family_name\na,b", "No column tells people apart", "student_number"),
        (
            "x,y\n1,2",
            "No column of a roster was found in the first rows, which read: x, y.",
            "student_number",
        ),
        ("student_number,given_name,family_name", "no rows below it", "Export it again"),
        (
            "email,given_name,family_name,E-Mail\n1,a,b,2",
            "Two columns mean the same: “email” and “E-Mail”",
            "rename",
        ),
    ],
)
def test_file_without_what_it_needs_is_refused_with_the_remedy(text, found, remedy):
    with pytest.raises(FileRefusedError) as refused:
        read_roster(text.encode())
    said = wording.say(refused.value.finding)
    assert found in said.message
    assert remedy in said.remedy


def test_documented_header_wins_over_one_that_only_means_the_same():
    roster = read_roster(b"ID,student_number,given_name,family_name\n9,00417,Ann,Bee")
    assert roster.people[0].external_id == "00417"
    assert notes(roster)["columns_ignored"].message.endswith("ID.")


@pytest.mark.parametrize(
    ("whole", "given", "family"),
    [("Ng, Zoé Ann", "Zoé Ann", "Ng"), ("Zoé Ann Ng", "Zoé Ann", "Ng"), ("Sukarno", "Sukarno", "")],
)
def test_name_in_one_column_is_split(whole, given, family):
    (person,) = read_roster(f'student_number;name\n1;"{whole}"'.encode()).people
    assert (person.given_name, person.family_name) == (given, family)


@pytest.mark.parametrize(
    "name", ["Zoé", "O’Brien-Smith", "María José", "王", "Đặng", "N'Diaye", "علی\u200cرضا"]
)
def test_name_is_kept_exactly(name):
    person = one(given_name=name)
    assert person.given_name == name
    assert not person.findings


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("given_name", "Jo\u202enathan", "hidden_character"),
        ("given_name", "Jo\u200bn", "hidden_character"),
        ("given_name", "Jo\x07n", "hidden_character"),
        ("family_name", "Line\nbreak", "hidden_character"),
        ("family_name", "Zo\ufffd", "garbled"),
        ("family_name", "x" * 151, "too_long"),
        ("family_name", "ﬃ" * 140, "too_long"),
        ("student_number", "4.17E+10", "number_shortened"),
        ("student_number", "9" * 256, "too_long"),
        ("email", "zoe@school", "email_invalid"),
        ("email", "zoe at school.example", "email_invalid"),
        ("email", "Zoé <zoe@school.example>", "email_invalid"),
        ("email", "a..b@school.example", "email_invalid"),
        ("email", "zoé@school.example", "email_invalid"),
        ("email", f"{'x' * 250}@school.example", "too_long"),
        ("role", "guardian", "relative"),
        ("role", "Mère", "relative"),
        ("role", "wizard", "role_unknown"),
        ("status", "elsewhere", "status_unknown"),
        ("starts_on", "09/01/2026", "date_unclear"),
        ("starts_on", "2026-02-30", "date_unclear"),
        ("starts_on", "1066-10-14", "date_far"),
        ("cohort", "x" * 201, "too_long"),
    ],
)
def test_value_that_cannot_be_kept_refuses_its_row(field, value, code):
    person = one(**{field: value})
    (finding,) = [finding for finding in person.findings if finding.blocking]
    assert finding.code == code
    assert finding.field in {field, "external_id"}
    said = wording.say(finding, line=person.line)
    assert (said.where, bool(said.message), bool(said.remedy)) == ("row 2", True, True)


def test_row_without_number_and_address_is_refused():
    assert [finding.code for finding in one(student_number="").findings] == ["identity_missing"]


def test_name_that_looks_garbled_is_only_mentioned():
    person = one(given_name="ZoÃ©")
    assert [(finding.code, finding.blocking) for finding in person.findings] == [("looks_garbled", False)]


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("", Role.STUDENT),
        ("Learner", Role.STUDENT),
        ("Étudiante", Role.STUDENT),
        ("étudiant(e)", Role.STUDENT),
        ("ETUDIANT/ETUDIANTE", Role.STUDENT),
        ("Personne apprenante", Role.STUDENT),
        ("Teacher", Role.FACULTY),
        ("Enseignant·e", Role.FACULTY),
        ("Corps professoral", Role.FACULTY),
        ("chargé de cours", Role.FACULTY),
        ("LEAD", Role.LEAD),
        ("Responsable", Role.LEAD),
        ("Coordonnatrice", Role.LEAD),
        ("signataire", Role.SIGNER),
        ("Consultation", Role.VIEWER),
    ],
)
def test_role_is_read(said, role):
    assert one(role=said).places[0].role is role


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ("", None),
        ("Enrolled", Standing.ACTIVE),
        ("on leave", Standing.ON_LEAVE),
        ("Graduated", Standing.COMPLETED),
        ("left", Standing.WITHDRAWN),
        ("ACTIF", Standing.ACTIVE),
        ("Actif/active", Standing.ACTIVE),
        ("Inscrit(e)", Standing.ACTIVE),
        ("En congé", Standing.ON_LEAVE),
        ("en conge", Standing.ON_LEAVE),
        ("Congé d’études", Standing.ON_LEAVE),
        ("Diplômée", Standing.COMPLETED),
        ("terminé", Standing.COMPLETED),
        ("Retirée", Standing.WITHDRAWN),
        ("Abandon", Standing.WITHDRAWN),
        ("inactif", Standing.WITHDRAWN),
    ],
)
def test_status_is_read(said, standing):
    assert one(status=said).places[0].standing is standing


@pytest.mark.parametrize("said", ["2026-09-01", "2026/9/1", "1.9.2026", "2026-09-01T00:00:00.000Z"])
def test_day_is_read_where_it_is_clear_which_is_the_month(said):
    assert one(starts_on=said).places[0].starts_on == date(2026, 9, 1)


def test_row_cut_short_has_empty_cells():
    (person,) = read_roster(csv_file("00417,Zoé,Ng")).people
    assert (person.name, person.email, person.places[0].cohort) == ("Zoé Ng", "", "")


def test_row_survives_being_staged():
    person = one(email="x@y.example", group="A", role="faculty", starts_on="2026-09-01", status="wrong")
    assert PersonRow.from_json(person.line, person.as_json()) == person
