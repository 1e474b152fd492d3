"""One option is the best answer."""

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
    arrange,
    choice_verdict,
    not_offered,
    single_value,
)
from assessments.kinds.checks import check_fields, check_options, check_question, option_ids
from assessments.kinds.words import say

FIELD = "choice"


class SingleBestAnswer(Kind):
    """body: stem, rationale, options of id, text, feedback. key: {"correct": "A"}. response: {"choice": "A"},
    or {} where nothing was chosen."""

    code = "single_best_answer"
    label = _("Single best answer")

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, extra=("options",)) + check_options(body, fewest=2)
        wrong = check_fields(key, "key", required=("correct",))
        if not wrong and key["correct"] not in option_ids(body):
            wrong = [Problem("key.correct", say(_("Name one of the options.")))]
        return problems + wrong

    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        chosen = (value or {}).get(FIELD)
        options = tuple(
            PresentedOption(option["id"], option["text"], FIELD, chosen=option["id"] == chosen)
            for option in arrange(body, order)
        )
        return Presentation(self.code, Control.RADIO, body["stem"], FIELD, options)

    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        choice = single_value(data, FIELD)
        if choice is None:
            return {}
        if choice not in self.option_ids(body):
            raise not_offered(FIELD)
        return {FIELD: choice}

    def is_complete(self, body: Json, value: Json) -> bool:
        return value.get(FIELD) in self.option_ids(body)

    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        return scoring.single_best_answer(correct=key["correct"], chosen=value.get(FIELD))

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        options = tuple(_explain(option, key["correct"], value.get(FIELD)) for option in body["options"])
        score = self.score(body, key, value)
        answered = self.is_complete(body, value)
        if not answered:
            words = say(_("Nothing was chosen: 0 of 1."))
        elif score:
            words = say(_("The best answer was chosen: 1 of 1."))
        else:
            words = say(_("Another answer is the best one: 0 of 1."))
        return Explanation(options, body.get("rationale", ""), words, score, answered)


def _explain(option: Json, correct: str, choice: str | None) -> ExplainedOption:
    chosen, keyed = option["id"] == choice, option["id"] == correct
    return ExplainedOption(
        option["id"],
        option["text"],
        choice_verdict(chosen=chosen, keyed=keyed),
        option.get("feedback", ""),
        chosen,
        keyed,
    )
