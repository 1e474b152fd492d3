"""A second start does again only what has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from config import preparing


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[str]:
    """Record the commands that are called, in a house of its own."""
    settings.VAR_DIR = tmp_path / "var"
    settings.BASE_DIR = tmp_path
    settings.STATIC_ROOT = settings.VAR_DIR / "static"
    settings.STATICFILES_DIRS = [tmp_path / "styles"]
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "one.css").write_text("p {}")
    (tmp_path / preparing.CONTENT).mkdir(parents=True)
    (tmp_path / preparing.CONTENT / "framework.yaml").write_text("title: one")
    settings.STATIC_ROOT.mkdir(parents=True)
    finders.get_finder.cache_clear()
    names: list[str] = []

    def call_command(name: str, *arguments: str, **options: Any) -> None:
        names.append(name)
        if name == "collectstatic":
            (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")
        if "stdout" in options:
            options["stdout"].write("said something")

    monkeypatch.setattr(preparing, "call_command", call_command)
    yield names
    finders.get_finder.cache_clear()


def test_static_files_are_collected_again_only_after_a_change(called: list[str], tmp_path: Path) -> None:
    preparing.collect_static()
    preparing.collect_static()
    assert called == ["collectstatic"]
    (tmp_path / "styles" / "one.css").write_text("p { margin: 0 }")
    preparing.collect_static()
    assert called == ["collectstatic"] * 2
    (tmp_path / "var" / "static" / "staticfiles.json").unlink()
    preparing.collect_static()
    assert called == ["collectstatic"] * 3


def test_content_is_loaded_again_after_a_change_and_into_an_empty_database(
    called: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = {"framework": True}
    monkeypatch.setattr(preparing.Framework.objects, "exists", lambda: there["framework"], raising=False)
    assert preparing.load_content() == "said something"
    assert preparing.load_content() == ""
    assert called == ["load_framework"]
    (tmp_path / preparing.CONTENT / "framework.yaml").write_text("title: another")
    preparing.load_content()
    assert called == ["load_framework"] * 2
    there["framework"] = False
    preparing.load_content()
    assert called == ["load_framework"] * 3


def test_the_demo_tells_who_may_sign_in(called: list[str]) -> None:
    assert preparing.seed_demo() == "said something"
    assert called == ["seed_demo"]
