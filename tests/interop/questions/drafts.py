"""Drafts in the form that each format can hold, for the round trip."""

from __future__ import annotations

import string
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from assessments.drafts import (
    DraftOption,
    DraftPair,
    DraftPicture,
    DraftRange,
    DraftText,
    ItemDraft,
    TextFormat,
)
from assessments.tiers import Tier

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
SIGNS = string.ascii_letters + string.digits + " .,;:!?'\"#=~{}\\/%&@()[]-_*+|$^éßœ中🧪"
WEIGHTS = st.sampled_from(
    [Decimal(n) for n in ("0", "50", "-50", "25", "33.33333", "-100", "12.5", "66.66667")]
)
POSITIVE = st.sampled_from([Decimal(n) for n in ("50", "25", "33.33333", "12.5")])


def _line(signs: str = SIGNS, most: int = 30) -> st.SearchStrategy[str]:
    return st.text(signs, min_size=1, max_size=most).map(lambda text: " ".join(text.split())).filter(bool)


def plain_texts() -> st.SearchStrategy[DraftText]:
    return _line().map(lambda text: DraftText(text, TextFormat.PLAIN))


def texts(*formats: TextFormat) -> st.SearchStrategy[DraftText]:
    """Texts of several lines in one of the formats, with the usual tags where it is HTML."""
    lines = st.lists(_line(), min_size=1, max_size=3).map("\n".join)
    tagged = lines.map(lambda text: f"<p>{text.replace('&', '&amp;')} <em>so</em></p>")
    by_format = {
        TextFormat.PLAIN: lines,
        TextFormat.MARKDOWN: lines,
        TextFormat.MOODLE: lines,
        TextFormat.HTML: tagged,
    }
    return st.one_of(*(by_format[one].map(lambda text, one=one: DraftText(text, one)) for one in formats))


ANY = tuple(TextFormat)
NONE = st.just(DraftText())


def maybe(strategy: st.SearchStrategy[DraftText]) -> st.SearchStrategy[DraftText]:
    return st.one_of(NONE, strategy)


def option(text: st.SearchStrategy[DraftText], weight: Any, **more: Any) -> st.SearchStrategy[DraftOption]:
    return st.builds(DraftOption, text=text, weight=weight, **more)


@st.composite
def choices(draw: st.DrawFn, text: Any, *, ids: bool) -> dict[str, Any]:
    kind = draw(st.sampled_from(["single_best_answer", "multiple_response"]))
    feedback = maybe(text)
    others = draw(st.lists(option(text, WEIGHTS, feedback=feedback), min_size=1, max_size=4))
    if kind == "single_best_answer":
        first = draw(option(text, st.just(Decimal(100)), feedback=feedback))
        found = [first, *others]
    else:
        found = [*draw(st.lists(option(text, POSITIVE, feedback=feedback), min_size=2, max_size=3)), *others]
    named = [
        DraftOption(one.text, one.weight, one.feedback, f"o{n}" if ids else "") for n, one in enumerate(found)
    ]
    return {"kind": kind, "options": tuple(named)}


@st.composite
def matchings(draw: st.DrawFn, text: Any, option_text: Any) -> dict[str, Any]:
    pairs = draw(st.lists(st.builds(DraftPair, text, option_text), min_size=2, max_size=4))
    used = {pair.option for pair in pairs}
    spare = draw(st.lists(option_text, max_size=2, unique=True))
    options = tuple(DraftOption(one) for one in spare if one not in used)
    return {"kind": "matching", "pairs": tuple(pairs), "options": options}


@st.composite
def short_answers(draw: st.DrawFn, text: Any, *, fold: bool) -> dict[str, Any]:
    feedback = maybe(text)
    first = draw(option(plain_texts(), st.just(Decimal(100)), feedback=feedback))
    others = draw(st.lists(option(plain_texts(), POSITIVE, feedback=feedback), max_size=3))
    found = {one.text.text.replace("->", "-"): one for one in [*others, first]}
    fold_case = draw(st.booleans()) if fold else True
    return {"kind": "short_answer", "options": tuple(found.values()), "fold_case": fold_case}


