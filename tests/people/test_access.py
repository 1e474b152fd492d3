"""Who may do what, against the design's table; and each predicate against its twin in SQL."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from people import access, rules
from people.access import Capability
from people.models import (
    AccessLog,
    Campus,
    ClaimCode,
    Cohort,
    Enrolment,
    ExternalId,
    Group,
    GroupSpell,
    Program,
    StaffRole,
    User,
)
from tests.cast import ACTORS
from tests.factories.people import (
    AccessLogFactory,
    CampusFactory,
    ClaimCodeFactory,
    CohortFactory,
    EnrolmentFactory,
    ExternalIdFactory,
    GroupFactory,
    GroupSpellFactory,
    ProgramFactory,
    StaffRoleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)
C = Capability

# The design's table, written out by hand and apart from the code that it judges.
TABLE = {
    "lead": {C.MANAGE, C.TEACH, C.SEE_RECORD, C.SEE_AGGREGATES, C.DRAFT_CONTENT, C.PUBLISH_CONTENT},
    "faculty": {C.TEACH, C.SEE_RECORD, C.SEE_AGGREGATES, C.DRAFT_CONTENT},
    "signer": {C.SEE_RECORD, C.SIGN, C.SEE_AGGREGATES},
    "viewer": {C.SEE_AGGREGATES},
    "other_lead": set(),
    "former_staff": set(),
    "faculty_student": set(),
    "student": set(),
    "other_student": set(),
    "anonymous": set(),
    "admin": {C.MANAGE, C.TEACH, C.SEE_RECORD, C.SEE_AGGREGATES, C.DRAFT_CONTENT, C.PUBLISH_CONTENT},
}
ROWS = {
    Program: "program",
    Campus: "campus",
    Cohort: "cohort",
    Group: "group",
    User: "user",
    ExternalId: "externalid",
    ClaimCode: "claimcode",
    Enrolment: "enrolment",
    GroupSpell: "groupspell",
    StaffRole: "staffrole",
    AccessLog: "accesslog",
}


# The table


@pytest.mark.parametrize("actor", TABLE)
def test_can_follows_the_table_in_the_cohort(cast, actor):
    person = getattr(cast, actor)
    held = {c for c in Capability if access.can(person, c, on=DAY, cohort=cast.cohort)}
    assert held == TABLE[actor]


@pytest.mark.parametrize("actor", TABLE)
def test_may_for_learner_follows_the_table(cast, actor):
    person = getattr(cast, actor)
    reached = {c for c in Capability if access.may_for_learner(person, c, cast.student, on=DAY)}
    assert reached == (TABLE[actor] | ({C.SEE_RECORD} if actor == "student" else set()))


def test_lead_signs_only_when_also_a_signer(lead, cohort):
    assert not access.can(lead, C.SIGN, on=DAY, cohort=cohort)
    StaffRoleFactory(user=lead, role="signer", cohort=cohort)
    assert access.can(lead, C.SIGN, on=DAY, cohort=cohort)


def test_admin_signs_only_by_a_role(admin, cohort, student):
    assert not access.can(admin, C.SIGN, on=DAY)
    assert not access.learners_where(admin, C.SIGN, on=DAY).exists()
    StaffRoleFactory(user=admin, role="signer", cohort=cohort)
    assert access.can(admin, C.SIGN, on=DAY, cohort=cohort)
    assert access.may_for_learner(admin, C.SIGN, student, on=DAY)


def test_role_on_a_program_covers_its_cohorts_and_no_other_programs(cast):
    person = StaffRoleFactory(role="lead", program=cast.program).user
    assert access.can(person, C.MANAGE, on=DAY, program=cast.program)
    assert set(access.cohorts_where(person, C.MANAGE, on=DAY)) == {cast.cohort, cast.other_cohort}
    assert not access.can(person, C.MANAGE, on=DAY, cohort=cast.foreign_cohort)
    assert not access.can(person, C.SEE_AGGREGATES, on=DAY, program=cast.foreign_cohort.program)


def test_role_on_a_cohort_does_not_reach_its_program(lead, cast):
    assert not access.can(lead, C.MANAGE, on=DAY, program=cast.program)
    assert list(access.programs_where(lead, C.MANAGE, on=DAY)) == []
    assert set(access.cohorts_where(lead, C.MANAGE, on=DAY)) == {cast.cohort}


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [
        (0, None, True),
        (1, None, False),
        (-9, 0, True),
        (-9, -1, False),
        (0, 0, True),
    ],
)
def test_roles_and_spells_hold_from_their_first_to_their_last_day(cohort, starts, ends, holds):
    days = {
        "starts_on": DAY + timedelta(days=starts),
        "ends_on": None if ends is None else DAY + timedelta(days=ends),
    }
    staff = StaffRoleFactory(cohort=cohort, **days).user
    learner = EnrolmentFactory(cohort=cohort, **days).user
    reader = StaffRoleFactory(cohort=cohort).user
    assert access.can(staff, C.TEACH, on=DAY, cohort=cohort) is holds
    assert access.is_staff_anywhere(staff, on=DAY) is holds
    assert access.is_learner(learner, on=DAY) is holds
    assert access.may_for_learner(reader, C.SEE_RECORD, learner, on=DAY) is holds


def test_learner_on_leave_is_still_seen(faculty, cohort):
    learner = EnrolmentFactory(cohort=cohort, status=Enrolment.Status.ON_LEAVE).user
    assert access.may_for_learner(faculty, C.SEE_RECORD, learner, on=DAY)


def test_corrected_spell_no_longer_opens_the_record(faculty, cohort):
    spell = EnrolmentFactory(cohort=cohort, recorded_until=datetime(2026, 1, 1, tzinfo=UTC))
    assert not access.may_for_learner(faculty, C.SEE_RECORD, spell.user, on=DAY)
    assert not access.is_learner(spell.user, on=DAY)


def test_own_record_is_seen_and_never_signed_or_taught(cohort):
    person = EnrolmentFactory(cohort=cohort).user
    for role in ("lead", "faculty", "signer"):
        StaffRoleFactory(user=person, role=role, cohort=cohort)
    assert access.may_for_learner(person, C.SEE_RECORD, person, on=DAY)
    for capability in (C.SIGN, C.TEACH):
        assert access.can(person, capability, on=DAY, cohort=cohort)
        assert not access.may_for_learner(person, capability, person, on=DAY)
        assert person not in access.learners_where(person, capability, on=DAY)


def test_own_record_stays_open_without_any_enrolment():
    person = UserFactory()
    assert access.may_for_learner(person, C.SEE_RECORD, person, on=DAY)
    assert list(access.learners_where(person, C.SEE_RECORD, on=DAY)) == [person]


def test_inactive_people_may_nothing(admin, lead, student, cohort):
    for person in (admin, lead, student):
        person.is_active = False
        assert not any(access.can(person, c, on=DAY, cohort=cohort) for c in Capability)
        assert not access.may_for_learner(person, C.SEE_RECORD, student, on=DAY)
        assert not access.learners_where(person, C.SEE_RECORD, on=DAY).exists()
        assert not access.is_staff_anywhere(person, on=DAY)
        assert access.capabilities_in(person, cohort, on=DAY) == frozenset()
        assert not access.is_learner(person, on=DAY)
        assert all(not model.objects.visible_to(person, on=DAY).exists() for model in ROWS)


def test_erased_person_has_no_named_record(admin, faculty, student):
    student.erased_at = datetime(2026, 1, 1, tzinfo=UTC)
    student.save(update_fields=["erased_at"])
    for reader in (admin, faculty):
        assert not access.may_for_learner(reader, C.SEE_RECORD, student, on=DAY)
        assert student not in access.learners_where(reader, C.SEE_RECORD, on=DAY)


def test_today_is_the_schools_day(settings):
    settings.SCHOOL_TIME_ZONE = "America/Toronto"
    assert access.today(datetime(2026, 11, 24, 4, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert access.today(datetime(2026, 11, 24, 5, 0, tzinfo=UTC)) == date(2026, 11, 24)


def test_permissions_of_the_rules_library_ask_about_today(faculty, viewer, student):
    assert faculty.has_perm("people.view_user", student)
    assert not viewer.has_perm("people.view_user", student)
    assert not faculty.has_perm("people.view_user", None)


# The twins


@dataclass
class Situation:
    people: list[User | AnonymousUser]
    cohorts: list[Cohort]
    programs: list[Program]


def days(rng: random.Random) -> dict[str, date | None]:
    """Return a first and a last day around DAY: past, running, to come, touching it, or open."""
    starts = DAY + timedelta(days=rng.choice([-400, -30, -1, 0, 1, 30]))
    ends = rng.choice([None, None, 0, 1, 29, 30, 31, 400])
    return {"starts_on": starts, "ends_on": None if ends is None else starts + timedelta(days=ends)}


def spell_fields(rng: random.Random) -> dict:
    corrected = rng.random() < 0.25
    return {
        **days(rng),
        "recorded_until": datetime(2026, 6, 1, tzinfo=UTC) if corrected else None,
    }


def situation(seed: int) -> Situation:
    """Write a school of two programs in which everything overlaps with everything at random."""
    rng = random.Random(seed)
    programs = ProgramFactory.create_batch(2)
    CampusFactory(program=programs[0])
    CampusFactory(program=programs[1])
    cohorts = [CohortFactory(program=program) for program in programs for _ in range(2)]
    groups = [GroupFactory(cohort=cohort) for cohort in cohorts]
    people: list = [UserFactory() for _ in range(6)]
    people += [
        UserFactory(is_school_admin=True),
        UserFactory(is_active=False),
        UserFactory(erased_at=datetime(2026, 1, 1, tzinfo=UTC)),
    ]
    # One spell a person and cohort, and one role of a kind a person and place: what the database allows.
    for person in people:
        for cohort, group in zip(cohorts, groups, strict=True):
            if rng.random() < 0.35:
                EnrolmentFactory(
                    user=person, cohort=cohort, status=rng.choice(["active", "on_leave"]), **spell_fields(rng)
                )
            if rng.random() < 0.25:
                GroupSpellFactory(user=person, group=group, **spell_fields(rng))
            if rng.random() < 0.3:
                StaffRoleFactory(user=person, cohort=cohort, role=rng.choice([*TABLE][:4]), **days(rng))
        if rng.random() < 0.3:
            place = rng.choice(programs)
            StaffRoleFactory(user=person, program=place, role=rng.choice([*TABLE][:4]), **days(rng))
        ExternalIdFactory(user=person)
        ClaimCodeFactory(user=person, created_by=people[6])
        AccessLogFactory(actor=person, subject=rng.choice(people), cohort=rng.choice([None, *cohorts]))
    return Situation([*people, AnonymousUser()], cohorts, programs)


SEEDS = range(5)


@pytest.mark.parametrize("seed", SEEDS)
def test_predicates_agree_with_their_twins_in_sql(seed):
    found = situation(seed)
    seen = 0
    for person in found.people:
        for model, name in ROWS.items():
            by_sql = set(model.objects.visible_to(person, on=DAY))
            by_predicate = {row for row in model.objects.all() if rules.SEES[name](person, row, on=DAY)}
            assert by_sql == by_predicate, (person, name)
            seen += len(by_sql)
    assert seen > 100


@pytest.mark.parametrize("seed", SEEDS)
def test_capabilities_agree_with_their_twins_in_sql(seed):
    found = situation(seed)
    everybody = list(User.objects.all())
    for person in found.people:
        for capability in Capability:
            where = set(access.cohorts_where(person, capability, on=DAY))
            assert where == {
                row for row in found.cohorts if access.can(person, capability, on=DAY, cohort=row)
            }
            wide = set(access.programs_where(person, capability, on=DAY))
            assert wide == {
                row for row in found.programs if access.can(person, capability, on=DAY, program=row)
            }
            if not getattr(person, "is_school_admin", False):
                assert access.can(person, capability, on=DAY) is bool(where)
            reached = set(access.learners_where(person, capability, on=DAY))
            assert reached == {
                row for row in everybody if access.may_for_learner(person, capability, row, on=DAY)
            }


@pytest.mark.parametrize("seed", SEEDS)
def test_capabilities_agree_with_the_table_worked_out_row_by_row(seed):
    found = situation(seed)
    for person in found.people:
        for cohort in found.cohorts:
            expected: set[Capability] = set()
            if person.pk and person.is_active:
                expected |= TABLE["admin"] if person.is_school_admin else set()
                for held in StaffRole.objects.filter(user=person):
                    holds = held.starts_on <= DAY and (held.ends_on is None or held.ends_on >= DAY)
                    if holds and (held.cohort_id == cohort.pk or held.program_id == cohort.program_id):
                        expected |= TABLE[held.role]
            assert {c for c in Capability if access.can(person, c, on=DAY, cohort=cohort)} == expected


def test_every_model_of_the_room_has_a_predicate():
    from django.apps import apps

    own = {model._meta.model_name for model in apps.get_app_config("people").get_models()}
    assert own == set(rules.SEES)


# What it costs


@pytest.mark.parametrize("count", [1, 3, 9])
def test_answers_cost_the_same_however_many_roles_and_rows(django_assert_num_queries, cohort, count):
    reader = UserFactory()
    for _ in range(count):
        StaffRoleFactory(user=reader, cohort__program=cohort.program)
    StaffRoleFactory(user=reader, cohort=cohort)
    learners = [EnrolmentFactory(cohort=cohort).user for _ in range(count)]
    with django_assert_num_queries(1):
        assert access.can(reader, C.TEACH, on=DAY, cohort=cohort)
    with django_assert_num_queries(2):
        assert access.may_for_learner(reader, C.TEACH, learners[0], on=DAY)
    with django_assert_num_queries(1):
        assert set(learners) <= set(access.learners_where(reader, C.TEACH, on=DAY))
    with django_assert_num_queries(1):
        assert len(access.cohorts_where(reader, C.TEACH, on=DAY)) == count + 1


@pytest.mark.parametrize("actor", [actor for actor in ACTORS if actor != "anonymous"])
def test_capabilities_in_says_at_once_what_can_says_one_by_one(cast, actor, django_assert_num_queries):
    person = getattr(cast, actor)
    one_by_one = {
        capability for capability in Capability if access.can(person, capability, on=DAY, cohort=cast.cohort)
    }

    with django_assert_num_queries(1):
        at_once = access.capabilities_in(person, cast.cohort, on=DAY)

    assert at_once == one_by_one
