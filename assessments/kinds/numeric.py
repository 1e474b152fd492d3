"""A number, right within a range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from assessments import scoring, scoring_partial, scoring_text
from assessments.drafts import DraftRange, ItemDraft
from assessments.kinds.accepted import check_answers, check_best, explained, in_words
from assessments.kinds.base import (
    Control,
    ExplainedOption,
    Explanation,
    FormData,
    InvalidResponse,
    Json,
    Kind,
    Presentation,
    Problem,
    Verdict,
    single_value,
)
from assessments.kinds.checks import check_fields, check_question, check_text
from assessments.kinds.drafting import Item, Markdown, more_of, question_body, written
from assessments.kinds.words import Sentence, say

FIELD = "number"
OTHER = "feedback_other"
MOST_ANSWERS = 20


class Numeric(Kind):
    """body: stem, rationale, unit, feedback_other (to a number that is not accepted). key: {"answers":
    [{"low": "1.4", "high": "1.6", "weight": 100, "feedback": ""}]}, ends included, numbers as text so that
    none is rounded. response: {"number": "1.5"}, or {} where nothing was written. A decimal comma and a
    decimal point are read alike."""

    code = "numeric"
    label = _("Number")
    shuffles = False

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, optional=("unit", OTHER))
        if isinstance(body, Mapping):
            problems += check_text(body, "unit", "body", blank=True)
            problems += check_text(body, OTHER, "body", blank=True)
        return problems + (check_fields(key, "key", required=("answers",)) or _check_key(key))

    def option_ids(self, body: Json) -> tuple[str, ...]:
        return ()

    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        """`order` orders nothing."""
        unit = body.get("unit", "")
        text = local((value or {}).get(FIELD, ""))
        return Presentation(
            self.code, Control.NUMBER, body["stem"], FIELD, text=text, parts={"unit": unit} if unit else {}
        )

    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        given = single_value(data, FIELD)
        if given is None:
            return {}
        value = scoring_text.number(given, unit=body.get("unit", ""))
        if value is None:
            raise InvalidResponse(
                FIELD, say(_("Write one number in digits, such as %(like)s."), like=Decimal("2.5"))
            )
        return {FIELD: scoring_text.plain(value)}

    def is_complete(self, body: Json, value: Json) -> bool:
        return bool(value.get(FIELD))

    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        best = _best(key, value)
        return scoring.ZERO if best is None else scoring_partial.share(key["answers"][best]["weight"])

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        best, answered = _best(key, value), self.is_complete(body, value)
        score = self.score(body, key, value)
        texts = [_range(answer, body.get("unit", "")) for answer in key["answers"]]
        options = explained(key["answers"], texts, best, score)
        if answered and best is None and body.get(OTHER):
            options = (*options, _other(body[OTHER]))
        return Explanation(
            options,
            body.get("rationale", ""),
            in_words(answered=answered, score=score),
            score,
            answered,
        )

    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        answers = []
        for one in draft.ranges:
            held = {
                "low": scoring_text.plain(one.low),
                "high": scoring_text.plain(one.high),
                "weight": scoring_partial.percent_json(one.weight),
            }
            answers.append({**held, "feedback": markdown(one.feedback)} if one.feedback else held)
        body = question_body(draft.stem, draft.general_feedback, markdown)
        if draft.wrong_feedback:
            body[OTHER] = markdown(draft.wrong_feedback)
        return body | more_of(draft.more, "body", ("unit",)), {"answers": answers}

    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        ranges = tuple(
            DraftRange(
                low=Decimal(answer["low"]),
                high=Decimal(answer["high"]),
                weight=Decimal(answer["weight"]),
                feedback=written(answer.get("feedback", "")),
            )
            for answer in key["answers"]
        )
        return ItemDraft(
            kind=self.code,
            stem=written(body["stem"]),
            ranges=ranges,
            wrong_feedback=written(body.get(OTHER, "")),
            general_feedback=written(body.get("rationale", "")),
            more={"body": {"unit": body["unit"]}} if body.get("unit") else {},
        )


def local(number: str) -> str:
    """A number of a response or key with the decimal mark of the reader's language."""
    return number.replace(".", str(get_format("DECIMAL_SEPARATOR")))


def _range(answer: Json, unit: str) -> Sentence:
    low, high = local(answer["low"]), local(answer["high"])
    if low == high:
        return say("%(low)s %(unit)s", low=low, unit=unit) if unit else say("%(low)s", low=low)
    if unit:
        return say(_("%(low)s to %(high)s %(unit)s"), low=low, high=high, unit=unit)
    return say(_("%(low)s to %(high)s"), low=low, high=high)


def _other(feedback: str) -> ExplainedOption:
    """What is said to who gave a number that is not accepted."""
    return ExplainedOption(
        "other",
        say(_("Any other number")),
        Verdict.WRONG,
        feedback,
        chosen=True,
        points=scoring.ZERO,
        possible=scoring.ONE,
    )


def _number(text: object) -> Decimal | None:
    """A number of a key; a key is written with a point and without a unit."""
    if not isinstance(text, str) or "," in text:
        return None
    return scoring_text.number(text)


def _best(key: Json, value: Json) -> int | None:
    """The place of the range that earns most for the number given; the first of equals."""
    given = _number(value.get(FIELD))
    if given is None:
        return None
    fits = [
        place
        for place, answer in enumerate(key["answers"])
        if Decimal(answer["low"]) <= given <= Decimal(answer["high"])
    ]
    return max(fits, key=lambda place: scoring_partial.share(key["answers"][place]["weight"]), default=None)


def _check_key(key: Json) -> list[Problem]:
    problems = check_answers(key["answers"], required=("low", "high", "weight"), most=MOST_ANSWERS)
    if problems:
        return problems
    for place, answer in enumerate(key["answers"]):
        ends = {end: _number(answer[end]) for end in ("low", "high")}
        problems += [
            Problem(f"key.answers.{place}.{end}", say(_('Give a number in quotes, such as "2.5".')))
            for end, number in ends.items()
            if number is None
        ]
        low, high = ends["low"], ends["high"]
        if low is not None and high is not None and low > high:
            problems.append(
                Problem(f"key.answers.{place}.high", say(_("The high end is below the low one.")))
            )
    return problems or check_best(key["answers"])
