"""What the frame of every page shows: where this person may go, and where they are."""

from __future__ import annotations

from itertools import groupby
from typing import Final, NamedTuple, TypedDict

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.access import Capability, today
from people.capabilities import GRANTS, OF_ADMIN
from people.models import Enrolment, StaffRole, User

LEARNER: Final = "learner"
ADMIN: Final = "admin"
STAFF: Final = "staff"
RECORDS: Final = "records"
"""Holds a role that opens records, so that work may wait for them; an admin without one has no desk."""

ANYBODY: Final = frozenset({LEARNER, ADMIN, STAFF})


class Place(NamedTuple):
    """One entry of the navigation: its address by name, and what one needs to see it (any of these)."""

    label: str | Promise
    name: str
    needs: frozenset[str]
    under: str
    """Pages whose address begins with one of these, parted by spaces, belong to this entry."""
    hat: str | Promise = ""
    """In which part of their life somebody goes there; said where a person has several."""


_AS_LEARNER: Final = _("You learn")
_AS_STAFF: Final = _("You teach")

PLACES: Final = (
    Place(
        _("Home"),
        "learners:home",
        frozenset({LEARNER}),
        "/modules/ /competencies/ /assignments/ /standing/ /learners/ /attempts/ /self-ratings/",
        _AS_LEARNER,
    ),
    Place(_("Today"), "learners:today", frozenset({RECORDS}), "/today/", _AS_STAFF),
    Place(
        _("Cohorts"),
        "learners:cohort-list",
        frozenset({Capability.SEE_AGGREGATES}),
        "/cohorts/ /programs/ /learners/ /standing/ /self-ratings/ /assign/ /assignments/",
        _AS_STAFF,
    ),
    Place(
        _("Observe"),
        "assessments:encounter-create",
        frozenset({Capability.TEACH}),
        "/observations/",
        _AS_STAFF,
    ),
    Place(_("Marking"), "assessments:marking-queue", frozenset({Capability.TEACH}), "/marking/", _AS_STAFF),
    Place(
        _("Teaching"),
        "competencies:module-list",
        frozenset({Capability.DRAFT_CONTENT}),
        "/teaching/ /curriculum/",
        _AS_STAFF,
    ),
    Place(
        _("School"),
        "people:school",
        frozenset({Capability.MANAGE}),
        "/school/ /rosters/ /imports/",
        _AS_STAFF,
    ),
    Place(
        _("Library"),
        "competencies:library",
        ANYBODY,
        "/library/ /glossary/ /references/ /frameworks/",
        _("For all"),
    ),
)


class Item(NamedTuple):
    """One link of the navigation.

    `current` is "page" on the page itself, "true" on a page that belongs to it, else empty. `opens` names
    the part of the navigation that begins here, for who both learns and teaches; else it is empty.
    """

    label: str
    url: str
    current: str
    opens: str = ""


class Shown(TypedDict):
    """What templates find: the links, and what the person is and may do anywhere today."""

    nav_items: list[Item]
    nav_holds: set[str]


def navigation(request: HttpRequest) -> Shown:
    """Return the links of the main navigation, for who is signed in. Two queries, one for an admin."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_active:
        return {"nav_items": [], "nav_holds": set()}
    holds = _holds(user)
    places = [(place, _address(place.name)) for place in PLACES if holds & place.needs]
    found = [(place, url) for place, url in places if url]
    here = _here(request.path, found)
    both = LEARNER in holds and bool(holds & {STAFF, ADMIN})
    items = []
    for hat, group in groupby(found, key=lambda one: str(one[0].hat)):
        for at, (place, url) in enumerate(group):
            current = ("page" if request.path == url else "true") if place == here else ""
            items.append(Item(str(place.label), url, current, hat if both and at == 0 else ""))
    return {"nav_items": items, "nav_holds": holds}


def _holds(user: User) -> set[str]:
    """Return what the person is and may do anywhere today, as the words that places ask for."""
    on = today(timezone.now())
    roles = set(StaffRole.objects.running(on).filter(user=user).values_list("role", flat=True))
    holds: set[str] = {STAFF} if roles else set()
    for role in roles:
        holds |= GRANTS[role]
    if Capability.SEE_RECORD in holds:
        holds.add(RECORDS)
    if user.is_school_admin:
        holds |= {ADMIN, *OF_ADMIN}
    if not holds or Enrolment.objects.running(on).filter(user=user).exists():
        holds.add(LEARNER)
    return holds


def _here(path: str, found: list[tuple[Place, str]]) -> Place | None:
    """Return the entry that a page belongs to; none where it may belong to two, as to a learner's home and
    to a cohort: a mark in the wrong place is worse than none."""
    belongs = [place for place, url in found if path == url or path.startswith(tuple(place.under.split()))]
    return belongs[0] if len(belongs) == 1 else None


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
