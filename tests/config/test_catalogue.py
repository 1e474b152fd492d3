"""The French catalogue is whole: every text of the project is in it, translated, and fits."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import translation

from common.catalogues import catalogue_files, read
from scripts import messages


def test_every_text_is_translated_and_fits(capsys: pytest.CaptureFixture[str]) -> None:
    assert messages.check() == 0, capsys.readouterr().out


def test_every_language_but_english_has_a_catalogue() -> None:
    codes = {code for code, _name in settings.LANGUAGES} - {"en"}
    assert {path.parts[-3] for path in catalogue_files(messages.LOCALE)} == codes


def test_catalogue_is_as_the_collection_writes_it() -> None:
    for path in catalogue_files(messages.LOCALE):
        catalogue = read(path)
        assert [message.id for message in catalogue.obsolete.values()] == []
        assert messages._written(catalogue) == path.read_bytes()


def test_libraries_speak_the_same_register() -> None:
    """What people read of Django and the sign-in library addresses them politely and knows "courriel"."""
    with translation.override("fr"):
        for text in ("This field is required.", "Enter a valid email address."):
            said = translation.gettext(text)
            assert said != text
            assert " tu " not in said
            assert "e-mail" not in said
            assert "électronique" not in said


def test_deployment_is_warned_of_a_catalogue_that_is_not_compiled(tmp_path, settings) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text('msgid ""\nmsgstr ""\n')
    settings.LOCALE_PATHS = [tmp_path]
    with pytest.raises(SystemCheckError, match=r"config\.W002"):
        call_command("check", deploy=True, tags=["translation"], fail_level="WARNING")
