"""Whether a written answer is one of those accepted, and numbers as people write them. Pure: no Django.

Patterns are plain text in which `*` stands for anything; they are never regular expressions, and matching
takes a time that grows with the length of pattern and answer, whatever either holds.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

ANY = "*"
LONGEST_ANSWER = 500
_LONGEST_NUMBER = 40
_LARGEST_EXPONENT = 50
_STARS = re.compile(r"\*+")
_STAR = "\ue000"
_ALIKE = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"'})
_MINUS = str.maketrans({"\u2212": "-", "\u2012": "-", "\u2013": "-"})
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_PARTED = {mark: re.compile(rf"[+-]?\d{{1,3}}(\{mark}\d{{3}})+", re.ASCII) for mark in ".,"}
_GROUPS = re.compile(r"[\s\u00a0\u202f']")


def fold(text: str, *, case: bool, accents: bool) -> str:
    """A text as it is compared: composed alike, blanks as one, quotes straight; without case or accents
    where these are not to count."""
    given = " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())
    if accents:
        parts = unicodedata.normalize("NFD", given)
        given = unicodedata.normalize("NFC", "".join(one for one in parts if not unicodedata.combining(one)))
    return given.casefold() if case else given


def accepts(pattern: str, answer: str, *, fold_case: bool, fold_accents: bool) -> bool:
    r"""Whether an answer is what a pattern accepts. `*` stands for any text, also none; `\*` is a star."""
    whole = fold(pattern.replace(r"\*", _STAR), case=fold_case, accents=fold_accents)
    parts = [part.replace(_STAR, ANY) for part in _STARS.split(whole)]
    given = fold(answer, case=fold_case, accents=fold_accents)
    if len(parts) == 1:
        return parts[0] == given
    first, *middle, last = parts
    if len(given) < len(first) + len(last) or not (given.startswith(first) and given.endswith(last)):
        return False
    return _in_order(middle, given[len(first) : len(given) - len(last)])


def _in_order(parts: list[str], text: str) -> bool:
    """Whether the parts stand in the text one after the other. Taking the first place for each is enough."""
    at = 0
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def number(text: str, *, unit: str = "") -> Decimal | None:
    """The number that a text holds, with a point or a comma as the decimal mark; None where there is none.

    One mark alone is the decimal mark: `1,5` and `1.5` are the same. Of two different marks the last is;
    a mark that stands several times, like a blank or an apostrophe, parts thousands. `unit` may follow.
    """
    given = text.strip().translate(_MINUS)
    if unit.strip() and given.casefold().endswith(unit.strip().casefold()):
        given = given[: -len(unit.strip())]
    given = _GROUPS.sub("", given)
    if len(given) > _LONGEST_NUMBER:
        return None
    plain = _with_point(given)
    if not _NUMBER.fullmatch(plain):
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if abs(value.adjusted()) <= _LARGEST_EXPONENT or not value else None


def _with_point(given: str) -> str:
    """The same number with no mark but a decimal point; empty where its marks make no sense."""
    marks = [mark for mark in given if mark in ".,"]
    if len(marks) < 2:
        return given.replace(",", ".")
    if len(set(marks)) == 1:
        return given.replace(marks[0], "") if _PARTED[marks[0]].fullmatch(given) else ""
    head, tail = given.rsplit(marks[-1], 1)
    return f"{head.replace(marks[0], '')}.{tail}" if _PARTED[marks[0]].fullmatch(head) else ""


def plain(value: Decimal) -> str:
    """A number in digits with a point and without noughts at the end."""
    if not value:
        return "0"
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
