"""What is said of one row: what was found, and what to do next."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from interop.roster.wording_files import Wording

REFUSALS: Final[dict[str, Wording]] = {
    "identity_missing": (
        _("The row has neither a student number nor an email."),
        _("Give at least one of them, so that the person is found again next time."),
    ),
    "sourced_id_missing": (
        _("The row has no sourcedId."),
        _("Export the users again with their identifiers."),
    ),
    "name_missing": (
        _("The row has no name."),
        _("Give a given name, a family name, or both."),
    ),
    "too_long": (
        _("The text has %(length)s characters; at most %(limit)s are kept."),
        _("Shorten it."),
    ),
    "hidden_character": (
        _("The text holds a character that cannot be seen: %(character)s."),
        _("Type the text again instead of pasting it."),
    ),
    "garbled": (
        _("The text holds a sign that stands for letters lost on the way."),
        _("Export the file again as UTF-8."),
    ),
    "number_shortened": (
        _("A spreadsheet has shortened this number to %(value)s; its digits are lost."),
        _("Format the column as text in the original and export it again."),
    ),
    "email_invalid": (
        _("“%(value)s” is not an email address."),
        _("Correct it, or leave the cell empty: the person then claims the account with a code."),
    ),
    "email_twice": (
        _("Row %(row)s gives the same address to another person."),
        _("Give each person an address of their own, or leave one of the cells empty."),
    ),
    "identifier_twice": (
        _("Row %(row)s has the same identifier with another name or address."),
        _("Correct the identifier of one of them, or make both rows say the same."),
    ),
    "one_person_twice": (
        _("Two rows of the file mean the same person, once by identifier and once by address."),
        _("Keep one of them, with both the identifier and the address."),
    ),
    "email_taken": (
        _("Somebody else here has this address."),
        _("Correct the address, or ask the other person to change theirs."),
    ),
    "email_of_other_identifier": (
        _("This address belongs to somebody with another identifier."),
        _("Correct the identifier or the address."),
    ),
    "email_of_other_name": (
        _("This address belongs to somebody with another name."),
        _("Correct the address. If it is the same person, change the name here first, then try again."),
    ),
    "erased": (
        _("This person was erased and cannot come back by a roster."),
        _("Take the row away. If they return, give them a new identifier."),
    ),
    "cohort_missing": (
        _("The row names no cohort, and none was chosen for the file."),
        _("Fill the cell, or choose a cohort for rows that name none."),
    ),
    "cohort_unknown": (
        _("There is no cohort “%(value)s” in this program. There are: %(known)s."),
        _("Correct the code, or make the cohort first."),
    ),
    "group_unknown": (
        _("There is no group “%(value)s” in %(cohort)s. There are: %(known)s."),
        _("Correct the code, or make the group first."),
    ),
    "role_unknown": (
        _("“%(value)s” is not a role."),
        _("Write student, faculty, lead, signer or viewer; an empty cell means student."),
    ),
    "relative": (
        _("“%(value)s”: parents and guardians have no account here."),
        _("Nothing needs to be done; take the row away to import the whole file at once."),
    ),
    "student_and_staff": (
        _("The file makes this person both a student and staff of %(cohort)s."),
        _("Nobody marks their own class. Keep one of the two."),
    ),
    "status_unknown": (
        _("“%(value)s” is not a status."),
        _("Write active, on leave, completed or withdrawn; an empty cell changes nothing."),
    ),
    "date_unclear": (
        _("“%(value)s” does not say which day it is."),
        _("Write the year first, such as 2026-09-01."),
    ),
    "date_far": (
        _("“%(value)s” is too far from today to be meant."),
        _("Correct the year."),
    ),
    "enrolled_stranger": (
        _("Somebody with the identifier %(id)s is enrolled, and is not among the users."),
        _("Export users and enrolments together, or take the enrolment away."),
    ),
    "enrolment_incomplete": (
        _("The enrolment has no %(column)s."),
        _("Correct it in the source system and export again."),
    ),
    "class_unmapped": (
        _("The class “%(name)s” (%(id)s) leads to no cohort. Students in it: %(students)s."),
        _("Say to which cohort it leads, or leave the class out on purpose."),
    ),
    "class_without_cohort": (
        _("All classes of this person lead to no cohort: %(classes)s."),
        _("Say to which cohort one of them leads."),
    ),
}
"""A row that is not written."""

NOTES: Final[dict[str, Wording]] = {
    "looks_garbled": (
        _("“%(value)s” looks as if its accents were lost on the way."),
        _("If it does, export the file again as UTF-8."),
    ),
    "switched_off": (
        _("The source system has switched this account off. Here it stays as it is."),
        "",
    ),
    "enrolment_role": (
        _("An enrolment as “%(value)s” puts nobody into a cohort."),
        _("Only students and teachers of a class come into its cohort."),
    ),
    "role_stays": (
        _("The file ends the role in %(cohort)s; it stays until somebody ends it on the page."),
        "",
    ),
    "start_kept": (
        _("Enrolled since %(since)s; the other day in the file was not taken over."),
        _("Correct the enrolment on the page of the cohort, where the change is recorded."),
    ),
    "email_kept": (
        _(
            "The address %(value)s was not taken over: this is staff, an account in use, or somebody who"
            " belongs to another program too."
        ),
        _("Ask the person to change it in their account."),
    ),
    "kept_elsewhere": (
        _("This person is here through another program. Their name and address stay as they are."),
        "",
    ),
    "namesake": (
        _("Somebody of the same name is in %(cohort)s already, under another identifier."),
        _("If it is the same person, give both the same identifier or address before you import."),
    ),
    "class_skipped": (
        _("A class of this person leads to no cohort: %(classes)s."),
        "",
    ),
    "left_out": (_("Only in classes that were left out, so not brought in."), ""),
    "without_place": (_("In no class that leads to this cohort, so not brought in."), ""),
    "not_brought_in": (_("The file says that this person has left, so they are not brought in."), ""),
    "same_as": (_("The same person as in row %(row)s; both are taken together."), ""),
}
"""A row that is written, with something to say about it."""
