"""Premises that are each to be paired with the option that belongs to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from assessments import scoring_partial
from assessments.drafts import DraftOption, DraftPair, DraftText, ItemDraft
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
    arrange,
    not_offered,
    single_value,
    verdict_of,
)
from assessments.kinds.checks import check_fields, check_named, check_options, check_question, option_ids
from assessments.kinds.drafting import (
    Item,
    Markdown,
    letters,
    option_drafts,
    question_body,
    written,
)
from assessments.kinds.words import say

PREFIX = "pair-"


class Matching(Kind):
    """body: stem, rationale, premises of id, text, feedback, options of id, text. key: {"pairs": {"P1":
    "A"}}, one option for each premise; one option may serve several premises or none. response: {"pairs":
    {"P1": "B"}}, as far as it goes. The form sends `pair-P1`. The options are shuffled, the premises not."""

    code = "matching"
    label = _("Matching")
    control: ClassVar[Control] = Control.MATCH
    fewest_premises: ClassVar[int] = 2
    fewest_options: ClassVar[int] = 2

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, extra=("premises", "options"))
        problems += check_named(body, "premises", fewest=self.fewest_premises, optional=("feedback",))
        problems += check_options(body, fewest=self.fewest_options)
        return problems + (check_fields(key, "key", required=("pairs",)) or _check_pairs(body, key["pairs"]))

    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        given = self._pairs(body, value or {})
        premises = tuple(
            PresentedOption(
                premise["id"],
                premise["text"],
                PREFIX + premise["id"],
                chosen=premise["id"] in given,
                picked=given.get(premise["id"], ""),
            )
            for premise in body["premises"]
        )
        marks = letters()
        choices = tuple(
            Choice(option["id"], option["text"], letter=next(marks)) for option in arrange(body, order)
        )
        return Presentation(self.code, self.control, body["stem"], options=premises, choices=choices)

    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        pairs = {}
        for premise in body["premises"]:
            name = PREFIX + premise["id"]
            given = single_value(data, name)
            if given is None:
                continue
            if given not in self.option_ids(body):
                raise not_offered(name)
            pairs[premise["id"]] = given
        return {"pairs": pairs}

    def is_complete(self, body: Json, value: Json) -> bool:
        """Every premise is paired."""
        return len(self._pairs(body, value)) == len(body["premises"])

    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        return scoring_partial.pairs(keyed=key["pairs"], given=self._pairs(body, value))

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        given = self._pairs(body, value)
        texts = {option["id"]: option["text"] for option in body["options"]}
        options = tuple(
            _explain(premise, texts, key["pairs"][premise["id"]], given.get(premise["id"]))
            for premise in body["premises"]
        )
        score = self.score(body, key, value)
        words = say(
            _("Paired as keyed %(right)s of %(all)s: %(right)s / %(all)s = %(score)s."),
            right=sum(option.verdict is Verdict.RIGHT for option in options),
            all=len(options),
            score=score,
        )
        return Explanation(options, body.get("rationale", ""), words, score, self.is_complete(body, value))

    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        """Equal texts are one option. The options stand by the alphabet: in the order of the pairs they
        would tell the answer where nothing shuffles them."""
        texts = self._in_order(_texts(draft, markdown))
        names = dict(zip(texts, letters(), strict=False))
        body = question_body(draft.stem, draft.general_feedback, markdown)
        body["premises"] = [
            {"id": f"P{n}", "text": markdown(pair.premise)} for n, pair in enumerate(draft.pairs, start=1)
        ]
        body["options"] = [{"id": name, "text": text} for text, name in names.items()]
        pairs = {f"P{n}": names[markdown(pair.option)] for n, pair in enumerate(draft.pairs, start=1)}
        return body, {"pairs": pairs}

    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        texts = {option["id"]: written(option["text"]) for option in body["options"]}
        pairs = tuple(
            DraftPair(written(premise["text"]), texts[key["pairs"][premise["id"]]])
            for premise in body["premises"]
        )
        return ItemDraft(
            kind=self.code,
            stem=written(body["stem"]),
            options=self._listed(body, key),
            pairs=pairs,
            general_feedback=written(body.get("rationale", "")),
        )

    def _in_order(self, texts: Sequence[str]) -> list[str]:
        return sorted(texts, key=str.casefold)

    def _listed(self, body: Json, key: Json) -> tuple[DraftOption, ...]:
        """The options that a draft lists beside its pairs: those that belong to none."""
        used = set(key["pairs"].values())
        return option_drafts([option for option in body["options"] if option["id"] not in used])

    def _pairs(self, body: Json, value: Json) -> dict[str, str]:
        """The pairs in a response whose premise and option there are."""
        given, names = value.get("pairs", {}), self.option_ids(body)
        return {
            premise["id"]: given[premise["id"]]
            for premise in body["premises"]
            if given.get(premise["id"]) in names
        }


def _texts(draft: ItemDraft, markdown: Markdown) -> list[str]:
    """The texts of all options of a draft, each once: those listed, then those of the pairs."""
    given: list[DraftText] = [option.text for option in draft.options]
    given += [pair.option for pair in draft.pairs]
    return list(dict.fromkeys(markdown(text) for text in given))


def _check_pairs(body: Json, pairs: object) -> list[Problem]:
    problems = check_fields(pairs, "key.pairs", required=option_ids(body, "premises"))
    if isinstance(pairs, Mapping):
        names = option_ids(body)
        problems += [
            Problem(f"key.pairs.{premise}", say(_("Name one of the options.")))
            for premise, option in pairs.items()
            if option not in names
        ]
    return problems


def _explain(premise: Json, texts: Mapping[str, str], keyed: str, given: str | None) -> ExplainedOption:
    return ExplainedOption(
        premise["id"],
        premise["text"],
        verdict_of(Fraction(given == keyed), answered=given is not None),
        premise.get("feedback", ""),
        chosen=given is not None,
        given_label="" if given is None else texts[given],
        wanted_label=texts[keyed],
    )
