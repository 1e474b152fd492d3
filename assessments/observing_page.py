"""What the pages of observations offer and show: whom one may observe, on what, and what was recorded.

Reads only, each in a constant number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Prefetch, Subquery

from assessments.choices import AssessmentType
from assessments.models import (
    AssessmentCompetency,
    AssessmentVersion,
    Encounter,
    Evidence,
    Observation,
    ObservationComment,
    ObservationContext,
)
from assessments.rules import may_take_back_of
from competencies.models import Competency, Descriptor, Indicator, Level
from competencies.models.state import ContentState
from competencies.templatetags.content import local
from people.access import Capability, learners_where
from people.models import Cohort, Enrolment, Group, GroupSpell, User
from people.querysets import UserQuerySet

FIRST_SHOWN = 3
LOOKED_BACK = 40


def observable(user: User, *, on: date) -> UserQuerySet:
    """Return the learners whom `user` may observe on that day, by name: they teach them and are not them."""
    running = Enrolment.objects.running(on).values("user")
    return learners_where(user, Capability.TEACH, on=on).filter(pk__in=running).order_by("sort_name", "pk")


def observable_in(user: User, cohort: Cohort, group: Group | None, *, on: date) -> UserQuerySet:
    """Return those of them who are in the cohort, and in the group if one is given."""
    here = Enrolment.objects.running(on).filter(cohort=cohort).values("user")
    found = learners_where(user, Capability.TEACH, on=on).filter(pk__in=here)
    if group is not None:
        found = found.filter(pk__in=GroupSpell.objects.running(on).filter(group=group).values("user"))
    return found.order_by("sort_name", "pk")


def cohorts_of(learners: Collection[User], *, on: date) -> dict[int, list[Cohort]]:
    """Return the cohorts in which each learner is running. One query."""
    found: defaultdict[int, list[Cohort]] = defaultdict(list)
    spells = Enrolment.objects.running(on).filter(user__in=learners).select_related("cohort")
    for spell in spells.order_by("cohort__name"):
        found[spell.user_id].append(spell.cohort)
    return found


def offered_competencies() -> list[Competency]:
    """Return the competencies of the versions in force, with the levels of their scales and their
    indicators with what these look like at each level. Five queries."""
    levels = Prefetch("version__scale__levels", Level.objects.order_by("ordinal"))
    at_levels = Descriptor.objects.select_related("level").order_by("level__ordinal")
    indicators = Prefetch(
        "indicators",
        Indicator.objects.order_by("position").prefetch_related(Prefetch("descriptors", at_levels)),
    )
    rows = Competency.objects.published().select_related("version__scale", "version__framework")
    return list(rows.prefetch_related(levels, indicators).order_by("version__framework__title", "position"))


def forms_of(competencies: Collection[Competency]) -> dict[int, AssessmentVersion]:
    """Return the observation form of each competency that has one, by the key of the competency.

    It is the newest version of the published form that was attached last: whoever attaches a form of
    their own beside another means theirs to be used. Two queries.
    """
    attached = (
        AssessmentCompetency.objects.filter(
            competency__in=competencies,
            assessment__type=AssessmentType.OBSERVATION,
            assessment__state=ContentState.PUBLISHED,
        )
        .order_by("pk")
        .values_list("competency_id", "assessment_id")
    )
    of_competency = dict(attached)
    newest = AssessmentVersion.objects.filter(assessment=OuterRef("assessment")).order_by("-n").values("pk")
    versions = AssessmentVersion.objects.filter(
        assessment__in=set(of_competency.values()), pk=Subquery(newest[:1])
    ).select_related("assessment")
    forms = {version.assessment_id: version for version in versions}
    return {key: forms[assessment] for key, assessment in of_competency.items() if assessment in forms}


def levels_of(competencies: Sequence[Competency]) -> list[Level]:
    """Return the levels of the scale that comes first, for the key."""
    return list(competencies[0].version.scale.levels.all()) if competencies else []


def likely(rater: User, offered: Sequence[Competency]) -> list[Competency]:
    """Return the few competencies to show first: those that the rater saw last, else the first of all."""
    recent = (
        Observation.objects.filter(encounter__rater=rater)
        .order_by("-pk")
        .values_list("competency", flat=True)[:LOOKED_BACK]
    )
    places = {key: place for place, key in enumerate(dict.fromkeys(recent))}
    ranked = sorted(offered, key=lambda one: places.get(one.pk, LOOKED_BACK))
    chosen = set(ranked[:FIRST_SHOWN])
    return [one for one in offered if one in chosen]


def contexts() -> list[ObservationContext]:
    """Return the occasions that the form offers."""
    return list(ObservationContext.objects.all())


@dataclass(frozen=True, slots=True)
class SeenLevel:
    """One level that was recorded, with its void if it was taken back."""

    observation: Observation
    name: str
    evidence: Evidence
    void: Evidence | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What was recorded of one learner at one encounter."""

    learner: User
    levels: Sequence[SeenLevel]
    comment: str
    may_take_back: bool

    @property
    def standing(self) -> list[SeenLevel]:
        """The levels that were not taken back."""
        return [one for one in self.levels if one.void is None]


def seen_at(encounter: Encounter, user: User, *, on: date) -> list[Seen]:
    """Return what `user` may see of an encounter, learner by learner. Six queries, however many learners."""
    observations = list(
        Observation.objects.filter(encounter=encounter)
        .visible_to(user, on=on)
        .select_related("learner", "competency__version", "form")
        .order_by("learner__sort_name", "learner", "competency__position")
    )
    facts = Evidence.objects.filter(encounter=encounter).select_related("recorded_by")
    evidence = {fact.observation_id: fact for fact in facts if fact.voids_id is None}
    voids = {fact.voids_id: fact for fact in facts if fact.voids_id is not None}
    comments = dict(
        ObservationComment.objects.filter(encounter=encounter)
        .visible_to(user, on=on)
        .values_list("learner_id", "text")
    )
    scales = Level.objects.filter(scale__in={one.competency.version.scale_id for one in observations})
    names = {(level.scale_id, level.ordinal): local(level, "name") for level in scales}
    levels: defaultdict[User, list[SeenLevel]] = defaultdict(list)
    for one in observations:
        fact = evidence[one.pk]
        name = names.get((one.competency.version.scale_id, one.level), "")
        levels[one.learner].append(SeenLevel(one, name, fact, voids.get(fact.pk)))
    free = may_take_back_of(user, encounter, [learner.pk for learner in levels], on=on)
    return [
        Seen(learner, rows, comments.get(learner.pk, ""), learner.pk in free)
        for learner, rows in levels.items()
    ]
