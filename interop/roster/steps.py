"""What writing a row would do. Pure: `planning` makes these, `applying` hands them to the services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from interop.roster.rows import Finding, PersonRow, Role


class Action(StrEnum):
    """What happens to a row, by the names that the staged row keeps."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEAVING = "leaving"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, to be shown: what changes, from what, into what; either may be empty."""

    what: str
    old: str = ""
    new: str = ""

    def as_json(self) -> dict[str, str]:
        """Return the change as JSON values."""
        return {"what": self.what, "old": self.old, "new": self.new}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """Return the change that `as_json` wrote."""
        return cls(said["what"], said["old"], said["new"])


@dataclass(frozen=True, slots=True)
class Enter:
    """A new spell in a cohort."""

    cohort: int
    starts_on: date
    on_leave: bool = False


@dataclass(frozen=True, slots=True)
class Leave:
    """The end of a spell in a cohort, as completed or as withdrawn."""

    cohort: int
    completed: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """A new spell in a group."""

    group: int
    starts_on: date


@dataclass(frozen=True, slots=True)
class Steps:
    """Everything that writing one row does. `leave` happens only if whoever imports says so."""

    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    link: bool = False
    enter: tuple[Enter, ...] = ()
    on_leave: tuple[tuple[int, bool], ...] = ()
    leave: tuple[Leave, ...] = ()
    join: tuple[Join, ...] = ()
    quit: tuple[int, ...] = ()
    roles: tuple[tuple[Role, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row with what writing it would do.

    `user` is who it means, where they are here already. A row that is `made` stands in no file: a class
    without a cohort, somebody who would leave.
    """

    row: PersonRow
    action: Action
    user: int | None = None
    changes: tuple[Change, ...] = ()
    steps: Steps = Steps()
    findings: tuple[Finding, ...] = ()
    made: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All rows of a file, in its order, then those who would leave; and what is to be said of the whole."""

    rows: tuple[PlannedRow, ...]
    notes: tuple[Finding, ...] = ()

    def count(self, action: Action) -> int:
        """Return how many rows have this action."""
        return sum(row.action is action for row in self.rows)
