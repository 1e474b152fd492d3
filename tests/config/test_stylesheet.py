"""The one stylesheet: made of all our files, made anew when a source changes, and found like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from config import css_purge, stylesheet


@pytest.fixture
def finder(settings: Any, tmp_path: Path) -> stylesheet.StylesheetFinder:
    settings.VAR_DIR = tmp_path
    return stylesheet.StylesheetFinder()


def test_every_style_of_ours_is_in_it_once_and_after_bootstrap() -> None:
    listed = stylesheet.imported()
    assert sorted(listed) == sorted(set(stylesheet.SOURCES.glob("*.css")) - {stylesheet.SOURCES / "all.css"})
    assert len(set(listed)) == len(listed)
    joined = stylesheet.joined()
    for path in listed:
        assert css_purge.write(css_purge.parse(path.read_text())) in joined
    assert 0 < joined.index(".btn{") < joined.index("--ws-paper")


def test_it_holds_no_rule_that_asks_elsewhere() -> None:
    joined = stylesheet.joined()
    assert "@import" not in joined
    assert "@font-face" not in joined
    assert "//" not in joined.replace("http://www.w3.org/2000/svg", "")


def test_the_finder_offers_it_to_servers_and_to_collectstatic(
    finder: stylesheet.StylesheetFinder, tmp_path: Path
) -> None:
    made = tmp_path / "styles" / "webside" / "webside.css"
    assert finder.find("webside/other.css") == []
    assert not made.exists()
    assert finder.find(stylesheet.NAME) == str(made)
    assert finder.find(stylesheet.NAME, find_all=True) == [str(made)]
    assert made.read_text() == stylesheet.joined()
    assert [(name, storage.path(name)) for name, storage in finder.list(None)] == [
        (stylesheet.NAME, str(made))
    ]
    assert [path.name for path in made.parent.iterdir()] == ["webside.css"]
    assert finders.find(stylesheet.NAME)


def test_it_is_made_anew_after_a_change_while_developing(
    finder: stylesheet.StylesheetFinder, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = iter(["p{a:b;}", "p{a:c;}"])
    monkeypatch.setattr(stylesheet, "joined", lambda: next(texts))
    made = Path(finder.find(stylesheet.NAME))
    settings.DEBUG = True
    finder.find(stylesheet.NAME)
    assert made.read_text() == "p{a:b;}"
    monkeypatch.setattr(stylesheet, "pages", lambda: [made])
    finder.find(stylesheet.NAME)
    assert made.read_text() == "p{a:c;}"


def test_it_is_not_touched_when_it_comes_out_the_same(
    finder: stylesheet.StylesheetFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stylesheet, "joined", lambda: "p{a:b;}")
    made = Path(finder.find(stylesheet.NAME))
    before = made.stat()
    again = stylesheet.StylesheetFinder()
    assert again.find(stylesheet.NAME) == str(made)
    assert made.stat().st_mtime_ns == before.st_mtime_ns
    assert made.stat().st_ino == before.st_ino
