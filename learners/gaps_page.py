"""The list of gaps: kind by kind, each with its reason and the act that closes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from learners.gaps import Gap, GapKind
from learners.gaps_remedies import May, Remedy, remedy_of
from learners.gaps_words import TITLES, WHY, named, reason_of
from people.models import Cohort


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap as its list shows it."""

    gap: Gap
    reason: str
    remedy: Remedy

    @property
    def about(self) -> str:
        """What tells the button of this gap from the others, for who hears it alone."""
        of = self.gap.indicator.code if self.gap.indicator else named(self.gap.module or self.gap.assessment)
        return f"{self.gap.competency.code} {of}".strip()


@dataclass(frozen=True, slots=True)
class GapGroup:
    """The gaps of one kind."""

    kind: GapKind
    lines: tuple[GapLine, ...]

    @property
    def title(self) -> str:
        """What is missing."""
        return str(TITLES[self.kind])

    @property
    def why(self) -> str:
        """Why that matters."""
        return str(WHY[self.kind])


def gap_groups(gaps: Iterable[Gap], *, may: May, cohort: Cohort | None) -> list[GapGroup]:
    """Return the gaps in words, kind by kind; they come in that order."""
    return [
        GapGroup(kind, tuple(GapLine(gap, reason_of(gap), remedy_of(gap, may, cohort)) for gap in found))
        for kind, found in groupby(gaps, key=lambda gap: gap.kind)
    ]
