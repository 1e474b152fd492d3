"""The words that `writing_flaws` looks for, in English and French. Pure: no Django."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """What is looked for in one language."""

    all_of_above: re.Pattern[str]
    none_of_above: re.Pattern[str]
    absolute: re.Pattern[str]
    vague: re.Pattern[str]
    negative: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Ends:
    """Articles at the end of a stem that only some options can follow. `before_vowel` says of one whether a
    vowel follows it, `sounds_as_vowel` of a text whether it begins with one."""

    pattern: re.Pattern[str]
    before_vowel: Callable[[str], bool]
    sounds_as_vowel: Callable[[str], bool]


def _any(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "en": Words(
            all_of_above=_any(
                "all (?:of )?(?:the )?(?:above|these|those|them|options|answers)", "all are correct"
            ),
            none_of_above=_any("none (?:of )?(?:the )?(?:above|these|those|them|options|answers)"),
            absolute=_any(
                "always",
                "never",
                "completely",
                "absolutely",
                "totally",
                "entirely",
                "invariably",
                "impossible",
                "under (?:any|all|no) circumstances?",
                "in (?:every|all|no) cases?",
            ),
            vague=_any(
                "usually",
                "(?<!most )often",
                "sometimes",
                "rarely",
                "seldom",
                "frequently",
                "occasionally",
                "generally",
                "normally",
                "as a rule",
            ),
            negative=_any("not", r"\w+n't", "cannot", "except", "(?<!at )least", "never", "neither", "false"),
        ),
        "fr": Words(
            all_of_above=_any(
                "toutes? ces (?:réponses|options)",
                "(?:toutes )?les (?:réponses|options) (?:ci-dessus|précédentes)",
                "tou(?:te)?s (?:les (?:réponses|options|énoncés) )?(?:ci-dessus|précédente?s)",
                "tout(?:es)? ce qui précède",
            ),
            none_of_above=_any(
                "aucune? (?:de ces|des) (?:réponses|options|énoncés)(?: (?:ci-dessus|précédente?s))?",
                "aucune? de ce(?:lles|ux)(?:-ci| qui précèdent)",
                "rien de ce qui précède",
            ),
            absolute=_any(
                "toujours",
                "jamais",
                "complètement",
                "absolument",
                "totalement",
                "entièrement",
                "invariablement",
                "impossible",
                "en aucun cas",
                "dans tous les cas",
                "en toutes circonstances",
                "sans exception",
            ),
            vague=_any(
                "habituellement",
                "(?<!plus )souvent",
                "parfois",
                "quelquefois",
                "rarement",
                "fréquemment",
                "occasionnellement",
                "généralement",
                "en général",
                "normalement",
                "d'ordinaire",
            ),
            negative=_any(
                r"(?:ne|n')\s?[\w']+(?:\s\w+)?\s(?:pas|jamais|aucune?)",
                "sauf",
                "excepté",
                "à l'exception",
                "(?<!au )(?<!du )moins",
                "faux",
                "fausse",
            ),
        ),
    }
)

_YOO = re.compile(r"(?:uni(?!n|m)|us[ea]|eu|one\b|once\b|ut[ei]|u\b)")
_SILENT_H = re.compile(r"(?:hour|honest|honou?r|heir)")
_ASPIRATED_H: Final = re.compile(
    r"(?:haine|handicap|harcel|hasard|haut|heros|hors|honte|huit|hashtag|hacker)"
)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).lstrip("\"'«( ")


def _english_vowel(text: str) -> bool:
    word = _folded(text)
    if _SILENT_H.match(word):
        return True
    return word[:1] in "aeiou" and word != "" and not _YOO.match(word)


def _french_vowel(text: str) -> bool:
    word = _folded(text)
    if word.startswith("h"):
        return not _ASPIRATED_H.match(word)
    return word[:1] in "aeiouy" and word != ""


ENDS: Final[Mapping[str, Ends]] = MappingProxyType(
    {
        "en": Ends(re.compile(r"\b(an?)[\s:.…_]*$", re.IGNORECASE), "an".__eq__, _english_vowel),
        "fr": Ends(
            re.compile(r"(?:^|\s)(l'|d'|qu'|le|la|de|que)[\s:.…_]*$", re.IGNORECASE),
            lambda word: word.endswith("'"),
            _french_vowel,
        ),
    }
)

_NUMBER = r"(-?\d+(?:[.,]\d+)?)"
_UNIT = r"(?:\s*(?:%|[^\W\d]+))?"
_RANGE = re.compile(rf"\D{{0,12}}?{_NUMBER}{_UNIT}\s*(?:-|–|to|à|and|et)\s*{_NUMBER}{_UNIT}\s*\.?")


def number_range(text: str) -> tuple[float, float] | None:
    """The range of numbers that a text is (`10 to 20 %`), lowest first; None where it is anything else."""
    found = _RANGE.fullmatch(text.casefold().strip())
    if not found:
        return None
    low, high = sorted(float(number.replace(",", ".")) for number in found.groups())
    return low, high
