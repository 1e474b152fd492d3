"""Feed an importer of questions with damaged files for a while, and report whatever it raises of others.

    .venv/bin/python scripts/fuzz_questions.py FORMAT SECONDS [SEED]

FORMAT is gift, aiken, moodle-xml, qti, yaml or auto. Each round takes a sample of the tests, cuts, repeats,
swaps and sprinkles it with what means something to the format, reads it, holds it against the kinds, turns
every text into Markdown and writes what came in again. An importer may raise QuestionFileError and nothing
else, and may take no longer than SLOW seconds for a file. Ends with 1 and the file that did it otherwise.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLES: Final = ROOT / "tests" / "interop" / "questions" / "samples"
SLOW: Final = 10.0
MOST_BYTES: Final = 60_000

TOKENS: Final = {
    "gift": (
        "{ } = ~ # #### -> :: \\ \\n %50% %-100% %% {#3:2} {T} // $CATEGORY: [html] [markdown] [tag:x] .. *"
    ),
    "aiken": "A) B) Z. ANSWER: ANSWER:B answer: ) .",
    "moodle-xml": (
        '<question type="cloze"> </question> <text> </text> <![CDATA[ ]]> &amp; &#0; fraction="1e9"'
        ' fraction="x" format="markdown" <answer> <file name="a.png" encoding="base64"> @@PLUGINFILE@@/a.png'
        " <single> * 1e999 <subquestion> <tolerance> <script> <!DOCTYPE <!ENTITY"
    ),
    "qti": (
        '<value> </value> <qti-value> <mapEntry mapKey="A" mappedValue="9e9"/> maxChoices="0"'
        ' identifier="true" cardinality="multiple" baseType="float" <prompt> <img src="../../x.png"/> <math>'
        ' P1 O1 <equal toleranceMode="relative" tolerance="1 2"/>'
    ),
    "yaml": (
        "- : {} [] &a *a !!binary !!set !!timestamp 2027-11-23 .inf .nan 0x10 1_000 | > ? kind: stem:"
        " more: key: body: options: null true weight: '1e999' questions: items:"
    ),
}
HOSTILE: Final = (
    *("\0", "\ufeff", "\u202e", "\ud800", "\U0001f9ea", "<script>alert(1)</script>", "javascript:alert(1)"),
    *("<" * 500, "[" * 500, "*" * 500, "`" * 300, "&" * 300, "<b>" * 300, "\\" * 99, "9" * 400),
    "data:image/png;base64,AAAA",
)


def main(format_code: str, seconds: float, seed: int) -> int:
    """Fuzz for `seconds`; return 0 when nothing foreign was raised."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
    import django  # noqa: PLC0415  # settings first

    django.setup()
    chance = random.Random(seed)  # noqa: S311  # chance, not secrecy
    pattern = "*" if format_code == "auto" else f"{format_code}*"
    samples = [path.read_bytes() for path in sorted(SAMPLES.glob(pattern))]
    if not samples:
        print(f"There is no sample of {format_code} in {SAMPLES}")
        return 2
    end, rounds, taken, slowest = time.monotonic() + seconds, 0, 0, 0.0
    while time.monotonic() < end:
        data = damaged(chance.choice(samples), samples, format_code, chance)
        begun = time.monotonic()
        try:
            taken += _try(data, format_code)
        except Exception:
            return _report(data, traceback.format_exc())
        took = time.monotonic() - begun
        rounds, slowest = rounds + 1, max(slowest, took)
        if took > SLOW:
            return _report(data, f"took {took:.1f} s for {len(data)} bytes")
    print(f"{format_code}: {rounds} files, {taken} questions came in, slowest {slowest:.2f} s, seed {seed}")
    return 0


def _try(data: bytes, format_code: str) -> int:
    """Read a file as the import does and write it again; return how many questions came in."""
    from interop.questions import present, reading  # noqa: PLC0415  # settings first
    from interop.questions.exporting import lost_fields  # noqa: PLC0415
    from interop.questions.formats import FORMATS  # noqa: PLC0415
    from interop.questions.parsed import QuestionFileError  # noqa: PLC0415

    try:
        parsed = reading.read(data, "", format_code)
    except QuestionFileError as error:
        present.refused_json(error.refused)
        return 0
    present.as_json(parsed)
    for draft in parsed.items[:3]:
        for one in FORMATS.values():
            if one.write and draft.kind in one.kinds:
                lost_fields(one, draft)
    return len(parsed.items)


def damaged(data: bytes, others: list[bytes], format_code: str, chance: random.Random) -> bytes:
    """The file after some changes."""
    for _change in range(chance.choice((0, 1, 1, 2, 3, 5, 8, 20))):
        data = _changed(data, others, format_code, chance)[:MOST_BYTES]
    return data


def _changed(data: bytes, others: list[bytes], format_code: str, chance: random.Random) -> bytes:
    at, to = sorted(chance.choices(range(len(data) + 1), k=2))
    to = min(to, at + chance.choice((1, 5, 50, 500)))
    changes = [
        data[:at] + data[to:],
        data[:to] + data[at:to] * chance.choice((1, 2, 10)) + data[to:],
        data[:at] + next(_words(format_code, chance)) + data[at:],
        data[:at] + next(_words(format_code, chance)) + data[to:],
        data[:at] + bytes(chance.choices(range(256), k=min(to - at, 8))) + data[to:],
        _swapped(data, chance),
        _with_part_of(data, at, chance.choice(others), chance),
    ]
    return chance.choice(changes)


def _words(format_code: str, chance: random.Random) -> Iterator[bytes]:
    known = TOKENS.get(format_code) or " ".join(TOKENS.values())
    while True:
        word = chance.choice(known.split() if chance.random() < 0.7 else HOSTILE)
        yield word.encode("utf-8", "surrogatepass")


def _swapped(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _with_part_of(data: bytes, at: int, other: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(other) + 1)
    return data[:at] + other[start : start + 300] + data[at:]


def _report(data: bytes, why: str) -> int:
    with tempfile.NamedTemporaryFile(prefix="fuzz-", suffix=".bin", delete=False) as file:
        file.write(data)
    print(f"{why}\nThe file is {file.name}")
    return 1


if __name__ == "__main__":
    if len(sys.argv) not in {3, 4}:
        print(__doc__)
        sys.exit(2)
    sys.exit(main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1))
