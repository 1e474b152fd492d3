"""The rules of a sitting as they were when it began. Pure: what a column of JSON holds, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from assessments.scoring import CutScores


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesSnapshot:
    """What decides about a sitting. `cut_scores` are shares of the points, as written; empty means the
    default. `extra_time` is the accommodation in per cent. `asks_confidence`: each answer says how sure."""

    title: str
    type: str
    version: int
    counting_attempt: str
    release_rule: str
    attempts_allowed: int
    cut_scores: tuple[str, ...] = ()
    minutes: int | None = None
    time_limit_minutes: int | None = None
    extra_time: int = 0
    asks_confidence: bool = False

    @property
    def cuts(self) -> CutScores:
        """The cut scores, exact."""
        return CutScores.of(self.cut_scores) if self.cut_scores else CutScores()

    def deadline(self, *, started_at: datetime, closes_at: datetime | None) -> datetime | None:
        """When a sitting that began then is handed in by the clock: at its closing or when its time is up,
        whichever comes first; None where neither ends it."""
        if self.time_limit_minutes is None:
            return closes_at
        time_up = started_at + timedelta(minutes=self.time_limit_minutes) * (100 + self.extra_time) / 100
        return time_up if closes_at is None else min(time_up, closes_at)

    def as_json(self) -> dict[str, Any]:
        """For the attempt's column; `from_json` reads it back."""
        return asdict(self) | {"cut_scores": list(self.cut_scores)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> RulesSnapshot:
        """The rules of an attempt. Raises TypeError for a field that is unknown or missing."""
        return cls(**{**data, "cut_scores": tuple(data.get("cut_scores", ()))})
