"""Several options are right; all of them are to be chosen and no other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
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
    arrange,
    choice_verdict,
    not_offered,
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
from assessments.kinds.words import Sentence, say

FIELD = "choices"
_PLACES = Decimal("0.00001")


class MultipleResponse(Kind):
    """body: stem, rationale, options of id, text, feedback. key: {"correct": ["A", "C"]}, at least one,
    and where options do not weigh alike {"weights": {"A": 60, "C": 40, "B": -50}}, in per cent. response:
    {"choices": ["A"]}, in the order in which the options are written."""

    code = "multiple_response"
    label = _("Multiple response")

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, extra=("options",)) + check_options(body, fewest=2)
        wrong = check_fields(key, "key", required=("correct",), optional=("weights",))
        if not wrong and not _is_choice_of(key["correct"], option_ids(body)):
            wrong = [Problem("key.correct", say(_("List at least one of the options, each once.")))]
        return problems + (wrong or check_weights(body, key) or _check_sum(key))

    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        chosen = (value or {}).get(FIELD, ())
        options = tuple(
            PresentedOption(option["id"], option["text"], FIELD, option["id"] in chosen)
            for option in arrange(body, order)
        )
        return Presentation(self.code, Control.CHECKBOX, body["stem"], FIELD, options)

    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        given = {choice.strip() for choice in data.get(FIELD, ())} - {""}
        if given - set(self.option_ids(body)):
            raise not_offered(FIELD)
        return {FIELD: [name for name in self.option_ids(body) if name in given]}

    def is_complete(self, body: Json, value: Json) -> bool:
        """At least one option is chosen: how many there are to find is not told."""
        return bool(value.get(FIELD))

    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        chosen = value.get(FIELD, ())
        if "weights" in key:
            return scoring_partial.weighted(weights=key["weights"], chosen=chosen)
        return scoring.multiple_response(correct=key["correct"], chosen=chosen)

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        correct, choices = set(key["correct"]), set(value.get(FIELD, ()))
        options = tuple(
            ExplainedOption(
                option["id"],
                option["text"],
                choice_verdict(chosen=option["id"] in choices, keyed=option["id"] in correct),
                option.get("feedback", ""),
                chosen=option["id"] in choices,
                keyed=option["id"] in correct,
            )
            for option in body["options"]
        )
        score = self.score(body, key, value)
        words = (
            _weighed(key["weights"], choices, score)
            if "weights" in key
            else _counted(len(choices & correct), len(choices - correct), len(correct), score)
        )
        return Explanation(options, body.get("rationale", ""), words, score, self.is_complete(body, value))

    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        """What has weight is keyed. The weights themselves are kept where they say more than plus and minus
        do: keyed options of 100 per cent each, like equal parts given and taken, are no weights."""
        options = named(draft.options)
        body = question_body(draft.stem, draft.general_feedback, markdown)
        body["options"] = options_body(options, markdown)
        weights = {name: option.weight for name, option in options if option.weight}
        key: dict[str, Any] = {"correct": [name for name, weight in weights.items() if weight > 0]}
        held = {name: scoring_partial.percent_json(weight) for name, weight in weights.items()}
        plain = len(held) > 1 and all(weight == 100 for weight in held.values())
        every = {**{name: 0 for name, _option in options}, **held}
        if not plain and not scoring_partial.equal_parts(every, key["correct"]):
            key["weights"] = held
        return body, key

    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        """Plus and minus become equal parts of the whole, given and taken: the same score, said in
        weights."""
        part = (scoring_partial.WHOLE / len(key["correct"])).quantize(_PLACES, ROUND_HALF_UP).normalize()
        names = self.option_ids(body)
        weights = (
            {name: Decimal(key["weights"].get(name, 0)) for name in names}
            if "weights" in key
            else {name: part if name in key["correct"] else -part for name in names}
        )
        return ItemDraft(
            kind=self.code,
            stem=written(body["stem"]),
            options=option_drafts(body["options"], weights),
            general_feedback=written(body.get("rationale", "")),
        )


def _counted(right: int, wrong: int, keyed: int, score: Fraction) -> Sentence:
    template = (
        _("Right choices %(right)s of %(all)s, wrong choices %(wrong)s: less than nothing counts as 0.")
        if wrong > right
        else _(
            "Right choices %(right)s of %(all)s, wrong choices %(wrong)s: "
            "(%(right)s - %(wrong)s) / %(all)s = %(score)s."
        )
    )
    return say(template, right=right, wrong=wrong, all=keyed, score=score)


def _weighed(weights: Json, choices: set[str], score: Fraction) -> Sentence:
    shares = [scoring_partial.share(weights.get(name, 0)) for name in choices]
    return say(
        _("The choices give %(given)s and take %(taken)s of the points, within 0 and 1: %(score)s."),
        given=sum((one for one in shares if one > 0), scoring.ZERO),
        taken=-sum((one for one in shares if one < 0), scoring.ZERO),
        score=score,
    )


def _check_sum(key: Json) -> list[Problem]:
    """That what is keyed is what weighs, and weighs 100 per cent together."""
    weights = {name: scoring_partial.share(weight) for name, weight in key.get("weights", {}).items()}
    if not weights:
        return []
    if {name for name, weight in weights.items() if weight > 0} != set(key["correct"]):
        return [Problem("key.weights", say(_("Give every keyed option more than nothing, and no other.")))]
    if sum(weight for weight in weights.values() if weight > 0) < scoring.ONE:
        return [Problem("key.weights", say(_("The keyed options give 100 per cent together.")))]
    return []


def _is_choice_of(given: object, options: list[str]) -> bool:
    if not isinstance(given, list) or not given:
        return False
    known = [name for name in given if isinstance(name, str) and name in options]
    return len(known) == len(given) == len(set(known))
