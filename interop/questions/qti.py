"""QTI 2.1 and 3.0: a single item, or a package with its manifest, to drafts. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from assessments.drafts import ItemDraft
from interop.questions.limits import MAX_TAGS, check_count, is_safe_path, is_zip, unpack
from interop.questions.parsed import Collected, Parsed, QuestionFileError, joined
from interop.questions.qti_content import Content, normalise
from interop.questions.qti_core import read_item
from interop.questions.xml_reading import Element, read_xml

CODE: Final = "qti"
ROOTS: Final = ("assessmentItem", "qti-assessment-item")
MANIFEST: Final = "imsmanifest.xml"


def parse(data: bytes, name: str = "") -> Parsed:
    """Read an item or a package. Raises QuestionFileError where it cannot be read or holds no item."""
    if is_zip(data):
        return parse_package(unpack(data))
    found = Collected(CODE, name)
    root = read_xml(data, file=name)
    if root.name not in ROOTS:
        raise QuestionFileError("other-xml", name=root.name[:40])
    _take(found, root, {}, "", ())
    return found.done()


def parse_package(files: Mapping[str, bytes]) -> Parsed:
    """Read the items of a package that was unpacked: those of its manifest, or all where there is none."""
    parts = [_part(path, files, tags) for path, tags in _items(files)]
    check_count(len(parts))
    if not parts:
        raise QuestionFileError("no-questions")
    return joined(CODE, parts)


def _part(path: str, files: Mapping[str, bytes], tags: tuple[str, ...]) -> Parsed:
    found = Collected(CODE, path)
    if path not in files:
        found.refuse(0, path, "file-missing", {"name": path[:80]})
        return found.done()
    try:
        root = read_xml(files[path], file=path)
    except QuestionFileError as error:
        refused = error.refused
        found.refuse(refused.line, path, refused.code, refused.values)
        return found.done()
    if root.name not in ROOTS:
        found.refuse(root.line, path, "other-xml", {"name": root.name[:40]})
    else:
        _take(found, root, files, posixpath.dirname(path), tags)
    return found.done()


def _take(
    found: Collected, root: Element, files: Mapping[str, bytes], folder: str, tags: tuple[str, ...]
) -> None:
    item = normalise(root)

    def read() -> tuple[ItemDraft, str]:
        draft, code = read_item(item, Content(found.lose, files, folder))
        return replace(draft, tags=tags), code

    name = item.values.get("title", "").strip() or item.values.get("identifier", "")
    found.take(read, line=item.line, name=name)


def _items(files: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The paths of the items of a package with their tags."""
    manifest = next((path for path in sorted(files, key=len) if posixpath.basename(path) == MANIFEST), None)
    if manifest is None:
        yield from ((path, ()) for path in sorted(files) if is_item(files[path]))
        return
    root = normalise(read_xml(files[manifest], file=manifest))
    folder = posixpath.dirname(manifest)
    for resource in root.every("resource"):
        if "_item" not in resource.values.get("type", "").lower():
            continue
        path = posixpath.normpath(posixpath.join(folder, unquote(resource.values.get("href", ""))))
        if not is_safe_path(path):
            raise QuestionFileError("zip-path", name=path[:200])
        yield path, _keywords(resource)


def _keywords(resource: Element) -> tuple[str, ...]:
    words = (" ".join(one.words().split())[:100] for one in resource.every("keyword"))
    return tuple(dict.fromkeys(word for word in words if word))[:MAX_TAGS]


def is_item(data: bytes) -> bool:
    """Whether the beginning of a file looks like an item."""
    start = data[:4000]
    return any(f"<{root}".encode() in start for root in ROOTS)
