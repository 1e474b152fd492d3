"""The heads of a cohort's heat map: domains over their competencies, each head a link that sorts by it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.http import QueryDict

from competencies.models import Domain
from learners.matrix import Column
from learners.picking import NAME, Wanted


class Head(NamedTuple):
    """The head of one column. `order` is as `aria-sort` says it, empty where it does not lead.

    column: None for the names. href: sorts by it, the other way round where it sorts already.
    """

    column: Column | None
    href: str
    order: str

    @property
    def then_descending(self) -> bool:
        """Whether following the link puts the highest first."""
        return self.order == "ascending"


class DomainHead(NamedTuple):
    """A domain over the columns that belong to it."""

    domain: Domain | None
    columns: tuple[Column, ...]

    @property
    def span(self) -> int:
        """How many columns it stands over."""
        return len(self.columns)


def by_domain(columns: Iterable[Column]) -> tuple[tuple[DomainHead, ...], tuple[Column, ...]]:
    """Return the domains, and the columns so that those of a domain stand together. One query.

    Frameworks keep their order; within a domain competencies keep theirs.
    """
    known = tuple(columns)
    domains = Domain.objects.in_bulk({column.domain_id for column in known})
    frameworks = list(dict.fromkeys(column.framework_id for column in known))

    def place(column: Column) -> tuple[int, int, int]:
        domain = domains.get(column.domain_id)
        return frameworks.index(column.framework_id), domain.position if domain else 0, column.domain_id

    ordered = sorted(known, key=place)
    heads = tuple(
        DomainHead(domains.get(key), tuple(those))
        for key, those in groupby(ordered, key=lambda column: column.domain_id)
    )
    return heads, tuple(ordered)


def heads_of(columns: Iterable[Column], wanted: Wanted, *, query: QueryDict) -> tuple[Head, tuple[Head, ...]]:
    """Return the head of the names and those of the columns; other choices in `query` are kept."""

    def head(key: str, column: Column | None) -> Head:
        order = ("descending" if wanted.descending else "ascending") if wanted.sort == key else ""
        return Head(column, _sorted_by(query, f"-{key}" if order == "ascending" else key), order)

    return head(NAME, None), tuple(head(str(column.public_id), column) for column in columns)


def _sorted_by(query: QueryDict, sort: str) -> str:
    kept = query.copy()
    kept.pop("page", None)
    kept["sort"] = sort
    return f"?{kept.urlencode()}"
