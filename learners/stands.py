"""One cell of a cohort's matrix, and the one small number under which the database sends it.

At 10,000 learners x 40 competencies there are 360,000 cells. What costs is neither the database nor its
joins but moving each cell's words into Python, so level, status and "look again" travel packed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Func, Value, When
from django.db.models.functions import Coalesce

from assessments.models import Attainment

_STATUSES: Final = tuple(status.value for status in Attainment.Status)
_PER_LEVEL: Final = 2 * len(_STATUSES)


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """The level (None where nothing has been assessed), the status, whether to look again.

    There is one object for each that can be, compared by identity and made by `stand_of` or `unpacked`: they
    are a few dozen, and a matrix has hundreds of thousands of cells.
    """

    level: int | None
    status: str
    look_again: bool


def stand_of(level: int | None, status: str, *, look_again: bool = False) -> Stand:
    """Return the one object for this standing. Raises ValueError for an unknown status."""
    return unpacked((level or 0) * _PER_LEVEL + 2 * _STATUSES.index(status) + look_again)


@cache
def unpacked(number: int) -> Stand:
    """Return the standing that travelled as this number."""
    level, rest = divmod(number, _PER_LEVEL)
    place, look_again = divmod(rest, 2)
    return Stand(level or None, _STATUSES[place], bool(look_again))


def packed() -> models.expressions.Combinable:
    """Return the number of an Attainment's standing; it reads `status_now`, see `with_status_at`."""
    places = " ".join(f"WHEN '{status}' THEN {2 * place}" for place, status in enumerate(_STATUSES))
    status = Func(
        F("status_now"), template=f"CASE %(expressions)s {places} END", output_field=models.IntegerField()
    )
    again = Case(When(look_again=True, then=Value(1)), default=Value(0))
    number = Coalesce(F("level"), Value(0)) * Value(_PER_LEVEL) + status + again
    return AsItComes(number, output_field=models.IntegerField())


class AsItComes(ExpressionWrapper[models.expressions.Combinable]):
    """A number that both databases send as a number already: converting each of 360,000 costs as much as
    reading them.
    """

    def get_db_converters(self, connection: Any) -> list[Any]:
        return []


NOWHERE: Final = stand_of(None, Attainment.Status.NOT_ASSESSED)
