"""The texts to translate: collect them, bring the catalogues up to date, compile and check them.

    python scripts/messages.py update     # collect every text into locale/*/LC_MESSAGES/django.po
    python scripts/messages.py compile    # make the .mo files that gettext reads
    python scripts/messages.py check      # say what is missing, left over or does not fit

Needs nothing but the libraries of the lock: Django turns templates into calls of gettext, Babel reads calls
and catalogues. Texts of scripts come from templates, as data attributes, so there is one domain.
"""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from babel.messages.catalog import Catalog, Message  # noqa: E402
from babel.messages.extract import extract_python  # noqa: E402
from babel.messages.pofile import write_po  # noqa: E402
from django.utils.translation.template import templatize  # noqa: E402

from common.catalogues import catalogue_files, compile_stale, read  # noqa: E402

LOCALE = ROOT / "locale"
ROOMS = ("common", "people", "competencies", "assessments", "learners", "reports", "interop", "config")
ONE = ("_", "gettext", "gettext_lazy", "gettext_noop")
KEYWORDS: dict[str, tuple[int | tuple[int, int] | tuple[int, str], ...] | None] = {
    **dict.fromkeys(ONE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
WIDTH = 110
HEADER = (
    "# Webside in another language: see docs/languages.md. Keep it sorted: python scripts/messages.py update"
)

Key = tuple[str | None, str]
"""A message by its context and its text (of one)."""


def sources() -> Iterator[Path]:
    """Yield every file that may speak: Python of the rooms, and the templates."""
    for room in ROOMS:
        yield from sorted(path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)
    yield from sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})


def extract() -> Catalog:
    """Return every text of the project, with the files it stands in."""
    found = Catalog(project="Webside", domain="django")
    for path in sources():
        text = path.read_text(encoding="utf-8")
        # Brackets around the calls make indentation meaningless, which that of templates is.
        code = text if path.suffix == ".py" else f"({templatize(text)}\n)"
        place = (path.relative_to(ROOT).as_posix(), 0)
        for _line, function, message, _comments in extract_python(
            io.BytesIO(code.encode()), KEYWORDS, [], {"encoding": "utf-8"}
        ):
            _add(found, str(function), message, place)
    return found


def _add(found: Catalog, function: str, message: object, place: tuple[str, int]) -> None:
    said = message if isinstance(message, tuple) else (message,)
    spec = KEYWORDS[function] or (1,)
    context: str | None = None
    ids: list[str] = []
    for index in spec:
        number = index if isinstance(index, int) else index[0]
        part = said[number - 1] if number <= len(said) else None
        if not isinstance(part, str) or not part:
            return  # a variable: what it holds is marked where it is written
        if isinstance(index, int):
            ids.append(part)
        else:
            context = part
    found.add(ids[0] if len(ids) == 1 else tuple(ids), locations=[place], context=context)


