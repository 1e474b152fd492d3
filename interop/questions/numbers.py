"""Numbers and weights as files write them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Final

from interop.questions.limits import MAX_DIGITS
from interop.questions.parsed import QuestionError

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_PLACES = Decimal("0.00001")
_HUNDREDTH: Final = Decimal("0.01")
_MOST_POINTS: Final = Decimal("999.99")


def number(text: str) -> Decimal:
    """A number with a decimal point, perhaps with an exponent. Raises QuestionError for anything else."""
    plain = text.strip()
    if len(plain) > 2 * MAX_DIGITS or not _NUMBER.fullmatch(plain):
        raise QuestionError("not-a-number", text=plain[:40])
    found = Decimal(plain)
    if len(found.as_tuple().digits) > MAX_DIGITS or abs(found.adjusted()) > MAX_DIGITS:
        raise QuestionError("not-a-number", text=plain[:40])
    return found


def weight(text: str) -> Decimal:
    """A share of the credit in per cent, -100 to 100. Raises QuestionError."""
    found = number(text)
    if not -100 <= found <= 100:
        raise QuestionError("weight-out-of-range", text=text.strip()[:40])
    return found


def points(text: str) -> Decimal:
    """What a question is worth, to the hundredth, as the bank keeps it. Raises QuestionError for what is no
    number, for none and for too many."""
    found = number(text)
    rounded = found.quantize(_HUNDREDTH) if 0 < found <= _MOST_POINTS else Decimal(0)
    if not rounded:
        raise QuestionError("field", name="points")
    return bare(rounded)


def points_or_one(text: str, lose: Callable[[str], None]) -> Decimal:
    """The same for the formats of others: 1 where none is said, noted where it cannot be kept."""
    if not text:
        return Decimal(1)
    try:
        return points(text)
    except QuestionError:
        lose("points")
        return Decimal(1)


def around(middle: Decimal, tolerance: Decimal) -> tuple[Decimal, Decimal]:
    """The lowest and the highest number within a tolerance, exactly. Raises QuestionError below 0."""
    if tolerance < 0:
        raise QuestionError("range-reversed")
    with localcontext(prec=4 * MAX_DIGITS):
        return middle - tolerance, middle + tolerance


def middle_of(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """The middle of a range and how far it reaches to either side, exactly."""
    with localcontext(prec=4 * MAX_DIGITS):
        return (low + high) / 2, (high - low) / 2


def bare(value: Decimal) -> Decimal:
    """The same number without needless zeros and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def written(value: Decimal) -> str:
    """A number in figures, without an exponent and without needless zeros."""
    said = format(value, "f")
    return said.rstrip("0").rstrip(".") if "." in said else said


def written_weight(value: Decimal | None) -> str:
    """A weight in per cent, with at most five places."""
    return written((value or Decimal(0)).quantize(_PLACES))
