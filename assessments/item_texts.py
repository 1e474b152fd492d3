"""The texts of an item: what a translation says anew, beside all that stays as it is.

Pure: no Django. An item's body is JSON of any kind (see `assessments.kinds`). Its texts are all its strings
but ids, names of pictures, what is chosen from a closed list, and the made-up names of a post. The text of a
post is that of its pieces, so only these are translated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

Json = Mapping[str, Any]

_NO_TEXTS: Final = frozenset({"id", "picture", "place", "author", "handle"})
_OF_PIECES: Final = ("post", "text")
_LAST: Final = "rationale"


@dataclass(frozen=True, slots=True)
class ItemText:
    """One text of an item.

    `path` leads to it by names, entries of lists by their ids (`options.A.text`); `place` counts them
    instead, as problems do (`body.options.0.text`).
    """

    path: str
    place: str
    text: str


def texts_of(body: Json) -> list[ItemText]:
    """The texts of an item in the order of reading; blank ones are none."""
    found = [one for one in _walk(body, (), ("body",)) if one.text.strip()]
    return sorted(found, key=lambda one: one.path == _LAST)


def with_texts(body: Json, texts: Mapping[str, str]) -> dict[str, Any]:
    """The item with other texts, by path; what is not among them stays.

    Pieces of a post keep the blanks around them, since the post is put together from them.
    """
    said = _said(body, (), texts)
    if isinstance(said.get("post"), dict) and "spans" in said:
        said["post"]["text"] = "".join(span["text"] for span in said["spans"])
    return dict(said)


def _walk(value: Any, path: tuple[str, ...], place: tuple[str, ...]) -> Iterator[ItemText]:
    if isinstance(value, str):
        if path[-1] not in _NO_TEXTS and path != _OF_PIECES:
            yield ItemText(".".join(path), ".".join(place), value)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from _walk(one, (*path, str(name)), (*place, str(name)))
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _walk(one, (*path, _name(one, index)), (*place, str(index)))


def _said(value: Any, path: tuple[str, ...], texts: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        text = texts.get(".".join(path))
        if text is None or path[-1] in _NO_TEXTS or path == _OF_PIECES:
            return value
        return _within(value, text) if path[0] == "spans" else text.strip()
    if isinstance(value, Mapping):
        return {name: _said(one, (*path, name), texts) for name, one in value.items()}
    if isinstance(value, list):
        return [_said(one, (*path, _name(one, index)), texts) for index, one in enumerate(value)]
    return value


def _name(entry: Any, index: int) -> str:
    return str(entry.get("id", index)) if isinstance(entry, Mapping) else str(index)


def _within(original: str, text: str) -> str:
    """A text between the blanks of another."""
    if not original.strip():
        return original
    before = original[: len(original) - len(original.lstrip())]
    return before + text.strip() + original[len(original.rstrip()) :]
