"""Showing a result: with it the evidence is written, and not before.

The functions here work inside `recording`, on a sitting that is locked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from assessments.carried_evidence import carried
from assessments.choices import Mode
from assessments.facts import Method
from assessments.models import Attempt, AttemptItem, Evidence, Score
from assessments.results import standing_scores, weight
from assessments.scoring import CompetencyResult, MarkedItem, competency_results, from_stored, to_stored
from assessments.services.record import recompute_many
from assessments.snapshot import RulesSnapshot
from assessments.tiers import Tier

HANDED_IN = ("submitted_at", "submitted_by_clock", "state", "release_at")
"""What handing in changes of a sitting."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a sitting that is fully marked, and the items without any: they were left blank for a
    person to mark."""

    scores: Sequence[Score]
    blanks: Sequence[AttemptItem]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a sitting shows for one competency, and who judged it (None for a key)."""

    level: int
    tier: Tier
    rater_id: int | None
    result: CompetencyResult


@dataclass(frozen=True, slots=True)
class Written:
    """The last revision about one competency, and the piece of evidence that it is or that it voids."""

    revision: int
    piece: Evidence


def release(attempt: Attempt, *, at: datetime, marks: Marks | None = None) -> None:
    """Show the result of a sitting that is fully marked. Practice writes no evidence.

    `marks` are those that stand, where the caller has them.
    """
    attempt.state = Attempt.State.RELEASED
    attempt.released_at = at
    attempt.save(update_fields=[*HANDED_IN, "released_at"])
    if attempt.mode == Mode.COUNTING:
        _write(attempt, results_of(attempt, at=at, marks=marks), {}, at)


def rewrite_evidence(attempt: Attempt, *, at: datetime) -> None:
    """Write further revisions of the evidence of a sitting that was marked anew after its release, for the
    competencies for which that made a difference, and recompute."""
    if attempt.mode == Mode.COUNTING:
        written = _written(attempt)
        _write(attempt, _where_written(results_of(attempt, at=at), written), written, at)


def _where_written(shown: Mapping[int, Shown], written: Collection[int]) -> dict[int, Shown]:
    """The results under the competencies under which the record has them: where the items have gone over to
    a newer framework version since, the evidence stays where it is, and is carried from there."""
    if shown.keys() <= set(written):
        return dict(shown)
    links = carried()
    older = {one: min(links.sources(one) & set(written), default=one) for one in shown}
    return {one if one in written else older[one]: result for one, result in shown.items()}


def _write(
    attempt: Attempt, shown: Mapping[int, Shown], written: Mapping[int, Written], at: datetime
) -> None:
    rows = []
    for competency_id, one in shown.items():
        before = written.get(competency_id)
        row = _row(attempt, competency_id, one, before.revision + 1 if before else 1, at)
        if before is None or not _says_the_same(before.piece, row):
            rows.append(row)
    Evidence.objects.bulk_create(rows)
    recompute_many({attempt.user_id: [row.competency_id for row in rows]}, at=at)


def results_of(attempt: Attempt, *, at: datetime, marks: Marks | None = None) -> dict[int, Shown]:
    """Return what the marks that stood at `at` show, by competency. `marks` are those, if at hand."""
    marks = marks or _marks_of(attempt, at)
    by_competency: defaultdict[int, list[Score]] = defaultdict(list)
    for score in marks.scores:
        by_competency[score.attempt_item.item_version.item.measures].append(score)
    cuts = RulesSnapshot.from_json(attempt.rules).cuts
    results = competency_results([*map(_marked, marks.scores), *map(_blank, marks.blanks)], cuts)
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
    item, version = score.attempt_item, score.attempt_item.item_version
    return MarkedItem(
        competency=version.item.measures,
        tier=Tier.from_code(version.tier),
        points=from_stored(score.points) * weight(item),
        possible=weight(item),
    )


def _marks_of(attempt: Attempt, at: datetime) -> Marks:
    scores = standing_scores([attempt.pk], at=at).get(attempt.pk, {})
    rest = AttemptItem.objects.filter(attempt=attempt).exclude(pk__in=scores)
    return Marks(tuple(scores.values()), tuple(rest.select_related("item_version__item")))


def _blank(item: AttemptItem) -> MarkedItem:
    return MarkedItem(
        competency=item.item_version.item.measures,
        tier=Tier.from_code(item.item_version.tier),
        points=Fraction(0),
        possible=weight(item),
        blank=True,
    )


def _written(attempt: Attempt) -> dict[int, Written]:
    """What the record says of this sitting, by competency.

    What was voided stays voided until a mark says something else: it is compared like the rest.
    """
    written: dict[int, Written] = {}
    for row in Evidence.objects.filter(attempt=attempt).select_related("voids").order_by("revision"):
        written[row.competency_id] = Written(row.revision, row.voids or row)
    return written


def _row(attempt: Attempt, competency_id: int, shown: Shown, revision: int, at: datetime) -> Evidence:
    assessment = attempt.administration.version.assessment
    return Evidence(
        learner_id=attempt.user_id,
        competency_id=competency_id,
        level=shown.level,
        tier=shown.tier.code,
        method=assessment.type,
        rater_id=shown.rater_id,
        assessment=assessment,
        attempt=attempt,
        revision=revision,
        share=to_stored(shown.result.share),
        shown_at=attempt.submitted_at or at,
        recorded_at=at,
    )


def _says_the_same(one: Evidence, other: Evidence) -> bool:
    fields = ("level", "tier", "rater_id", "share", "shown_at")
    return all(getattr(one, name) == getattr(other, name) for name in fields)
