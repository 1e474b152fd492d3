"""What an embedded site needs before it serves: tables, content, a demo school, static files."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from common.catalogues import compile_stale
from competencies.models import Framework

CONTENT = "fixtures/social-media-competencies"


def compile_catalogues() -> None:
    """Compile the translations that are not compiled yet."""
    for folder in settings.LOCALE_PATHS:
        compile_stale(Path(folder))


def migrate() -> None:
    """Bring the tables up to date."""
    call_command("migrate", interactive=False, verbosity=0)


def load_content() -> str:
    """Load the seed content unless this very content is loaded; return what was said about it."""
    folder = settings.BASE_DIR / CONTENT
    mark = _mark(sorted(path for path in folder.rglob("*") if path.is_file()))
    stamp = settings.VAR_DIR / "content.stamp"
    if _stands(stamp, mark) and Framework.objects.exists():
        return ""
    output = io.StringIO()
    call_command("load_framework", str(folder), stdout=output)
    stamp.write_text(mark, encoding="ascii")
    return output.getvalue()


def seed_demo() -> str:
    """Make the demo school unless it stands; return its sign-ins as text."""
    output = io.StringIO()
    call_command("seed_demo", stdout=output)
    return output.getvalue()


def collect_static() -> None:
    """Collect, name by content and compress the static files unless none has changed."""
    found = (
        Path(storage.path(name)) for finder in finders.get_finders() for name, storage in finder.list(None)
    )
    mark = _mark(sorted(found))
    stamp = settings.VAR_DIR / "static.stamp"
    if _stands(stamp, mark) and (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(mark, encoding="ascii")


def _mark(paths: Iterable[Path]) -> str:
    """Return a text that changes when one of the files does."""
    digest = hashlib.sha256()
    for path in paths:
        state = path.stat()
        digest.update(f"{path}|{state.st_size}|{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _stands(stamp: Path, mark: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="ascii") == mark
