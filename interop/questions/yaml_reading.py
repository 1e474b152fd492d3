"""YAML of a stranger to plain values with their lines: safe types only, no aliases, bounded depth. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml

from interop.questions.decoding import decode
from interop.questions.limits import MAX_DEPTH, MAX_DIGITS, MAX_ELEMENTS
from interop.questions.parsed import QuestionError, QuestionFileError
from interop.questions.text import plain_line_breaks

# What the library raises for a value that does not fit the tag that the file gives it.
_NOT_PLAIN = (
    yaml.YAMLError,
    ValueError,
    OverflowError,
    TypeError,
    AttributeError,
    KeyError,
    IndexError,
)
# The same loader in C, where PyYAML was built with it: ten times faster.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(data: bytes) -> yaml.Node:
    """The root of a YAML file. Raises QuestionFileError where it is broken, hostile or too large."""
    text = decode(data)
    try:
        _check(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise QuestionFileError("not-yaml", line=line) from error
    except (yaml.YAMLError, ValueError) as error:
        raise QuestionFileError("not-yaml") from error
    if node is None:
        raise QuestionFileError("empty")
    return node


def entries(root: yaml.Node, *names: str) -> tuple[str, list[yaml.Node]]:
    """The entries of the list under one of these names, and the name. Raises QuestionFileError."""
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value in names and isinstance(value, yaml.SequenceNode):
                return str(key.value), list(value.value)
    raise QuestionFileError("no-list", names=", ".join(names))


def line_of(node: yaml.Node) -> int:
    """The line where something starts, from 1."""
    return int(node.start_mark.line) + 1


def plain(node: yaml.Node) -> Any:
    """The values of a node. Raises QuestionError for what no plain value can be."""
    _check_keys(node)
    loader = yaml.SafeLoader("")
    try:
        return _plain(loader.construct_document(node))
    except _NOT_PLAIN as error:
        raise QuestionError("not-plain-values") from error
    finally:
        loader.dispose()


def _plain(value: Any) -> Any:
    """The value as JSON can hold it; dates become texts. Raises QuestionError for the rest."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return plain_line_breaks(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and abs(value) < 10**MAX_DIGITS:
        return value
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {plain_line_breaks(str(name)): _plain(one) for name, one in value.items()}
    raise QuestionError("not-plain-values")


def name_of(node: yaml.Node) -> str:
    """What an entry calls itself, for lists of what is refused."""
    if not isinstance(node, yaml.MappingNode):
        return ""
    said = {
        key.value: value.value
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
    }
    return str(said.get("title") or said.get("code") or said.get("stem") or "")


def _check(text: str) -> None:
    """Refuse aliases, with which a small file can grow without bound, and deep nesting. Not recursive."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_Loader)):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise QuestionFileError("yaml-alias", line=line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise QuestionFileError("too-deep", line=line)
        if count > MAX_ELEMENTS:
            raise QuestionFileError("too-many-elements", line=line)


def _check_keys(node: yaml.Node) -> None:
    for mapping in _mappings(node):
        seen = set()
        for key, _value in mapping.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                raise QuestionError("not-plain-values")
            if key.value in seen:
                raise QuestionError("key-twice", name=str(key.value)[:40])
            seen.add(key.value)


def _mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    stack = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, yaml.MappingNode):
            yield one
            stack.extend(value for _key, value in one.value)
        elif isinstance(one, yaml.SequenceNode):
            stack.extend(one.value)
