"""The mappings between framework versions that carry evidence. Reads only."""

from __future__ import annotations

from django.db.models import F

from assessments.carrying import Carried, Link, carrying
from competencies.models import CompetencyMapping

_SOURCE, _TARGET = "from_competency__version", "to_competency__version"


def carried() -> Carried:
    """Return what the mappings between versions carry now. One query over a table of a few rows a version."""
    rows = CompetencyMapping.objects.filter(
        relation__in=(CompetencyMapping.Relation.EXACT, CompetencyMapping.Relation.SPLIT),
        **{f"{_SOURCE}__framework": F(f"{_TARGET}__framework")},
    ).values_list(
        "from_competency_id",
        "to_competency_id",
        "relation",
        f"{_SOURCE}__scale_id",
        f"{_TARGET}__scale_id",
        f"{_SOURCE}__n",
        f"{_TARGET}__n",
    )
    return carrying(
        Link(source, target, relation, same_scale=scale == other, newer=n < m)
        for source, target, relation, scale, other, n, m in rows
    )
