"""Heat-map cells, made once for each (level, status) and reused for thousands of cells.

A heat map of 300 learners x 40 competencies has 12,000 cells and about thirty different looks. A template
would spend far longer on them than the database does, so the looks are prepared here as finished text and
joined around the only part that differs, the address. Every cell says its level and status in words;
colour only repeats them.

Pure Python: the words come translated from the caller, the result is safe HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Final, NamedTuple

from common import icons
from common.standing import look_of

NOT_ASSESSED_MARK: Final = "–"  # an en dash is the sign of "not assessed"


class Cell(NamedTuple):
    """A cell in two halves, with the address of its explanation between them."""

    before: str
    after: str

    def at(self, href: str) -> str:
        """Return the table cell that links to `href`, which the caller has made safe (see `prepare`)."""
        return f"{self.before}{href}{self.after}"


def prepare(
    *, levels: Mapping[int, str], statuses: Mapping[str, str], hints: Mapping[str, str] | None = None
) -> dict[tuple[int | None, str], Cell]:
    """Return the cell for each (level, status); the level is None where nothing has been assessed.

    levels: name by ordinal, 1 to 5; statuses: word by key of `common.standing.LOOKS`; hints: the one
    visible word of a status in which someone must act, such as {"ready_for_review": "sign"}.
    The texts are escaped here. Addresses put between the halves are not: pass only those that `reverse()`
    made, without a query string of the reader's.
    """
    hints = hints or {}
    cells: dict[tuple[int | None, str], Cell] = {}
    for status, word in statuses.items():
        hint = hints.get(status, "")
        cells[None, status] = _cell("l0", NOT_ASSESSED_MARK, "", status, word, hint)
        for ordinal, name in levels.items():
            cells[ordinal, status] = _cell(f"l{int(ordinal)}", str(int(ordinal)), name, status, word, hint)
    return cells


def _cell(css: str, mark: str, name: str, status: str, word: str, hint: str) -> Cell:
    look = look_of(status)
    icon = icons.svg(look.icon) if look.in_cell else ""
    shown = f" <i>{escape(hint)}</i>" if hint else ""
    said = "".join(f", {escape(part)}" for part in (name, word) if part)
    return Cell(
        f'<td role="cell"><a class="c {css}" href="',
        f'">{mark}{icon}{shown}<span class="visually-hidden">{said}</span></a></td>',
    )


def row(*, name: str, href: str, cells: Iterable[str]) -> str:
    """Return one table row: the learner's name (escaped here) linked to `href`, then finished cells."""
    head = f'<tr role="row"><th scope="row" role="rowheader"><a href="{href}">{escape(name)}</a></th>'
    return f"{head}{''.join(cells)}</tr>"
