"""The signs of GIFT that a backslash escapes, and the mark of a text's format. Pure."""

from __future__ import annotations

import re
from typing import Final

from assessments.drafts import DraftText, TextFormat
from interop.questions.text import draft_text

# What is escaped is hidden behind characters that no text holds (`text.plain_line_breaks` takes them away).
_HIDDEN: Final = dict(zip(":#={}~\n", "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6", strict=True))
_SHOWN: Final = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()})
_ESCAPED: Final = re.compile(r"\\([\\:#={}~n])")
_MARK: Final = re.compile(r"\[(html|moodle|markdown|plain)\]", re.IGNORECASE)
_SIGNS: Final = re.compile(r"[\\:#={}~\n]")


def hide(text: str) -> str:
    """The text with what a backslash escapes out of the way."""
    return _ESCAPED.sub(lambda match: _hidden(match[1]), text)


def show(text: str) -> str:
    """What `hide` hid, without backslashes."""
    return text.translate(_SHOWN)


def formatted(text: str, text_format: TextFormat) -> DraftText:
    """A text with its own mark of a format (`[html]`), or in the format given. Raises QuestionError."""
    plain = text.strip()
    mark = _MARK.match(plain)
    if mark:
        return draft_text(show(plain[mark.end() :]), TextFormat(mark[1].lower()))
    return draft_text(show(plain), text_format)


def escaped(text: str) -> str:
    """The text as GIFT writes it."""
    return _SIGNS.sub(lambda match: "\\n" if match[0] == "\n" else f"\\{match[0]}", text)


def _hidden(sign: str) -> str:
    if sign == "\\":
        return "\\"
    return _HIDDEN["\n" if sign == "n" else sign]
