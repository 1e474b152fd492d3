"""What stands on the page of a program: its cohorts side by side, with their targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from learners.program_view import Aligned, CohortStand, aligned, cohort_stands
from learners.reaching_targets import TargetStand, targets_of_cohorts
from learners.target_rules import TargetState
from people.models import Cohort


@dataclass(frozen=True, slots=True)
class CohortLine:
    """A cohort of the program, and where it stands with its targets."""

    stand: CohortStand
    targets: tuple[TargetStand, ...]

    @property
    def states(self) -> Counter[TargetState]:
        """How many of its targets are met, on the way, missed."""
        return Counter(one.state for one in self.targets)

    @property
    def met(self) -> int:
        """How many targets are met."""
        return self.states[TargetState.MET]

    @property
    def on_the_way(self) -> int:
        """How many targets are on the way."""
        return self.states[TargetState.ON_THE_WAY]

    @property
    def missed(self) -> int:
        """How many targets are missed."""
        return self.states[TargetState.MISSED]


@dataclass(frozen=True, slots=True)
class ProgramPage:
    """The cohorts of a program in the order given, and their competencies with a cell for each cohort."""

    cohorts: tuple[CohortLine, ...]
    rows: tuple[Aligned, ...]

    @property
    def learners(self) -> int:
        """How many learners the cohorts have, counted in each cohort that they are in."""
        return sum(line.stand.learners for line in self.cohorts)


def program_page(cohorts: Sequence[Cohort], *, at: datetime) -> ProgramPage:
    """Return the cohorts side by side. Eleven queries at most, however many cohorts and learners."""
    stands = cohort_stands(cohorts, at=at)
    followed = {one.cohort: tuple(stand.column for stand in one.stands) for one in stands}
    targets = targets_of_cohorts(followed, at)
    return ProgramPage(
        cohorts=tuple(CohortLine(one, targets[one.cohort]) for one in stands),
        rows=aligned([one.stands for one in stands]),
    )
