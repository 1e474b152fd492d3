"""What waits for somebody who teaches, signs or leads, over all their cohorts. Reads only.

Work is here because a role of theirs deals with it, and it comes with the page that does. What an admin may
do everywhere is not: nobody's desk is the whole school.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from assessments.marking_queue import MINUTES_EACH, waiting_for
from assessments.models import Attainment, AttemptItem
from assessments.policies_in_force import policies_in_force
from common.school_time import school_day
from competencies.models import Competency, Module
from learners.matrix import LearnerRef
from learners.models import CohortFramework
from learners.overdue import overdue_among
from people.access import Capability, can, capabilities_by_role
from people.models import Cohort, Enrolment, User
from people.querysets import running_q

AT_MOST = 5
"""How many of a kind are listed; a figure says how many there are in all."""

READY = Attainment.Status.READY_FOR_REVIEW.value


@dataclass(frozen=True, slots=True)
class Place:
    """A cohort of theirs, what they may do there, and how many of its learners have work past its date."""

    cohort: Cohort
    may: frozenset[Capability]
    learners: int
    overdue: int

    @property
    def may_teach(self) -> bool:
        """Whether they assign and observe there."""
        return Capability.TEACH in self.may


@dataclass(frozen=True, slots=True)
class ToSign:
    """A competency in which learners wait for their signature; `first` is the first of them by name."""

    competency_id: UUID
    code: str
    learners: int
    first: LearnerRef


@dataclass(frozen=True, slots=True)
class NextToSign:
    """Whom a signer comes to next, and in which competency."""

    competency_id: UUID
    code: str
    learner: LearnerRef


@dataclass(frozen=True, slots=True)
class LookAgain:
    """A signed decision that later evidence speaks against."""

    competency_id: UUID
    code: str
    learner: LearnerRef


@dataclass(frozen=True, slots=True)
class Today:
    """The desk of one person at an instant; the most pressing first within each kind."""

    places: tuple[Place, ...]
    to_mark: int
    oldest: AttemptItem | None
    to_sign: tuple[ToSign, ...]
    look_again: tuple[LookAgain, ...]
    look_again_all: int
    to_publish: tuple[Module, ...]
    drafts: tuple[Module, ...]

    @property
    def minutes(self) -> int:
        """About how long the marking takes."""
        return self.to_mark * MINUTES_EACH

    @property
    def more_to_look_at(self) -> int:
        """How many decisions to look at again are not listed."""
        return self.look_again_all - len(self.look_again)

    @property
    def behind(self) -> tuple[Place, ...]:
        """The cohorts in which somebody has required work past its date."""
        return tuple(place for place in self.places if place.overdue)

    @property
    def teaches(self) -> bool:
        """Whether there is a cohort in which they assign and observe."""
        return any(place.may_teach for place in self.places)

    @property
    def waiting(self) -> int:
        """How many things wait for them; drafts of their own wait for nobody."""
        signing = len(self.to_sign) + self.look_again_all
        return (1 if self.to_mark else 0) + signing + len(self.behind) + len(self.to_publish)


def today_of(user: User, *, at: datetime) -> Today:
    """Return what waits for `user`. The number of queries does not depend on how much that is."""
    on = school_day(at)
    cohorts = capabilities_by_role(user, on=on)
    seen = [cohort.pk for cohort, may in cohorts.items() if Capability.SEE_RECORD in may]
    signing = {cohort.pk for cohort, may in cohorts.items() if Capability.SIGN in may}
    learners, members = _learners(seen, but=user, on=on)
    overdue = overdue_among(seen, learner_ids=learners, at=at)
    to_sign, again = _signing(signing, learners, members, at=at)
    marking = waiting_for(user, on=on)
    modules = _modules(user, on=on)
    return Today(
        places=tuple(
            Place(
                cohort=cohort,
                may=may,
                learners=len(members[cohort.pk]),
                overdue=sum(1 for key in members[cohort.pk] if overdue[key]),
            )
            for cohort, may in cohorts.items()
        ),
        to_mark=marking.count(),
        oldest=marking.first(),
        to_sign=to_sign,
        look_again=again[:AT_MOST],
        look_again_all=len(again),
        to_publish=tuple(module for module in modules if module.state == "in_review"),
        drafts=tuple(module for module in modules if module.state == "draft"),
    )


def learners_of_today(user: User, *, at: datetime) -> list[int]:
    """Return the keys of the learners about whom the desk speaks, to settle what is due of them first."""
    on = school_day(at)
    cohorts = capabilities_by_role(user, on=on)
    seen = [cohort.pk for cohort, may in cohorts.items() if Capability.SEE_RECORD in may]
    return list(_learners(seen, but=user, on=on)[0])


def _learners(
    cohort_ids: Collection[int], *, but: User, on: date
) -> tuple[dict[int, LearnerRef], defaultdict[int, set[int]]]:
    """Return the learners of the cohorts by key, in order of their names, and the keys cohort by cohort."""
    learners: dict[int, LearnerRef] = {}
    members: defaultdict[int, set[int]] = defaultdict(set)
    spells = (
        Enrolment.objects.running(on)
        .filter(cohort__in=cohort_ids, user__erased_at__isnull=True)
        .exclude(user=but)
        .order_by("user__sort_name", "user_id")
    )
    names = ("user_id", "user__public_id", "user__given_name", "user__family_name", "user__sort_name")
    for cohort_id, *values in spells.values_list("cohort_id", *names):
        learner = LearnerRef(*values)
        learners[learner.pk] = learner
        members[cohort_id].add(learner.pk)
    return learners, members


def _signing(
    cohort_ids: Collection[int],
    learners: Mapping[int, LearnerRef],
    members: Mapping[int, Collection[int]],
    *,
    at: datetime,
) -> tuple[tuple[ToSign, ...], tuple[LookAgain, ...]]:
    """What a signer of these cohorts has to look at, in frameworks that the learner's cohort follows."""
    rows = _to_look_at(cohort_ids, learners, members, at=at)
    waiting: dict[UUID, list[tuple[LearnerRef, str]]] = {}
    for learner, code, public_id, status, _again in rows:
        if status == READY:
            waiting.setdefault(public_id, []).append((learner, code))
    most_first = sorted(waiting.items(), key=lambda one: -len(one[1]))
    to_sign = tuple(
        ToSign(competency_id=key, code=found[0][1], learners=len(found), first=found[0][0])
        for key, found in most_first
    )
    return to_sign, tuple(LookAgain(row[2], row[1], row[0]) for row in rows if row[4])


