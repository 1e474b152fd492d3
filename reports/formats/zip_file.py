"""A folder of reports as one zip, with a manifest of what is in it. Pure."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from reports.table import Member, Report

_IN_MEMORY: Final = 4 * 1024 * 1024
MANIFEST: Final = "manifest.json"
LONGEST_NAME: Final = 120
"""Of a name in bytes: file systems end at 255, and folders around it need room."""
_SAFE_NAME: Final = re.compile(r"\w[-\w.]*[-\w]\Z")
"""No folders, no spaces, nothing that a shell or Windows reads; no point first or last."""


class UnsafeNameError(ValueError):
    """Raised for a name under which a file could not be unpacked everywhere, or would hide another."""


def member_name(said: str, ending: str) -> str:
    """Return a name for a file that is called so, safe wherever it is unpacked; long ones are cut."""
    kept = re.sub(r"[^-\w.]", "", "_".join(said.split())).strip("-.")
    longest = LONGEST_NAME - len(ending) - 1
    return f"{kept.encode()[:longest].decode(errors='ignore').rstrip('-.') or 'file'}.{ending}"


def write_zip(report: Report, out: IO[bytes], *, write: Callable[[Member, IO[bytes]], Report]) -> None:
    """Write every member with `write`, which returns what it wrote; last what they are.

    The rows of the report are read one for each member, so that whoever watches them sees how far it is.
    Raises UnsafeNameError before anything is written.
    """
    _check([member.name for member in report.members])
    made = report.manifest.made_at.timetuple()[:6]
    contents = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as folder:
        for _row, member in zip(report.rows, report.members, strict=True):
            with SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
                written = write(member, file)
                file.seek(0)
                content = file.read()
            folder.writestr(zipfile.ZipInfo(member.name, made), content, zipfile.ZIP_DEFLATED)
            sha256 = hashlib.sha256(content).hexdigest()
            entry = written.manifest.as_json(rows=written.row_count, sha256=sha256)
            contents.append({"file": member.name, **entry})
        whole = report.manifest.as_json(rows=len(contents), sha256="")
        del whole["sha256"]  # of this very file: it stands in the log
        text = json.dumps({**whole, "files": contents}, ensure_ascii=False, indent=2)
        folder.writestr(zipfile.ZipInfo(MANIFEST, made), text + "\n", zipfile.ZIP_DEFLATED)


def _check(names: list[str]) -> None:
    """Refuse names that are unsafe, and two that are one where capitals do not matter."""
    seen = {MANIFEST}
    for name in names:
        if not _SAFE_NAME.match(name) or len(name.encode()) > LONGEST_NAME or name.casefold() in seen:
            raise UnsafeNameError(name)
        seen.add(name.casefold())
