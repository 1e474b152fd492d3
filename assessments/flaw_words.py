"""What is said of a flaw in writing: what it does, and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kinds.words import Sentence, say
from assessments.writing_flaws import Flaw, FlawCode, find_flaws

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_SAID: Final[Mapping[FlawCode, StrPromise]] = {
    FlawCode.KEY_LONGEST: gettext_lazy(
        "The key is the longest option, which gives it away. Shorten it, or lengthen another."
    ),
    FlawCode.ALL_OF_ABOVE: gettext_lazy(
        "“All of the above” can be guessed from two options. Make it a question with several right answers."
    ),
    FlawCode.NONE_OF_ABOVE: gettext_lazy(
        "“None of the above” shows what somebody does not know. Give a further option in its place."
    ),
    FlawCode.ABSOLUTE: gettext_lazy(
        "“%(words)s” is seldom true, so it gives the answer away. Say when or how often it holds."
    ),
    FlawCode.VAGUE: gettext_lazy(
        "“%(words)s” means something else to everyone. Give a figure, or leave it out."
    ),
    FlawCode.NEGATIVE: gettext_lazy(
        "What is asked is negative (“%(words)s”), which is easily overread. Ask for what is so."
    ),
    FlawCode.UNUSED_STEPS: gettext_lazy(
        "The key never uses %(words)s of the scale. Add a step that belongs there, or change one."
    ),
    FlawCode.OVERLAP: gettext_lazy(
        "These options can be right at the same time. Make them exclude each other."
    ),
    FlawCode.GRAMMAR: gettext_lazy(
        "After “%(words)s” only some options read well, which gives a hint. Put the article into the options."
    ),
    FlawCode.DUPLICATE: gettext_lazy("These options say the same. Change or remove one."),
}


@dataclass(frozen=True)
class Hint:
    """A flaw in words: `where` it is, empty for the whole, and what to do."""

    flaw: Flaw
    where: str
    said: Sentence


def hints_of(kind: str, body: Mapping[str, Any], key: Mapping[str, Any], language: str) -> list[Hint]:
    """The flaws of an item in words, which may be half written."""
    return [_hint(flaw, body) for flaw in find_flaws(kind, body, key, language)]


def _hint(flaw: Flaw, body: Mapping[str, Any]) -> Hint:
    return Hint(flaw, _where(flaw, body), say(_SAID[flaw.code], words=", ".join(flaw.words)))


def _where(flaw: Flaw, body: Mapping[str, Any]) -> str:
    if not flaw.options:
        return "" if flaw.code is FlawCode.UNUSED_STEPS else _("Question")
    rows = [one.get("id") for one in body.get("options", ()) if isinstance(one, Mapping)]
    numbers = [str(rows.index(name) + 1) for name in flaw.options if name in rows]
    if len(numbers) == 1:
        return _("Option %(n)s") % {"n": numbers[0]}
    return _("Options %(numbers)s") % {"numbers": ", ".join(numbers)} if numbers else ""
