"""Several options are right; all of them are to be chosen and no other."""

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
)
from assessments.kinds.checks import check_fields, check_options, check_question, option_ids
from assessments.kinds.words import say

FIELD = "choices"


class MultipleResponse(Kind):
    """body: stem, rationale, options of id, text, feedback. key: {"correct": ["A", "C"]}, at least one.
    response: {"choices": ["A"]}, in the order in which the options are written."""

    code = "multiple_response"
    label = _("Multiple response")

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, extra=("options",)) + check_options(body, fewest=2)
        wrong = check_fields(key, "key", required=("correct",))
        if not wrong and not _is_choice_of(key["correct"], option_ids(body)):
            wrong = [Problem("key.correct", say(_("List at least one of the options, each once.")))]
        return problems + wrong

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
        return scoring.multiple_response(correct=key["correct"], chosen=value.get(FIELD, ()))

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
        right, wrong = len(choices & correct), len(choices - correct)
        template = (
            _("Right choices %(right)s of %(all)s, wrong choices %(wrong)s: less than nothing counts as 0.")
            if wrong > right
            else _(
                "Right choices %(right)s of %(all)s, wrong choices %(wrong)s: "
                "(%(right)s - %(wrong)s) / %(all)s = %(score)s."
            )
        )
        words = say(template, right=right, wrong=wrong, all=len(correct), score=score)
        return Explanation(options, body.get("rationale", ""), words, score, self.is_complete(body, value))


def _is_choice_of(given: object, options: list[str]) -> bool:
    if not isinstance(given, list) or not given:
        return False
    known = [name for name in given if isinstance(name, str) and name in options]
    return len(known) == len(given) == len(set(known))
