"""A word or a few, written by the learner and compared with those that are accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments import scoring, scoring_partial, scoring_text
from assessments.drafts import DraftOption, DraftText, ItemDraft, TextFormat
from assessments.kinds.accepted import check_answers, check_best, explained, in_words
from assessments.kinds.base import (
    Control,
    Explanation,
    FormData,
    InvalidResponse,
    Json,
    Kind,
    Presentation,
    Problem,
)
from assessments.kinds.checks import check_fields, check_question, check_text, is_whole
from assessments.kinds.drafting import Item, Markdown, more_of, question_body, written
from assessments.kinds.words import say

FIELD = "text"
FOLDS = ("fold_case", "fold_accents")
WIDEST = 60
MOST_ANSWERS = 50


class ShortAnswer(Kind):
    """body: stem, rationale, width (of the line, in characters). key: {"answers": [{"text": "d*b",
    "weight": 100, "feedback": ""}], "fold_case": true, "fold_accents": true}; `*` in an accepted answer
    stands for any text, weights are per cent from 0. response: {"text": "..."}. What earns most counts."""

    code = "short_answer"
    label = _("Short answer")
    shuffles = False

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, optional=("width",))
        if isinstance(body, Mapping):
            width = body.get("width", 1)
            if not is_whole(width) or not 1 <= width <= WIDEST:
                message = say(_("Give a whole number of characters from 1 to %(most)s."), most=WIDEST)
                problems.append(Problem("body.width", message))
        return problems + (check_fields(key, "key", required=("answers",), optional=FOLDS) or _check_key(key))

    def option_ids(self, body: Json) -> tuple[str, ...]:
        return ()

    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        """`order` orders nothing."""
        return Presentation(
            self.code,
            Control.LINE,
            body["stem"],
            FIELD,
            text=(value or {}).get(FIELD, ""),
            width=body.get("width"),
        )

    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        """Blanks become one each; NUL, which no database keeps, goes."""
        given = data.get(FIELD, ())
        text = " ".join(given[-1].replace("\x00", "").split()) if given else ""
        if len(text) > scoring_text.LONGEST_ANSWER:
            most = scoring_text.LONGEST_ANSWER
            raise InvalidResponse(FIELD, say(_("Shorten this to %(most)s characters at most."), most=most))
        return {FIELD: text}

    def is_complete(self, body: Json, value: Json) -> bool:
        return bool(value.get(FIELD))

    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        best = _best(key, value)
        return scoring.ZERO if best is None else scoring_partial.share(key["answers"][best]["weight"])

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        best, answered = _best(key, value), self.is_complete(body, value)
        score = self.score(body, key, value)
        texts = [answer["text"] for answer in key["answers"]]
        return Explanation(
            explained(key["answers"], texts, best, score),
            body.get("rationale", ""),
            in_words(answered=answered, score=score),
            score,
            answered,
        )

    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        """Accepted answers are compared letter by letter, so their text is taken as it is."""
        answers = []
        for option in draft.options:
            weight = scoring_partial.WHOLE if option.weight is None else option.weight
            held: dict[str, Any] = {
                "text": option.text.text.strip(),
                "weight": scoring_partial.percent_json(weight),
            }
            answers.append({**held, "feedback": markdown(option.feedback)} if option.feedback else held)
        key = {"answers": answers, "fold_case": draft.fold_case, "fold_accents": True}
        body = question_body(draft.stem, draft.general_feedback, markdown)
        return body | more_of(draft.more, "body", ("width",)), key | more_of(draft.more, "key", FOLDS[1:])

    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        options = tuple(
            DraftOption(
                text=DraftText(answer["text"], TextFormat.PLAIN),
                weight=Decimal(answer["weight"]),
                feedback=written(answer.get("feedback", "")),
            )
            for answer in key["answers"]
        )
        more: dict[str, Any] = {"body": {"width": body["width"]}} if "width" in body else {}
        if not key.get("fold_accents", True):
            more["key"] = {"fold_accents": False}
        return ItemDraft(
            kind=self.code,
            stem=written(body["stem"]),
            options=options,
            fold_case=key.get("fold_case", True),
            general_feedback=written(body.get("rationale", "")),
            more=more,
        )


def _best(key: Json, value: Json) -> int | None:
    """The place of the accepted answer that earns most for what was written; the first of equals."""
    given = value.get(FIELD, "")
    fits = [
        place
        for place, answer in enumerate(key["answers"])
        if given
        and scoring_text.accepts(
            answer["text"],
            given,
            fold_case=key.get("fold_case", True),
            fold_accents=key.get("fold_accents", True),
        )
    ]
    return max(fits, key=lambda place: scoring_partial.share(key["answers"][place]["weight"]), default=None)


def _check_key(key: Json) -> list[Problem]:
    problems = [
        Problem(f"key.{name}", say(_("Give true or false.")))
        for name in FOLDS
        if not isinstance(key.get(name, True), bool)
    ]
    wrong = check_answers(key["answers"], required=("text", "weight"), most=MOST_ANSWERS)
    if not wrong:
        for place, answer in enumerate(key["answers"]):
            wrong += check_text(answer, "text", f"key.answers.{place}")
            if isinstance(answer["text"], str) and len(answer["text"]) > scoring_text.LONGEST_ANSWER:
                most = scoring_text.LONGEST_ANSWER
                message = say(_("Shorten this to %(most)s characters at most."), most=most)
                wrong.append(Problem(f"key.answers.{place}.text", message))
    return problems + (wrong or check_best(key["answers"]))
