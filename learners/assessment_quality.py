"""How well the assessments of a cohort measured: item analysis over what its learners sat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from statistics import median

from assessments.choices import AssessmentType
from assessments.item_analysis import Analysis, Flag, FlagKind, Sheet, analyse, flags_of
from assessments.item_analysis.flags import ENOUGH_TO_SAY
from assessments.item_analysis.items import ItemFigures
from assessments.item_statistics import Scope, by_assessment, read_material
from assessments.models import AssessmentVersion, ItemVersion
from common.school_time import school_day
from learners.curriculum_given import given_things
from learners.periods import ALWAYS, Period
from people.models import Cohort, Enrolment, User

_OF_QUESTIONS = (
    AssessmentType.QUIZ,
    AssessmentType.JUDGEMENT,
    AssessmentType.APPLIED,
    AssessmentType.REFLECTION,
)


@dataclass(frozen=True, slots=True)
class AssessmentQuality:
    """One assessment that a cohort was given or sat, with the figures of its whole.

    `flagged` are the questions that somebody should look at, by code, each with what may be wrong, the
    gravest first; that there are too few answers is said once, of the whole.
    """

    version: AssessmentVersion
    analysis: Analysis
    flagged: tuple[tuple[ItemVersion, tuple[Flag, ...]], ...]

    @property
    def discrimination(self) -> float | None:
        """The median of the item-rest correlations of the questions, None where none is defined."""
        found = [
            item.discrimination.value for item in self.analysis.items if item.discrimination.value is not None
        ]
        return median(found) if found else None

    @property
    def too_few(self) -> Flag | None:
        """That there are too few sittings to say anything of a question, where that is so."""
        n = self.analysis.n
        return Flag(FlagKind.FEW, values={"n": n, "enough": ENOUGH_TO_SAY}) if n < ENOUGH_TO_SAY else None


def assessment_qualities(
    cohort: Cohort, *, at: datetime, period: Period = ALWAYS
) -> tuple[AssessmentQuality, ...]:
    """Return the quality of each assessment of questions that a cohort was given or sat, by title.

    Read are the first counting sittings of the learners running in the cohort, as recorded by then, handed in
    and released by then, of those the ones handed in within the `period`; marks and keys are those that stand
    today. The number of queries does not depend on how many assessments or learners there are.
    """
    spells = Enrolment.objects.running(school_day(at), as_recorded_by=at).filter(cohort=cohort)
    learners = User.objects.living().filter(pk__in=spells.values("user_id"))
    sat = Scope(learners=learners, released_only=True).attempts()
    material = read_material(sat.filter(period.handed_in, submitted_at__lte=at, released_at__lte=at))
    parts = by_assessment(material)
    given = given_things(cohort, at=at).assessments
    versions = {
        version.assessment_id: version
        for version in AssessmentVersion.objects.filter(assessment__in={*parts, *given})
        .filter(assessment__type__in=_OF_QUESTIONS)
        .select_related("assessment")
        .order_by("n")
    }
    found = []
    for key, version in versions.items():
        part = parts.get(key)
        analysis = analyse(part.sheet() if part else Sheet(()))
        flags = [(material.versions[item.question.key], _to_look_at(item)) for item in analysis.items]
        flagged = tuple((item, raised) for item, raised in flags if raised)
        found.append(AssessmentQuality(version, analysis, flagged))
    return tuple(sorted(found, key=lambda one: (one.version.title, one.version.pk)))


def _to_look_at(item: ItemFigures) -> tuple[Flag, ...]:
    return tuple(flag for flag in flags_of(item) if flag.kind is not FlagKind.FEW)