@st.composite
def numerics(draw: st.DrawFn, text: Any, *, unit: bool) -> dict[str, Any]:
    def one(weight: Decimal) -> DraftRange:
        low = draw(st.decimals(-1000, 1000, places=3))
        width = draw(st.decimals(0, 10, places=2))
        return DraftRange(low, low + width, weight, draw(maybe(text)))

    ranges = (one(Decimal(100)), *(one(draw(POSITIVE)) for _n in range(draw(st.integers(0, 2)))))
    named = draw(st.sampled_from([{}, {"body": {"unit": "mg/l"}}])) if unit else {}
    return {"kind": "numeric", "ranges": ranges, "wrong_feedback": draw(maybe(text)), "more": named}


@st.composite
def truths(draw: st.DrawFn, text: Any) -> dict[str, Any]:
    return {
        "kind": "true_false",
        "correct": draw(st.booleans()),
        "correct_feedback": draw(maybe(text)),
        "wrong_feedback": draw(maybe(text)),
    }


@st.composite
def orderings(draw: st.DrawFn, text: Any, *, ids: bool) -> dict[str, Any]:
    found = draw(st.lists(text, min_size=2, max_size=5))
    return {
        "kind": "ordering",
        "options": tuple(DraftOption(one, id=f"o{n}" if ids else "") for n, one in enumerate(found)),
    }


TAGS = st.lists(_line(string.ascii_letters + " ]-é", 20), max_size=3, unique=True).map(tuple)
POINTS = st.sampled_from([Decimal(1), Decimal(2), Decimal("0.5"), Decimal("2.25")])


def drafts(format_code: str) -> st.SearchStrategy[ItemDraft]:
    """Drafts of every kind that the format holds, in the fields that it holds."""
    text = texts(*ANY)
    option_text = plain_texts()
    ids = format_code in {"qti", "yaml"}
    if format_code == "qti":
        text = st.one_of(plain_texts(), qti_html())
    kinds: list[Any] = [
        choices(text, ids=ids),
        matchings(text, text if ids else option_text),
        short_answers(text, fold=format_code != "gift"),
        numerics(text, unit=format_code != "gift"),
        truths(text),
        st.just({"kind": "reflection"}),
    ]
    if format_code != "gift":
        kinds.append(orderings(text, ids=ids))
    return _whole(format_code, text, st.one_of(*kinds))


def qti_html() -> st.SearchStrategy[DraftText]:
    """HTML as it comes back from XML: escaped, with one blank where there were several."""
    return _line(string.ascii_letters + " .;é").map(
        lambda said: DraftText(f"<p>{said}</p><ul><li>one <strong>two</strong></li></ul>", TextFormat.HTML)
    )


@st.composite
def _whole(draw: st.DrawFn, format_code: str, text: Any, kinds: Any) -> ItemDraft:
    fields: dict[str, Any] = draw(kinds)
    fields |= {
        "stem": draw(text),
        "title": draw(st.one_of(st.just(""), _line())),
        "general_feedback": draw(maybe(text)),
        "tags": draw(TAGS),
    }
    if format_code != "gift":
        fields["points"] = draw(POINTS)
    if format_code in {"qti", "yaml"}:
        fields["language"] = draw(st.sampled_from(["", "en", "fr"]))
    if format_code == "yaml":
        fields["tier"] = draw(st.sampled_from([None, *Tier]))
        fields["difficulty"] = draw(st.sampled_from(["", "easy", "hard"]))
        fields["competency"] = draw(st.sampled_from(["", "SM-1"]))
    if format_code != "gift" and draw(st.booleans()):
        said = '<p>Look: <img src="picture:a-1.png" alt="x"></p>'
        fields["stem"] = DraftText(said, TextFormat.HTML)
        fields["pictures"] = (DraftPicture("a-1.png", PNG),)
    return ItemDraft(**fields)
