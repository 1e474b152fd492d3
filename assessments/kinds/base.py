"""What every item kind answers: is this well formed, what does a learner see, what did they answer, what
is it worth, and why.

A kind has no state. `body` is the item in one language as JSON, `key` its key, `value` a response as JSON;
their shapes stand in the docstring of each kind. Django is used for translatable words only.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext_lazy as _

from assessments.drafts import ItemDraft
from assessments.kinds.drafting import Item, Markdown
from assessments.kinds.posts import ShownPost
from assessments.kinds.words import Sentence, say

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Json = Mapping[str, Any]
FormData = Mapping[str, Sequence[str]]


class ScoredBy(StrEnum):
    """Who turns an answer into points."""

    MACHINE = "machine"
    PERSON = "person"


class Control(StrEnum):
    """What the learner answers with; a template draws it."""

    RADIO = "radio"
    CHECKBOX = "checkbox"
    SCALE = "scale"
    RANK = "rank"
    MATCH = "match"
    EXTENDED = "extended"
    LIKERT = "likert"
    LINE = "line"
    NUMBER = "number"
    POST = "post"
    TEXT = "text"


class Verdict(StrEnum):
    """What became of one option. RIGHT, CLOSE and WRONG earn full, part and no credit; MISSED was keyed and
    not chosen; LEFT was rightly not chosen; UNANSWERED got no rating or rank of its own."""

    RIGHT = "right"
    CLOSE = "close"
    WRONG = "wrong"
    MISSED = "missed"
    LEFT = "left"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an item: where (`body.options.2.text`, counted from 0) and what."""

    path: str
    message: Sentence


class InvalidResponse(ValueError):  # noqa: N818  # what it is, not that it is an error
    """A form that no page of ours could have sent: `field` is its name in the form, `message` says why."""

    def __init__(self, field_name: str, message: Sentence) -> None:
        super().__init__(field_name)
        self.field = field_name
        self.message = message


class NeedsPersonError(TypeError):
    """Raised where a machine is asked to score what only a person can."""


@dataclass(frozen=True, slots=True)
class Step:
    """One value of a scale or one rank, with its name."""

    value: int
    label: str | StrPromise


@dataclass(frozen=True, slots=True)
class PresentedOption:
    """One option, or one premise, as the learner sees it. `field` names its form field; `chosen`, `given`
    and `picked` repeat what was saved (whether it was answered; which step or rank it got; the id of what it
    was paired with)."""

    id: str
    text: str | StrPromise
    field: str
    chosen: bool = False
    given: int | None = None
    picked: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that premises are paired with, or one word of a closed list."""

    id: str
    text: str | StrPromise
    letter: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric: what is looked for, and what each mark from 0 upward means."""

    id: str
    name: str
    marks: tuple[str, ...]
    returns_at_zero: bool = False


@dataclass(frozen=True, slots=True)
class Presentation:
    """What a learner sees of an item, and nothing that tells the answer.

    stem: Markdown. field: the form field of a choice or a text. steps: the scale or the ranks.
    choices: what premises are paired with, or the decisions on a post. parts: what else there is to read,
    by name. text: the text or number that was saved. min_words, max_words, criteria: for a reflection.
    width: for a line, in characters. post: for the review of one.
    """

    kind: str
    control: Control
    stem: str
    field: str = ""
    options: tuple[PresentedOption, ...] = ()
    steps: tuple[Step, ...] = ()
    min_words: int | None = None
    max_words: int | None = None
    criteria: tuple[Criterion, ...] = ()
    text: str = ""
    choices: tuple[Choice, ...] = ()
    parts: Mapping[str, str] = made(default_factory=dict)
    width: int | None = None
    post: ShownPost | None = None


@dataclass(frozen=True, slots=True)
class Votes:
    """How many of a panel chose something, by its name."""

    label: str | StrPromise
    count: int


