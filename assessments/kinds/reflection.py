"""A text that a person marks with a rubric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments import scoring
from assessments.drafts import ItemDraft
from assessments.kinds.base import (
    Control,
    Criterion,
    Explanation,
    FormData,
    InvalidResponse,
    Json,
    Kind,
    NeedsPersonError,
    Presentation,
    Problem,
    ScoredBy,
)
from assessments.kinds.checks import check_fields, check_question, check_text, is_whole
from assessments.kinds.drafting import Item, Markdown, more_of, question_body, written
from assessments.kinds.rubric import DEFAULT_WORDS, default_rubric
from assessments.kinds.words import say

FIELD = "text"
MOST_CHARACTERS = 20_000
MARKS = tuple(str(mark) for mark in range(scoring.RUBRIC_TOP + 1))


class Reflection(Kind):
    """body: stem, rationale, min_words, max_words, rubric: a list of criteria with id, name, levels
    ({"0": "...", ... "4": "..."}) and, where nothing at all means that the work goes back to the learner,
    returns_at_zero. key: {}. response: {"text": "..."}. Marks: {"situation": 3}, 0 to 4 per criterion."""

    code = "reflection"
    label = _("Reflection")
    scored_by = ScoredBy.PERSON
    shuffles = False

    def validate(self, body: Json, key: Json) -> list[Problem]:
        problems = check_question(body, extra=("min_words", "max_words", "rubric"))
        problems += check_fields(key, "key", required=())
        if isinstance(body, Mapping):
            problems += _check_words(body) + _check_rubric(body)
        return problems

    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        """The criteria are shown while writing: what is looked for is no secret. `order` orders nothing."""
        return Presentation(
            self.code,
            Control.TEXT,
            body["stem"],
            FIELD,
            min_words=body["min_words"],
            max_words=body["max_words"],
            criteria=self.criteria(body),
            text=(value or {}).get(FIELD, ""),
        )

    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        """Line ends become those of Unix; NUL, which no database keeps, goes."""
        given = data.get(FIELD, ())
        text = (
            given[-1].replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip() if given else ""
        )
        if len(text) > MOST_CHARACTERS:
            message = say(_("Shorten this to %(most)s characters at most."), most=MOST_CHARACTERS)
            raise InvalidResponse(FIELD, message)
        return {FIELD: text}

    def is_complete(self, body: Json, value: Json) -> bool:
        """The text is as long as it was asked to be."""
        return bool(body["min_words"] <= count_words(value.get(FIELD, "")) <= body["max_words"])

    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        raise NeedsPersonError("a reflection is marked by a person")

    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        return Explanation(
            (),
            body.get("rationale", ""),
            say(_("A person marks this with the rubric.")),
            None,
            bool(value.get(FIELD, "").strip()),
            self.criteria(body),
        )

    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        """An essay that comes without a rubric, or without a number of words, gets the default ones, in the
        language of whoever brings it in."""
        body = question_body(draft.stem, draft.general_feedback, markdown)
        fewest, most = DEFAULT_WORDS
        body |= {"min_words": fewest, "max_words": most, "rubric": default_rubric()}
        return body | more_of(draft.more, "body", ("min_words", "max_words", "rubric")), {}

    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        return ItemDraft(
            kind=self.code,
            stem=written(body["stem"]),
            general_feedback=written(body.get("rationale", "")),
            more={"body": {name: body[name] for name in ("min_words", "max_words", "rubric")}},
        )

    def criteria(self, body: Json) -> tuple[Criterion, ...]:
        """The rubric's lines, in order."""
        return tuple(
            Criterion(
                line["id"],
                line["name"],
                tuple(line["levels"][mark] for mark in MARKS),
                line.get("returns_at_zero", False),
            )
            for line in body["rubric"]
        )

    def mark(self, body: Json, marks: Mapping[str, int]) -> Fraction:
        """A person's marks, 0 to 4, as a score of 0 to 1. Raises ValueError unless each criterion has one."""
        if set(marks) != {line.id for line in self.criteria(body)}:
            raise ValueError("each criterion of the rubric has one mark")
        return scoring.rubric(marks.values())

    def returned_for(self, body: Json, marks: Mapping[str, int]) -> tuple[Criterion, ...]:
        """The criteria for whose sake the work goes back to the learner instead of being scored."""
        return tuple(line for line in self.criteria(body) if line.returns_at_zero and marks.get(line.id) == 0)


def count_words(text: str) -> int:
    """How many words, parted by blanks, a text has."""
    return len(text.split())


def _check_words(body: Json) -> list[Problem]:
    if "min_words" not in body or "max_words" not in body:
        return []
    fewest, most = body["min_words"], body["max_words"]
    if is_whole(fewest) and is_whole(most) and 0 <= fewest < most:
        return []
    return [Problem("body.max_words", say(_("Give whole numbers of words, the most above the fewest.")))]


def _check_rubric(body: Json) -> list[Problem]:
    rubric = body.get("rubric")
    if rubric is None:
        return []
    if not isinstance(rubric, list) or not rubric:
        return [Problem("body.rubric", say(_("List at least one criterion.")))]
    problems = []
    for index, line in enumerate(rubric):
        path = f"body.rubric.{index}"
        problems += check_fields(line, path, required=("id", "name", "levels"), optional=("returns_at_zero",))
        if isinstance(line, Mapping):
            problems += (
                check_text(line, "id", path) + check_text(line, "name", path) + _check_line(line, path)
            )
    names = [line.get("id") for line in rubric if isinstance(line, Mapping)]
    if any(names.count(name) > 1 for name in names):
        problems.append(Problem("body.rubric", say(_("Give each criterion an id of its own."))))
    return problems


def _check_line(line: Json, path: str) -> list[Problem]:
    problems = []
    if not isinstance(line.get("returns_at_zero", False), bool):
        problems.append(Problem(f"{path}.returns_at_zero", say(_("Give true or false."))))
    levels = line.get("levels")
    if levels is None:
        return problems
    problems += check_fields(levels, f"{path}.levels", required=MARKS)
    if isinstance(levels, Mapping):
        for mark in MARKS:
            problems += check_text(levels, mark, f"{path}.levels")
    return problems
