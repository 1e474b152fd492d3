"""Cohorts of a given size, written in bulk: what is measured is reading them."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from django.db import connection

from assessments.models import Attainment, PolicyAdoption, PolicyVersion
from assessments.policy_rules import PolicyRules
from competencies.models import Competency, Domain, Framework, FrameworkVersion, Level, Scale
from learners.models import CohortFramework
from people.models import Cohort, Enrolment, Program, User
from people.names import sort_name

SHOWN = datetime(2026, 3, 2, 15, tzinfo=UTC)
STATUSES = ("in_progress", "in_progress", "ready_for_review", "attained")
LEVELS = ("Novice", "Advanced beginner", "Competent", "Proficient", "Role model")


def cohort_of(learners: int, competencies: int) -> Cohort:
    """Return a cohort in which nine cells of ten are assessed. Written in bulk."""
    code = f"{learners}x{competencies}"
    dice = random.Random(code)
    version = _framework(code, competencies)
    policy = PolicyVersion.objects.create(
        framework=version.framework, n=1, name="Programmatic assessment", rules=PolicyRules().as_json()
    )
    PolicyAdoption.objects.create(policy_version=policy, adopted_at=SHOWN - timedelta(days=90))
    program = Program.objects.create(code=code, name=f"Program {code}")
    cohort = Cohort.objects.create(
        program=program, code=code, name=f"Class {code}", starts_on=date(2025, 9, 1)
    )
    CohortFramework.objects.create(cohort=cohort, framework_version=version, starts_on=date(2025, 9, 1))
    people = _people(code, learners)
    Enrolment.objects.bulk_create(
        (Enrolment(user=person, cohort=cohort, starts_on=date(2025, 9, 1)) for person in people),
        batch_size=1000,
    )
    keys = list(Competency.objects.filter(version=version).values_list("pk", flat=True))
    Attainment.objects.bulk_create(
        (
            Attainment(
                learner=person,
                competency_id=key,
                policy_version=policy,
                level=dice.randint(1, 5),
                status=dice.choice(STATUSES),
                evidence_counted=dice.randint(1, 9),
                first_shown_at=SHOWN,
                last_shown_at=SHOWN + timedelta(days=dice.randrange(200)),
                valid_from=SHOWN,
            )
            for person in people
            for key in keys
            if dice.random() < 0.9
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
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
