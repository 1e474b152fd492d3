"""A language in which every translated text stands in ⟦brackets⟧, and what of a page stands outside of them.

The brackets are put around the French of the catalogues, so a text that no catalogue holds is outside as
well: one run finds what is not marked for translation and what is marked but was never translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.utils.translation import trans_real

from competencies.models import Reference
from interop.models import QuestionFile
from people.models import User

OPEN, CLOSE = "⟦", "⟧"
LANGUAGE = "fr"
SPOKEN = (
    "alt",
    "title",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "placeholder",
    "label",
    "summary",
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# Found words are marked inside of a text, and long addresses may break in one.
INLINE = frozenset({"mark", "wbr"})
SILENT = frozenset({"script", "style", "code", "pre", "kbd", "textarea", "template"})
# Addresses and machine-made names are the same in every language.
ADDRESSES = re.compile(
    r"https?://\S+|\bdoi:\S+|[\w.+-]+@[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}\b"
    r"|\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b[0-9a-f]{12,64}\b|\b[A-Z0-9]{4}(?:-[A-Z0-9]{4}){2}\b"
)
# So are a few names, those of formats among them, and the signs of time.
SAME = re.compile(
    r"\bWebside\b|\bdoi:|\bDOI\b|\d+\xa0h\xa0\d+|\b1er\b|\bUTC\b|\bv\d+\b"
    r"|\b(?:GIFT|Aiken|Moodle XML|QTI(?: \d\.\d)?|YAML|Moodle)\b"
    r"|\b(?:CSV|XLSX|PDF|JSON|ZIP|UTF-8|UTF-16|WINDOWS-1252)\b"
)


# Where the questions of a file begin and end, in the formats that tests bring in.
_PIECES = re.compile(r"::|[{}=~#\n]|\[\w+\]")

WORD = 12
"""A text of somebody up to this many characters is looked for after addresses, a longer one before."""


class Bracketed:
    """A catalogue that says its translations in brackets, and everything else as it was asked."""

    def __init__(self, real: trans_real.DjangoTranslation) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def gettext(self, message: str) -> str:
        found = self._real._catalog.get(message)
        return f"{OPEN}{found}{CLOSE}" if found is not None else message

    def ngettext(self, one: str, many: str, n: int) -> str:
        try:
            found = self._real._catalog.plural(one, n)
        except KeyError:
            return one if n == 1 else many
        return f"{OPEN}{found}{CLOSE}"


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak French in brackets."""
    real = trans_real.translation(LANGUAGE)
    monkeypatch.setitem(trans_real._translations, LANGUAGE, Bracketed(real))


def data_of_the_database() -> list[str]:
    """Return every text that somebody wrote: longest first. Values with a closed list of choices are ours."""
    found: set[str] = set()
    filled = _filled_tables()
    for model in apps.get_models():
        fields = [field for field in model._meta.concrete_fields if _is_written(field)]
        if not fields or model._meta.db_table not in filled:
            continue
        for row in model._base_manager.values_list(*(field.attname for field in fields)):
            for value in row:
                found.update(_texts(value))
    found.update(person.initials for person in User.objects.all())
    for content in QuestionFile.objects.values_list("content", flat=True):
        found.update(
            " ".join(text.split()) for text in _PIECES.split(bytes(content).decode(errors="replace"))
        )
    found.discard("")
    found.update(str(reference.citation) for reference in Reference.objects.all())
    return sorted(found, key=len, reverse=True)


def _filled_tables() -> set[str]:
    """The tables that have a row, asked in one statement: most have none, and each page asks again."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in apps.get_models()]
    asked = " UNION ALL ".join(f"SELECT %s WHERE EXISTS (SELECT 1 FROM {table})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(asked, [model._meta.db_table for model in apps.get_models()])
        return {name for (name,) in cursor.fetchall()}


def _is_written(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        text = " ".join(value.split())
        if re.search(r"[^\W\d_]", text):
            yield text
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


class Outside(HTMLParser):
    """Collects what a page says outside of brackets: runs of text, and attributes that are spoken."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[str] = []
        self.run = ""
        self.depth = 0
        self.silent: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in INLINE:
            self._end_run()
        if tag not in VOID:
            self.open.append(tag)
            foreign = "lang" in given and tag != "html" and given["lang"] != LANGUAGE
            if self.silent or foreign or tag in SILENT or given.get("translate") == "no":
                self.silent.append(tag)
        if not self.silent:
            self._attributes(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.silent:
            self._attributes(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self._end_run()
        while self.open:
            closed = self.open.pop()
            if self.silent:
                self.silent.pop()
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.run += self._outside(data)

    def close(self) -> None:
        super().close()
        self._end_run()

    def _end_run(self) -> None:
        self.runs.append(self.run)
        self.run = ""

    def _outside(self, text: str) -> str:
        """Return what stands outside; brackets may open in one run of text and close in another."""
        kept = []
        for char in text:
            self.depth += (char == OPEN) - (char == CLOSE)
            kept.append(char if self.depth == 0 and char != CLOSE else " ")
        return "".join(kept)

    def _attributes(self, tag: str, given: dict[str, str]) -> None:
        spoken = [given[name] for name in SPOKEN if name in given]
        if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
            spoken.append(given.get("value", ""))
        if tag == "meta" and given.get("name") == "description":
            spoken.append(given.get("content", ""))
        spoken += [
            value for name, value in given.items() if name.startswith("data-") and " " in value.strip()
        ]
        for text in spoken:
            before, self.depth = self.depth, 0
            self.runs.append(self._outside(text))
            self.depth = before


def _without_beginnings(values: Iterable[str], text: str) -> str:
    """Leave out what was shortened (`The first words …`) of what somebody wrote."""
    for beginning in re.findall(r"([^…]+?) ?…", text):
        if len(beginning) > WORD and any(value.startswith(beginning.strip()) for value in values):
            text = text.replace(beginning, " ")
    return text


def _without(values: Iterable[str], text: str) -> str:
    for value in values:
        if value in text:
            text = re.sub(rf"(?<![^\W_]){re.escape(value)}(?![^\W_])", " ", text)
    return text


def untranslated(page: str, data: Iterable[str], *, is_html: bool = True) -> list[str]:
    """Return what a page says in no catalogue's words and in nobody's own: texts that were forgotten."""
    reader = Outside()
    if is_html:
        reader.feed(page)
        reader.close()
        runs = reader.runs
    else:
        runs = [reader._outside(line) for line in page.splitlines()]
    known = [
        *data,
        *(name for _code, name in settings.LANGUAGES),
        settings.SCHOOL_NAME,
        settings.SCHOOL_TIME_ZONE,
        settings.SCHOOL_TIME_ZONE.split("/")[-1],
    ]
    # Sentences that somebody wrote may hold addresses; addresses may hold words that somebody wrote.
    long = [value for value in known if len(value) > WORD]
    short = [value for value in known if len(value) <= WORD]
    left = []
    for run in runs:
        text = " ".join(run.replace("\xa0h\xa0", "\x00").split()).replace("\x00", "\xa0h\xa0")
        if not re.search(r"[^\W\d_]", text) or ADDRESSES.fullmatch(text):
            continue
        rest = _without(long, _without_beginnings(long, text))
        rest = _without(short, SAME.sub(" ", ADDRESSES.sub(" ", rest)))
        if re.search(r"[^\W\d_]", rest):
            left.append(text)
    return left
