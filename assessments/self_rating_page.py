"""What a page shows of a self-assessment: its competencies with their levels, and what was said so far.

Reads only, in a constant number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessments.models import AssessmentVersion, SelfAssessment, SelfRating
from competencies.models import Competency, Descriptor, Level


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the scale, and what each indicator of a competency looks like there."""

    level: Level
    descriptors: Sequence[Descriptor]


@dataclass(frozen=True, slots=True)
class SelfRow:
    """One competency of the form, and the rating that stands, if any."""

    competency: Competency
    rungs: Sequence[Rung]
    rating: SelfRating | None

    @property
    def key(self) -> str:
        """What its fields are called by."""
        return self.competency.public_id.hex

    @property
    def level(self) -> Level | None:
        """The level they gave themselves."""
        if self.rating is None:
            return None
        return next((one.level for one in self.rungs if one.level.ordinal == self.rating.level), None)


@dataclass(frozen=True, slots=True)
class SelfPage:
    """A whole form with what was said so far."""

    held: SelfAssessment
    version: AssessmentVersion
    rows: Sequence[SelfRow]

    @property
    def is_open(self) -> bool:
        """Whether it still takes ratings."""
        return self.held.state == SelfAssessment.State.OPEN

    @property
    def total(self) -> int:
        """How many competencies it asks about."""
        return len(self.rows)

    @property
    def rated(self) -> int:
        """How many of them have a rating."""
        return sum(row.rating is not None for row in self.rows)

    @property
    def left(self) -> list[SelfRow]:
        """Those without."""
        return [row for row in self.rows if row.rating is None]

    def row(self, competency: Competency) -> SelfRow | None:
        """The row of a competency, if the form asks about it."""
        return next((row for row in self.rows if row.competency == competency), None)


def self_page(held: SelfAssessment) -> SelfPage:
    """Return the page of a self-assessment. Five queries, however many competencies there are."""
    version = held.administration.version
    competencies = asked(held)
    levels: defaultdict[int, list[Level]] = defaultdict(list)
    for level in Level.objects.filter(scale__in={one.version.scale_id for one in competencies}):
        levels[level.scale_id].append(level)
    shown: defaultdict[tuple[int, int], list[Descriptor]] = defaultdict(list)
    for descriptor in (
        Descriptor.objects.filter(indicator__competency__in=competencies)
        .select_related("indicator")
        .order_by("indicator__position")
    ):
        shown[descriptor.indicator.competency_id, descriptor.level_id].append(descriptor)
    ratings = {rating.competency_id: rating for rating in SelfRating.objects.filter(self_assessment=held)}
    rows = [
        SelfRow(
            competency=one,
            rungs=[Rung(level, shown[one.pk, level.pk]) for level in levels[one.version.scale_id]],
            rating=ratings.get(one.pk),
        )
        for one in competencies
    ]
    return SelfPage(held, version, rows)


def rated_anew(page: SelfPage) -> SelfPage:
    """Return the page with the ratings as they stand now. One query."""
    ratings = {
        rating.competency_id: rating for rating in SelfRating.objects.filter(self_assessment=page.held)
    }
    return replace(page, rows=[replace(row, rating=ratings.get(row.competency.pk)) for row in page.rows])


def asked(held: SelfAssessment) -> list[Competency]:
    """Return the competencies that the form asks about; one without attachments, all in force."""
    attached = list(held.administration.version.assessment.attachments.values_list("competency", flat=True))
    rows = Competency.objects.filter(pk__in=attached) if attached else Competency.objects.published()
    return list(rows.select_related("version").order_by("version", "position"))
