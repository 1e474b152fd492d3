"""The curriculum map of a cohort against raw SQL that fetches the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from assessments.models import (
    Administration,
    Assessment,
    AssessmentCompetency,
    AssessmentItem,
    AssessmentVersion,
    Encounter,
    Item,
    ItemKey,
    ItemVersion,
    Observation,
)
from benchmarks.measuring import Figure, beside, demand_same, figure, growth, statements_of
from benchmarks.school import cohort_of
from common.school_time import school_day
from competencies.models import Competency, Crosswalk, FrameworkVersion, Indicator, Module, ModuleCompetency
from learners.curriculum_map import CurriculumMap, curriculum_map
from learners.gaps import gaps
from learners.models import Assignment, AssignmentTarget, CohortFramework
from people.models import Cohort, Enrolment, User

WRITTEN = datetime(2026, 1, 5, 15, tzinfo=UTC)
TYPES = ("quiz", "judgement", "observation")
TIERS = ("knows", "knows_how", "shows_how", "does")
QUESTIONS = 5
LEARNERS = """
SELECT e.user_id FROM people_enrolment e
WHERE e.cohort_id = %s AND e.recorded_until IS NULL AND e.starts_on <= %s
  AND (e.ends_on IS NULL OR e.ends_on >= %s) AND e.status = 'active'
"""
MODULES = """
SELECT mc.competency_id, m.id, mc.level_from, mc.level_to, m.minutes
FROM competencies_modulecompetency mc
JOIN competencies_module m ON m.id = mc.module_id
JOIN competencies_competency c ON c.id = mc.competency_id
WHERE c.version_id = %s
"""
ASSESSMENTS = """
SELECT i.competency_id, v.assessment_id, iv.item_id, iv.tier
FROM assessments_assessmentitem ai
JOIN assessments_assessmentversion v ON v.id = ai.version_id
JOIN assessments_itemversion iv ON iv.id = ai.item_version_id
JOIN assessments_item i ON i.id = iv.item_id
JOIN competencies_competency c ON c.id = i.competency_id
WHERE c.version_id = %s
  AND NOT EXISTS (SELECT 1 FROM assessments_assessmentversion w
                  WHERE w.assessment_id = v.assessment_id AND w.n > v.n)
