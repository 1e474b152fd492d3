"""Our YAML: `questions:` with every field of a draft, or `items:` as in content folders (`yaml_house`).

A text is Markdown where it is a plain string, else a mapping of its format: `{html: "<b>...</b>"}`. Numbers
may stand in quotes.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import yaml

from assessments.drafts import (
    DraftOption,
    DraftPair,
    DraftRange,
    DraftText,
    ItemDraft,
    TextFormat,
)
from assessments.tiers import Tier
from interop.questions import yaml_house
from interop.questions.limits import LONGEST_LANGUAGE, MAX_OPTIONS, MAX_PICTURES, MAX_TAGS, check_count
from interop.questions.numbers import number, points, weight
from interop.questions.parsed import Collected, Parsed, QuestionError, QuestionFileError
from interop.questions.pictures import Pictures, decoded
from interop.questions.text import draft_text
from interop.questions.yaml_reading import entries, line_of, name_of, plain, read_yaml

CODE: Final = "yaml"
FORM: Final = 1
FIELDS: Final = frozenset(
    (
        "kind stem title code options pairs ranges correct correct_feedback wrong_feedback general_feedback"
        " fold_case tags points tier difficulty language competency pictures more"
    ).split()
)


def parse(data: bytes, name: str = "") -> Parsed:
    """Read a YAML file. Raises QuestionFileError where it cannot be read or holds no list of questions."""
    found = Collected(CODE, name)
    which, nodes = entries(read_yaml(data), "questions", "items")
    check_count(len(nodes))
    if not nodes:
        raise QuestionFileError("no-questions")
    reader = yaml_house.read_item if which == "items" else _read
    for node in nodes:
        found.take(_reader(reader, node, found), line=line_of(node), name=name_of(node))
    return found.done()


Reader = Callable[[Any, Callable[[str], None], int], tuple[ItemDraft, str]]


def _reader(reader: Reader, node: yaml.Node, found: Collected) -> Callable[[], tuple[ItemDraft, str]]:
    return lambda: reader(plain(node), found.lose, line_of(node))


def _read(value: Any, _lose: Callable[[str], None], line: int) -> tuple[ItemDraft, str]:
    held = fields(value, FIELDS, "question")
    pictures = Pictures()
    for entry in _list(held, "pictures", MAX_PICTURES):
        one = fields(entry, {"name", "content"}, "pictures")
        wanted = string(one, "name")
        if pictures.add(wanted, decoded(string(one, "content"))) != wanted:
            raise QuestionError("field", name="pictures.name")
    stem = text(held.get("stem"), "stem")
    if not stem:
        raise QuestionError("no-stem")
    more = held.get("more") or {}
    if not isinstance(more, dict) or not all(isinstance(part, dict) for part in more.values()):
        raise QuestionError("field", name="more")
    draft = ItemDraft(
        kind=string(held, "kind"),
        stem=stem,
        title=" ".join(string(held, "title").split())[:255],
        options=tuple(_option(one) for one in _list(held, "options", MAX_OPTIONS)),
        pairs=tuple(_pair(one) for one in _list(held, "pairs", MAX_OPTIONS)),
        ranges=tuple(_range(one) for one in _list(held, "ranges", MAX_OPTIONS)),
        correct=_truth(held, "correct", default=None),
        correct_feedback=text(held.get("correct_feedback"), "correct_feedback"),
        wrong_feedback=text(held.get("wrong_feedback"), "wrong_feedback"),
        general_feedback=text(held.get("general_feedback"), "general_feedback"),
        fold_case=_truth(held, "fold_case", default=True) is not False,
        tags=tags(held),
        points=points(str(held.get("points", 1))),
        tier=tier(held),
        difficulty=string(held, "difficulty"),
        language=_language(held),
        competency=string(held, "competency"),
        pictures=pictures.drafts(),
        more=more,
        line=line,
    )
    return draft, string(held, "code")[:100]


def fields(value: Any, known: frozenset[str] | set[str], where: str) -> Mapping[str, Any]:
    """A mapping of known fields. Raises QuestionError."""
    if not isinstance(value, dict):
        raise QuestionError("field", name=where)
    for name in value:
        if name not in known:
            raise QuestionError("unknown-field", name=str(name)[:40])
    return value


def string(held: Mapping[str, Any], name: str) -> str:
    """A plain string of a mapping, empty where it is missing."""
    value = held.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise QuestionError("field", name=name)
    return draft_text(str(value), TextFormat.PLAIN).text


def text(value: Any, name: str) -> DraftText:
    """A text: a string in Markdown, or a mapping of its format."""
    if value is None:
        return DraftText()
    if isinstance(value, dict) and len(value) == 1:
        (said, value), *_none = value.items()
        if said not in set(TextFormat):
            raise QuestionError("field", name=name)
    else:
        said = TextFormat.MARKDOWN
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise QuestionError("field", name=name)
    return own_text(str(value), TextFormat(said))


def own_text(said: str, text_format: TextFormat) -> DraftText:
    """A text of our own files: Markdown stays as it is, for HTML in it is never rendered here."""
    if text_format is TextFormat.MARKDOWN:
        kept = draft_text(said, TextFormat.PLAIN).text
        return DraftText(kept, text_format) if kept else DraftText()
    return draft_text(said, text_format)


def decimal(value: Any, name: str) -> Decimal:
    """A number, perhaps in quotes."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise QuestionError("field", name=name)
    return number(str(value))


