"""Whether a person may see one row: the twins of the querysets' `visible_to`.

The functions take the day. They are registered as permissions (`user.has_perm("assessments.view_attempt",
attempt)`) that ask about today.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from rules.permissions import add_perm
from rules.predicates import predicate

from assessments.models import (
    Assessment,
    Attainment,
    Attempt,
    Decision,
    Encounter,
    Evidence,
    Observation,
    ObservationComment,
    SelfAssessment,
)
from competencies.models.state import ContentState
from people.access import Capability, can, learners_where, may_for_learner, today
from people.models import User


def sees_attempt(user: User | AnonymousUser, row: Attempt, *, on: date) -> bool:
    """Return whether the sitting is one's own or of somebody whose named record `user` may open."""
    return may_for_learner(user, Capability.SEE_RECORD, row.user, on=on)


def sees_result(user: User | AnonymousUser, row: Attempt, *, on: date) -> bool:
    """Return whether `user` may see what a sitting earned: the learner once it is released, who teaches
    them at once, and who else may open their record once it is released."""
    if row.state == Attempt.State.RELEASED:
        return sees_attempt(user, row, on=on)
    return marks(user, row, on=on)


def marks(user: User | AnonymousUser, row: Attempt, *, on: date) -> bool:
    """Return whether `user` may mark or return the sitting: they teach the learner, who is not themselves."""
    return may_for_learner(user, Capability.TEACH, row.user, on=on)


def sees_self_assessment(user: User | AnonymousUser, row: SelfAssessment, *, on: date) -> bool:
    """Return whether it is one's own, or was submitted by somebody whose named record `user` may open."""
    if row.user_id != user.pk and row.state != SelfAssessment.State.SUBMITTED:
        return False
    return may_for_learner(user, Capability.SEE_RECORD, row.user, on=on)


def sees_encounter(user: User | AnonymousUser, row: Encounter, *, on: date) -> bool:
    """Return whether somebody was seen in it whose named record `user` may open."""
    learners = User.objects.filter(pk__in=Observation.objects.filter(encounter=row).values("learner"))
    return any(may_for_learner(user, Capability.SEE_RECORD, learner, on=on) for learner in learners)


def may_take_back_of(
    user: User | AnonymousUser, encounter: Encounter, learner_ids: Collection[int], *, on: date
) -> set[int]:
    """Return those of the learners whose levels of this encounter `user` may take back: of people they
    still teach the rater, and else who manages their roster. Never in one's own record."""
    capability = Capability.TEACH if encounter.rater_id == user.pk else Capability.MANAGE
    reached = learners_where(user, capability, on=on).filter(pk__in=learner_ids)
    return set(reached.values_list("pk", flat=True)) - {user.pk}


def sees_fact(
    user: User | AnonymousUser,
    row: Evidence | Decision | Attainment | Observation | ObservationComment,
    *,
    on: date,
) -> bool:
    """Return whether the row is about oneself or somebody whose named record `user` may open."""
    return may_for_learner(user, Capability.SEE_RECORD, row.learner, on=on)


def changes_assessment(user: User | AnonymousUser, row: Assessment, *, on: date) -> bool:
    """Return whether `user` may change the assessment: of a draft who drafts, of others who publishes."""
    is_draft = row.state in {ContentState.DRAFT, ContentState.IN_REVIEW}
    return can(user, Capability.DRAFT_CONTENT if is_draft else Capability.PUBLISH_CONTENT, on=on)


SEES: dict[str, Callable[..., bool]] = {
    "attempt": sees_attempt,
    "selfassessment": sees_self_assessment,
    "encounter": sees_encounter,
    "observation": sees_fact,
    "observationcomment": sees_fact,
    "evidence": sees_fact,
    "decision": sees_fact,
    "attainment": sees_fact,
}
"""The predicate of each model that has `visible_to`."""


def _today(sees: Callable[..., bool]) -> Callable[[Any, Any], bool]:
    def asked_today(user: Any, row: Any) -> bool:
        return row is not None and sees(user, row, on=today(timezone.now()))

    return asked_today


def _register(name: str, sees: Callable[..., bool]) -> None:
    add_perm(f"assessments.{name}", predicate(_today(sees), name=name))  # type: ignore[no-untyped-call]


for _name, _sees in SEES.items():
    _register(f"view_{_name}", _sees)
_register("view_result_of_attempt", sees_result)
_register("mark_attempt", marks)
