"""`manage.py import_roster`: what it prints, what it writes, how it ends."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from interop.models import ImportBatch
from people.models import Enrolment, StaffRole, User
from tests.factories.people import CohortFactory, ProgramFactory, UserFactory
from tests.interop.roster.files import csv_file, oneroster

pytestmark = pytest.mark.django_db

MAPS = ("--map", "Anatomy=2029", "--map", "H2=2028")


@pytest.fixture(autouse=True)
def program():
    made = ProgramFactory(code="MD", name="Medicine")
    for code in ("2029", "2028"):
        CohortFactory(program=made, code=code, name=f"Class of {code}")
    return made


@pytest.fixture
def file(tmp_path):
    def write(data: bytes, name: str = "roster.csv") -> str:
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return write


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_roster", *arguments, "--program", "MD", stdout=out, stderr=io.StringIO())
    return out.getvalue()


def fails(*arguments: str) -> tuple[str, str]:
    """Return what was printed and how the command ended, which must be with 1."""
    out = io.StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("import_roster", *arguments, "--program", "MD", stdout=out, stderr=io.StringIO())
    assert ended.value.returncode == 1
    return out.getvalue(), str(ended.value)


def test_good_file_is_shown_and_written(file):
    printed = run(file(csv_file("00417,Zoé,Ng,,2029,,,,")))
    assert "     2  New           Zoé Ng" in printed
    assert "00417" in printed
    assert "Joins Class of 2029" in printed
    assert "1 new, 0 changed, 0 unchanged, 0 leaving, 0 refused." in printed
    assert printed.endswith("Written.\n")
    assert Enrolment.objects.get().cohort.code == "2029"
    assert run(file(csv_file("00417,Zoé,Ng,,2029,,,,"))).endswith("Nothing to change.\n")


def test_dry_run_shows_the_same_and_writes_nothing(file):
    printed = run(file(csv_file("00417,Zoé,Ng,,2029,,,,")), "--dry-run")
    assert "Joins Class of 2029" in printed
    assert "Nothing was written" in printed
    assert not User.objects.exists()


def test_refused_row_is_named_with_row_field_and_remedy_and_ends_with_1(file):
    path = file(csv_file("1,Ann,Bee,nonsense,2029,,,,", "2,Bob,Cee,,2029,,,,"))
    printed, ended = fails(path)
    assert "  row 2: Ann Bee: Email: “nonsense” is not an email address. Correct it, or leave" in printed
    assert "one row is refused" in ended
    assert "--take-good" in ended
    assert not User.objects.exists()
    assert run(path, "--take-good").endswith("Written.\n")
    assert User.objects.get().given_name == "Bob"


def test_cohort_of_the_command_counts_for_rows_that_name_none(file):
    run(
        file(b"student_number,given_name,family_name\n1,Ann,Bee"),
        "--cohort",
        "2029",
        "--starts-on",
        "2026-09-01",
    )
    spell = Enrolment.objects.get()
    assert (spell.cohort.code, spell.starts_on.isoformat()) == ("2029", "2026-09-01")


def test_file_without_cohorts_asks_for_one(file):
    _printed, ended = fails(file(b"student_number,given_name,family_name\n1,Ann,Bee"))
    assert "No column says who belongs to which cohort" in ended
    assert "Choose the cohort" in ended


def test_oneroster_refuses_unmapped_classes_by_name(file):
    printed, ended = fails(file(oneroster(), "roster.zip"), "--map", "Anatomy=2029")
    assert "classes.csv, row 3: Cohort: The class “Histology, part 2” (c-hist) leads to no cohort." in printed
    assert "--map CLASS=COHORT" in printed
    assert "2 rows are refused" in ended
    assert not User.objects.exists()


def test_oneroster_comes_in_by_title_code_or_identifier(file):
    path = file(oneroster(), "roster.zip")
    printed, _ended = fails(path, *MAPS)
    assert (
        "users.csv, row 4: Paula Parent: Role: “parent”: parents and guardians have no account here."
        in printed
    )
    run(path, *MAPS, "--take-good", "--by", UserFactory(admin=True, email="ada@x.example").email)
    assert set(Enrolment.objects.values_list("user__given_name", "cohort__code")) == {
        ("Tim", "2029"),
        ("Tim", "2028"),
        ("Zoé", "2029"),
    }
    assert set(StaffRole.objects.values_list("user__given_name", "role", "created_by__email")) == {
        ("Thea", "faculty", "ada@x.example")
    }
    assert ImportBatch.objects.get().created_by.email == "ada@x.example"


def test_oneroster_class_is_left_out_on_purpose(file):
    printed = run(file(oneroster(), "roster.zip"), "--map", "c-anat=2029", "--map", "c-hist=", "--take-good")
    assert "0 leaving, 1 refused" in printed
    assert not Enrolment.objects.filter(cohort__code="2028").exists()


def test_cohort_of_the_command_is_not_used_for_oneroster(file):
    printed = run(file(oneroster(), "roster.zip"), *MAPS, "--cohort", "2028", "--take-good")
    assert "the cohort chosen for it was not used" in printed
    assert not Enrolment.objects.filter(user__given_name="Una").exists()


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--cohort", "2031"), "There is no cohort “2031” in this program. There are: 2028, 2029."),
        (("--map", "Anatomy=2031"), "There is no cohort “2031”"),
        (
            ("--map", "Botany=2029"),
            "There is no class “Botany” in the file. There are: c-anat (Anatomy), c-hist",
        ),
        (("--map", "Anatomy"), "Write CLASS=COHORT"),
        (("--by", "nobody@x.example"), "Nobody here has the address nobody@x.example."),
        (("--program", "PA"), "There is no program “PA”. There are: MD."),
    ],
)
def test_name_that_is_not_there_says_which_are(file, arguments, found):
    path = file(oneroster(), "roster.zip")
    with pytest.raises(CommandError) as ended:
        call_command("import_roster", path, "--program", "MD", *arguments, stdout=io.StringIO())
    assert found in str(ended.value)


def test_title_of_two_classes_asks_for_the_identifier(file):
    twins = ("c-anat,,,Anatomy,,crs-1,,Scheduled", "c-hist,,,Anatomy,,crs-2,,homeroom")
    _printed, ended = fails(file(oneroster(classes=twins), "roster.zip"), "--map", "Anatomy=2029")
    assert "Several classes are called “Anatomy”. Name one by its identifier: c-anat, c-hist." in ended


def test_missing_are_ended_only_when_it_is_said(file):
    run(file(csv_file("1,Ann,Bee,,2029,,,,", "2,Bob,Cee,,2029,,,,")))
    shorter = file(csv_file("1,Ann,Bee,,2029,,,,"))
    printed = run(shorter)
    assert "Leaving       Bob Cee" in printed
    assert "To end it: --end-missing" in printed
    assert Enrolment.objects.filter(recorded_until=None, ends_on=None).count() == 2
    run(shorter, "--end-missing")
    assert Enrolment.objects.filter(recorded_until=None, ends_on=None).count() == 1
    with pytest.raises(CommandError):
        run(shorter, "--end-missing", "--leave-missing")


def test_json_says_what_the_table_says(file):
    out = io.StringIO()
    path = file(csv_file("00417,Zoé,Ng,bad,2029,,,,", "2,Bob,Cee,,2029,,,,"))
    with pytest.raises(CommandError):
        call_command("import_roster", path, "--program", "MD", "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["written"], said["counts"]["refused"], said["counts"]["new"]) == (False, 1, 1)
    assert said["rows"][0]["name"] == "Zoé Ng"
    assert said["rows"][0]["findings"][0]["field"] == "Email"
    assert said["rows"][1]["changes"] == ["Joins Class of 2029"]


def test_file_that_is_not_there_or_too_large_ends_with_a_clear_message(file, tmp_path):
    _printed, ended = fails(str(tmp_path / "nowhere.csv"))
    assert "cannot be read: No such file or directory." in ended
    large = tmp_path / "large.csv"
    with large.open("wb") as made:
        made.truncate(200 * 1024 * 1024)
    _printed, ended = fails(str(large))
    assert "large.csv: The file has 200 MB; at most 10 MB are taken." in ended


def test_long_lists_are_cut_unless_all_rows_are_asked_for(file):
    path = file(csv_file(*(f"{number},G{number},F,,2029,,,," for number in range(60))))
    assert "… and 10 more (-v 2 lists all)" in run(path, "--dry-run")
    assert "G59 F" in run(path, "--dry-run", "-v", "2")
