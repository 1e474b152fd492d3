"""Catalogues of translations: compiled where they stand, without any tool but Python.

A catalogue is a `.po` file under `locale/`. What gettext reads, the `.mo` beside it, is made from it and not
kept in the repository. Pure: no Django.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def catalogue_files(folder: Path) -> list[Path]:
    """Return the `.po` files of a `locale` folder, in the order of their paths."""
    return sorted(folder.glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    """Return the catalogue of a `.po` file. Raises babel's PoFileError where it is not well-formed."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3], domain=path.stem, abort_invalid=True)


def stale(folder: Path) -> Iterator[Path]:
    """Yield the `.po` files that have no compiled file, or one that is older than they are."""
    for path in catalogue_files(folder):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < path.stat().st_mtime_ns:
            yield path


def compile_stale(folder: Path) -> list[Path]:
    """Compile what is not compiled yet; return the `.po` files that were. Safe when several do it at once."""
    done = list(stale(folder))
    for path in done:
        _compile(path)
    return done


def _compile(path: Path) -> None:
    before = path.stat().st_mtime_ns
    catalogue = read(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.stem}.", suffix=".mo.tmp")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, catalogue)
    # As old as what it was made from: an edit during the work makes it stale again.
    os.utime(name, ns=(before, before))
    Path(name).chmod(0o644)
    Path(name).replace(path.with_suffix(".mo"))