def next_to_sign(user: User, *, after: User, competency: Competency, at: datetime) -> NextToSign | None:
    """Return who waits for the signature of `user` once `after` is dealt with in `competency`.

    The next by name in the same competency, then the first in it, then the first in any other.
    """
    on = school_day(at)
    cohorts = capabilities_by_role(user, on=on)
    signing = {cohort.pk for cohort, may in cohorts.items() if Capability.SIGN in may}
    here = (after.sort_name, after.pk)
    waiting = []
    for learner, code, key, status, _again in _to_look_at(
        signing, *_learners(signing, but=user, on=on), at=at
    ):
        place = (learner.sort_name, learner.pk)
        if status == READY and not (key == competency.public_id and place == here):
            rank = (key != competency.public_id, place < here, *place, code)
            waiting.append((rank, NextToSign(competency_id=key, code=code, learner=learner)))
    return min(waiting, key=lambda one: one[0])[1] if waiting else None


def _to_look_at(
    cohort_ids: Collection[int],
    learners: Mapping[int, LearnerRef],
    members: Mapping[int, Collection[int]],
    *,
    at: datetime,
) -> list[tuple[LearnerRef, str, UUID, str, bool]]:
    """What may want a signer of these cohorts: learner, code and id of the competency, status, look again."""
    if not cohort_ids:
        return []
    follows = _followed(cohort_ids, members, on=school_day(at))
    rows = [
        (learners[learner_id], code, public_id, status, again)
        for learner_id, version_id, code, public_id, status, again in _standings(cohort_ids, at=at)
        if version_id in follows.get(learner_id, ())
    ]
    rows.sort(key=lambda row: (row[0].sort_name, row[0].pk, row[1]))
    return rows


def _standings(
    cohort_ids: Collection[int], *, at: datetime
) -> Iterable[tuple[int, int, str, UUID, str, bool]]:
    """What stands and may want a signer, of who learns in the cohorts."""
    on = school_day(at)
    spells = Enrolment.objects.running(on).filter(cohort__in=cohort_ids, user__erased_at__isnull=True)
    wanting = Q(status=READY) | Q(status_when_stale=READY) | Q(look_again=True)
    policies = policies_in_force(at).values("pk")
    rows: QuerySet[Any] = (
        Attainment.objects.standing()
        .filter(wanting, policy_version__in=policies, learner__in=spells.values("user_id"))
        .with_status_at(at)
        .order_by()
    )
    return rows.values_list(
        "learner_id",
        "competency__version_id",
        "competency__code",
        "competency__public_id",
        "status_now",
        "look_again",
    )


def _followed(
    cohort_ids: Collection[int], members: Mapping[int, Collection[int]], *, on: date
) -> Mapping[int, set[int]]:
    """The framework versions that each learner's cohort follows; nothing for who is in none of these."""
    follows: defaultdict[int, set[int]] = defaultdict(set)
    rows = CohortFramework.objects.filter(running_q(on), cohort__in=cohort_ids)
    for cohort_id, version_id in rows.values_list("cohort_id", "framework_version_id"):
        for learner_id in members.get(cohort_id, ()):
            follows[learner_id].add(version_id)
    return follows


def _modules(user: User, *, on: date) -> list[Module]:
    """Modules in review, for who publishes; and drafts of one's own, the newest change first."""
    own = Module.objects.filter(state="draft", author=user)
    if not can(user, Capability.DRAFT_CONTENT, on=on):
        return []
    if can(user, Capability.PUBLISH_CONTENT, on=on):
        own = own | Module.objects.filter(state="in_review")
    return list(own.order_by("-updated_at", "pk")[: 4 * AT_MOST])
