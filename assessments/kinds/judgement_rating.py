"""A case with steps that one might take, each to be rated by how appropriate it is."""

from __future__ import annotations

from collections.abc import Sequence
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
    Step,
    Verdict,
    Votes,
    arrange,
    not_offered,
    single_value,
    verdict_of,
)
from assessments.kinds.checks import (
    check_fields,
    check_options,
    check_per_option,
    check_question,
    check_votes,
    is_whole,
    option_ids,
)
from assessments.kinds.drafting import (
    Item,
    Markdown,
    more_of,
    named,
    option_drafts,
    options_body,
    question_body,
    written,
)
from assessments.kinds.words import Sentence, say

PREFIX = "rating-"
STEPS = (
    Step(1, _("Clearly inappropriate")),
    Step(2, _("Questionable")),
    Step(3, _("Acceptable, not the best")),
    Step(4, _("Clearly appropriate")),
)
LABELS = {step.value: step.label for step in STEPS}


class JudgementRating(Kind):
    """body: stem, rationale, options of id, text, feedback. key: {"ratings": {"A": 4}}, 1 to 4 for each
    option, and for those that a panel keyed {"panel": {"A": {"3": 2, "4": 9}}}, how many chose which step.
    response: {"ratings": {"A": 3}}, as far as it goes. The form sends `rating-A`."""

    code = "judgement_rating"
    label = _("Judgement case, rating")

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, extra=("options",)) + check_options(body, fewest=1)
        wrong = check_per_option(body, key, "ratings", optional=("panel",))
        if not wrong:
            wrong = [
                Problem(f"key.ratings.{name}", say(_("Give a rating from 1 to 4.")))
                for name, rating in key["ratings"].items()
                if rating not in LABELS
            ]
        return problems + (wrong or _check_panel(body, key))

    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        given = _ratings(value or {})
        options = tuple(
            PresentedOption(
                option["id"],
                option["text"],
                PREFIX + option["id"],
                chosen=option["id"] in given,
                given=given.get(option["id"]),
            )
            for option in arrange(body, order)
        )
        return Presentation(self.code, Control.SCALE, body["stem"], "", options, STEPS)

    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        ratings = {}
        for name in self.option_ids(body):
            given = single_value(data, PREFIX + name)
            if given is None:
                continue
            if given not in {str(step.value) for step in STEPS}:
                raise not_offered(PREFIX + name)
            ratings[name] = int(given)
        return {"ratings": ratings}

    def is_complete(self, body: Json, value: Json) -> bool:
        return set(_ratings(value)) >= set(self.option_ids(body))

    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        given = _ratings(value)
        earned = (_credit(key, name, given.get(name)) for name in key["ratings"])
        return sum(earned, scoring.ZERO) / len(key["ratings"])

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        given = _ratings(value)
        options = tuple(_explain(option, key, given.get(option["id"])) for option in body["options"])
        score = self.score(body, key, value)
        words = _by_panel(options, score) if key.get("panel") else _by_key(options, score)
        return Explanation(options, body.get("rationale", ""), words, score, self.is_complete(body, value))

    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        body = question_body(draft.stem, draft.general_feedback, markdown)
        body["options"] = options_body(named(draft.options), markdown)
        return body, more_of(draft.more, "key", ("ratings", "panel"))

    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        return ItemDraft(
            kind=self.code,
            stem=written(body["stem"]),
            options=option_drafts(body["options"]),
            general_feedback=written(body.get("rationale", "")),
            more={"key": dict(key)},
        )


def _credit(key: Json, name: str, given: int | None) -> Fraction:
    """What a rating earns: by the votes where a panel keyed the option, else by its distance."""
    keyed = key["ratings"][name]
    votes = key.get("panel", {}).get(name)
    if votes is None:
        return scoring.rating_credit(keyed=keyed, given=given)
    return scoring_partial.panel_credit(
        votes=votes, keyed=str(keyed), given=None if given is None else str(given)
    )


def _check_panel(body: Json, key: Json) -> list[Problem]:
    panel = key.get("panel", {})
    problems = check_fields(panel, "key.panel", required=(), optional=option_ids(body))
    if problems:
        return problems
    steps = [str(step) for step in LABELS]
    for name, votes in panel.items():
        path = f"key.panel.{name}"
        wrong = check_votes(votes, path, steps)
        if not wrong and str(key["ratings"][name]) not in scoring_partial.modes(votes):
            wrong = [Problem(path, say(_("The rating is not the one that most of the panel chose.")))]
        problems += wrong
    return problems


def _by_key(options: Sequence[ExplainedOption], score: Fraction) -> Sentence:
    verdicts = [option.verdict for option in options]
    return say(
        _(
            "As keyed %(right)s, one step away on the same side %(close)s, of %(all)s steps: "
            "(%(right)s + %(close)s / 2) / %(all)s = %(score)s."
        ),
        right=verdicts.count(Verdict.RIGHT),
        close=verdicts.count(Verdict.CLOSE),
        all=len(options),
        score=score,
    )


def _by_panel(options: Sequence[ExplainedOption], score: Fraction) -> Sentence:
    return say(
        _(
            "Each step earns the votes of the panel for your rating as a share of those for its commonest "
            "rating: %(earned)s in all, of %(all)s steps: %(earned)s / %(all)s = %(score)s."
        ),
        earned=sum((option.points or scoring.ZERO for option in options), scoring.ZERO),
        all=len(options),
        score=score,
    )


def _ratings(value: Json) -> dict[str, int]:
    """The ratings in a response that are on the scale."""
    return {
        name: step for name, step in value.get("ratings", {}).items() if is_whole(step) and step in LABELS
    }


def _explain(option: Json, key: Json, given: int | None) -> ExplainedOption:
    keyed = key["ratings"][option["id"]]
    points = _credit(key, option["id"], given)
    votes = key.get("panel", {}).get(option["id"], {})
    return ExplainedOption(
        option["id"],
        option["text"],
        verdict_of(points, answered=given is not None),
        option.get("feedback", ""),
        chosen=given is not None,
        given=given,
        wanted=keyed,
        given_label="" if given is None else LABELS[given],
        wanted_label=LABELS[keyed],
        points=points,
        possible=scoring.ONE,
        votes=tuple(Votes(LABELS[step], votes.get(str(step), 0)) for step in LABELS) if votes else (),
    )
