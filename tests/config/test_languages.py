"""Dates and numbers by language, and catalogues that are compiled without tools of the system."""

from __future__ import annotations

import gettext
import os
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from common import catalogues, dates
from scripts import messages

MORNING = datetime(2026, 11, 18, 14, 4, tzinfo=UTC)
FIRST = date(2026, 8, 1)


@pytest.mark.parametrize(
    ("form", "english", "french"),
    [
        (dates.day, "Wed 18 Nov", "mer. 18 nov."),
        (dates.record_day, "18 Nov 2026", "18 nov. 2026"),
        (dates.full_day, "Wednesday 18 November 2026", "mercredi 18 novembre 2026"),
        (dates.moment, "18 Nov 2026, 09:04", "18 nov. 2026, 9\u00a0h\u00a004"),
        (dates.clock, "09:04", "9\u00a0h\u00a004"),
    ],
)
def test_dates_are_written_as_the_language_does(form, english: str, french: str):
    with timezone.override(ZoneInfo("America/Toronto")):
        with translation.override("en"):
            assert form(MORNING) == english
        with translation.override("fr"):
            assert form(MORNING) == french


def test_first_of_a_month_is_premier_in_french():
    with translation.override("fr"):
        assert dates.full_day(FIRST) == "samedi 1er août 2026"
        assert dates.record_day(date(2026, 8, 11)) == "11 août 2026"
    with translation.override("en"):
        assert dates.full_day(FIRST) == "Saturday 1 August 2026"


def test_numbers_take_the_comma_in_french():
    template = Template("{{ value }} {{ value|floatformat:1 }}")
    with translation.override("fr"):
        assert template.render(Context({"value": 3.5})) == "3,5 3,5"
    with translation.override("en"):
        assert template.render(Context({"value": 3.5})) == "3.5 3.5"


def catalogue(folder: Path, text: str) -> Path:
    path = folder / "fr" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    path.write_text(header + '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n' + text, encoding="utf-8")
    return path


def test_catalogue_is_compiled_once_and_again_when_it_changed(tmp_path: Path):
    path = catalogue(tmp_path, 'msgid "Save"\nmsgstr "Enregistrer"\n')
    assert catalogues.compile_stale(tmp_path) == [path]
    assert catalogues.compile_stale(tmp_path) == []
    with path.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Save") == "Enregistrer"
    later = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(later, later))
    assert catalogues.compile_stale(tmp_path) == [path]
    assert sorted(each.name for each in path.parent.iterdir()) == ["django.mo", "django.po"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('msgid "a"\nmsgstr ""', "not translated"),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"', "not sure (fuzzy)"),
        ('#, python-format\nmsgid "%(a)s"\nmsgstr "%(b)s"', "fills in ['%(b)s'] instead of ['%(a)s']"),
        ('msgid "{a}"\nmsgstr "b"', "fills in [] instead of ['{a}']"),
        ('msgid "a: b"\nmsgstr "a : b"', "no no-break space before a colon"),
        ('msgid "a"\nmsgstr "« b »"', "no no-break space inside « »"),
        ('msgid "a"\nmsgstr "b ?"', "a space before ; ! or ?"),
        ('msgid "a"\nmsgstr "l\'essai"', "a straight apostrophe"),
        ('msgid "5%%"\nmsgstr "5 %%"', "no no-break space before a percent sign"),
        ('msgid "1"\nmsgid_plural "2"\nmsgstr[0] "x"\nmsgstr[1] ""', "not translated"),
    ],
)
def test_check_finds_what_is_wrong_with_a_translation(tmp_path: Path, text: str, fault: str):
    read = catalogues.read(catalogue(tmp_path, f"{text}\n"))
    (message,) = messages.messages_of(read).values()
    assert list(messages.faults(message)) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        'msgid "a: b"\nmsgstr "a\u00a0: b"',
        'msgid "a"\nmsgstr "«\u00a0l’essai\u00a0»; voilà!"',
        'msgid "%(n)s try"\nmsgid_plural "%(n)s tries"\nmsgstr[0] "%(n)s essai"\nmsgstr[1] "%(n)s essais"',
    ],
)
def test_check_is_content_with_good_french(tmp_path: Path, text: str):
    read = catalogues.read(catalogue(tmp_path, f"{text}\n"))
    (message,) = messages.messages_of(read).values()
    assert list(messages.faults(message)) == []


def test_texts_are_collected_from_templates_and_python():
    found = messages.messages_of(messages.extract())
    assert (None, "Skip to content") in found
    plural = found[None, "%(n)s learner"]
    assert plural.id == ("%(n)s learner", "%(n)s learners")
    assert ("reports/scope.py", 0) in plural.locations
    assert ("abbrev. month", "Jan.") in found
