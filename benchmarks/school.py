"""Cohorts of a given size, written in bulk: what is measured is reading them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from assessments.models import Attainment, PolicyAdoption, PolicyVersion
from assessments.policy_rules import PolicyRules
from benchmarks.filling import analyze, chance, fill, instant, one_of
from competencies.models import Competency, Domain, Framework, FrameworkVersion, Level, Scale
from learners.models import CohortFramework
from people.models import Cohort, Enrolment, Program, User
from people.names import sort_name

BEGUN = date(2025, 9, 1)
ENROLLED = datetime(2025, 8, 20, 15, tzinfo=UTC)
SHOWN = datetime(2026, 3, 2, 15, tzinfo=UTC)
STATUSES = ("in_progress", "in_progress", "ready_for_review", "attained")
EACH_CELL = """
FROM people_enrolment e CROSS JOIN competencies_competency c WHERE e.cohort_id = %s AND c.version_id = %s
"""
LEVELS = ("Novice", "Advanced beginner", "Competent", "Proficient", "Role model")


def cohort_of(learners: int, competencies: int) -> Cohort:
    """Return a cohort in which nine cells of ten are assessed. Written in bulk, once for each size."""
    code = f"{learners}x{competencies}"
    if found := Cohort.objects.filter(code=code).select_related("program").first():
        return found
    version = _framework(code, competencies)
    policy = PolicyVersion.objects.create(
        framework=version.framework, n=1, name="Programmatic assessment", rules=PolicyRules().as_json()
    )
    PolicyAdoption.objects.create(policy_version=policy, adopted_at=SHOWN - timedelta(days=90))
    program = Program.objects.create(code=code, name=f"Program {code}")
    cohort = Cohort.objects.create(program=program, code=code, name=f"Class {code}", starts_on=BEGUN)
    CohortFramework.objects.create(cohort=cohort, framework_version=version, starts_on=BEGUN)
    people = _people(code, learners)
    Enrolment.objects.bulk_create(
        (Enrolment(user=person, cohort=cohort, starts_on=BEGUN, recorded_from=ENROLLED) for person in people),
        batch_size=1000,
    )
    fill(
        Attainment,
        f"{EACH_CELL} AND {chance(10)} < 9",
        [cohort.pk, version.pk],
        learner="e.user_id",
        competency="c.id",
        policy_version=str(policy.pk),
        level=f"1 + {chance(5, salt=1)}",
        status=one_of(chance(4, salt=2), STATUSES),
        evidence_counted=f"1 + {chance(9, salt=3)}",
        evidence_left_out=chance(3, salt=4),
        first_shown_at=instant("2025-10-06 15:00:00", chance(10007, salt=5) + " * 900 + e.user_id %% 900"),
        last_shown_at=instant("2026-03-02 15:00:00", chance(10007, salt=6) + " * 1500 + e.user_id %% 1500"),
        valid_from=instant("2026-03-02 15:00:00", "0"),
    )
    analyze()
    return cohort


def _people(code: str, learners: int) -> list[User]:
    names = [(f"Given{n}", f"Family{n % 97:02d}") for n in range(learners)]
    return User.objects.bulk_create(
        (
            User(
                email=f"p{n}@{code}.example",
                given_name=given,
                family_name=family,
                sort_name=sort_name(given_name=given, family_name=family),
                password="!",
            )
            for n, (given, family) in enumerate(names)
        ),
        batch_size=1000,
    )


def _framework(code: str, competencies: int) -> FrameworkVersion:
    scale, made = Scale.objects.get_or_create(code="bench", defaults={"name": "Five levels"})
    if made:
        Level.objects.bulk_create(
            Level(scale=scale, ordinal=n, name=name, anchor="-", support="-")
            for n, name in enumerate(LEVELS, 1)
        )
    framework = Framework.objects.create(code=code, title=f"Framework {code}")
    version = FrameworkVersion.objects.create(framework=framework, n=1, state="published", scale=scale)
    domain = Domain.objects.create(version=version, code="D", position=1, name="Domain")
    Competency.objects.bulk_create(
        Competency(
            version=version,
            domain=domain,
            code=f"C-{n}",
            position=n,
            title=f"Competency {n}",
            short_title=f"Comp {n}",
            statement="-",
        )
        for n in range(1, competencies + 1)
    )
    return version
