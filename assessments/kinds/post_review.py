"""A made-up post: mark what breaches, say what it is, decide what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments import scoring, scoring_partial, scoring_post
from assessments.drafts import ItemDraft
from assessments.kinds.base import (
    Choice,
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
    choice_verdict,
    not_offered,
    single_value,
    verdict_of,
)
from assessments.kinds.checks import option_ids
from assessments.kinds.drafting import Item, Markdown, more_of, question_body, written
from assessments.kinds.post_checks import check_body, check_key
from assessments.kinds.posts import BREACHES, DECISIONS, PLACES, Piece, ShownPost
from assessments.kinds.words import Sentence, say

PIECE = "piece-"
BREACH = "breach-"
DECISION = "decision"
PARTS = ("post", "spans", "regions")
KEYS = ("marks", "decision", "decisions")


class PostReview(Kind):
    """body: stem, rationale, post (author, handle, text, picture, alt, place), spans of id, text (the post's
    text cut into pieces), regions of id, label, x, y, w, h (parts of the picture, per mille). key: {"marks":
    {"s1": "identifier"}, "decision": "withhold", "decisions": {"edit": 50}}: what breaches how, what to
    decide, and what another decision earns in per cent. response: {"marks": {"s1": "identifier", "s2": ""},
    "decision": "edit"}, "" where it was not said yet what a mark is.

    The form sends `piece-s1` (on), `breach-s1` and `decision`; a breach without its mark is not looked at.
    """

    code = "post_review"
    label = _("Post review")
    shuffles = False

    def validate(self, body: Json, key: Json) -> list[Problem]:
        return check_body(body) + check_key(body, key)

    def option_ids(self, body: Json) -> tuple[str, ...]:
        """What can be marked."""
        return tuple(option_ids(body, "spans") + option_ids(body, "regions"))

    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        """`order` is not looked at: a post has its own."""
        given, decision = self._marks(body, value or {}), (value or {}).get(DECISION)
        spans = tuple(_pieces(body["spans"], "text", given, 1))
        regions = tuple(_pieces(body.get("regions", ()), "label", given, len(spans) + 1))
        post = body["post"]
        shown = ShownPost(
            author=post["author"],
            handle=post.get("handle", ""),
            place=PLACES.get(post.get("place", ""), ""),
            spans=spans,
            regions=regions,
            picture=post.get("picture", ""),
            alt=post.get("alt", ""),
        )
        options = tuple(
            PresentedOption(piece.id, piece.text, piece.field, chosen=piece.marked, picked=piece.breach)
            for piece in shown.pieces
        )
        choices = tuple(Choice(name, label, chosen=name == decision) for name, label in DECISIONS.items())
        return Presentation(
            self.code, Control.POST, body["stem"], DECISION, options, choices=choices, post=shown
        )

    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        marks = {}
        for name in self.option_ids(body):
            marked, breach = single_value(data, PIECE + name), single_value(data, BREACH + name)
            if marked not in (None, "on"):
                raise not_offered(PIECE + name)
            if breach is not None and breach not in BREACHES:
                raise not_offered(BREACH + name)
            if marked:
                marks[name] = breach or ""
        decision = single_value(data, DECISION)
        if decision is None:
            return {"marks": marks}
        if decision not in DECISIONS:
            raise not_offered(DECISION)
        return {"marks": marks, DECISION: decision}

    def is_complete(self, body: Json, value: Json) -> bool:
        """Something was decided, and each mark says what it is. A post may need no mark."""
        return value.get(DECISION) in DECISIONS and all(self._marks(body, value).values())

    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        given, decision = self._marks(body, value), value.get(DECISION)
        if not given and decision is None:
            return scoring.ZERO
        return scoring_post.post_review(
            marks=scoring_post.overlap(keyed=key["marks"], given=given), decision=_credit(key, decision)
        )

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        given, decision = self._marks(body, value), value.get(DECISION)
        pieces = self.present(body).post
        options = tuple(
            _explain(piece, key["marks"].get(piece.id), given.get(piece.id))
            for piece in (pieces.pieces if pieces else ())
        )
        score = self.score(body, key, value)
        words = (
            _in_words(key["marks"], given, _credit(key, decision), score)
            if given or decision
            else say(_("Nothing was marked and nothing decided: 0 of 1."))
        )
        return Explanation(
            options,
            body.get("rationale", ""),
            words,
            score,
            self.is_complete(body, value),
            decision=_decided(key, decision),
        )

    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        body = question_body(draft.stem, draft.general_feedback, markdown)
        return body | more_of(draft.more, "body", PARTS), more_of(draft.more, "key", KEYS)

    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        return ItemDraft(
            kind=self.code,
            stem=written(body["stem"]),
            general_feedback=written(body.get("rationale", "")),
            more={"body": {name: body[name] for name in PARTS if name in body}, "key": dict(key)},
        )

    def _marks(self, body: Json, value: Json) -> dict[str, str]:
        """The marks in a response on pieces that there are."""
        given = value.get("marks", {})
        return {
            name: given[name] if given[name] in BREACHES else ""
            for name in self.option_ids(body)
            if name in given
        }


def _pieces(entries: Sequence[Json], text: str, given: Mapping[str, str], start: int) -> Iterator[Piece]:
    for n, entry in enumerate(entries, start=start):
        name = entry["id"]
        box = tuple(_per_cent(entry[side]) for side in "xywh") if "x" in entry else None
        yield Piece(
            n=n,
            id=name,
            text=entry[text],
            field=PIECE + name,
            breach_field=BREACH + name,
            marked=name in given,
            breach=given.get(name, ""),
            box=(box[0], box[1], box[2], box[3]) if box else None,
        )


def _per_cent(per_mille: int) -> str:
    """A length as an attribute of an SVG, in every language with a point."""
    return f"{per_mille // 10}.{per_mille % 10}%"


def _credit(key: Json, decision: str | None) -> Fraction:
    """What a decision earns."""
    if decision is None:
        return scoring.ZERO
    if decision == key[DECISION]:
        return scoring.ONE
    return scoring_partial.share(key.get("decisions", {}).get(decision, 0))


def _explain(piece: Piece, keyed: str | None, given: str | None) -> ExplainedOption:
    credit = scoring_post.mark_credit(keyed=keyed, given=given)
    if keyed is not None and given is not None:
        verdict = verdict_of(credit)
    else:
        verdict = choice_verdict(chosen=given is not None, keyed=keyed is not None)
    return ExplainedOption(
        piece.id,
        piece.text,
        verdict,
        chosen=given is not None,
        keyed=keyed is not None,
        given_label=BREACHES[given] if given else "",
        wanted_label=BREACHES[keyed] if keyed else "",
        points=credit,
        possible=scoring.ONE if keyed else None,
    )


def _decided(key: Json, decision: str | None) -> ExplainedOption:
    credit = _credit(key, decision)
    return ExplainedOption(
        DECISION,
        _("Decision"),
        Verdict.UNANSWERED if decision is None else verdict_of(credit),
        chosen=decision is not None,
        keyed=True,
        given_label=DECISIONS[decision] if decision else "",
        wanted_label=DECISIONS[key[DECISION]],
        points=credit,
        possible=scoring.ONE,
    )


def _in_words(
    keyed: Mapping[str, str], given: Mapping[str, str], decision: Fraction, score: Fraction
) -> Sentence:
    marks = scoring_post.overlap(keyed=keyed, given=given)
    if not keyed and not given:
        return say(
            _("Nothing is to be marked: 1. Decision: %(decision)s. (1 + %(decision)s) / 2 = %(score)s."),
            decision=decision,
            score=score,
        )
    credit = sum(
        (scoring_post.mark_credit(keyed=keyed.get(name), given=breach) for name, breach in given.items()),
        scoring.ZERO,
    )
    return say(
        _(
            "Marks: 2 x %(credit)s / (%(keyed)s keyed + %(given)s marked) = %(marks)s. "
            "Decision: %(decision)s. (%(marks)s + %(decision)s) / 2 = %(score)s."
        ),
        credit=credit,
        keyed=len(keyed),
        given=len(given),
        marks=marks,
        decision=decision,
        score=score,
    )
