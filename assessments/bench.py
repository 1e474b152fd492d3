"""An assessment as its teachers see it: its questions with keys, its rules, whether it may count."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Sum

from assessments.choices import AssessmentType
from assessments.choices import Tier as TierChoice
from assessments.key_trust import key_trust
from assessments.kinds.base import ExplainedOption, Explanation
from assessments.models import (
    Assessment,
    AssessmentItem,
    AssessmentVersion,
    AttemptItem,
    BlueprintRow,
    Item,
    ItemKey,
)
from assessments.scoring import CutScores
from assessments.services.administering import may_count
from assessments.services.handing_in import newest_keys
from assessments.sitting import Question
from competencies.models import Competency, Level


@dataclass(frozen=True)
class Line:
    """One question as a learner sees it, and its key."""

    question: Question
    key: ItemKey | None

    @property
    def item(self) -> Item:
        """The item of the bank."""
        return self.question.item.item_version.item

    @cached_property
    def explanation(self) -> Explanation:
        """The key with its reasons, as the feedback shows them."""
        return self.question.kind.explain(self.question.body, self.key.values if self.key else {}, {})

    @property
    def options(self) -> list[ExplainedOption]:
        """What the key says of each option, in the order in which they are shown."""
        places = {option.id: place for place, option in enumerate(self.question.shown.options)}
        return sorted(self.explanation.options, key=lambda option: places.get(option.id, 0))

    @property
    def tier(self) -> str:
        """The tier of the item, in a word."""
        return str(TierChoice(self.question.item.item_version.tier).label)

    @property
    def key_status(self) -> str:
        """How far the key can be trusted; empty where there is none to trust."""
        return key_trust(self.key) if self.key and self.key.values else ""


@dataclass(frozen=True)
class Cut:
    """From which share of the points, in per cent, a level begins."""

    level: Level | None
    ordinal: int
    percent: int


@dataclass(frozen=True)
class Bench:
    """An assessment with its newest version. `may_count` is whether further administrations may count;
    `public_items` are the questions among `lines` that were published with their keys."""

    assessment: Assessment
    version: AssessmentVersion
    lines: tuple[Line, ...]
    cuts: tuple[Cut, ...]
    may_count: bool
    public_items: int

    @property
    def needs_leave(self) -> bool:
        """Whether somebody has to allow it to count."""
        return not self.may_count and self.assessment.type != AssessmentType.SELF_RATING


def bench_of(assessment: Assessment, language: str) -> Bench | None:
    """Return an assessment with its newest version in a constant number of queries; None without any."""
    version = assessment.versions.order_by("-n").select_related("assessment").first()
    if version is None:
        return None
    rows = list(
        AssessmentItem.objects.filter(version=version)
        .select_related("item_version__item__competency")
        .order_by("position")
    )
    shown = [AttemptItem(position=n, item_version=row.item_version) for n, row in enumerate(rows, start=1)]
    keys = newest_keys(shown)
    return Bench(
        assessment=assessment,
        version=version,
        lines=tuple(Line(Question(one, None, language), keys.get(one.item_version_id)) for one in shown),
        cuts=_cuts(version, rows),
        may_count=may_count(version),
        public_items=sum(row.item_version.item.is_public for row in rows),
    )


def drawn_in(version: AssessmentVersion) -> int:
    """Return how many questions a sitting of the version draws from the bank. One query."""
    return BlueprintRow.objects.filter(version=version).aggregate(n=Sum("count"))["n"] or 0


def _cuts(version: AssessmentVersion, rows: list[AssessmentItem]) -> tuple[Cut, ...]:
    """The cut scores with the names of the levels, where the questions are about one scale."""
    if not version.cut_scores:
        return ()
    about = {row.item_version.item.competency_id for row in rows}
    scales = Competency.objects.filter(pk__in=about).values("version__scale")
    found = list(Level.objects.filter(scale__in=scales))
    levels = {level.ordinal: level for level in found} if len({one.scale_id for one in found}) == 1 else {}
    return tuple(
        Cut(levels.get(ordinal), ordinal, round(cut * 100))
        for ordinal, cut in enumerate(CutScores.of(version.cut_scores).cuts, start=1)
    )
