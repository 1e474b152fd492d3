"""What QTI says is right: declarations, mappings and the usual response processing. Pure.

Templates: `match_correct` and `map_response` of QTI 2.1 and 3.0. Custom processing is understood as far as it
compares the response with values, bounds or tolerances and sets SCORE; the rest is noted as not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, localcontext

from assessments.drafts import DraftRange, DraftText
from interop.questions.limits import MAX_DIGITS
from interop.questions.numbers import bare, number, points_or_one
from interop.questions.parsed import QuestionError
from interop.questions.xml_reading import Element

HUNDRED = Decimal(100)
_PLACES = Decimal("0.00001")


@dataclass(frozen=True, slots=True)
class MapEntry:
    """One entry of a mapping."""

    key: str
    value: Decimal
    case_sensitive: bool


@dataclass(frozen=True, slots=True)
class Declaration:
    """A response declaration: what is right, and what each value earns. `mapping` is empty where there is
    none or where the processing does not use it."""

    base_type: str
    cardinality: str
    correct: tuple[str, ...]
    mapping: tuple[MapEntry, ...]
    default: Decimal
    upper: Decimal | None


def declaration(item: Element, identifier: str) -> Declaration:
    """The declaration of a response. Raises QuestionError where there is none."""
    found = next(
        (one for one in item.elements("responsedeclaration") if one.values.get("identifier") == identifier),
        None,
    )
    if found is None:
        raise QuestionError("no-declaration")
    right, mapping = found.first("correctresponse"), found.first("mapping")
    correct = tuple(value.words().strip() for value in right.elements("value")) if right else ()
    entries: list[MapEntry] = []
    if mapping is not None and (_maps(item) or not correct):
        entries = [
            MapEntry(
                one.values.get("mapkey", "").strip(),
                number(one.values.get("mappedvalue", "0")),
                one.values.get("casesensitive", "true").strip().lower() not in {"false", "0"},
            )
            for one in mapping.elements("mapentry")
        ]
    held = mapping.values if mapping is not None else {}
    return Declaration(
        base_type=found.values.get("basetype", "").lower(),
        cardinality=found.values.get("cardinality", "single").lower(),
        correct=correct,
        mapping=tuple(entries),
        default=number(held.get("defaultvalue", "0") or "0"),
        upper=number(held["upperbound"]) if held.get("upperbound", "").strip() else None,
    )


def _maps(item: Element) -> bool:
    processing = item.first("responseprocessing")
    if processing is None:
        return True
    template = processing.values.get("template", "") + processing.values.get("templatelocation", "")
    return "map_response" in template or next(processing.every("mapresponse"), None) is not None


def points_of(item: Element, lose: Callable[[str], None]) -> Decimal:
    """What the item is worth: MAXSCORE or the maximum that SCORE declares; 1 where neither is said."""
    outcomes = {one.values.get("identifier", ""): one for one in item.elements("outcomedeclaration")}
    said = ""
    if most := outcomes.get("MAXSCORE"):
        default = most.first("defaultvalue")
        said = default.said("value") if default else ""
    if not said and (score := outcomes.get("SCORE")):
        said = score.values.get("normalmaximum", "").strip()
    return points_or_one(said, lose)


def percent(value: Decimal, whole: Decimal, lose: Callable[[str], None]) -> Decimal:
    """A part of the whole in per cent, held within -100 and 100."""
    with localcontext(prec=4 * MAX_DIGITS):
        share = bare((value * HUNDRED / whole).quantize(_PLACES))
    if abs(share) > HUNDRED:
        lose("weight-cut")
        return HUNDRED if share > 0 else -HUNDRED
    return share


def option_weights(
    held: Declaration, identifiers: list[str], *, single: bool, lose: Callable[[str], None]
) -> list[Decimal]:
    """What each option earns in per cent. Raises QuestionError where nothing is right."""
    if held.mapping:
        earned = {entry.key: entry.value for entry in held.mapping}
        values = [earned.get(name, held.default) for name in identifiers]
        positive = [value for value in values if value > 0]
        if not positive:
            raise QuestionError("no-right-answer")
        whole = max(positive) if single else sum(positive)
        if held.upper is not None and held.upper > 0 and not single:
            whole = held.upper
        return [percent(value, Decimal(whole), lose) for value in values]
    right = [name in held.correct for name in identifiers]
    if not any(right):
        raise QuestionError("no-right-answer")
    if single:
        return [HUNDRED if one else Decimal(0) for one in right]
    part = bare((HUNDRED / sum(right)).quantize(_PLACES))
    lose("all-or-nothing")
    return [part if one else -part for one in right]


def conditions(item: Element) -> list[Element]:
    """The branches of the response processing that ask something, in order."""
    processing = item.first("responseprocessing")
    return list(processing.every("responseif", "responseelseif")) if processing else []


def branch_values(branch: Element) -> dict[str, str]:
    """What a branch sets each outcome to, where that is a plain value."""
    found = {}
    for one in branch.elements("setoutcomevalue"):
        held = one.first("multiple") or one
        value = held.first("basevalue")
        if value is not None:
            found[one.values.get("identifier", "")] = value.words().strip()
    return found


def ranges(
    item: Element,
    held: Declaration,
    feedback: dict[str, DraftText],
    points: Decimal,
    lose: Callable[[str], None],
) -> tuple[DraftRange, ...]:
    """The numbers that are accepted. Raises QuestionError where none is."""
    found = []
    for branch in conditions(item):
        bounds, values = _bounds(branch, held), branch_values(branch)
        if bounds is None:
            continue
        score = number(values["SCORE"]) if "SCORE" in values else points
        said = feedback.get(values.get("FEEDBACK", ""), DraftText())
        found.append(DraftRange(*bounds, percent(score, points, lose), said))
    if not found and held.mapping:
        most = max(entry.value for entry in held.mapping)
        if most <= 0:
            raise QuestionError("no-right-answer")
        keys = [(number(entry.key), percent(entry.value, most, lose)) for entry in held.mapping]
        found = [DraftRange(value, value, earns) for value, earns in keys]
    if not found:
        found = [DraftRange(number(value), number(value)) for value in held.correct]
    if not found:
        raise QuestionError("no-right-answer")
    return tuple(found)


def _bounds(branch: Element, held: Declaration) -> tuple[Decimal, Decimal] | None:
    test = next(iter(branch.elements()), None)
    if test is None:
        return None
    if test.name == "equal":
        return _equal(test, held)
    if test.name == "match":
        value = test.first("basevalue")
        return (number(value.words()),) * 2 if value is not None else None
    low = [_value(one) for one in test.elements("gte")]
    high = [_value(one) for one in test.elements("lte")]
    if test.name == "and" and len(low) == len(high) == 1 and low[0] is not None and high[0] is not None:
        if low[0] > high[0]:
            raise QuestionError("range-reversed")
        return low[0], high[0]
    return None


def _equal(test: Element, held: Declaration) -> tuple[Decimal, Decimal] | None:
    value = _value(test)
    if value is None:
        if not held.correct:
            return None
        value = number(held.correct[0])
    mode = test.values.get("tolerancemode", "exact").lower()
    said = test.values.get("tolerance", "0").split() or ["0"]
    below, above = number(said[0]), number(said[-1])
    if below < 0 or above < 0:
        raise QuestionError("range-reversed")
    with localcontext(prec=4 * MAX_DIGITS):
        if mode == "relative":
            below, above = abs(value) * below / HUNDRED, abs(value) * above / HUNDRED
        elif mode != "absolute":
            below = above = Decimal(0)
        return value - below, value + above


def _value(test: Element) -> Decimal | None:
    value = test.first("basevalue")
    return number(value.words()) if value is not None else None
