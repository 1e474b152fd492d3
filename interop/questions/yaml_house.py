"""Items as content folders hold them (`items:` with body and key by kind) to drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from assessments.drafts import DraftText, ItemDraft
from assessments.kinds import KINDS
from assessments.tiers import Tier
from interop.questions.limits import LONGEST_LANGUAGE, MAX_TAGS
from interop.questions.numbers import points
from interop.questions.parsed import QuestionError

REFLECTION: Final = "reflection"
# Known to content folders; what they refer to stands in other files of the folder.
_KEPT_ELSEWHERE: Final = (
    "indicators",
    "jurisdiction",
    "review_on",
    "references",
    "source_statements",
    "source_reports",
    "key_status",
    "key_note",
    "rubric",
)
_NOT_OF_KINDS: Final = frozenset({"caution", "rubric_note"})
_FIELDS: Final = frozenset(
    (
        "code",
        "kind",
        "competency",
        "tier",
        "difficulty",
        "points",
        "title",
        "tags",
        "body",
        "key",
        *_KEPT_ELSEWHERE,
    )
)


def read_item(value: Any, lose: Callable[[str], None], line: int) -> tuple[ItemDraft, str]:
    """The draft of one entry and its code. Raises QuestionError."""
    if not isinstance(value, dict):
        raise QuestionError("field", name="items")
    for name in value:
        if name not in _FIELDS:
            raise QuestionError("unknown-field", name=str(name)[:40])
    kind = KINDS.get(str(value.get("kind")))
    if kind is None:
        raise QuestionError("unsupported-kind", kind=str(value.get("kind"))[:40])
    language, body = _body(value.get("body"), lose)
    key = value.get("key") or {}
    if kind.code == REFLECTION and "rubric" not in body:
        lose("rubric")
        body, key = _with_rubric(body)
    problems = kind.validate(body, key)
    if problems:
        raise QuestionError("not-well-formed-item", where=problems[0].path[:80], why=str(problems[0].message))
    if any(name in value for name in ("references", "source_statements", "indicators")):
        lose("links")
    draft = replace(
        kind.to_draft(body, key),
        title=_word(value, "title"),
        tags=_tags(value),
        points=points(str(value.get("points", 1))),
        tier=_tier(value),
        difficulty=_word(value, "difficulty"),
        language=language,
        competency=_word(value, "competency"),
        line=line,
    )
    return draft, _word(value, "code")


def _with_rubric(body: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """A reflection whose rubric stands in another file gets the default one."""
    standard, key = KINDS[REFLECTION].from_draft(
        ItemDraft(kind=REFLECTION, stem=DraftText(str(body.get("stem", "")))), lambda text: text.text
    )
    return {**standard, **body}, key


def _body(value: Any, lose: Callable[[str], None]) -> tuple[str, Mapping[str, Any]]:
    """The body in its first language, English before others; a body without languages is taken as it is."""
    if not isinstance(value, dict) or not value:
        raise QuestionError("field", name="body")
    if "stem" in value:
        return "", _known(value, lose)
    language = "en" if "en" in value else str(next(iter(value)))
    body = value.get(language)
    if not isinstance(body, dict):
        raise QuestionError("field", name="body")
    if len(value) > 1:
        lose("translations")
    return language[:LONGEST_LANGUAGE], _known(body, lose)


def _known(body: Mapping[str, Any], lose: Callable[[str], None]) -> Mapping[str, Any]:
    for name in _NOT_OF_KINDS & body.keys():
        lose("caution" if name == "caution" else "rubric")
    return _with_post({name: value for name, value in body.items() if name not in _NOT_OF_KINDS})


def _with_post(body: dict[str, Any]) -> dict[str, Any]:
    """A content folder writes the text of a post once: in the pieces that can be marked."""
    post, spans = body.get("post"), body.get("spans")
    if not isinstance(post, dict) or "text" in post or not isinstance(spans, list):
        return body
    texts = [span.get("text") for span in spans if isinstance(span, dict)]
    said = "".join(one for one in texts if isinstance(one, str))
    return {**body, "post": {**post, "text": said}}


def _word(value: Mapping[str, Any], name: str) -> str:
    said = value.get(name)
    return said.strip()[:255] if isinstance(said, str) else ""


def _tags(value: Mapping[str, Any]) -> tuple[str, ...]:
    said = value.get("tags") or []
    if not isinstance(said, list) or len(said) > MAX_TAGS:
        raise QuestionError("field", name="tags")
    return tuple(str(tag) for tag in said)


def _tier(value: Mapping[str, Any]) -> Tier | None:
    said = _word(value, "tier")
    return tier_of(said) if said else None


def tier_of(code: str) -> Tier:
    """The tier of that code. Raises QuestionError."""
    try:
        return Tier.from_code(code)
    except ValueError as error:
        raise QuestionError("field", name="tier") from error
