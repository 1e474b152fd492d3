"""Keep a copy of the migrated SQLite database, so that a run starts in a second instead of many.

The copy is named by everything that could change it; a changed migration makes a new one. It is
what the migrations gave, and ``migrate`` runs over it once more, with nothing to do.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_KEEP = 24 * 3600


def path() -> Path:
    """Return where the copy for this state of the code is, or would be."""
    digest = hashlib.sha256("\n".join(settings.INSTALLED_APPS).encode())
    sources = [
        ROOT / "requirements-dev.txt",
        *ROOT.glob("common/append_only*.py"),
        ROOT / "common/sqlite_keys.py",
    ]
    sources += [
        file for folder in (*settings.ROOMS, "tests/*") for file in ROOT.glob(f"{folder}/migrations/*.py")
    ]
    for source in sorted(sources):
        digest.update(f"{source.relative_to(ROOT)}\n".encode() + source.read_bytes())
    return Path(settings.VAR_DIR) / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


def place(database: Path) -> bool:
    """Put the copy where the test database will be looked for; return whether there was one."""
    copy = path()
    remove(database)
    if not copy.exists():
        return False
    shutil.copyfile(copy, database)
    os.utime(copy)
    return True


def keep() -> None:
    """Keep a copy of the migrated database that the connection is on, and drop copies long unused."""
    copy = path()
    draft = copy.with_suffix(f".{os.getpid()}")
    connection.ensure_connection()
    with sqlite3.connect(draft) as target:
        connection.connection.backup(target)
    target.close()
    draft.replace(copy)
    for other in _long_unused(copy):
        other.unlink(missing_ok=True)


def _long_unused(copy: Path) -> Iterator[Path]:
    for other in copy.parent.glob("migrated-*.sqlite3"):
        if other != copy and time.time() - other.stat().st_mtime > SECONDS_TO_KEEP:
            yield other


def remove(database: Path) -> None:
    """Remove a database file with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
