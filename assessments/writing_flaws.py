"""Flaws in how an item is written that give the answer away or make it hard for no good reason.

They are hints for the author, never a bar. After Haladyna, T. M., Downing, S. M., & Rodriguez, M. C. (2002).
A review of multiple-choice item-writing guidelines for classroom assessment. Applied Measurement in
Education, 15(3), 309-333. https://doi.org/10.1207/S15324818AME1503_5 (below: HDR); and Case, S. M., &
Swanson, D. B. (2002). Constructing written test questions for the basic and clinical sciences (3rd ed.
revised). National Board of Medical Examiners (below: NBME). The figures at which a length is conspicuous are
ours. Pure: no Django; English and French. An item may be half written: what is missing is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any, Final

from assessments import flaw_patterns as patterns

LONGER_BY: Final = 1.2
"""A key is conspicuous from this many times the length of the longest other option."""
LONGER_BY_CHARACTERS: Final = 10
STEPS: Final = (1, 2, 3, 4)
FEWEST_WORDS_HELD: Final = 2

_CHOICES: Final = frozenset({"single_best_answer", "multiple_response"})
_WITH_OPTIONS: Final = _CHOICES | {
    "judgement_rating",
    "judgement_ranking",
    "matching",
    "extended_matching",
    "ordering",
}


class FlawCode(StrEnum):
    """What is wrong. The source of each stands where it is looked for."""

    KEY_LONGEST = "key-longest"
    ALL_OF_ABOVE = "all-of-above"
    NONE_OF_ABOVE = "none-of-above"
    ABSOLUTE = "absolute"
    VAGUE = "vague"
    NEGATIVE = "negative"
    UNUSED_STEPS = "unused-steps"
    OVERLAP = "overlap"
    GRAMMAR = "grammar"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One flaw. `options` names the options it is about, none for the stem; `words` are what was found: the
    words, or the steps of the scale that are not used."""

    code: FlawCode
    options: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


Options = Sequence[tuple[str, str]]


def find_flaws(
    kind: str, body: Mapping[str, Any], key: Mapping[str, Any], language: str = "en"
) -> tuple[Flaw, ...]:
    """Return the flaws of an item, those of the stem first. `language`: "en" or "fr"; others as English."""
    words = patterns.WORDS.get(language[:2], patterns.WORDS["en"])
    stem = _plain(body.get("stem", ""))
    options = _texts(body.get("options"))
    found: list[Flaw] = []
    if kind in _CHOICES or kind == "true_false":
        found += _negative(stem, words, whole=kind == "true_false")
    if kind == "true_false":
        found += _words_in("", stem, words)
    if kind in _CHOICES:
        found += _given_away(stem, options, _keyed(key), words, language[:2])
    if kind in _WITH_OPTIONS:
        found += _duplicates(options) + _duplicates(_texts(body.get("premises")))
    if kind == "judgement_rating":
        found += _unused_steps(options, key)
    return tuple(found)


def _given_away(
    stem: str, options: Options, keyed: frozenset[str], words: patterns.Words, language: str
) -> list[Flaw]:
    found = _longest(options, keyed) + _grammar(stem, options, language)
    for name, text in options:
        if words.all_of_above.search(text):
            found.append(Flaw(FlawCode.ALL_OF_ABOVE, (name,)))
        elif words.none_of_above.search(text):
            found.append(Flaw(FlawCode.NONE_OF_ABOVE, (name,)))
        else:
            found += _words_in(name, text, words)
    return found + _overlaps(options)


def _words_in(option: str, text: str, words: patterns.Words) -> list[Flaw]:
    """Absolute words tell that an option is wrong, vague ones that it is right (HDR 28a; NBME)."""
    where = (option,) if option else ()
    searched = ((FlawCode.ABSOLUTE, words.absolute), (FlawCode.VAGUE, words.vague))
    return [Flaw(code, where, found) for code, looked_for in searched if (found := _found(looked_for, text))]


def _longest(options: Options, keyed: frozenset[str]) -> list[Flaw]:
    """The right options are the longest, and it shows (HDR 24, 28d; NBME "long correct answer")."""
    right = [len(text) for name, text in options if name in keyed]
    wrong = [len(text) for name, text in options if name not in keyed]
    if not right or not wrong or not max(wrong):
        return []
    least = max(wrong) * LONGER_BY
    if min(right) < least or min(right) < max(wrong) + LONGER_BY_CHARACTERS:
        return []
    return [Flaw(FlawCode.KEY_LONGEST, tuple(name for name, _text in options if name in keyed))]


