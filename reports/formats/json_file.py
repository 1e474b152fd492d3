"""JSON, streamed: what it is, the columns, the rows as objects, and last the manifest. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from reports.table import Report, Tally, plain

_ROWS_AT_A_TIME: Final = 500


def json_chunks(report: Report) -> Iterator[bytes]:
    """Return the file piece by piece.

    Dates are ISO 8601, shares are 0 to 1 and not cut off, what there is none of is null. Names within the
    file are the same in every language; titles, notes and words in cells are for the reader.
    """
    tally = Tally()
    opening = {
        "title": report.title,
        "about": [{"title": what, "text": value} for what, value in report.head],
        "notes": list(report.notes),
        "columns": [{"key": one.key, "title": one.title, "kind": one.kind.value} for one in report.columns],
    }
    yield (_said(opening)[:-1] + ',\n"rows": [').encode()
    keys = [one.key for one in report.columns]
    lines: list[str] = []
    between = "\n"
    for row in tally.over(report.rows):
        lines.append(between + _said(dict(zip(keys, map(plain, row), strict=True))))
        between = ",\n"
        if len(lines) >= _ROWS_AT_A_TIME:
            yield "".join(lines).encode()
            lines.clear()
    manifest = report.manifest.as_json(rows=tally.rows, sha256=tally.sha256)
    yield ("".join(lines) + '\n],\n"manifest": ' + _said(manifest) + "}\n").encode()


def _said(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
