"""Sentences with numbers in them, put into the reader's language only when they are shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.formats import localize

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A translatable template with the values for its `%(name)s` places.

    `str()` translates and fills it; numbers take the form of the reader's language, fractions two decimals.
    """

    template: str | StrPromise
    values: tuple[tuple[str, object], ...] = field(default=())

    def __str__(self) -> str:
        return str(self.template) % {name: _shown(value) for name, value in self.values}


def say(template: str | StrPromise, **values: object) -> Sentence:
    """A sentence from a lazily translated template and its values."""
    return Sentence(template, tuple(values.items()))


def two_decimals(share: Fraction) -> Decimal:
    """A share as it is shown: two decimals, halves away from zero."""
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(_HUNDREDTH, ROUND_HALF_UP)


def _shown(value: object) -> str:
    if isinstance(value, Fraction):
        value = two_decimals(value)
    return str(localize(value))
