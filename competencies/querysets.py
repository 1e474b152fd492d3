"""Reads of frameworks, modules and sources, each in a constant number of queries.

Content is not tied to a program: whoever drafts content anywhere sees all drafts. Everybody who is signed in
sees what is published, and what was retired, because what somebody was once given stays readable; lists keep
to what is in force.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, F, Min, Prefetch, Q, When

from people.access import Capability, can

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from competencies.models import Competency, Fact, FrameworkVersion, Module, Reference  # noqa: F401
    from people.models import User

Rows = TypeVar("Rows", bound="models.QuerySet[Any]")

OPEN_STATES = ("published", "retired")
"""The states that every signed-in person may read."""


class FrameworkVersionQuerySet(models.QuerySet["FrameworkVersion"]):
    """Reads of framework versions."""

    def published(self) -> Self:
        """Keep the versions in force."""
        return self.filter(state="published")

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep the versions that `user` may read."""
        return self if _sees_drafts(user, on) else _open(self, user)

    def in_force_first(self) -> Self:
        """Put the version in force first, then drafts, then retired ones, newest first."""
        order = Case(When(state="published", then=0), When(state="retired", then=2), default=1)
        return self.order_by(order, "-n")

    def with_counts(self) -> Self:
        """Annotate `domain_count` and `competency_count`, with the framework at hand."""
        return self.select_related("framework").annotate(
            domain_count=Count("domains", distinct=True),
            competency_count=Count("competencies", distinct=True),
        )

    def with_tree(self) -> Self:
        """Fetch the scale with its levels, and the domains with their competencies. Four more queries."""
        competencies = _rows("Competency").order_by("position").prefetch_related("indicators")
        return self.select_related("framework", "scale").prefetch_related(
            "scale__levels",
            Prefetch("domains", _rows("Domain").order_by("position")),
            Prefetch("domains__competencies", competencies),
        )


class CompetencyQuerySet(models.QuerySet["Competency"]):
    """Reads of competencies."""

    def published(self) -> Self:
        """Keep the competencies of versions in force, in the framework's own order."""
        return self.filter(version__state="published")

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep the competencies of the versions that `user` may read."""
        return self if _sees_drafts(user, on) else _open(self, user, prefix="version__")

    def attachable(self) -> Self:
        """Keep those that content may be attached to, framework by framework, with their version."""
        return (
            self.exclude(version__state="retired")
            .select_related("version__framework")
            .order_by("version__framework__title", "-version__n", "position")
        )


class ModuleQuerySet(models.QuerySet["Module"]):
    """Reads of modules."""

    def published(self) -> Self:
        """Keep the modules that may be assigned."""
        return self.filter(state="published")

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep the modules that `user` may read."""
        return self if _sees_drafts(user, on) else _open(self, user)

    def review_overdue(self, on: date) -> Self:
        """Keep the modules in use whose text should have been looked at again by the day `on`."""
        return self.exclude(state="retired").filter(review_on__lt=on)

    def counts(self, on: date) -> dict[str, int]:
        """Return how many there are in each state, and how many are `overdue` for review. One query."""
        overdue = Q(review_on__lt=on) & ~Q(state="retired")
        states = ("draft", "in_review", "published", "retired")
        by_state = {state: Count("pk", filter=Q(state=state)) for state in states}
        found: dict[str, int] = self.aggregate(**by_state, overdue=Count("pk", filter=overdue))
        return found

    def with_attachments(self) -> Self:
        """Fetch the competencies that each module serves, in the framework's order. One more query."""
        attachments = _rows("ModuleCompetency").select_related("competency").order_by("competency__position")
        return self.prefetch_related(Prefetch("attachments", attachments))

    def for_list(self) -> Self:
        """Annotate `section_count`, fetch attachments, and put them in the order of the framework."""
        return (
            self.annotate(
                section_count=Count("sections", filter=Q(sections__state="current"), distinct=True),
                place=Min("attachments__competency__position"),
            )
            .with_attachments()
            .order_by(F("place").asc(nulls_last=True), "title", "pk")
        )


class ReferenceQuerySet(models.QuerySet["Reference"]):
    """Reads of references."""

    def to_check(self) -> Self:
        """Keep the references of which something still has to be checked."""
        return self.filter(Q(needs_check=True) | Q(verified=False))


class FactQuerySet(models.QuerySet["Fact"]):
    """Reads of facts."""

    def with_sources(self) -> Self:
        """Fetch the citations and the competencies of each fact. Two more queries."""
        return self.prefetch_related("references", in_force())


def in_force(lookup: str = "competencies") -> Prefetch[str]:
    """Return the prefetch of the competencies of versions in force, in their order."""
    return Prefetch(lookup, _rows("Competency").filter(version__state="published").order_by("position"))


def _sees_drafts(user: User | AnonymousUser, on: date) -> bool:
    return can(user, Capability.DRAFT_CONTENT, on=on)


def _open(rows: Rows, user: User | AnonymousUser, *, prefix: str = "") -> Rows:
    if not user.is_active or user.pk is None:
        return rows.none()
    return rows.filter(**{f"{prefix}state__in": OPEN_STATES})


def _rows(model: str) -> models.QuerySet[Any]:
    # Models import this module, so their rows are asked for by name.
    rows: models.QuerySet[Any] = apps.get_model("competencies", model)._default_manager.all()
    return rows
