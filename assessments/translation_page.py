"""The languages of an item: what is said in which, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy

from assessments.item_texts import ItemText, texts_of
from assessments.models import ItemVersion

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Json = Mapping[str, Any]


@dataclass(frozen=True)
class ItemLanguage:
    """One language of the school beside the one in which the newest version of an item is written.

    `earlier` is the newest of the older versions that speaks it, where the newest version does not.
    """

    code: str
    name: str
    version: ItemVersion
    earlier: ItemVersion | None

    @cached_property
    def texts(self) -> list[ItemText]:
        """What is to be said."""
        return texts_of(self.version.body)

    @cached_property
    def said(self) -> dict[str, str]:
        """What is said of it, by path: in the draft, else in this version, else in the earlier one."""
        return {**self._translated, **self.draft}

    @cached_property
    def _translated(self) -> dict[str, str]:
        source = self.version if self.is_there else self.earlier
        body = source.translations[self.code] if source else {}
        return {one.path: one.text for one in texts_of(body)}

    @property
    def draft(self) -> dict[str, str]:
        """What was begun and nobody is asked in, by path; empty where there is no draft."""
        texts: dict[str, str] = self.version.translation_drafts.get(self.code, {})
        return texts

    @property
    def written(self) -> int:
        """How many texts have words in the field for them."""
        return sum(one.path in self.said for one in self.texts)

    @property
    def is_there(self) -> bool:
        """Whether learners read the item in this language."""
        return bool(self.version.translations.get(self.code))

    @property
    def lacks(self) -> int:
        """How many texts are not translated, be it in an earlier version."""
        return sum(one.path not in self._translated for one in self.texts)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.is_there and not self.lacks


def languages_of(versions: Sequence[ItemVersion]) -> list[ItemLanguage]:
    """The further languages of an item, from its versions, the newest first. No query."""
    newest, *older = versions
    return [
        ItemLanguage(code, name, newest, next((one for one in older if one.translations.get(code)), None))
        for code, name in settings.LANGUAGES
        if code != newest.language
    ]


def language_of(versions: Sequence[ItemVersion], code: str) -> ItemLanguage | None:
    """One of them; None where there is no such further language."""
    return next((one for one in languages_of(versions) if one.code == code), None)


_NAMES: Final[Mapping[str, StrPromise]] = {
    "stem": gettext_lazy("Question"),
    "rationale": gettext_lazy("Explanation"),
    "hypothesis": gettext_lazy("Hypothesis"),
    "finding": gettext_lazy("New finding"),
    "question": gettext_lazy("What is asked"),
    "unit": gettext_lazy("Unit"),
    "feedback_true": gettext_lazy("Feedback to “true”"),
    "feedback_false": gettext_lazy("Feedback to “false”"),
    "feedback_other": gettext_lazy("Feedback to any other number"),
    "post.alt": gettext_lazy("What the picture of the post shows"),
}
_NAMES_IN_LISTS: Final[Mapping[tuple[str, str], StrPromise]] = {
    ("options", "text"): gettext_lazy("Option %(n)s"),
    ("options", "feedback"): gettext_lazy("Feedback to option %(n)s"),
    ("premises", "text"): gettext_lazy("Prompt %(n)s"),
    ("premises", "feedback"): gettext_lazy("Feedback to prompt %(n)s"),
    ("rubric", "name"): gettext_lazy("Criterion %(n)s"),
    ("rubric", "levels"): gettext_lazy("Criterion %(n)s, mark %(mark)s"),
    ("spans", "text"): gettext_lazy("Piece %(n)s of the post"),
    ("regions", "label"): gettext_lazy("Part of the picture %(n)s"),
}


_Names = dict[tuple[str, str], "StrPromise"]
_STEPS: Final[_Names] = {
    ("options", "text"): gettext_lazy("Step %(n)s"),
    ("options", "feedback"): gettext_lazy("Feedback to step %(n)s"),
}
_OF_KIND: Final[Mapping[str, _Names]] = {
    "judgement_rating": _STEPS,
    "judgement_ranking": _STEPS,
    "ordering": {
        ("options", "text"): gettext_lazy("Entry %(n)s"),
        ("options", "feedback"): gettext_lazy("Feedback to entry %(n)s"),
    },
    "extended_matching": {
        ("premises", "text"): gettext_lazy("Vignette %(n)s"),
        ("premises", "feedback"): gettext_lazy("Feedback to vignette %(n)s"),
    },
}
"""What the form of a kind calls them, where it has a word of its own."""


def name_of_text(text: ItemText, kind: str) -> str:
    """What a text of a question of that kind is called on a page, as the form of the kind calls it."""
    if text.path in _NAMES:
        return str(_NAMES[text.path])
    _body, group, at, *rest = [*text.place.split("."), "", ""]
    names = {**_NAMES_IN_LISTS, **_OF_KIND.get(kind, {})}
    found = names.get((group, rest[0])) if at.isdecimal() else None
    if found is None:
        return text.path
    return str(found) % {"n": int(at) + 1, "mark": rest[-3]}
