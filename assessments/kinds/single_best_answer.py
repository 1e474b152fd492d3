"""One option is the best answer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
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
    Verdict,
    arrange,
    choice_verdict,
    not_offered,
    single_value,
)
from assessments.kinds.checks import (
    check_fields,
    check_options,
    check_question,
    check_weights,
    option_ids,
)
from assessments.kinds.drafting import (
    Item,
    Markdown,
    named,
    option_drafts,
    options_body,
    question_body,
    written,
)
from assessments.kinds.words import say

FIELD = "choice"


class SingleBestAnswer(Kind):
    """body: stem, rationale, options of id, text, feedback. key: {"correct": "A"}, and where others earn part
    of the credit {"weights": {"B": 50}}, in per cent. response: {"choice": "A"}, or {} where nothing was
    chosen."""

    code = "single_best_answer"
    label = _("Single best answer")

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, extra=("options",)) + check_options(body, fewest=2)
        wrong = check_fields(key, "key", required=("correct",), optional=("weights",))
        if not wrong and key["correct"] not in option_ids(body):
            wrong = [Problem("key.correct", say(_("Name one of the options.")))]
        return problems + (wrong or check_weights(body, key) or _check_whole(key))

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
        return _credit(key, value.get(FIELD))

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        options = tuple(_explain(option, key, value.get(FIELD)) for option in body["options"])
        score = self.score(body, key, value)
        answered = self.is_complete(body, value)
        if not answered:
            words = say(_("Nothing was chosen: 0 of 1."))
        elif score == scoring.ONE:
            words = say(_("The best answer was chosen: 1 of 1."))
        elif score:
            words = say(_("Another answer is better; this one earns a part: %(score)s of 1."), score=score)
        else:
            words = say(_("Another answer is the best one: 0 of 1."))
        return Explanation(options, body.get("rationale", ""), words, score, answered)

    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        """The option of the most weight is the best; what others weigh is kept where it is not nothing."""
        options = named(draft.options)
        body = question_body(draft.stem, draft.general_feedback, markdown)
        body["options"] = options_body(options, markdown)
        weights = {name: option.weight for name, option in options if option.weight}
        best = max(weights, key=lambda name: weights[name], default="")
        key: dict[str, Any] = {"correct": best if best and weights[best] > 0 else ""}
        held = {name: scoring_partial.percent_json(weight) for name, weight in weights.items()}
        if held.get(best) == 100:
            del held[best]
        return body, {**key, "weights": held} if held else key

    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        weights = {name: Decimal(_weight(key, name)) for name in self.option_ids(body)}
        return ItemDraft(
            kind=self.code,
            stem=written(body["stem"]),
            options=option_drafts(body["options"], weights),
            general_feedback=written(body.get("rationale", "")),
        )


def _weight(key: Json, name: str) -> int | str:
    """What an option earns, in per cent, as the key holds it or implies it."""
    implied = 100 if name == key["correct"] else 0
    weight: int | str = key.get("weights", {}).get(name, implied)
    return weight


def _credit(key: Json, choice: str | None) -> Fraction:
    if "weights" not in key or choice is None:
        return scoring.single_best_answer(correct=key["correct"], chosen=choice)
    return scoring_partial.within(scoring_partial.share(_weight(key, choice)))


def _check_whole(key: Json) -> list[Problem]:
    if scoring_partial.share(_weight(key, key["correct"])) == scoring.ONE:
        return []
    return [Problem(f"key.weights.{key['correct']}", say(_("The best answer earns 100 per cent.")))]


def _explain(option: Json, key: Json, choice: str | None) -> ExplainedOption:
    chosen, credit = option["id"] == choice, _credit(key, option["id"])
    keyed = credit == scoring.ONE
    partly = chosen and scoring.ZERO < credit < scoring.ONE
    return ExplainedOption(
        option["id"],
        option["text"],
        Verdict.CLOSE if partly else choice_verdict(chosen=chosen, keyed=keyed),
        option.get("feedback", ""),
        chosen,
        keyed,
        points=credit if partly else None,
        possible=scoring.ONE if partly else None,
    )
