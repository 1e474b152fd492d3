"""Who is here: users, programs, campuses, cohorts, groups, spells, staff roles, and the log of who looked."""

from people.models.access_log import AccessLog
from people.models.enrolment import Enrolment, GroupSpell
from people.models.program import Campus, Cohort, Group, Program
from people.models.staff import StaffRole
from people.models.user import ClaimCode, ExternalId, User

__all__ = [
    "AccessLog",
    "Campus",
    "ClaimCode",
    "Cohort",
    "Enrolment",
    "ExternalId",
    "Group",
    "GroupSpell",
    "Program",
    "StaffRole",
    "User",
]
