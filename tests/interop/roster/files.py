"""Files to import, made as the test runs: plain ones, workbooks, a OneRoster zip as awkward as real ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import xlsxwriter

HEADER = "student_number,given_name,family_name,email,cohort,group,role,starts_on,status"


def csv_file(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> bytes:
    return "\n".join([header, *rows, ""]).encode(encoding)


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    fill(book)
    book.close()
    return content.getvalue()


def sheet(*rows: list[object]) -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("People")
        for down, row in enumerate(rows):
            for across, value in enumerate(row):
                write = page.write_string if isinstance(value, str) else page.write
                write(down, across, value)

    return workbook(fill)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return content.getvalue()


USERS_1_1 = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
    "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"
)
USERS_1_2 = (
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,"
    "email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier"
)
CLASSES = "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType"
ENROLLMENTS = (
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
    "beginDate,endDate"
)
MANIFEST = (
    "propertyName,value\nmanifest.version,1.0\noneroster.version,{version}\nfile.users,{kind}\n"
    "file.classes,bulk\nfile.enrollments,{kind}\nfile.courses,absent\nsource.systemCode,absent\n"
)


def user(
    sourced_id: str, given: str, family: str, role: str = "student", *, status: str = "", email: str = ""
) -> str:
    return f"{sourced_id},{status},,TRUE,org-1,{role},,,{given},{family},,,{email},,,agent-9,,Hunter2!"


def enrolment(number: int, klass: str, person: str, role: str, *, status: str = "", ends: str = "") -> str:
    return f"e-{number},{status},,{klass},org-1,{person},{role},,,{ends}"


AWKWARD_USERS = (
    user("u-1", "Thea", "Teacher", "teacher"),
    user("u-2", "Noël", "Nowhere"),
    user("u-3", "Paula", "Parent", "parent"),
    user("u-4", "Tim", "Taught", "teacher"),
    user("u-00417", "Zoé", "Zürcher"),
    user("u-6", "Una", "Unplaced"),
)
AWKWARD_CLASSES = ("c-anat,,,Anatomy,,crs-1,,Scheduled", 'c-hist,,,"Histology, part 2",,crs-2,H2,homeroom')
AWKWARD_ENROLLMENTS = (
    enrolment(1, "c-anat", "u-1", "teacher"),
    enrolment(2, "c-anat", "u-4", "student"),
    enrolment(3, "c-anat", "u-00417", "student"),
    enrolment(4, "c-hist", "u-1", "teacher"),
    enrolment(5, "c-hist", "u-4", "student"),
)


def oneroster(
    *,
    version: str = "1.1",
    kind: str = "bulk",
    users: tuple[str, ...] = AWKWARD_USERS,
    classes: tuple[str, ...] = AWKWARD_CLASSES,
    enrollments: tuple[str, ...] = AWKWARD_ENROLLMENTS,
    header: str = USERS_1_1,
    without: tuple[str, ...] = (),
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A zip with a BOM here, CRLF there, no emails, a "teacher" who is taught, and people in no class."""
    files = {
        "manifest.csv": MANIFEST.format(version=version, kind=kind),
        "users.csv": "\ufeff" + "\r\n".join([header, *users]),
        "classes.csv": "\r\n".join([CLASSES, *classes]),
        "enrollments.csv": "\r\n".join([ENROLLMENTS, *enrollments]) + "\r\n",
    }
    return zipped({name: text for name, text in files.items() if name not in without} | dict(more or {}))
