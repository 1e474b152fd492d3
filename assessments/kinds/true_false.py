"""A statement to judge as true or false."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments import scoring
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
    choice_verdict,
    not_offered,
    single_value,
)
from assessments.kinds.checks import check_fields, check_question, check_text
from assessments.kinds.drafting import Item, Markdown, question_body, written
from assessments.kinds.words import say

FIELD = "choice"
FEEDBACK = {True: "feedback_true", False: "feedback_false"}
ANSWERS = (("true", True, _("True")), ("false", False, _("False")))


class TrueFalse(Kind):
    """body: stem, rationale, and feedback_true, feedback_false, which are said to who chose that. key:
    {"correct": true}. response: {"choice": true}, or {} where nothing was
    chosen. The form sends `true` or `false`."""

    code = "true_false"
    label = _("True or false")
    shuffles = False

    def validate(self, body: Json, key: Json) -> list[Problem]:
        wrong = check_fields(key, "key", required=("correct",))
        if not wrong and not isinstance(key["correct"], bool):
            wrong = [Problem("key.correct", say(_("Give true or false.")))]
        problems = check_question(body, optional=FEEDBACK.values())
        if isinstance(body, Mapping):
            problems += [
                one for name in FEEDBACK.values() for one in check_text(body, name, "body", blank=True)
            ]
        return problems + wrong

    def option_ids(self, body: Json) -> tuple[str, ...]:
        return tuple(name for name, _answer, _label in ANSWERS)

    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        """`order` is not looked at: true stands before false."""
        chosen = (value or {}).get(FIELD)
        options = tuple(
            PresentedOption(name, text, FIELD, chosen is answer) for name, answer, text in ANSWERS
        )
        return Presentation(self.code, Control.RADIO, body["stem"], FIELD, options)

    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        choice = single_value(data, FIELD)
        if choice is None:
            return {}
        answers = {name: answer for name, answer, _label in ANSWERS}
        if choice not in answers:
            raise not_offered(FIELD)
        return {FIELD: answers[choice]}

    def is_complete(self, body: Json, value: Json) -> bool:
        return isinstance(value.get(FIELD), bool)

    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        return scoring.true_false(correct=key["correct"], chosen=value.get(FIELD))

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        choice, correct = value.get(FIELD), key["correct"]
        options = tuple(
            ExplainedOption(
                name,
                text,
                choice_verdict(chosen=choice is answer, keyed=correct is answer),
                body.get(FEEDBACK[answer], ""),
                chosen=choice is answer,
                keyed=correct is answer,
            )
            for name, answer, text in ANSWERS
        )
        score = self.score(body, key, value)
        answered = self.is_complete(body, value)
        if not answered:
            words = say(_("Nothing was chosen: 0 of 1."))
        elif correct:
            words = say(_("The statement is true: %(points)s of 1."), points=int(score))
        else:
            words = say(_("The statement is false: %(points)s of 1."), points=int(score))
        return Explanation(options, body.get("rationale", ""), words, score, answered)

    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        body = question_body(draft.stem, draft.general_feedback, markdown)
        for answer, name in FEEDBACK.items():
            feedback = draft.correct_feedback if answer is draft.correct else draft.wrong_feedback
            if feedback:
                body[name] = markdown(feedback)
        return body, {"correct": draft.correct}

    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        correct = key["correct"]
        return ItemDraft(
            kind=self.code,
            stem=written(body["stem"]),
            correct=correct,
            correct_feedback=written(body.get(FEEDBACK[correct], "")),
            wrong_feedback=written(body.get(FEEDBACK[not correct], "")),
            general_feedback=written(body.get("rationale", "")),
        )