def key(message: Message) -> Key:
    """Return what tells a message from all others."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def messages_of(catalogue: Catalog) -> dict[Key, Message]:
    """Return the messages of a catalogue without its header."""
    return {key(message): message for message in catalogue if message.id}


def update() -> int:
    """Bring every catalogue up to date: new texts are added empty, those that are gone are dropped."""
    template = extract()
    for path in catalogue_files(LOCALE):
        standing = messages_of(read(path))
        merged = Catalog(locale=path.parts[-3], project="Webside", domain="django", header_comment=HEADER)
        merged.fuzzy = False
        for name, message in sorted(messages_of(template).items(), key=_order):
            old = standing.get(name)
            string = old.string if old is not None and type(old.id) is type(message.id) else None
            merged.add(message.id, string, message.locations, message.flags, context=message.context)
        written = _written(merged)
        if written != path.read_bytes():
            path.write_bytes(written)
        empty = sum(1 for message in merged if message.id and not _is_whole(message))
        print(f"{path.relative_to(ROOT)}: {len(merged)} texts, {empty} to translate")
    return 0


def _order(entry: tuple[Key, Message]) -> tuple[str, str, str]:
    (context, text), message = entry
    return min(name for name, _line in message.locations), text, context or ""


def _written(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=WIDTH, include_lineno=False)
    # The time of writing and the tool's version would differ each time, and say nothing.
    dates = re.compile(
        rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team).*\n', re.M
    )
    return dates.sub(b"", buffer.getvalue())


def check() -> int:
    """Say what is wrong with the catalogues; return 1 when something is."""
    template = messages_of(extract())
    problems: list[str] = []
    for path in catalogue_files(LOCALE):
        standing = messages_of(read(path))
        name = path.relative_to(ROOT)
        problems += [
            f"{name}: not in it: {text!r}" for text in sorted(_texts(template.keys() - standing.keys()))
        ]
        problems += [
            f"{name}: left over: {text!r}" for text in sorted(_texts(standing.keys() - template.keys()))
        ]
        for message in standing.values():
            problems += [f"{name}: {problem}: {key(message)[1]!r}" for problem in faults(message)]
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} faults. Texts changed? python scripts/messages.py update, then translate.")
    return 1 if problems else 0


def _texts(keys: set[Key]) -> Iterator[str]:
    return (text for _context, text in keys)


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)


def _is_whole(message: Message) -> bool:
    return bool(message.string) and all(_strings(message))


_PERCENT = re.compile(r"%(?:\((\w+)\))?[-#0 +]*(?:\d+|\*)?(?:\.\d+)?([sdrfFgi%])")
_BRACE = re.compile(r"(?<!\{)\{(\w*)(?:[:!][^}]*)?\}(?!\})")
_NO_BREAK = "\u00a0\u202f"


def placeholders(text: str) -> Counter[str]:
    """Return what is filled into a text: `%(name)s`, `{name}`, and doubled percent signs as one kind."""
    found = Counter(f"%({name or ''}){kind}" for name, kind in _PERCENT.findall(text) if kind != "%")
    found.update(f"{{{name}}}" for name in _BRACE.findall(text))
    return found


def faults(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    if message.fuzzy:
        yield "not sure (fuzzy)"
    if not _is_whole(message):
        yield "not translated"
        return
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    wanted = [set(placeholders(text)) for text in ids]
    for number, string in enumerate(_strings(message)):
        given = set(placeholders(string))
        # French says the form for one of nought as well: it may leave the number out only where English does.
        if given not in (wanted if number == 0 else wanted[-1:]):
            yield f"fills in {sorted(given)} instead of {sorted(wanted[-1])}"
        if ids[0].endswith("\n") != string.endswith("\n") or ids[0].startswith("\n") != string.startswith(
            "\n"
        ):
            yield "does not begin or end its lines as the text does"
        yield from typography(string)


def typography(text: str) -> Iterator[str]:
    """Yield what is not written as in Canadian French: a no-break space before `:`, `%` and inside « »."""
    if re.search(r"[^\W\d_] ?:(?=\s|$)", text) or re.search(r"\w:(?=\s|$)", text):
        yield "no no-break space before a colon"
    if re.search(r"«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»", text):
        yield "no no-break space inside « »"
    if re.search(r"\s[;!?](?=\s|$)", text):
        yield "a space before ; ! or ?"
    if re.search(r"(?:\d|\)[sd]|[^\W_]) ?%%(?!\w)", text):
        yield "no no-break space before a percent sign"
    if "'" in re.sub(r"<[^>]*>", "", text):
        yield "a straight apostrophe"


def compile_() -> int:
    """Compile what is not compiled yet."""
    for path in compile_stale(LOCALE):
        print(f"Compiled {path.relative_to(ROOT)}")
    return 0


COMMANDS = {"update": update, "compile": compile_, "check": check}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"One of: {', '.join(COMMANDS)}")
    sys.exit(COMMANDS[sys.argv[1]]())
