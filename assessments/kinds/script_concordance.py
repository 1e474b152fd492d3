"""A case, a hypothesis and something new: how far does the new thing speak for or against the hypothesis?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

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
    Votes,
    choice_verdict,
    not_offered,
    single_value,
    verdict_of,
)
from assessments.kinds.checks import check_fields, check_question, check_text, check_votes
from assessments.kinds.drafting import Item, Markdown, more_of, question_body, written
from assessments.kinds.words import say

FIELD = "step"
PARTS: Final = ("hypothesis", "finding", "question")
STEPS: Final = {
    "-2": _("Strongly against it"),
    "-1": _("Somewhat against it"),
    "0": _("Makes no difference"),
    "1": _("Somewhat for it"),
    "2": _("Strongly for it"),
}


class ScriptConcordance(Kind):
    """body: stem (the case), hypothesis ("you think of ..."), finding ("then you learn ..."), question (other
    words for what is asked), rationale. key: {"panel": {"-2": 0, "1": 8, "2": 4}}, how many of the panel
    chose which step. response: {"step": 1}, or {} where nothing was chosen. The credit is the votes for the
    step as a share of those for the commonest step."""

    code = "script_concordance"
    label = _("Script concordance")
    shuffles = False

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, extra=PARTS[:2], optional=PARTS[2:])
        if isinstance(body, Mapping):
            problems += [one for name in PARTS[:2] for one in check_text(body, name, "body")]
            problems += check_text(body, PARTS[2], "body", blank=True)
        wrong = check_fields(key, "key", required=("panel",))
        return problems + (wrong or check_votes(key["panel"], "key.panel", STEPS))

    def option_ids(self, body: Json) -> tuple[str, ...]:
        return tuple(STEPS)

    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        """`order` is not looked at: a scale has its own."""
        chosen = str((value or {}).get(FIELD, ""))
        options = tuple(
            PresentedOption(name, label, FIELD, chosen=name == chosen) for name, label in STEPS.items()
        )
        parts = {name: body[name] for name in PARTS if body.get(name)}
        return Presentation(self.code, Control.LIKERT, body["stem"], FIELD, options, parts=parts)

    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        given = single_value(data, FIELD)
        if given is None:
            return {}
        if given not in STEPS:
            raise not_offered(FIELD)
        return {FIELD: int(given)}

    def is_complete(self, body: Json, value: Json) -> bool:
        return str(value.get(FIELD)) in STEPS

    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        return _credit(key, _given(value))

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        given, votes = _given(value), key["panel"]
        options = tuple(_explain(name, key, given) for name in STEPS)
        score = self.score(body, key, value)
        answered = self.is_complete(body, value)
        if given is None or not answered:
            words = say(_("Nothing was chosen: 0 of 1."))
        else:
            words = say(
                _(
                    "%(votes)s of %(panel)s experts chose your step, %(most)s the commonest: "
                    "%(votes)s / %(most)s = %(score)s."
                ),
                votes=votes.get(given, 0),
                panel=sum(votes.values()),
                most=max(votes.values()),
                score=score,
            )
        return Explanation(options, body.get("rationale", ""), words, score, answered)

    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        body = question_body(draft.stem, draft.general_feedback, markdown)
        return body | more_of(draft.more, "body", PARTS), more_of(draft.more, "key", ("panel",))

    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        return ItemDraft(
            kind=self.code,
            stem=written(body["stem"]),
            general_feedback=written(body.get("rationale", "")),
            more={"body": {name: body[name] for name in PARTS if name in body}, "key": dict(key)},
        )


def _given(value: Json) -> str | None:
    step = value.get(FIELD)
    return None if step is None else str(step)


def _credit(key: Json, given: str | None) -> Fraction:
    votes = key["panel"]
    return scoring_partial.panel_credit(votes=votes, keyed=max(votes, key=votes.__getitem__), given=given)


def _explain(name: str, key: Json, given: str | None) -> ExplainedOption:
    credit, chosen = _credit(key, name), name == given
    keyed = name in scoring_partial.modes(key["panel"])
    verdict: Verdict = verdict_of(credit) if chosen else choice_verdict(chosen=False, keyed=keyed)
    return ExplainedOption(
        name,
        STEPS[name],
        verdict,
        chosen=chosen,
        keyed=keyed,
        points=credit,
        possible=scoring.ONE,
        votes=(Votes(STEPS[name], key["panel"].get(name, 0)),),
    )
