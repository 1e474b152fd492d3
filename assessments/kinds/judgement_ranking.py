"""A case with steps that one might take, to be put in order from the most to the least appropriate."""

from __future__ import annotations

from collections.abc import Sequence
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


class JudgementRanking(Kind):
    """body: stem, rationale, options of id, text, feedback. key: {"ranks": {"A": 1}}, each rank from 1 (most
    appropriate) once. response: {"ranks": {"A": 2}}, as far as it goes; options that share a rank can be
    saved and earn nothing. The form sends `rank-A`."""

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
            for option in arrange(body, order)
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
        return {"ranks": ranks}

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


def _verdict(distance: int, given: int | None, farthest: int) -> Verdict:
    if given is None:
        return Verdict.UNANSWERED
    if distance == 0:
        return Verdict.RIGHT
    return Verdict.CLOSE if distance < farthest else Verdict.WRONG