def tags(held: Mapping[str, Any]) -> tuple[str, ...]:
    """The tags of an entry."""
    said = [" ".join(string({"tags": one}, "tags").split()) for one in _list(held, "tags", MAX_TAGS)]
    return tuple(dict.fromkeys(filter(None, said)))


def _language(held: Mapping[str, Any]) -> str:
    """The code of the language of an entry, empty where it is not said."""
    said = string(held, "language")
    if len(said) > LONGEST_LANGUAGE:
        raise QuestionError("field", name="language")
    return said


def tier(held: Mapping[str, Any]) -> Tier | None:
    """The tier of an entry, if it says one."""
    said = string(held, "tier")
    return yaml_house.tier_of(said) if said else None


def _list(held: Mapping[str, Any], name: str, most: int) -> list[Any]:
    value = held.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise QuestionError("field", name=name)
    if len(value) > most:
        raise QuestionError("too-many-options", limit=most)
    return value


def _truth(held: Mapping[str, Any], name: str, *, default: bool | None) -> bool | None:
    value = held.get(name, default)
    if value is not None and not isinstance(value, bool):
        raise QuestionError("field", name=name)
    return value


def _option(value: Any) -> DraftOption:
    held = fields(value, {"text", "weight", "feedback", "id"}, "options")
    earns = held.get("weight")
    return DraftOption(
        text=text(held.get("text"), "options.text"),
        weight=None if earns is None else weight(str(decimal(earns, "options.weight"))),
        feedback=text(held.get("feedback"), "options.feedback"),
        id=string(held, "id")[:20],
    )


def _pair(value: Any) -> DraftPair:
    held = fields(value, {"premise", "option"}, "pairs")
    return DraftPair(text(held.get("premise"), "pairs.premise"), text(held.get("option"), "pairs.option"))


def _range(value: Any) -> DraftRange:
    held = fields(value, {"low", "high", "weight", "feedback"}, "ranges")
    low, high = decimal(held.get("low"), "ranges.low"), decimal(held.get("high"), "ranges.high")
    if low > high:
        raise QuestionError("range-reversed")
    earns = weight(str(decimal(held.get("weight", 100), "ranges.weight")))
    return DraftRange(low, high, earns, text(held.get("feedback"), "ranges.feedback"))


def write(drafts: Sequence[ItemDraft]) -> bytes:
    """A YAML file of drafts of any kind."""
    held = {"form": FORM, "questions": [_written(draft) for draft in drafts]}
    dumped: bytes = yaml.safe_dump(held, allow_unicode=True, sort_keys=False, width=110, encoding="utf-8")
    return dumped


def _written(draft: ItemDraft) -> dict[str, Any]:
    said: dict[str, Any] = {
        "kind": draft.kind,
        "title": draft.title,
        "stem": _said(draft.stem),
        "options": [_said_option(one) for one in draft.options],
        "pairs": [{"premise": _said(one.premise), "option": _said(one.option)} for one in draft.pairs],
        "ranges": [_said_range(one) for one in draft.ranges],
        "correct_feedback": _said(draft.correct_feedback),
        "wrong_feedback": _said(draft.wrong_feedback),
        "general_feedback": _said(draft.general_feedback),
        "tags": list(draft.tags),
        "tier": draft.tier.code if draft.tier else "",
        "difficulty": draft.difficulty,
        "language": draft.language,
        "competency": draft.competency,
        "pictures": [
            {"name": one.name, "content": base64.b64encode(one.content).decode("ascii")}
            for one in draft.pictures
        ],
        "more": _plain_values(draft.more),
    }
    found = {name: value for name, value in said.items() if value not in ("", [], {})}
    if draft.correct is not None:
        found["correct"] = draft.correct
    if not draft.fold_case:
        found["fold_case"] = False
    if draft.points != 1:
        found["points"] = str(draft.points)
    return found


def _said(said: DraftText) -> str | dict[str, str]:
    if not said:
        return ""
    return said.text if said.format is TextFormat.MARKDOWN else {said.format.value: said.text}


def _said_option(one: DraftOption) -> dict[str, Any]:
    said: dict[str, Any] = {"id": one.id, "text": _said(one.text), "feedback": _said(one.feedback)}
    found = {name: value for name, value in said.items() if value}
    return found if one.weight is None else {**found, "weight": str(one.weight)}


def _said_range(one: DraftRange) -> dict[str, Any]:
    found: dict[str, Any] = {"low": str(one.low), "high": str(one.high), "weight": str(one.weight)}
    return {**found, "feedback": _said(one.feedback)} if one.feedback else found


def _plain_values(value: Any) -> Any:
    """Values of bodies and keys as YAML takes them."""
    if isinstance(value, Mapping):
        return {str(name): _plain_values(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_values(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value
