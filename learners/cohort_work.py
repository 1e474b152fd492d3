"""What a cohort was given, how far it is, and who is late or has not begun: a few by name, all counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.safestring import SafeString

from competencies.templatetags.content import local
from learners.completion import CohortProgress, Completion, progress_of
from learners.matrix import LearnerRef, members_among
from people.models import Cohort, Group, User

NAMED_AT_MOST: Final = 5
WRITTEN_TO_AT_MOST: Final = 40
"""More addresses than these are too long for the link that begins a message."""


@dataclass(frozen=True, slots=True)
class Named:
    """Some people of a list, by name; `more` is how many others there are."""

    people: tuple[LearnerRef, ...]
    more: int

    def __bool__(self) -> bool:
        """Whether there is anybody."""
        return bool(self.people)


@dataclass(frozen=True, slots=True)
class Piece:
    """One assignment with who is late and who has not begun though it is not late yet.

    `addresses` are the mail addresses of the late; none where they are more than `WRITTEN_TO_AT_MOST`.
    """

    completion: Completion
    late: Named
    idle: Named
    addresses: tuple[str, ...]

    @property
    def title(self) -> str | SafeString:
        """What was given, in the reader's language."""
        return local(self.completion.assignment.given, "title")


@dataclass(frozen=True, slots=True)
class CohortWork:
    """The work of a cohort, or of a group of it."""

    progress: CohortProgress
    pieces: tuple[Piece, ...]


def cohort_work(
    cohort: Cohort,
    *,
    learners: tuple[LearnerRef, ...],
    at: datetime,
    group: Group | None = None,
) -> CohortWork:
    """Return how far these learners, given by name, are with each assignment. Constant queries."""
    if group is not None:
        learners = members_among(learners, group, at=at)
    progress = progress_of(cohort, learner_ids=[learner.pk for learner in learners], at=at)
    named = [
        (
            one,
            _named(learners, one.late_ids),
            _named(learners, one.idle_ids - one.late_ids),
        )
        for one in progress.completions
    ]
    few = [one.late_ids for one in progress.completions if len(one.late_ids) <= WRITTEN_TO_AT_MOST]
    rows = User.objects.filter(pk__in=frozenset().union(*few), email__isnull=False)
    emails = dict(rows.order_by("sort_name", "pk").values_list("pk", "email"))
    return CohortWork(
        progress=progress,
        pieces=tuple(Piece(one, late, idle, _addresses(one.late_ids, emails)) for one, late, idle in named),
    )


def _addresses(keys: Collection[int], emails: Mapping[int, str | None]) -> tuple[str, ...]:
    if len(keys) > WRITTEN_TO_AT_MOST:
        return ()
    return tuple(email for key, email in emails.items() if key in keys and email)


def _named(learners: Iterable[LearnerRef], keys: Collection[int]) -> Named:
    found = []
    if keys:
        for learner in learners:
            if learner.pk in keys:
                found.append(learner)
                if len(found) == NAMED_AT_MOST:
                    break
    return Named(tuple(found), len(keys) - len(found))
