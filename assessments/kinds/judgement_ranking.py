"""A case with steps that one might take, to be put in order from the most to the least appropriate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments import scoring
from assessments.kinds.base import (
    Control,
    ExplainedOption,
    Explanation,
    FormData,
    Json,
    Kind,
    Presentation,
    PresentedOption,
    Problem,
    Step,
    Verdict,
    arrange,
    not_offered,
    single_value,
)
from assessments.kinds.checks import check_options, check_per_option, check_question, is_whole
from assessments.kinds.words import say

PREFIX = "rank-"
MOVE = "move"
WAYS = ("up", "down")


class JudgementRanking(Kind):
    """body: stem, rationale, options of id, text, feedback. key: {"ranks": {"A": 1}}, each rank from 1 (most
    appropriate) once. response: {"ranks": {"A": 2}}, as far as it goes; options that share a rank can be
    saved and earn nothing. The form sends `rank-A`, and `move` (`A:up`, `A:down`) where its button is
    pressed; what is ranked stands in the order of the ranks."""

    code = "judgement_ranking"
    label = _("Judgement case, ranking")

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, extra=("options",)) + check_options(body, fewest=2)
        wrong = check_per_option(body, key, "ranks")
        if not wrong and sorted(key["ranks"].values()) != list(range(1, len(key["ranks"]) + 1)):
            wrong = [Problem("key.ranks", say(_("Give each rank from 1 once.")))]
        return problems + wrong

    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        given = self._ranks(body, value or {})
        options = tuple(
            PresentedOption(
                option["id"],
                option["text"],
                PREFIX + option["id"],
                chosen=option["id"] in given,
                given=given.get(option["id"]),
            )
            for option in sorted(
                arrange(body, order), key=lambda option: given.get(option["id"], len(body["options"]) + 1)
            )
        )
        steps = tuple(Step(rank, str(rank)) for rank in range(1, len(options) + 1))
        return Presentation(self.code, Control.RANK, body["stem"], "", options, steps)

    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        names = self.option_ids(body)
        offered = {str(rank): rank for rank in range(1, len(names) + 1)}
        ranks = {}
        for name in names:
            given = single_value(data, PREFIX + name)
            if given is None:
                continue
            if given not in offered:
                raise not_offered(PREFIX + name)
            ranks[name] = offered[given]
        move = single_value(data, MOVE)
        if move is None:
            return {"ranks": ranks}
        name, _colon, way = move.rpartition(":")
        if name not in names or way not in WAYS:
            raise not_offered(MOVE)
        return {"ranks": moved(ranks, name, up=way == "up", count=len(names))}

    def is_complete(self, body: Json, value: Json) -> bool:
        """Every option has a rank of its own."""
        return len(set(self._ranks(body, value).values())) == len(self.option_ids(body))

    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        return scoring.judgement_ranking(keyed=key["ranks"], given=self._ranks(body, value))

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        given = self._ranks(body, value)
        distances = scoring.ranking_distances(keyed=key["ranks"], given=given)
        farthest = len(distances) - 1
        options = tuple(
            ExplainedOption(
                option["id"],
                option["text"],
                _verdict(distances[option["id"]], given.get(option["id"]), farthest),
                option.get("feedback", ""),
                chosen=option["id"] in given,
                given=given.get(option["id"]),
                wanted=key["ranks"][option["id"]],
                points=Fraction(farthest - distances[option["id"]]),
                possible=Fraction(farthest),
            )
            for option in body["options"]
        )
        score = self.score(body, key, value)
        total, most = sum(distances.values()), len(distances) ** 2 // 2
        template = (
            _("The ranks are %(total)s places away from the key in all, more than %(most)s: 0.")
            if total > most
            else _(
                "The ranks are %(total)s places away from the key in all: "
                "1 - %(total)s / %(most)s = %(score)s."
            )
        )
        words = say(template, total=total, most=most, score=score)
        return Explanation(options, body.get("rationale", ""), words, score, self.is_complete(body, value))

    def _ranks(self, body: Json, value: Json) -> dict[str, int]:
        """The ranks in a response that there are, of options that there are."""
        names = self.option_ids(body)
        given = value.get("ranks", {})
        return {
            name: given[name]
            for name in names
            if name in given and is_whole(given[name]) and 1 <= given[name] <= len(names)
        }


def moved(ranks: Mapping[str, int], name: str, *, up: bool, count: int) -> dict[str, int]:
    """Return the ranks after one option of `count` was moved a place up or down.

    It changes places with what stands there. An option without a rank gets the first free one going up, the
    last going down; nothing else changes, so that nobody is given ranks that they did not choose. Beyond
    either end nothing moves.
    """
    if name not in ranks:
        free = [rank for rank in range(1, count + 1) if rank not in ranks.values()]
        return {**ranks, name: free[0 if up else -1]}
    here = ranks[name]
    there = here - 1 if up else here + 1
    if not 1 <= there <= count:
        return dict(ranks)
    return {**{one: here if rank == there else rank for one, rank in ranks.items()}, name: there}


def _verdict(distance: int, given: int | None, farthest: int) -> Verdict:
    if given is None:
        return Verdict.UNANSWERED
    if distance == 0:
        return Verdict.RIGHT
    return Verdict.CLOSE if distance < farthest else Verdict.WRONG
