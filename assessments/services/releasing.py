"""Showing a result: with it the evidence is written, and not before.

The functions here work inside `recording`, on a sitting that is locked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assessments.choices import Mode
from assessments.facts import Method
from assessments.models import Attempt, Evidence, Score
from assessments.results import standing_scores, weight
from assessments.scoring import CompetencyResult, MarkedItem, competency_results, from_stored, to_stored
from assessments.services.record import recompute_many
from assessments.snapshot import RulesSnapshot
from assessments.tiers import Tier


@dataclass(frozen=True, slots=True)
class Shown:
    """What a sitting shows for one competency, and who judged it (None for a key)."""

    level: int
    tier: Tier
    rater_id: int | None
    result: CompetencyResult


def release(attempt: Attempt, *, at: datetime) -> None:
    """Show the result of a sitting that is fully marked. Practice writes no evidence."""
    attempt.state = Attempt.State.RELEASED
    attempt.released_at = at
    attempt.save(update_fields=["state", "released_at"])
    write_evidence(attempt, at=at)


def write_evidence(attempt: Attempt, *, at: datetime) -> None:
    """Write what a released counting sitting shows, one row per competency, and recompute.

    Where the sitting was marked anew, a further revision is written for the competencies for which that
    made a difference.
    """
    if attempt.mode != Mode.COUNTING:
        return
    shown = results_of(attempt, at=at)
    latest = _latest(attempt)
    rows = [
        row
        for competency_id, one in shown.items()
        if not _says(
            latest.get(competency_id),
            row := _row(attempt, competency_id, one, latest, at),
        )
    ]
    Evidence.objects.bulk_create(rows)
    recompute_many({attempt.user_id: [row.competency_id for row in rows]}, at=at)


def results_of(attempt: Attempt, *, at: datetime) -> dict[int, Shown]:
    """Return what the marks that stood at `at` show, by competency."""
    scores = standing_scores([attempt.pk], at=at).get(attempt.pk, {}).values()
    by_competency: defaultdict[int, list[Score]] = defaultdict(list)
    for score in scores:
        by_competency[score.attempt_item.item_version.item.competency_id].append(score)
    cuts = RulesSnapshot.from_json(attempt.rules).cuts
    results = competency_results([_marked(score) for score in scores], cuts)
    judged = Method(attempt.administration.version.assessment.type).from_person
    return {
        result.competency: _by_person(result, by_competency[result.competency])
        if judged
        else Shown(result.level, result.tier, None, result)
        for result in results
    }


def _by_person(result: CompetencyResult, scores: Iterable[Score]) -> Shown:
    """The level that the marker gave, the lower middle one of several; words alone are "knows how"."""
    marks = sorted((score for score in scores if score.level), key=lambda score: (score.level, score.pk))
    middle = marks[(len(marks) - 1) // 2]
    return Shown(middle.level or result.level, Tier.KNOWS_HOW, middle.marker_id, result)


def _marked(score: Score) -> MarkedItem:
    version = score.attempt_item.item_version
    return MarkedItem(
        competency=version.item.competency_id,
        tier=Tier.from_code(version.tier),
        points=from_stored(score.points) * weight(score),
        possible=weight(score),
    )


def _latest(attempt: Attempt) -> dict[int, Evidence]:
    """The newest row about each competency from this sitting, a void included."""
    return {row.competency_id: row for row in Evidence.objects.filter(attempt=attempt).order_by("revision")}


def _row(
    attempt: Attempt, competency_id: int, shown: Shown, latest: dict[int, Evidence], at: datetime
) -> Evidence:
    assessment = attempt.administration.version.assessment
    before = latest.get(competency_id)
    return Evidence(
        learner_id=attempt.user_id,
        competency_id=competency_id,
        level=shown.level,
        tier=shown.tier.code,
        method=assessment.type,
        rater_id=shown.rater_id,
        assessment=assessment,
        attempt=attempt,
        revision=before.revision + 1 if before else 1,
        share=to_stored(shown.result.share),
        shown_at=attempt.submitted_at or at,
        recorded_at=at,
    )


def _says(before: Evidence | None, row: Evidence) -> bool:
    """Whether the record says already what `row` would."""
    return before is not None and all(
        getattr(before, name) == getattr(row, name)
        for name in ("level", "tier", "rater_id", "share", "shown_at")
    )
