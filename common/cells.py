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
from typing import Final

from common import icons
from common.standing import look_of

NOT_ASSESSED_MARK: Final = "&#8211;"
"""An en dash is the sign of "not assessed". Written so that a row of cells stays a string of one byte per
character: one wider character doubles the row's memory and trebles the time of putting it together."""

_SAID: Final = '<span class="visually-hidden">'
_END: Final = "</span></a></td>"


def prepare(
    *, levels: Mapping[int, str], statuses: Mapping[str, str], hints: Mapping[str, str] | None = None
) -> dict[tuple[int | None, str], str]:
    """Return the look of a cell for each (level, status): all of it that follows the address of its link.

    The level is None where nothing has been assessed.
    levels: name by ordinal, 1 to 5; statuses: word by key of `common.standing.LOOKS`; hints: the one
    visible word of a status in which someone must act, such as {"ready_for_review": "sign"}.
    The texts are escaped here. Addresses are not: `row` takes only those that `reverse()` made, without
    a query string of the reader's.
    """
    hints = hints or {}
    cells: dict[tuple[int | None, str], str] = {}
    for status, word in statuses.items():
        hint = hints.get(status, "")
        cells[None, status] = _cell("l0", NOT_ASSESSED_MARK, "", status, word, hint)
        for ordinal, name in levels.items():
            cells[ordinal, status] = _cell(f"l{int(ordinal)}", str(int(ordinal)), name, status, word, hint)
    return cells


def _cell(css: str, mark: str, name: str, status: str, word: str, hint: str) -> str:
    look = look_of(status)
    icon = icons.svg(look.icon) if look.in_cell else ""
    shown = f" <i>{escape(hint)}</i>" if hint else ""
    said = "".join(f", {_escaped(part)}" for part in (name, word) if part)
    return f'" class="c {css}">{mark}{icon}{shown}{_SAID}{said}{_END}'


def _escaped(text: str) -> str:
    """Escape a text, but not one that is HTML by its own word, as a name that says its language is."""
    return str(text.__html__()) if hasattr(text, "__html__") else escape(text)


def moved(look: str, *, up: bool, shown: str, said: str) -> str:
    """Return a look of `prepare` that also says how the level moved.

    up: whether the arrow points up. shown: the few words beside it; said: the words for who cannot see it.
    Both are escaped here.
    """
    arrow = icons.svg("up" if up else "down")
    visible = f' <span class="mv">{arrow}<i aria-hidden="true">{escape(shown)}</i></span>'
    before, hidden, after = look.rpartition(_SAID)
    return f"{before}{visible}{hidden}{after.removesuffix(_END)}, {escape(said)}{_END}"


def row(*, name: str, href: str, address: str, endings: Iterable[str]) -> str:
    """Return one table row: the learner's name (escaped here) linked to `href`, then the cells.

    `address` is what the addresses of all cells of this row begin with; each of `endings` is the rest of an
    address and the look that follows it. What the cells share is put between by one `join`, not cell by cell.
    """
    opening = f'<td role="cell"><a href="{address}'
    cells = opening.join(("", *endings))
    head = f'<th scope="row" role="rowheader"><a href="{href}">{escape(name)}</a></th>'
    return f'<tr role="row">{head}{cells}</tr>'
