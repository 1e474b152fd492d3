"""What a cohort has behind it: identifiers, groups, sittings, self-ratings, earlier standings, targets."""

from __future__ import annotations

from datetime import UTC, datetime

from assessments.choices import Mode, ReleaseRule
from assessments.models import (
    Administration,
    Assessment,
    AssessmentVersion,
    Attainment,
    Attempt,
    Evidence,
    PolicyVersion,
    SelfAssessment,
    SelfRating,
)
from benchmarks.filling import analyze, chance, fill, instant
from benchmarks.given import give_work
from benchmarks.school import BEGUN, EACH_CELL, ENROLLED
from competencies.models import Competency, FrameworkVersion
from learners.models import CohortFramework, CohortTarget
from people.models import Cohort, ExternalId, Group, GroupSpell, StaffRole, User

THEN = datetime(2026, 2, 1, 15, tzinfo=UTC)
"""When the earlier standing held, and the later one did not yet."""
A_GROUP = 25
EACH_LEARNER = "FROM people_enrolment e WHERE e.cohort_id = %s"
SAT = "2025-11-03 15:00:00"
RATED = "2026-01-12 15:00:00"
EARLIER = "2025-12-01 15:00:00"
LATER = "2026-03-02 15:00:00"


def give_record(cohort: Cohort, *, at: datetime) -> User:
    """Give a cohort its record, once, and return its lead."""
    if lead := User.objects.filter(email=f"lead@{cohort.code}.example").first():
        return lead
    lead = User.objects.create_user(f"lead@{cohort.code}.example")
    StaffRole.objects.create(user=lead, role="lead", cohort=cohort, starts_on=BEGUN)
    version = CohortFramework.objects.get(cohort=cohort).framework_version
    fill(
        ExternalId,
        EACH_LEARNER,
        [cohort.pk],
        user="e.user_id",
        system=f"'{cohort.code}'",
        sourced_id="'0' || (100000 + e.user_id)",
    )
    _groups(cohort)
    for type_ in ("quiz", "judgement"):
        _sat(cohort, version, type_, lead)
    _rated(cohort, version, lead)
    _stood(cohort, version)
    give_work(cohort, lead, at)
    _aimed(cohort, version, lead)
    analyze()
    return lead


def _groups(cohort: Cohort) -> None:
    learners = list(cohort.enrolments.order_by("user_id").values_list("user_id", flat=True))
    groups = Group.objects.bulk_create(
        Group(cohort=cohort, code=f"G{number}", name=f"Group {number}")
        for number in range(len(learners) // A_GROUP + 1)
    )
    GroupSpell.objects.bulk_create(
        (
            GroupSpell(
                user_id=learner, group=groups[place // A_GROUP], starts_on=BEGUN, recorded_from=ENROLLED
            )
            for place, learner in enumerate(learners)
        ),
        batch_size=1000,
    )


def _administration(cohort: Cohort, type_: str, by: User) -> Administration:
    code = f"{type_}-{cohort.code}"
    assessment = Assessment.objects.create(code=code, type=type_, state="published", may_count=True)
    version = AssessmentVersion.objects.create(assessment=assessment, n=1, title=code)
    return Administration.objects.create(
        version=version, mode=Mode.COUNTING, release_rule=ReleaseRule.AFTER_SUBMISSION, created_by=by
    )


def _sat(cohort: Cohort, version: FrameworkVersion, type_: str, by: User) -> None:
    """Everybody sat it; a piece of evidence for four competencies of five."""
    administration = _administration(cohort, type_, by)
    fill(
        Attempt,
        EACH_LEARNER,
        [cohort.pk],
        administration=str(administration.pk),
        user="e.user_id",
        n="1",
        mode="'counting'",
        state="'released'",
        rules="'{}'",
        **dict.fromkeys(("started_at", "submitted_at", "release_at", "released_at"), instant(SAT, "0")),
    )
    fill(
        Evidence,
        f"""
        FROM assessments_attempt e CROSS JOIN competencies_competency c
        WHERE e.administration_id = %s AND c.version_id = %s AND {chance(5, salt=7)} < 4
        """,
        [administration.pk, version.pk],
        learner="e.user_id",
        competency="c.id",
        level=f"1 + {chance(5, salt=8)}",
        tier="'knows_how'",
        method=f"'{type_}'",
        assessment=str(administration.version.assessment_id),
        attempt="e.id",
        shown_at=instant(SAT, "0"),
        recorded_at=instant(SAT, "0"),
    )


def _rated(cohort: Cohort, version: FrameworkVersion, by: User) -> None:
    """Nine of ten rated themselves on everything."""
    administration = _administration(cohort, "self_rating", by)
    fill(
        SelfAssessment,
        f"{EACH_LEARNER} AND {chance(10, salt=9, competency='1')} < 9",
        [cohort.pk],
        administration=str(administration.pk),
        user="e.user_id",
        state="'submitted'",
        started_at=instant(RATED, "0"),
        submitted_at=instant(RATED, "0"),
    )
    fill(
        SelfRating,
        """
        FROM assessments_selfassessment e CROSS JOIN competencies_competency c
        WHERE e.administration_id = %s AND c.version_id = %s
        """,
        [administration.pk, version.pk],
        self_assessment="e.id",
        competency="c.id",
        level=f"1 + {chance(5, salt=10)}",
        rated_at=instant(RATED, "0"),
    )


def _stood(cohort: Cohort, version: FrameworkVersion) -> None:
    """Seven cells of ten were assessed before what stands now, most of them at the same level."""
    policy = PolicyVersion.objects.get(framework=version.framework)
    same, other = chance(5, salt=1), chance(5, salt=13)
    fill(
        Attainment,
        f"{EACH_CELL} AND {chance(10, salt=11)} < 7",
        [cohort.pk, version.pk],
        learner="e.user_id",
        competency="c.id",
        policy_version=str(policy.pk),
        level=f"1 + CASE WHEN {chance(4, salt=12)} = 0 THEN {other} ELSE {same} END",
        status="'in_progress'",
        evidence_counted=f"1 + {chance(4, salt=13)}",
        first_shown_at=instant("2025-10-06 15:00:00", chance(10007, salt=5) + " * 300 + e.user_id %% 300"),
        last_shown_at=instant("2025-10-06 15:00:00", chance(10007, salt=5) + " * 300 + e.user_id %% 300"),
        valid_from=instant(EARLIER, "0"),
        valid_until=instant(LATER, "0"),
    )


def _aimed(cohort: Cohort, version: FrameworkVersion, by: User) -> None:
    """One competency at level 3 by two measures, one of them direct; and all at level 2."""
    first = Competency.objects.filter(version=version).order_by("position").first()
    common = {"cohort": cohort, "framework": version.framework, "set_by": by, "set_at": ENROLLED}
    CohortTarget.objects.create(**common, competency=first, level=3, share=80, measures=2, direct=1)
    CohortTarget.objects.create(**common, level=1, share=50)