@dataclass(frozen=True, slots=True)
class ExplainedOption:
    """One option on the feedback page. `chosen` and `keyed` for choices; `given` and `wanted` with their
    labels for ratings, ranks and pairs; `points` is what the option earned of `possible`; `votes` are those
    of the panel that keyed it."""

    id: str
    text: str | StrPromise | Sentence
    verdict: Verdict
    feedback: str = ""
    chosen: bool = False
    keyed: bool = False
    given: int | None = None
    wanted: int | None = None
    given_label: str | StrPromise = ""
    wanted_label: str | StrPromise = ""
    points: Fraction | None = None
    possible: Fraction | None = None
    votes: tuple[Votes, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an answer got what it got. `score` is None where a person marks; `rationale` is Markdown.
    `decision` is what was decided on a post."""

    options: tuple[ExplainedOption, ...]
    rationale: str
    arithmetic: Sentence
    score: Fraction | None
    answered: bool
    criteria: tuple[Criterion, ...] = made(default=())
    decision: ExplainedOption | None = None


class Kind(ABC):
    """One kind of item. Subclasses are small, stateless and listed in `assessments.kinds.KINDS`."""

    code: ClassVar[str]
    label: ClassVar[str | StrPromise]
    scored_by: ClassVar[ScoredBy] = ScoredBy.MACHINE
    shuffles: ClassVar[bool] = True

    @abstractmethod
    def validate(self, body: Json, key: Json) -> list[Problem]:
        """Everything wrong with an item; an empty list means that all other methods can rely on it."""

    @abstractmethod
    def present(
        self, body: Json, order: Sequence[str] | None = None, value: Json | None = None
    ) -> Presentation:
        """What the learner sees. `order` holds every option id once (None: as written), `value` the saved
        answer. Raises ValueError for an order of other options."""

    @abstractmethod
    def parse(self, body: Json, data: FormData) -> dict[str, Any]:
        """The response in submitted form data; fields of others are ignored, and a partial answer is one.
        Raises InvalidResponse for what the form does not offer."""

    @abstractmethod
    def is_complete(self, body: Json, value: Json) -> bool:
        """Whether nothing is left to answer."""

    @abstractmethod
    def score(self, body: Json, key: Json, value: Json) -> Fraction:
        """What the answer is worth, 0 to 1; what was not answered is worth 0. Raises NeedsPersonError where
        `scored_by` is a person."""

    @abstractmethod
    def explain(self, body: Json, key: Json, value: Json) -> Explanation:
        """What was chosen, what is keyed, the rationale and the arithmetic, for the feedback page."""

    @abstractmethod
    def from_draft(self, draft: ItemDraft, markdown: Markdown) -> Item:
        """The body and key of a neutral draft of this kind. What the draft lacks is lacking here too, for
        `validate` to name; nothing is raised for it."""

    @abstractmethod
    def to_draft(self, body: Json, key: Json) -> ItemDraft:
        """A well-formed item as a draft: `from_draft` of it is the same item."""

    def option_ids(self, body: Json) -> tuple[str, ...]:
        """The options as written, for whoever shuffles them."""
        return tuple(option["id"] for option in body.get("options", ()))


def arrange(body: Json, order: Sequence[str] | None) -> list[Json]:
    """The options of `body` in `order`, as written where that is None."""
    options = {option["id"]: option for option in body["options"]}
    if order is None:
        return list(options.values())
    if sorted(order) != sorted(options):
        raise ValueError("an order holds every option once")
    return [options[name] for name in order]


def single_value(data: FormData, name: str) -> str | None:
    """The one value of a form field; None where it is missing or empty."""
    given = {value.strip() for value in data.get(name, ())} - {""}
    if len(given) > 1:
        raise InvalidResponse(name, say(_("Choose one answer.")))
    return given.pop() if given else None


def not_offered(name: str) -> InvalidResponse:
    """The refusal of an answer that the form does not offer."""
    return InvalidResponse(name, say(_("This answer is not one of those offered. Load the page again.")))


def choice_verdict(*, chosen: bool, keyed: bool) -> Verdict:
    """What became of an option that can only be chosen or left."""
    if chosen:
        return Verdict.RIGHT if keyed else Verdict.WRONG
    return Verdict.MISSED if keyed else Verdict.LEFT


def verdict_of(credit: Fraction, *, answered: bool = True) -> Verdict:
    """What became of an option that earns a share of its credit, 0 to 1."""
    if not answered:
        return Verdict.UNANSWERED
    if credit == 1:
        return Verdict.RIGHT
    return Verdict.CLOSE if credit else Verdict.WRONG
