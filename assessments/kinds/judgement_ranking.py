"""A case with steps that one might take, to be put in order from the most to the least appropriate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments import scoring, scoring_partial
from assessments.drafts import ItemDraft
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
    Votes,
    arrange,
    not_offered,
    single_value,
    verdict_of,
)
from assessments.kinds.checks import (
    check_fields,
    check_options,
    check_per_option,
    check_question,
    check_votes,
    is_whole,
    option_ids,
)
from assessments.kinds.drafting import (
    Item,
    Markdown,
    more_of,
    named,
    option_drafts,
    options_body,
    question_body,
    written,
)
from assessments.kinds.words import Sentence, say

PREFIX = "rank-"
MOVE = "move"
WAYS = ("up", "down")


class JudgementRanking(Kind):
    """body: stem, rationale, options of id, text, feedback. key: {"ranks": {"A": 1}}, each rank from 1 (most
    appropriate) once, and where a panel keyed it {"panel": {"A": {"1": 8, "2": 3}}}, how many gave each
    option which rank. response: {"ranks": {"A": 2}}, as far as it goes; options that share a rank can be
    saved and earn nothing. The form sends `rank-A`, and `move` (`A:up`, `A:down`) where its button is
    pressed; what is ranked stands in the order of the ranks."""

    code = "judgement_ranking"
    label = _("Judgement case, ranking")

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, extra=("options",)) + check_options(body, fewest=2)
        wrong = check_per_option(body, key, "ranks", optional=("panel",))
        if not wrong and sorted(key["ranks"].values()) != list(range(1, len(key["ranks"]) + 1)):
            wrong = [Problem("key.ranks", say(_("Give each rank from 1 once.")))]
        return problems + (wrong or _check_panel(body, key))

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
        key, given = self.ranked(key), self._ranks(body, value)
        if not key.get("panel"):
            return scoring.judgement_ranking(keyed=key["ranks"], given=given)
        earned = _panel_credits(key, given)
        return sum(earned.values(), scoring.ZERO) / len(earned)

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        score = self.score(body, key, value)
        key, given = self.ranked(key), self._ranks(body, value)
        distances = scoring.ranking_distances(keyed=key["ranks"], given=given)
        earned = _panel_credits(key, given) if key.get("panel") else {}
        options = tuple(
            _explain(option, key, given.get(option["id"]), distances, earned) for option in body["options"]
        )
        words = _by_panel(earned, score) if earned else _by_distance(distances, score)
        return Explanation(options, body.get("rationale", ""), words, score, self.is_complete(body, value))

    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        body = question_body(draft.stem, draft.general_feedback, markdown)
        body["options"] = options_body(named(draft.options), markdown)
        return body, more_of(draft.more, "key", ("ranks", "panel"))

    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        return ItemDraft(
            kind=self.code,
            stem=written(body["stem"]),
            options=option_drafts(body["options"]),
            general_feedback=written(body.get("rationale", "")),
            more={"key": dict(key)},
        )

    def ranked(self, key: Json) -> Json:
        """A key of this kind with a rank for each option."""
        return key

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


def _panel_credits(key: Json, given: Mapping[str, int]) -> dict[str, Fraction]:
    """What each option earns by the votes of the panel; nothing where it shares its rank with another."""
    ranks = list(given.values())
    return {
        name: scoring_partial.panel_credit(
            votes=votes,
            keyed=str(key["ranks"][name]),
            given=str(given[name]) if name in given and ranks.count(given[name]) == 1 else None,
        )
        for name, votes in key["panel"].items()
    }


def _check_panel(body: Json, key: Json) -> list[Problem]:
    if "panel" not in key:
        return []
    names = option_ids(body)
    problems = check_fields(key["panel"], "key.panel", required=names)
    if problems:
        return problems
    for name, votes in key["panel"].items():
        path = f"key.panel.{name}"
        wrong = check_votes(votes, path, [str(rank) for rank in range(1, len(names) + 1)])
        if not wrong and not votes.get(str(key["ranks"][name])):
            wrong = [Problem(path, say(_("Nobody of the panel gave the rank that is keyed.")))]
        problems += wrong
    return problems


def _explain(
    option: Json,
    key: Json,
    given: int | None,
    distances: Mapping[str, int],
    earned: Mapping[str, Fraction],
) -> ExplainedOption:
    name = option["id"]
    farthest = len(distances) - 1
    possible = scoring.ONE if earned else Fraction(farthest)
    points = earned[name] if earned else Fraction(farthest - distances[name])
    votes = key.get("panel", {}).get(name, {})
    return ExplainedOption(
        name,
        option["text"],
        verdict_of(points / possible, answered=given is not None),
        option.get("feedback", ""),
        chosen=given is not None,
        given=given,
        wanted=key["ranks"][name],
        points=points,
        possible=possible,
        votes=tuple(Votes(str(rank), votes.get(str(rank), 0)) for rank in range(1, farthest + 2))
        if votes
        else (),
    )


def _by_distance(distances: Mapping[str, int], score: Fraction) -> Sentence:
    total, most = sum(distances.values()), len(distances) ** 2 // 2
    template = (
        _("The ranks are %(total)s places away from the key in all, more than %(most)s: 0.")
        if total > most
        else _(
            "The ranks are %(total)s places away from the key in all: 1 - %(total)s / %(most)s = %(score)s."
        )
    )
    return say(template, total=total, most=most, score=score)


def _by_panel(earned: Mapping[str, Fraction], score: Fraction) -> Sentence:
    return say(
        _(
            "Each rank earns the votes of the panel for it as a share of those for the keyed rank, at most "
            "1: %(earned)s in all, of %(all)s options: %(earned)s / %(all)s = %(score)s."
        ),
        earned=sum(earned.values(), scoring.ZERO),
        all=len(earned),
        score=score,
    )
