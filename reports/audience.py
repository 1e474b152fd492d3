"""For whom a file is made, which decides whether it may name anybody. Pure."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who will read the file."""

    STAFF = "staff"
    COMMITTEE = "committee"
    VISITOR = "visitor"
    STUDENT = "student"

    @property
    def sees_names(self) -> bool:
        """Whether learners are named; all others get figures of groups that are large enough."""
        return self is Audience.STAFF
