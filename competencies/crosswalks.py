"""Where a framework meets the frameworks of others."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from django.db.models import Prefetch

from competencies.models import Competency, Crosswalk, FrameworkVersion


class Neighbour(NamedTuple):
    """Somebody else's framework, with its entries that correspond to ours."""

    name: str
    entries: list[Crosswalk]


def crosswalks_of(version: FrameworkVersion) -> list[Neighbour]:
    """Return the crosswalk rows of a version under each other framework's name. Three queries."""
    own = Competency.objects.filter(version=version).order_by("position")
    rows = (
        Crosswalk.objects.filter(competencies__version=version)
        .distinct()
        .prefetch_related(Prefetch("competencies", own), "references")
        .order_by("framework_name", "pk")
    )
    return [Neighbour(name, list(entries)) for name, entries in groupby(rows, lambda row: row.framework_name)]
