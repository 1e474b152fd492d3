"""The checks that many kinds of entries share, and what they have found. Pure: no Django."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from interop.framework.parse import Content
from interop.framework.problem import Problem
from interop.framework.shape import Place

# A country, or a part of one, as in ISO 3166; "any" is everywhere.
_JURISDICTION = re.compile(r"any|[A-Z]{2}(-[A-Z0-9]{1,3})?")
# Codes stand in addresses and file names.
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Checks:
    """What is known of a folder while it is checked; `problems` grows."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.problems: list[Problem] = []
        self._competencies = {one.code for one in content.main.competencies}
        self._references = {one.code for one in content.references}
        self._statements = {one.code for section in content.sections for one in section.statements}
        self._levels = {level.ordinal for level in content.main.scale.levels}

    def say(self, place: Place, message: str) -> None:
        """Note a problem."""
        self.problems.append(place.problem(message))

    def unique(self, file: str, kind: str, codes: Iterable[str]) -> None:
        """Each code fit to be one, and used by one entry only."""
        for code, times in Counter(codes).items():
            if times > 1:
                self.say(Place(file, code), f"{times} entries have this {kind} code; give each its own")
            if not _CODE.fullmatch(code):
                message = "is no code; use letters, digits, dots, hyphens and underscores"
                self.say(Place(file, code, "code"), message)

    def known(self, place: Place, codes: Sequence[str], known: Collection[str], kind: str) -> None:
        """Each code leads to an entry, and stands once."""
        for code, times in Counter(codes).items():
            if times > 1:
                self.say(place, f"'{code}' stands {times} times; once is enough")
            if code not in known:
                close = difflib.get_close_matches(code, known, n=1)
                hint = f"do you mean '{close[0]}'?" if close else f"add that {kind} or take it out here"
                self.say(place, f"there is no {kind} '{code}'; {hint}")

    def competencies(self, place: Place, codes: Sequence[str]) -> None:
        """Each is a competency of the framework."""
        self.known(place, codes, self._competencies, "competency")

    def references(self, place: Place, codes: Sequence[str]) -> None:
        """Each is in references.yaml."""
        self.known(place, codes, self._references, "reference")

    def cited(self, place: Place, codes: Sequence[str]) -> None:
        """At least one reference, and each is known."""
        if not codes:
            self.say(place.at("references"), "is empty; cite at least one")
        self.references(place.at("references"), codes)

    def statements(self, place: Place, codes: Sequence[str]) -> None:
        """Each is a statement of the source."""
        self.known(place, codes, self._statements, "statement")

    def body(self, place: Place, body: Mapping[str, object]) -> None:
        """Texts in the default language, and in no language that the folder does not name."""
        main = self.content.main
        if main.default_language not in body:
            self.say(place.at("body"), f"has no text in '{main.default_language}'; write it")
        self.known(place.at("body"), list(body), set(main.languages), "language")

    def caution(self, place: Place, body: Mapping[str, Any], *, needed: bool) -> None:
        """A caution in each language where one is needed."""
        for language, text in body.items():
            if needed and not text.caution:
                field = place.at(f"body.{language}.caution")
                self.say(field, "is missing; say what a reader must know about this figure or event")

    def level(self, place: Place, ordinal: int) -> None:
        """A level of the scale."""
        if ordinal not in self._levels:
            top = max(self._levels, default=0)
            self.say(place, f"level {ordinal} is not on the scale; use 1 to {top}")

    def between(self, place: Place, value: Any, low: int, high: int) -> None:
        """A number from `low` to `high`."""
        if not low <= value <= high:
            self.say(place, f"is {value}; use {low} to {high}")

    def positions(self, place: Place, positions: Sequence[int]) -> None:
        """1, 2, 3, ... in the order of the file."""
        if list(positions) != list(range(1, len(positions) + 1)):
            told = ", ".join(str(one) for one in positions)
            self.say(place, f"positions are {told}; number them 1, 2, 3, ... in order")

    def jurisdiction(self, place: Place, value: str) -> None:
        """'any', a country or a part of one."""
        if not _JURISDICTION.fullmatch(value):
            self.say(
                place, f"'{value}' is no jurisdiction; use any, a country such as CA, or a part such as CA-ON"
            )

    def review(self, place: Place, review_on: date) -> None:
        """A review after the day on which the content was prepared."""
        prepared = self.content.main.framework.prepared_on
        if review_on <= prepared:
            self.say(place.at("review_on"), f"is not after {prepared}, when it was prepared; set a later day")
