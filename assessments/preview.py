"""An assessment as a learner meets it, without anybody sitting it: for the preview and the paper version.

Reads only. What is drawn from the bank is drawn by the number of the version, so that each page of a preview
shows the same questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from assessments.bench import Line
from assessments.models import Assessment, AssessmentVersion, AttemptItem, Response
from assessments.services.building import newest
from assessments.services.handing_in import newest_keys
from assessments.services.laying_out import order_of, questions_of
from assessments.sitting import Question


@dataclass(frozen=True)
class Preview:
    """The newest version with its questions in order."""

    assessment: Assessment
    version: AssessmentVersion
    questions: tuple[Question, ...]
    draws: bool

    def at(self, position: int, value: Mapping[str, Any] | None = None) -> Question | None:
        """The question at that place, perhaps with an answer that is shown and not kept."""
        found = next((one for one in self.questions if one.position == position), None)
        if found is None or value is None:
            return found
        return Question(found.item, Response(attempt_item=found.item, value=value), found.language)

    @property
    def points(self) -> Any:
        """All points together."""
        return sum(one.item.item_version.points for one in self.questions)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The questions with their keys. One query more."""
        keys = newest_keys([one.item for one in self.questions])
        return tuple(Line(one, keys.get(one.item.item_version_id)) for one in self.questions)


def preview_of(assessment: Assessment, language: str) -> Preview:
    """Return what a sitting of the newest version could ask, in a constant number of queries.

    Raises NotReady for an assessment without any version.
    """
    version = newest(assessment)
    chance = Random(version.pk)  # noqa: S311 - which questions a preview draws is no secret
    asked = questions_of(version, met=(), chance=chance)
    items = [
        AttemptItem(
            position=position,
            item_version=one,
            option_order=order_of(one, chance) if version.shuffle else [],
        )
        for position, one in enumerate(asked, start=1)
    ]
    return Preview(
        assessment=assessment,
        version=version,
        questions=tuple(Question(one, None, language) for one in items),
        draws=version.blueprint.exists(),
    )
