"""A case with steps that one might take, each to be rated by how appropriate it is."""

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

PREFIX = "rating-"
STEPS = (
    Step(1, _("Clearly inappropriate")),
    Step(2, _("Questionable")),
    Step(3, _("Acceptable, not the best")),
    Step(4, _("Clearly appropriate")),
)
LABELS = {step.value: step.label for step in STEPS}
_VERDICTS = {scoring.ONE: Verdict.RIGHT, scoring.HALF: Verdict.CLOSE, scoring.ZERO: Verdict.WRONG}


class JudgementRating(Kind):
    """body: stem, rationale, options of id, text, feedback. key: {"ratings": {"A": 4}}, 1 to 4 for each
    option. response: {"ratings": {"A": 3}}, as far as it goes. The form sends `rating-A`."""

    code = "judgement_rating"
    label = _("Judgement case, rating")

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, extra=("options",)) + check_options(body, fewest=1)
        wrong = check_per_option(body, key, "ratings")
        if not wrong:
            wrong = [
                Problem(f"key.ratings.{name}", say(_("Give a rating from 1 to 4.")))
                for name, rating in key["ratings"].items()
                if rating not in LABELS
            ]
        return problems + wrong

    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        given = _ratings(value or {})
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
        return Presentation(self.code, Control.SCALE, body["stem"], "", options, STEPS)

    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        ratings = {}
        for name in self.option_ids(body):
            given = single_value(data, PREFIX + name)
            if given is None:
                continue
            if given not in {str(step.value) for step in STEPS}:
                raise not_offered(PREFIX + name)
            ratings[name] = int(given)
        return {"ratings": ratings}

    def is_complete(self, body: Json, value: Json) -> bool:
        return set(_ratings(value)) >= set(self.option_ids(body))

    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        return scoring.judgement_rating(keyed=key["ratings"], given=_ratings(value))

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        given = _ratings(value)
        options = tuple(
            _explain(option, key["ratings"][option["id"]], given.get(option["id"]))
            for option in body["options"]
        )
        score = self.score(body, key, value)
        verdicts = [option.verdict for option in options]
        words = say(
            _(
                "As keyed %(right)s, one step away on the same side %(close)s, of %(all)s steps: "
                "(%(right)s + %(close)s / 2) / %(all)s = %(score)s."
            ),
            right=verdicts.count(Verdict.RIGHT),
            close=verdicts.count(Verdict.CLOSE),
            all=len(options),
            score=score,
        )
        return Explanation(options, body.get("rationale", ""), words, score, self.is_complete(body, value))


def _ratings(value: Json) -> dict[str, int]:
    """The ratings in a response that are on the scale."""
    return {
        name: step for name, step in value.get("ratings", {}).items() if is_whole(step) and step in LABELS
    }


def _explain(option: Json, keyed: int, given: int | None) -> ExplainedOption:
    points = scoring.rating_credit(keyed=keyed, given=given)
    return ExplainedOption(
        option["id"],
        option["text"],
        Verdict.UNANSWERED if given is None else _VERDICTS[points],
        option.get("feedback", ""),
        chosen=given is not None,
        given=given,
        wanted=keyed,
        given_label="" if given is None else LABELS[given],
        wanted_label=LABELS[keyed],
        points=points,
        possible=scoring.ONE,
    )
