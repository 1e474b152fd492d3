"""What each column of a roster is for, as the page and the manual say it."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from interop.roster.columns import COLUMNS


class ColumnHelp(NamedTuple):
    """One column: its header, what it is for, whether it may be missing."""

    header: str
    text: str
    need: str


def column_help() -> list[ColumnHelp]:
    """Return the columns in the order of the template."""
    texts = {
        "external_id": (_("Student or staff number, kept exactly: 00417 stays 00417"), _("or an email")),
        "given_name": (_("Given name as the person writes it"), _("needed")),
        "family_name": (_("Family name as the person writes it"), _("needed")),
        "full_name": (
            _("Both names in one cell, “Family, Given” or “Given Family”"),
            _("instead of the two"),
        ),
        "email": (
            _("Address to sign in with; empty: the person claims the account by code"),
            _("may be empty"),
        ),
        "cohort": (_("Code of the cohort, if not all rows go into the same"), _("or chosen above")),
        "group": (_("Code of a group of the cohort"), _("may be missing")),
        "role": (
            _("student, faculty, lead, signer or viewer, also in French; empty means student"),
            _("may be missing"),
        ),
        "starts_on": (_("First day, such as 2026-09-01"), _("may be missing")),
        "status": (_("active, on leave, completed or withdrawn, also in French"), _("may be missing")),
    }
    return [ColumnHelp(column.header, *texts[column.field]) for column in COLUMNS]
