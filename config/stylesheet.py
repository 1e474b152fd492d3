"""The one stylesheet of every page, joined from its sources whenever static files are looked for.

No tool outside Python takes part, and the result is not kept in the repository: a finder of static files
offers it as ``webside/webside.css``, to ``collectstatic`` and to a development server alike.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import bootstrap
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from config import css_purge

NAME: Final = "webside/webside.css"
ROOT: Final = Path(__file__).resolve().parent.parent
SOURCES: Final = ROOT / "static" / "webside" / "css"
BOOTSTRAP: Final = Path(bootstrap.__file__).parent / "static" / "bootstrap" / "css" / "bootstrap.min.css"
_IMPORT: Final = re.compile(r'@import "([^"]+)"')
_WORD: Final = re.compile(r"[A-Za-z_][\w-]*")


def imported() -> list[Path]:
    """Return our own stylesheets in the order of ``all.css``."""
    names = _IMPORT.findall((SOURCES / "all.css").read_text(encoding="utf-8"))
    return [SOURCES / name for name in names if "/" not in name]


def pages() -> list[Path]:
    """Return every file that may write a class into a page: templates, scripts, and the code of the rooms."""
    code = (
        path
        for room in settings.ROOMS
        for path in (ROOT / room).rglob("*.py")
        if not {"migrations", "management"} & set(path.parts)
    )
    return sorted([*code, *(ROOT / "templates").rglob("*.html"), *(SOURCES.parent / "js").glob("*.js")])


def words(files: Iterable[Path], own: str) -> set[str]:
    """Return every word of the files, and every class of our own styles: what may be a class on a page.

    A class that is put together from parts (``btn-`` and a kind) counts because our own styles name it.
    """
    found = css_purge.classes(css_purge.parse(own))
    for path in files:
        found.update(_WORD.findall(path.read_text(encoding="utf-8")))
    return found


def thinned(own: str) -> tuple[css_purge.Rule, ...]:
    """Return the rules of Bootstrap that one of our pages can match, under our own styles ``own``."""
    rules = css_purge.parse(BOOTSTRAP.read_text(encoding="utf-8"))
    matching = css_purge.keep_matching(rules, words(pages(), own))
    return css_purge.drop_unread(matching, own, prefix="--bs-")


def joined() -> str:
    """Return the text of the stylesheet: what is used of Bootstrap, then our own files."""
    own = "\n".join(path.read_text(encoding="utf-8") for path in imported())
    return css_purge.write([*thinned(own), *css_purge.parse(own)])


class StylesheetFinder(BaseFinder):
    """Offers the stylesheet, making it when it does not stand or one of its sources has changed."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "styles")
        self.made_from = 0

    def check(self, **kwargs: Any) -> list[Any]:
        """Return no complaint: there is nothing to set up."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return where the stylesheet lies, when it is asked for."""
        if path != NAME:
            return []
        found = str(self._made())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        """Yield the stylesheet and its storage."""
        self._made()
        yield NAME, self.storage

    def _made(self) -> Path:
        path = Path(self.storage.path(NAME))
        if self.made_from and path.exists() and not settings.DEBUG:
            return path
        sources = [BOOTSTRAP, *SOURCES.iterdir(), *pages()]
        state = hash(tuple((source, source.stat().st_mtime_ns) for source in sources))
        if state != self.made_from or not path.exists():
            _place(path, joined())
            self.made_from = state
        return path


def _place(path: Path, text: str) -> None:
    """Write ``text`` at once, for readers in other processes, and only when it is another one."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
