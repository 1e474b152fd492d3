"""HTML and plain words to Markdown. Pure."""

from __future__ import annotations

import re
from typing import Any, Final

from markdownify import BACKSLASH, MarkdownConverter

MAX_DEPTH: Final = 40
"""How deep tags may stand inside each other: the converter goes down as deep as they do."""

_ANYWHERE = re.compile(r"([\\`*\[\]<~|])")
_UNDERSCORE = re.compile(r"_(?![^\W_])|(?<![^\W_])_")
_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]{1,40};)")
_LINE_START = re.compile(r"^([ \t]*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|-{2,}|={1,}(?=\s*$)|:(?=-))", re.MULTILINE)
_NUMBERED = re.compile(r"^([ \t]*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_SUPERSCRIPT: Final = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPT: Final = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_MANY_BREAKS = re.compile(r"\n{3,}")


def escape_markdown(text: str, *, hard_breaks: bool = False) -> str:
    """Words as Markdown that shows them as they are. `hard_breaks` keeps line breaks."""
    lines = [line.strip(" \t") for line in _escaped(text).split("\n")]
    if not hard_breaks:
        return "\n".join(lines)
    following = [*lines[1:], ""]
    return "\n".join(
        f"{line}\\" if line and after else line for line, after in zip(lines, following, strict=True)
    )


def _escaped(text: str) -> str:
    said = _ANYWHERE.sub(r"\\\1", text)
    said = _ENTITY.sub(r"\&", _UNDERSCORE.sub(r"\_", said))
    said = _LINE_START.sub(r"\1\\\2", said)
    return _NUMBERED.sub(r"\1\\\2", said)


class _Converter(MarkdownConverter):
    """The library's, with escapes only where they are needed, and signs for raised and lowered digits."""

    def escape(self, text: str, parent_tags: Any) -> str:
        return _escaped(text) if text else ""

    def convert_sup(self, el: Any, text: str, parent_tags: Any) -> str:
        return _shifted(text, _SUPERSCRIPT, "^")

    def convert_sub(self, el: Any, text: str, parent_tags: Any) -> str:
        return _shifted(text, _SUBSCRIPT, "\\_")

    def convert_q(self, el: Any, text: str, parent_tags: Any) -> str:
        return f"“{text}”"

    def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:
        source, words = el.get("src") or "", escape_markdown(" ".join((el.get("alt") or "").split()))
        if source.startswith("picture:"):
            return f"![{words}]({source})"
        return f"[{words or escape_markdown(source)}]({source})" if source.startswith("http") else words


_converter = _Converter(heading_style="atx", bullets="-", newline_style=BACKSLASH, autolinks=False)


def from_html(html: str) -> str:
    """Sanitised HTML as Markdown."""
    said = str(_converter.convert(html)).replace("\xa0", " ")
    lines = (line.rstrip(" \t") for line in said.split("\n"))
    return _MANY_BREAKS.sub("\n\n", "\n".join(lines)).strip().rstrip("\\").strip()


def _shifted(text: str, signs: dict[int, int], mark: str) -> str:
    plain = text.strip()
    if plain and all(ord(sign) in signs for sign in plain):
        return plain.translate(signs)
    return f"{mark}{plain}" if plain else ""
