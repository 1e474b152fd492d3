"""What the frame of every page shows: where this person may go."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.access import Capability, today
from people.capabilities import GRANTS, OF_ADMIN
from people.models import Enrolment, StaffRole, User


class Place(NamedTuple):
    """One entry of the navigation: its address by name, and what one needs to see it (any of these)."""

    label: str | Promise
    name: str
    needs: frozenset[str]
    under: str
    """Pages whose address begins with one of these, parted by spaces, belong to this entry."""


LEARNER: Final = "learner"
ADMIN: Final = "admin"
ANYBODY: Final = frozenset({LEARNER, ADMIN, "staff"})
STAFF: Final = frozenset({ADMIN, "staff"})

PLACES: Final = (
    Place(_("Home"), "learners:home", frozenset({LEARNER}), "/"),
    Place(_("Cohorts"), "learners:cohort-list", frozenset({Capability.SEE_AGGREGATES}), "/cohorts/"),
    Place(_("Observe"), "assessments:encounter-create", frozenset({Capability.TEACH}), "/observations/"),
    Place(_("Marking"), "assessments:marking-queue", frozenset({Capability.TEACH}), "/marking/"),
    Place(_("Teaching"), "competencies:module-list", frozenset({Capability.DRAFT_CONTENT}), "/teaching/"),
    Place(_("Library"), "competencies:library", ANYBODY, "/library/ /glossary/ /references/ /frameworks/"),
    Place(_("School"), "people:school", frozenset({Capability.MANAGE}), "/school/"),
)


class Item(NamedTuple):
    """One link of the navigation."""

    label: str
    url: str
    current: bool


def navigation(request: HttpRequest) -> dict[str, list[Item]]:
    """Return the links of the main navigation, for who is signed in. Two queries, one for an admin."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_active:
        return {"nav_items": []}
    holds = _holds(user)
    found = []
    for place in PLACES:
        url = _address(place.name) if holds & place.needs else ""
        if url:
            found.append(Item(str(place.label), url, current=_is_here(request.path, place.under)))
    return {"nav_items": found}


def _holds(user: User) -> set[str]:
    """Return what the person is and may do anywhere today, as the words that places ask for."""
    on = today(timezone.now())
    roles = set(StaffRole.objects.running(on).filter(user=user).values_list("role", flat=True))
    holds: set[str] = {"staff"} if roles else set()
    for role in roles:
        holds |= GRANTS[role]
    if user.is_school_admin:
        holds |= {ADMIN, *OF_ADMIN}
    if not holds or Enrolment.objects.running(on).filter(user=user).exists():
        holds.add(LEARNER)
    return holds


def _is_here(path: str, under: str) -> bool:
    return path == under if under == "/" else path.startswith(tuple(under.split()))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
