"""Things to be put in their order."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assessments.drafts import ItemDraft
from assessments.kinds.base import Json, Problem
from assessments.kinds.checks import check_fields, check_options, check_question, option_ids
from assessments.kinds.drafting import (
    Item,
    Markdown,
    named,
    option_drafts,
    options_body,
    question_body,
    written,
)
from assessments.kinds.judgement_ranking import JudgementRanking
from assessments.kinds.words import say


class Ordering(JudgementRanking):
    """body: stem, rationale, options of id, text, feedback. key: {"order": ["C", "A", "B"]}, every option
    once, the first first. Response and form are those of a judgement ranking, and so is the score: Spearman's
    footrule as a share of its largest value (Diaconis P, Graham RL. Spearman's footrule as a measure of
    disarray. J R Stat Soc B 1977;39:262-268)."""

    code = "ordering"
    label = _("Ordering")

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, extra=("options",)) + check_options(body, fewest=2)
        wrong = check_fields(key, "key", required=("order",))
        if not wrong and not _is_order_of(key["order"], option_ids(body)):
            wrong = [Problem("key.order", say(_("List every option once.")))]
        return problems + wrong

    def ranked(self, key: Json) -> Json:
        return {"ranks": {name: rank for rank, name in enumerate(key["order"], start=1)}}

    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        """A draft lists its options in the right order; a body by the alphabet, so that their order and
        their ids tell nothing."""
        body = question_body(draft.stem, draft.general_feedback, markdown)
        right = list(draft.options)
        by_text = sorted(range(len(right)), key=lambda place: markdown(right[place].text).casefold())
        options = named([right[place] for place in by_text])
        body["options"] = options_body(options, markdown)
        name_at = {place: name for place, (name, _option) in zip(by_text, options, strict=True)}
        return body, {"order": [name_at[place] for place in range(len(right))]}

    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        options = {option["id"]: option for option in body["options"]}
        return ItemDraft(
            kind=self.code,
            stem=written(body["stem"]),
            options=option_drafts([options[name] for name in key["order"]]),
            general_feedback=written(body.get("rationale", "")),
        )


def _is_order_of(given: object, options: list[str]) -> bool:
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        return False
    return sorted(given) == sorted(options)
