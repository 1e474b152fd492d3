"""Reading, thinning and writing stylesheets: text in, text out, nothing of Django.

The parser knows what well-formed CSS is made of (blocks, declarations, strings, brackets, comments) and
nothing of what properties mean. That is enough to leave out rules that no page can match.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

_PIECE: Final = re.compile(
    r"""/\*.*?\*/ | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | [(){};] | [^"'(){};/]+ | /""",
    re.DOTALL | re.VERBOSE,
)
_CLASS: Final = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
# What stands in these brackets is no class that an element must have.
_ALTERNATIVES: Final = re.compile(r"\[[^\]]*\]|:(?:not|is|where|has)\([^()]*(?:\([^()]*\)[^()]*)*\)")
_USED_PROPERTY: Final = re.compile(r"var\(\s*(--[\w-]+)")
_USED_ANIMATION: Final = re.compile(r"animation(?:-name)?:[^;}]*")
_GROUPS: Final = ("@media", "@supports", "@layer", "@container")


@dataclass(frozen=True)
class Rule:
    """A declaration or statement (``body`` is None), or a block: what stands before it, and what is in it."""

    head: str
    body: tuple[Rule, ...] | None = None


def parse(text: str) -> tuple[Rule, ...]:
    """Return the rules of a stylesheet, without its comments and needless space.

    Raises ValueError when a bracket is not closed, or closed without having been opened.
    """
    pieces = (match[0] for match in _PIECE.finditer(text))
    rules, closed = _block(piece for piece in pieces if not piece.startswith("/*"))
    if closed:
        raise ValueError("A } without its {.")
    return rules


def _block(pieces: Iterator[str]) -> tuple[tuple[Rule, ...], bool]:
    """Read up to the end of a block; return its rules and whether a } ended it."""
    rules: list[Rule] = []
    head, depth = "", 0
    for piece in pieces:
        depth += (piece == "(") - (piece == ")")
        if depth or piece not in "{};":
            head += piece if piece[0] in "\"'" else re.sub(r"\s+", " ", piece)
            continue
        if piece == "{":
            body, closed = _block(pieces)
            if not closed:
                raise ValueError(f"A {{ that is not closed: {head.strip()}")
            rules.append(Rule(head.strip(), body))
        elif head.strip():
            rules.append(Rule(head.strip()))
        head = ""
        if piece == "}":
            return tuple(rules), True
    if head.strip():
        rules.append(Rule(head.strip()))
    return tuple(rules), False


def write(rules: Collection[Rule]) -> str:
    """Return rules as text, as short as it may be without changing a value."""
    return "".join(
        f"{rule.head};" if rule.body is None else f"{rule.head}{{{write(rule.body)}}}" for rule in rules
    )


def selectors(head: str) -> list[str]:
    """Return the selectors of a rule, split at commas outside brackets."""
    found, depth = [""], 0
    for character in head:
        depth += (character in "([") - (character in ")]")
        if character == "," and not depth:
            found.append("")
        else:
            found[-1] += character
    return [selector.strip() for selector in found]


def classes(rules: Collection[Rule]) -> set[str]:
    """Return every class that the rules' selectors name."""
    found: set[str] = set()
    for rule in rules:
        if rule.body is not None:
            if not rule.head.startswith("@"):
                found |= set(_CLASS.findall(rule.head))
            found |= classes(rule.body)
    return found


def keep_matching(rules: Collection[Rule], words: Collection[str]) -> tuple[Rule, ...]:
    """Return the rules whose selectors need no class outside ``words``; rules for elements all stay."""
    kept: list[Rule] = []
    for rule in rules:
        if rule.body is None:
            kept.append(rule)
        elif rule.head.startswith(_GROUPS):
            if body := keep_matching(rule.body, words):
                kept.append(Rule(rule.head, body))
        elif rule.head.startswith("@"):
            kept.append(rule)
        elif heads := [one for one in selectors(rule.head) if _may_match(one, words)]:
            kept.append(Rule(",".join(heads), rule.body))
    return tuple(kept)


def _may_match(selector: str, words: Collection[str]) -> bool:
    return all(name in words for name in _CLASS.findall(_ALTERNATIVES.sub("", selector)))


def drop_unread(rules: Collection[Rule], others: str, *, prefix: str) -> tuple[Rule, ...]:
    """Return the rules without custom properties ``prefix...`` that nothing reads, and without idle frames.

    ``others`` is the rest of what may read them: the stylesheets that follow.
    """
    standing = tuple(rules)
    while True:
        text = write(standing)
        read = set(_USED_PROPERTY.findall(text + others))
        animations = " ".join(_USED_ANIMATION.findall(text + others))
        thinner = _without(standing, read, animations, prefix)
        if thinner == standing:
            return standing
        standing = thinner


def _without(rules: Collection[Rule], read: set[str], animations: str, prefix: str) -> tuple[Rule, ...]:
    kept: list[Rule] = []
    for rule in rules:
        name = rule.head.partition(":")[0]
        if rule.body is None:
            if not name.startswith(prefix) or name in read:
                kept.append(rule)
        elif rule.head.startswith("@keyframes"):
            if rule.head.removeprefix("@keyframes").strip() in animations:
                kept.append(rule)
        elif body := _without(rule.body, read, animations, prefix):
            kept.append(Rule(rule.head, body))
    return tuple(kept)
