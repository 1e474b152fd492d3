"""Which format a file of questions is in, told by its content and then by its name. Pure."""

from __future__ import annotations

import re
from typing import Final

from interop.questions.aiken import ANSWER, OPTION
from interop.questions.decoding import decode
from interop.questions.limits import is_zip
from interop.questions.parsed import QuestionFileError

_LOOKED_AT: Final = 200_000
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]{1,40}:)?([\w.-]{1,80})")
_YAML = re.compile(r"^(?:form|questions|items)\s*:", re.MULTILINE)
_YAML_LIST = re.compile(r"^(?:questions|items):[ \t]*(?:#[^\n]*)?\n[ \t]*- ", re.MULTILINE)
_XML_FORMATS: Final = {"quiz": "moodle-xml", "assessmentItem": "qti", "qti-assessment-item": "qti"}


def detect(data: bytes, name: str = "") -> str:
    """The code of the format of one file; `zip` for a zip that is to be looked into. Raises QuestionFileError
    where none fits."""
    if is_zip(data):
        return "zip"
    text = decode(data)[:_LOOKED_AT]
    start = text.lstrip()
    if start.startswith("<"):
        return _xml(start)
    lines = [line.strip() for line in text.split("\n")]
    if _is_yaml(text, name):
        return "yaml"
    if any(map(ANSWER.match, lines)) and any(map(OPTION.match, lines)) and not _has_braces(text):
        return "aiken"
    if _has_braces(text) or any(line.startswith(("::", "//", "$CATEGORY:")) for line in lines):
        return "gift"
    if any(map(ANSWER.match, lines)) or sum(1 for line in lines if OPTION.match(line)) > 1:
        return "aiken"
    raise QuestionFileError("unknown-format")


def _is_yaml(text: str, name: str) -> bool:
    if _YAML_LIST.search(text):
        return True
    named = name.lower().endswith((".yaml", ".yml"))
    return bool(_YAML.search(text)) and (named or not _has_braces(text))


def _has_braces(text: str) -> bool:
    """Whether there are braces that no backslash escapes."""
    return bool(re.search(r"(?<!\\)\{", text)) and bool(re.search(r"(?<!\\)\}", text))


def _xml(start: str) -> str:
    root = _ROOT.search(re.sub(r"<!--.*?-->", "", start, flags=re.DOTALL))
    if root is None:
        raise QuestionFileError("not-well-formed")
    if root[1] not in _XML_FORMATS:
        raise QuestionFileError("other-xml", name=root[1][:40])
    return _XML_FORMATS[root[1]]
