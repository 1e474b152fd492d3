"""Tables: a caption, heads that say what they head, and roles that survive the narrow screen."""

from __future__ import annotations

import re
from typing import Final

from django.template import TemplateSyntaxError
from django.utils.safestring import SafeString, mark_safe

from common.components import draw, one_of

LOOKS: Final = {"plain": "tbl", "levels": "tbl levels", "heat": "hm", "grid": "obs"}
"""plain; the levels of an indicator; the heat map; the grid of an observation."""

_ROLES: Final = {
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tfoot": "rowgroup",
    "tr": "row",
    "td": "cell",
}
_TAG: Final = re.compile(r"<(thead|tbody|tfoot|tr|td|th)\b([^>]*)>")


def table(
    content: SafeString,
    caption: str,
    show_caption: bool = True,
    narrow: bool = True,
    figures: bool = False,
    look: str = "plain",
) -> SafeString:
    """Return a table around thead and tbody; `narrow` turns rows into blocks on a phone.

    Each th says its scope, which is an error otherwise. Where rows become blocks, browsers forget what rows
    and cells are: their roles are written out here.
    """
    one_of("table", "look", look, LOOKS)
    css = LOOKS[look]
    if look == "plain":
        css += (" tbl-narrow" if narrow else "") + (" tbl-num" if figures else "")
    # The cells of a heat map carry their roles already: there are thousands of them (common.cells).
    inner = content if look == "heat" else mark_safe(_TAG.sub(_with_role, content))
    return draw("table", content=inner, caption=caption, show_caption=show_caption, css=css)


def _with_role(found: re.Match[str]) -> str:
    tag, rest = found[1], found[2]
    if tag == "th":
        scope = re.search(r'\bscope="(\w+)"', rest)
        if scope is None:
            raise TemplateSyntaxError(f"'table' found <th{rest}> without its scope: col or row.")
        role = "rowheader" if scope[1].startswith("row") else "columnheader"
    else:
        role = _ROLES[tag]
    return found[0] if "role=" in rest else f'<{tag} role="{role}"{rest}>'


PARTS = (table,)