def _negative(stem: str, words: patterns.Words, *, whole: bool) -> list[Flaw]:
    """What is asked is asked in the negative (HDR 17; NBME). Of a case only the question itself counts."""
    found = _found(words.negative, stem if whole else _question_of(stem))
    return [Flaw(FlawCode.NEGATIVE, (), found)] if found else []


def _question_of(stem: str) -> str:
    sentences = [part for part in re.split(r"(?<=[.!?:])\s+|\n+", stem) if part.strip()]
    asked = [part for part in sentences if part.rstrip().endswith("?")]
    return (asked or sentences or [""])[-1]


def _grammar(stem: str, options: Options, language: str) -> list[Flaw]:
    """The stem ends in an article that only some of the options can follow (HDR 28c; NBME)."""
    ends = patterns.ENDS.get(language, patterns.ENDS["en"])
    last = ends.pattern.search(stem)
    if not last or len(options) < 2:
        return []
    wants_vowel = ends.before_vowel(last[1].casefold())
    fits = {name: ends.sounds_as_vowel(text) is wants_vowel for name, text in options if text}
    not_fitting = tuple(name for name, fit in fits.items() if not fit)
    if not not_fitting or len(not_fitting) == len(fits):
        return []
    return [Flaw(FlawCode.GRAMMAR, not_fitting, (last[1],))]


def _overlaps(options: Options) -> list[Flaw]:
    """Two options can be right at once: ranges that meet, or one said within the other (HDR 22; NBME)."""
    found = []
    for (one, text), (other, further) in combinations(options, 2):
        if _meet(text, further) or _holds(text, further) or _holds(further, text):
            found.append(Flaw(FlawCode.OVERLAP, (one, other)))
    return found


def _meet(one: str, other: str) -> bool:
    first, second = patterns.number_range(one), patterns.number_range(other)
    if first is None or second is None or first == second:
        return False
    # A range may begin with the number at which the one before ends only if that number is in one of them.
    return max(first[0], second[0]) <= min(first[1], second[1])


def _holds(text: str, within: str) -> bool:
    words, others = _words(text), _words(within)
    if not FEWEST_WORDS_HELD <= len(words) < len(others):
        return False
    return any(others[at : at + len(words)] == words for at in range(len(others) - len(words) + 1))


def _duplicates(options: Options) -> list[Flaw]:
    """Options that read the same (HDR 22)."""
    by_text: dict[tuple[str, ...], list[str]] = {}
    for name, text in options:
        if words := tuple(_words(text)):
            by_text.setdefault(words, []).append(name)
    return [Flaw(FlawCode.DUPLICATE, tuple(names)) for names in by_text.values() if len(names) > 1]


def _unused_steps(options: Options, key: Mapping[str, Any]) -> list[Flaw]:
    """A scale of which the key never uses a step, so that it can be left out of account; and, of fewer
    options than steps, a key that stays on one side. Ours: a scale that is used whole cannot be gamed."""
    ratings = key.get("ratings")
    used = {step for step in ratings.values() if step in STEPS} if isinstance(ratings, Mapping) else set()
    if len(used) == 0 or not isinstance(ratings, Mapping) or len(ratings) < len(options):
        return []
    unused = tuple(str(step) for step in STEPS if step not in used)
    one_sided = max(used) <= STEPS[1] or min(used) >= STEPS[2]
    flawed = bool(unused) if len(options) >= len(STEPS) else one_sided and len(options) > 1
    return [Flaw(FlawCode.UNUSED_STEPS, (), unused)] if flawed else []


def _keyed(key: Mapping[str, Any]) -> frozenset[str]:
    correct = key.get("correct")
    if isinstance(correct, str):
        return frozenset({correct})
    return (
        frozenset(one for one in correct if isinstance(one, str))
        if isinstance(correct, list)
        else frozenset()
    )


def _texts(options: object) -> list[tuple[str, str]]:
    found = options if isinstance(options, list) else []
    pairs = [(one.get("id"), _plain(one.get("text", ""))) for one in found if isinstance(one, Mapping)]
    return [(name, text) for name, text in pairs if isinstance(name, str) and text]


def _plain(text: object) -> str:
    """A text without the marks of Markdown, in which words stand as they are read."""
    return re.sub(r"[*_`>#]+", "", text).replace("\u2019", "'").strip() if isinstance(text, str) else ""


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _found(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_each(pattern, text)))


def _each(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        yield match[0].casefold()
