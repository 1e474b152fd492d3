"""How the five statuses look: an icon and a class for each. Words come from whoever shows them."""

from __future__ import annotations

from typing import Final, NamedTuple


class Look(NamedTuple):
    """The icon of a status, its class, and whether a heat-map cell shows the icon too."""

    icon: str
    css: str
    in_cell: bool


LOOKS: Final[dict[str, Look]] = {
    "not_assessed": Look("dash", "", in_cell=False),
    "in_progress": Look("clock", "", in_cell=False),
    "attained": Look("check", "st-done", in_cell=True),
    "ready_for_review": Look("pen", "st-ready", in_cell=True),
    "refresh_due": Look("refresh", "st-refresh", in_cell=True),
}


def look_of(status: str) -> Look:
    """Return the look of a status. Raises ValueError with the known statuses for any other word."""
    try:
        return LOOKS[status]
    except KeyError:
        known = ", ".join(LOOKS)
        message = f"There is no status {status!r}. Known statuses: {known}."
        raise ValueError(message) from None
