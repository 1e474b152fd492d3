"""The improvement log of a cohort: its findings with their steps, and what can be measured of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from competencies.models import Competency
from learners.models import CohortTarget, Finding, FindingStep
from learners.program_view import cohort_stands
from learners.reaching_targets import targets_of
from learners.target_rules import whole_per_cent
from people.models import Cohort


@dataclass(frozen=True, slots=True)
class Measure:
    """How many of the learners who count reached what a finding is about, at an instant."""

    reached: int
    counted: int

    @property
    def per_cent(self) -> int:
        """The share, in whole per cent, cut off and never rounded up."""
        return whole_per_cent(self.reached, self.counted)

    @property
    def parts(self) -> list[tuple[str, str, int]]:
        """The learners who count as a bar draws them: who reached it, and hatched who had not yet."""
        return [
            ("in", _("reach it"), self.reached),
            ("none", _("not there yet"), self.counted - self.reached),
        ]


@dataclass(frozen=True, slots=True)
class Logged:
    """A finding with its steps, in the order in which they were noted."""

    finding: Finding
    steps: tuple[FindingStep, ...]

    @property
    def measured(self) -> list[tuple[FindingStep, Measure]]:
        """The steps that keep figures: what was found first, then each time that it was measured again."""
        return [
            (step, Measure(step.reached, step.counted))
            for step in self.steps
            if step.reached is not None and step.counted is not None
        ]

    @property
    def measurable(self) -> bool:
        """Whether it is about something that can be counted."""
        return self.finding.target_id is not None or self.finding.competency_id is not None


def findings_of(cohort: Cohort) -> QuerySet[Finding]:
    """Return the findings of a cohort with all that a page says of them, the newest first. Two queries."""
    steps = FindingStep.objects.select_related("words", "noted_by").order_by("noted_at", "pk")
    return (
        Finding.objects.filter(cohort=cohort)
        .select_related("target__framework", "target__competency", "target__program", "competency__version")
        .prefetch_related(Prefetch("steps", queryset=steps))
    )


def logged(finding: Finding) -> Logged:
    """Return a finding of `findings_of` with its steps."""
    return Logged(finding, tuple(finding.steps.all()))


def measured_at(
    cohort: Cohort, *, target: CohortTarget | None, competency: Competency | None, at: datetime
) -> Measure | None:
    """Return how many reach a target, or stand at the level aimed at in a competency, at that instant.

    None where nothing can be counted: for a cohort as a whole, for a target that was ended, and for a
    competency that the cohort does not follow in any version.
    """
    if target is not None:
        stand = next((one for one in targets_of(cohort, at) if one.target.pk == target.pk), None)
        return Measure(stand.reached, stand.counted) if stand else None
    if competency is not None:
        key = competency.version.framework_id, competency.code
        (whole,) = cohort_stands([cohort], at=at)
        found = next((one for one in whole.stands if one.key == key), None)
        return Measure(found.reached, found.counted) if found else None
    return None
