"""How a work is named beside a statement. Nothing here knows Django.

Authors are stored as catalogues write them: "Cheston CC, Flickinger TE, Chisolm MS", or a body such as
"General Medical Council". The short form follows the text: "Cheston and others, 2013".
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

# A person in a list of authors ends in initials: "Cheston CC", "van der Vaart R", "D'Souza K". A name without
# small letters, such as "AMEE EPA FAQ", is that of a body.
_PERSON: Final = re.compile(r"^(?P<family>(?=.*[a-z]).+?)\s(?P<initials>[A-Z]{1,4})$")
_INVERTED: Final = re.compile(r"^(?P<family>[^,;]+), (?P<given>[A-Z][a-z]+)$")
_UNSEEN: Final = re.compile(r"^\(.*\)$")
_ASIDE: Final = re.compile(r"\s*\([^)]*\)$")
_AND_OTHERS: Final = re.compile(r",?\s+et al\.?$")


class Authors(NamedTuple):
    """Who stands before the year: at most two names, and whether there are more."""

    names: tuple[str, ...]
    more: bool


def short_authors(authors: str) -> Authors:
    """Return the names that a short citation shows; none where the authors were not seen.

    One or two people are named by their family names, three or more by the first; a body keeps its whole
    name, several bodies (parted by semicolons) are named by the first.
    """
    text = authors.strip()
    if not text or _UNSEEN.match(text):
        return Authors((), more=False)
    text = _ASIDE.sub("", text)
    text, had_more = _AND_OTHERS.subn("", text)
    if ";" in text:
        return Authors((text.split(";")[0].strip(),), more=True)
    if inverted := _INVERTED.match(text):
        return Authors((inverted["family"],), more=bool(had_more))
    people = [_PERSON.match(part.strip()) for part in text.split(",")]
    families = [person["family"] for person in people if person]
    if len(families) == len(people):
        named = families if len(families) <= 2 else families[:1]
        return Authors(tuple(named), more=bool(had_more) or len(families) > 2)
    return Authors((text,), more=bool(had_more))
