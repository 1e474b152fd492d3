"""What is said of a file as a whole: what was found, and what to do next."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

Wording = tuple[StrPromise, StrPromise | str]
"""What was found, and what to do about it; the second is empty where there is nothing to do."""

REFUSALS: Final[dict[str, Wording]] = {
    "empty": (
        _("The file is empty."),
        _("Open it to see whether the export worked, then send it again."),
    ),
    "only_header": (
        _("The file has a header and no rows below it."),
        _("Export it again with the people in it."),
    ),
    "too_large": (
        _("The file has %(size)s MB; at most %(limit)s MB are taken."),
        _("Send the list of people alone. A roster of 5,000 people takes less than one megabyte."),
    ),
    "not_text": (
        _("The file is not a table: its bytes are no text in any usual encoding."),
        _("Save the roster as CSV (UTF-8) or as an Excel workbook (.xlsx) and send that."),
    ),
    "other_format": (
        _("The file is in the format %(format)s, whatever its name says."),
        _("Save the roster as CSV (UTF-8) or as an Excel workbook (.xlsx) and send that."),
    ),
    "old_office": (
        _("The file is an old Excel workbook (.xls), or a workbook with a password."),
        _("Open it, take the password away, save it as .xlsx or as CSV (UTF-8), and send that."),
    ),
    "other_workbook": (
        _("The workbook is of a kind that is not read here, such as .xlsb or .ods."),
        _("Save it as .xlsx or as CSV (UTF-8) and send that."),
    ),
    "web_page": (
        _("The file is a web page, perhaps the sign-in page of the system it should have come from."),
        _("Sign in there, export the roster again, and send the exported file."),
    ),
    "csv_broken": (
        _("The file cannot be read beyond row %(row)s: a cell does not end."),
        _("Look for a quotation mark without its partner in that row or just above it."),
    ),
    "too_many_rows": (
        _("The file has more than %(limit)s rows."),
        _("Split it, for example by cohort, and send the parts one after the other."),
    ),
    "too_many_columns": (
        _("Row %(row)s has more than %(limit)s columns."),
        _("Keep the columns of a roster and take the others away."),
    ),
    "no_header": (
        _("No column of a roster was found in the first rows, which read: %(found)s."),
        _("Give the first row headers such as student_number, given_name, family_name, email, cohort."),
    ),
    "missing_column": (
        _("The column “%(column)s” is not there (the header was found in row %(row)s)."),
        _("Add the column with that header, also where its cells stay empty."),
    ),
    "missing_identity": (
        _("No column tells people apart: no student_number and no email (header found in row %(row)s)."),
        _("Add a column “student_number” or a column “email”. Both together are best."),
    ),
    "missing_cohort": (
        _("No column says who belongs to which cohort, and no cohort was chosen."),
        _("Choose the cohort for the whole file, or add a column “cohort” with its code in each row."),
    ),
    "same_column": (
        _("Two columns mean the same: “%(first)s” and “%(second)s”."),
        _("Take one of them away, or rename the one that means something else."),
    ),
    "xlsx_broken": (
        _("The workbook cannot be opened: it is damaged or has a password."),
        _("Open it in a spreadsheet program, save it as .xlsx without a password, and send that."),
    ),
    "zip_broken": (
        _("The zip cannot be opened: it is damaged or was not copied whole."),
        _("Download or export it again."),
    ),
    "zip_locked": (
        _("The zip has a password."),
        _("Export it without a password."),
    ),
    "zip_entries": (
        _("The zip holds %(found)s files; at most %(limit)s are opened."),
        _("Send the zip that the roster system exports, with nothing else in it."),
    ),
    "zip_too_large": (
        _("Unpacked, the file would be far larger than a roster can be (more than %(limit)s MB)."),
        _("Send the zip that the roster system exports, with nothing else in it."),
    ),
    "zip_path": (
        _("The zip holds a file that points out of its folder: %(name)s."),
        _("Such a zip is not opened. Export it again, and tell whoever made it."),
    ),
    "zip_twice": (
        _("The zip holds the same file twice: %(first)s and %(second)s."),
        _("Keep the one that is meant."),
    ),
    "zip_nested": (
        _("The zip holds another zip: %(name)s."),
        _("Unpack the outer one and send the zip inside."),
    ),
    "zip_without_users": (
        _("The zip is not a OneRoster export: there is no users.csv in it. It holds: %(found)s."),
        _("Send a OneRoster CSV export, or unpack the zip and send the CSV file or workbook itself."),
    ),
    "zip_missing_column": (
        _("The column “%(column)s” is not there."),
        _("Export the file again as OneRoster 1.1 or 1.2, with that column."),
    ),
}
"""A file that is not read at all."""

NOTES: Final[dict[str, Wording]] = {
    "read_as_latin": (
        _("The text was read as Windows-1252 (Latin-1), because it is not UTF-8."),
        _("See below whether accents are right; if not, save the file as CSV UTF-8."),
    ),
    "columns_ignored": (_("Columns that were left alone: %(columns)s."), ""),
    "password_ignored": (
        _("A column of passwords was left alone and is not kept: %(columns)s."),
        _("Do not send passwords in a roster. People set their own here."),
    ),
    "header_guessed": (
        _("The column “%(header)s” was read as “%(column)s”."),
        _("If it means something else, rename it and send the file again."),
    ),
    "header_misspelt": (
        _("The column “%(header)s” was read as “%(read)s”."),
        _("If it means something else, rename it and send the file again."),
    ),
    "names_split": (
        _("Names stand in one column; they were split at the comma, else before the last word."),
        _("Use the columns given_name and family_name to say it exactly."),
    ),
    "other_sheets": (
        _("Only the first sheet, “%(sheet)s”, was read; these were not: %(others)s."),
        _("Send the other sheets as files of their own."),
    ),
    "zeros_from_format": (
        _("%(count)s numbers are shown with leading zeros by their format, and were read as shown."),
        _("Format the column as text to be sure."),
    ),
    "zip_ignored": (_("Left alone inside the zip: %(name)s."), ""),
    "promised_file_absent": (
        _("The manifest promises %(name)s, which is not in the zip."),
        _("Ask whoever exports the roster, unless it reads well without it."),
    ),
    "unpromised_file": (_("%(name)s was read although the manifest calls it absent."), ""),
    "no_enrollments": (
        _("The zip says nothing about who is in which class, so everybody comes in without a cohort."),
        "",
    ),
    "many_leave": (
        _("%(count)s of the %(there)s people in %(cohort)s are not in this file."),
        _("Check that it is the whole roster before you end anybody's enrolment."),
    ),
    "cohort_ignored": (
        _("A OneRoster file says by class who belongs where; the cohort chosen for it was not used."),
        _("Say for each class to which cohort it leads."),
    ),
}
"""A file that is read, with something to say about how."""