"""
INDICATORS = """
SELECT ii.indicator_id, COUNT(*)
FROM assessments_item_indicators ii
JOIN assessments_item i ON i.id = ii.item_id
JOIN competencies_competency c ON c.id = i.competency_id
WHERE c.version_id = %s AND i.state = 'published'
GROUP BY ii.indicator_id
"""
GIVEN = """
SELECT s.module_id, v.assessment_id, COUNT(DISTINCT s.id)
FROM learners_assignmenttarget t
JOIN learners_assignment s ON s.id = t.assignment_id
LEFT JOIN assessments_administration a ON a.id = s.administration_id
LEFT JOIN assessments_assessmentversion v ON v.id = a.version_id
WHERE t.cohort_id = %s AND s.state = 'given' AND s.assigned_at <= %s
GROUP BY s.module_id, v.assessment_id
"""
OBSERVED = f"""
SELECT v.assessment_id, COUNT(DISTINCT o.encounter_id), COUNT(DISTINCT o.learner_id)
FROM assessments_observation o
JOIN assessments_assessmentversion v ON v.id = o.form_id
WHERE o.learner_id IN ({LEARNERS}) AND o.recorded_at <= %s
GROUP BY v.assessment_id
"""  # put together from constants


def mapped(sizes: tuple[int, ...]) -> Iterator[Figure]:
    """The map of a cohort of each size and 40 competencies, and the gaps in it."""
    found = []
    for learners in sizes:
        cohort = cohort_of(learners, 40)
        version = CohortFramework.objects.get(cohort=cohort).framework_version
        _fill(version, cohort)
        of_map = _mapped(version, cohort, f"curriculum map of {learners} learners x 40 competencies")
        found.append(next(of_map))
        yield found[-1]
        yield from of_map
    if len(found) > 1:
        yield growth(found[0], found[-1], times_larger=sizes[-1] / sizes[0])


def _mapped(version: FrameworkVersion, cohort: Cohort, name: str) -> Iterator[Figure]:
    at = timezone.now()

    def work() -> CurriculumMap:
        return curriculum_map(version, cohort=cohort, at=at)

    def raw() -> dict[str, list[Any]]:
        return _raw(version, cohort, at)

    rows = _assert_equal(work(), raw())
    yield beside(name, work, raw, runs=9, rows=rows, statements=statements_of(work))
    found = work()
    yield figure("gaps of that map", lambda: gaps(found), runs=9, rows=len(gaps(found)))


def _raw(version: FrameworkVersion, cohort: Cohort, at: datetime) -> dict[str, list[Any]]:
    on = school_day(at)
    learners = [cohort.pk, on, on]
    asked: dict[str, tuple[str, list[Any]]] = {
        "learners": (LEARNERS, learners),
        "modules": (MODULES, [version.pk]),
        "assessments": (ASSESSMENTS, [version.pk]),
        "indicators": (INDICATORS, [version.pk]),
        "given": (GIVEN, [cohort.pk, at]),
        "observed": (OBSERVED, [*learners, at]),
    }
    found = {}
    with connection.cursor() as cursor:
        for name, (sql, values) in asked.items():
            cursor.execute(sql, values)
            found[name] = cursor.fetchall()
    return found


def _assert_equal(found: CurriculumMap, raw: dict[str, list[Any]]) -> int:
    """That both hold the same rows, by number and by checksum; return how many."""
    each = [(one, place) for one in found.competencies for place in one.assessments]
    ours = {
        "modules": [
            (one.pk, place.module.pk, place.level_from, place.level_to, place.module.minutes)
            for one in found.competencies
            for place in one.modules
        ],
        "assessments": [
            (one.pk, place.assessment.pk, question.pk, question.tier.code)
            for one, place in each
            for question in place.questions
        ],
        "indicators": [
            (one.pk, one.in_bank) for each in found.competencies for one in each.indicators if one.in_bank
        ],
        "given": [
            *{(one.pk, 0, one.given.times) for one in found.modules},
            *{(0, one.pk, one.given.times) for one in found.assessments if one.type != "observation"},
        ],
        "observed": [
            *{
                (one.pk, one.given.times, one.given.learners)
                for one in found.assessments
                if one.type == "observation"
            }
        ],
    }
    raw["given"] = [(module or 0, assessment or 0, times) for module, assessment, times in raw["given"]]
    assert found.cohort_learners == len(raw["learners"])
    return sum(demand_same(name, rows, raw[name]) for name, rows in ours.items())


def _fill(version: FrameworkVersion, cohort: Cohort) -> None:
    """Two modules, three assessments of five questions, three indicators and two entries of another framework
    for each competency; half of it given to the cohort; ten learners seen on each form. Written in bulk."""
    competencies = list(Competency.objects.filter(version=version).order_by("position"))
    teacher = User.objects.create_user(f"map@{cohort.code}.example")
    indicators = Indicator.objects.bulk_create(
        Indicator(competency=one, code=f"{one.code}.{n}", position=n, text="-")
        for one in competencies
        for n in range(3)
    )
    of_competency = {
        one.pk: [row for row in indicators if row.competency_id == one.pk] for one in competencies
    }
    modules = Module.objects.bulk_create(
        Module(title=f"Module {one.code} {n}", state="published", minutes=20 + n)
        for one in competencies
        for n in (1, 2)
    )
    ModuleCompetency.objects.bulk_create(
        ModuleCompetency(module=module, competency=competencies[n // 2], level_from=1 + n % 2, level_to=4)
        for n, module in enumerate(modules)
    )
    entries = Crosswalk.objects.bulk_create(
        Crosswalk(framework_name=f"Framework {n}", code=one.code, name=f"{one.code} {cohort.code}")
        for one in competencies
        for n in range(2)
    )
    Crosswalk.competencies.through.objects.bulk_create(
        Crosswalk.competencies.through(crosswalk=entry, competency=competencies[n // 2])
        for n, entry in enumerate(entries)
    )
    versions = [_assessed(one, type_, of_competency[one.pk]) for one in competencies for type_ in TYPES]
    _give(modules, versions, cohort, teacher)
    _observe(versions, competencies, cohort, teacher)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _assessed(competency: Competency, type_: str, indicators: list[Indicator]) -> AssessmentVersion:
    assessment = Assessment.objects.create(type=type_, state="published", may_count=True)
    AssessmentCompetency.objects.create(assessment=assessment, competency=competency)
    version = AssessmentVersion.objects.create(assessment=assessment, n=1, title=f"{type_} {competency.code}")
    if type_ == "observation":
        return version
    items = Item.objects.bulk_create(
        Item(code=f"map-{competency.pk}-{type_}-{n}", competency=competency, state="published")
        for n in range(QUESTIONS)
    )
    questions = ItemVersion.objects.bulk_create(
        ItemVersion(item=item, n=1, kind="single_best_answer", tier=TIERS[n % 4], body={})
        for n, item in enumerate(items)
    )
    ItemKey.objects.bulk_create(ItemKey(version=question, n=1, values={}) for question in questions)
    Item.indicators.through.objects.bulk_create(
        Item.indicators.through(item=item, indicator=indicators[n % 3]) for n, item in enumerate(items)
    )
    AssessmentItem.objects.bulk_create(
        AssessmentItem(version=version, position=n, item_version=question)
        for n, question in enumerate(questions, 1)
    )
    return version


def _give(modules: list[Module], versions: list[AssessmentVersion], cohort: Cohort, by: User) -> None:
    given = [version for version in versions if version.assessment.type != "observation"]
    administrations = Administration.objects.bulk_create(
        Administration(version=version, mode="counting", release_rule="after_submission", created_by=by)
        for version in given[::2]
    )
    assignments = Assignment.objects.bulk_create(
        [
            *(Assignment(module=module, assigned_by=by, assigned_at=WRITTEN) for module in modules[::2]),
            *(Assignment(administration=one, assigned_by=by, assigned_at=WRITTEN) for one in administrations),
        ]
    )
    AssignmentTarget.objects.bulk_create(
        AssignmentTarget(assignment=assignment, cohort=cohort) for assignment in assignments
    )


def _observe(
    versions: list[AssessmentVersion], competencies: list[Competency], cohort: Cohort, by: User
) -> None:
    forms = [version for version in versions if version.assessment.type == "observation"]
    learners = list(Enrolment.objects.filter(cohort=cohort).values_list("user_id", flat=True)[:10])
    seen = WRITTEN + timedelta(days=1)
    for form, competency in zip(forms, competencies, strict=True):
        encounters = Encounter.objects.bulk_create(
            Encounter(rater=by, setting="workplace", seen_at=seen, recorded_at=seen) for _learner in learners
        )
        Observation.objects.bulk_create(
            Observation(
                encounter=encounter,
                learner_id=learner,
                competency=competency,
                form=form,
                level=3,
                recorded_at=seen,
            )
            for encounter, learner in zip(encounters, learners, strict=True)
        )
