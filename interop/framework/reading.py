"""YAML files to plain values, with limits: safe types only, bounded size, no aliases, no key twice. Pure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from interop.framework.problem import Problem

MAX_FILE_BYTES = 2_000_000
MAX_FOLDER_BYTES = 10_000_000
MAX_DEPTH = 50

# The same loader in C, where PyYAML was built with it: ten times faster.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(yaml.YAMLError):
    """Valid YAML that we do not take, with the line (from 1)."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def read_folder(folder: Path) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    """The mappings of all `*.yaml` files under `folder`, by path within it, and what could not be read."""
    if not folder.is_dir():
        return {}, [
            Problem(str(folder), "", "", "is not a folder; give the folder that holds framework.yaml")
        ]
    values: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    total = 0
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        size = path.stat().st_size
        total += size
        if size > MAX_FILE_BYTES or total > MAX_FOLDER_BYTES:
            limit = MAX_FILE_BYTES if size > MAX_FILE_BYTES else MAX_FOLDER_BYTES
            message = f"has more than {limit:,} bytes; split it or take something out"
            problems.append(Problem(name, "", "", message))
            continue
        read = _read(path, name)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            values[name] = read
    return values, problems


def _read(path: Path, name: str) -> dict[str, Any] | Problem:
    line = ""
    try:
        value = _parse(path.read_text(encoding="utf-8-sig"))
        if isinstance(value, dict):
            return value
        message = "holds no entries; it should be a mapping such as 'items: [...]'"
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 (byte {error.start}); save it as UTF-8"
    except _Refused as error:
        line, message = f"line {error.line}", str(error)
    except yaml.MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}" if error.problem_mark else ""
        message = f"is not YAML ({error.problem}); check indents and quotes"
    except (yaml.YAMLError, ValueError) as error:
        message = f"is not YAML ({error}); check for odd characters and dates"
    return Problem(name, line, "", message)


def _parse(text: str) -> object:
    _check_events(text)
    node = yaml.compose(text, Loader=_Loader)
    if node is None:
        return None
    _check_keys(node)
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


def _check_events(text: str) -> None:
    """Refuse aliases, with which a small file can grow without bound, and deep nesting. Not recursive."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise _Refused("an alias (*name) is not taken here; write the value out", line)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _Refused("is nested too deeply; flatten it", line)


def _check_keys(node: yaml.Node) -> None:
    """Refuse a key that stands twice in a mapping, and keys that are no plain words or numbers."""
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _check_keys(child)
    if not isinstance(node, yaml.MappingNode):
        return
    seen = set()
    for key, child in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
            raise _Refused("a key must be a plain word or number", line)
        if (key.tag, key.value) in seen:
            raise _Refused(f"the key '{key.value}' stands twice in one entry; keep one of the two", line)
        seen.add((key.tag, key.value))
        _check_keys(child)
