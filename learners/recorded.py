"""What stands in the record of a cohort, with the figures behind each level: what a report tells.

The dashboard reads the same rows by `learners.matrix`, without the figures, for speed. Here each row travels,
and is kept, as two numbers: at 10,000 learners x 40 competencies its words and instants would take 150 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar, overload

from django.db import models
from django.db.models import F, Func, QuerySet, Value
from django.db.models.functions import Coalesce

from assessments.querysets import AttainmentQuerySet
from common.prepared import Prepared
from common.school_time import school_day, school_zone
from learners.matrix import COHORT_DAY_AND_INSTANT, standings_as_of, standings_in
from learners.pairs import Pair, Pairs
from learners.stands import NOWHERE, AsItComes, packed, unpacked
from people.models import Cohort

T = TypeVar("T")
_STAND_BITS: Final = 10
_COUNT_BITS: Final = 26
_INSTANT_BITS: Final = 32
_AT_A_TIME: Final = 2000
_QUARTER: Final = timedelta(minutes=15)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Recorded(NamedTuple):
    """What was recorded of one learner and competency. Days are those of the school."""

    level: int | None
    status: str
    counted: int
    left_out: int
    first_shown: date | None
    last_shown: date | None


NOTHING_RECORDED: Final = Recorded(NOWHERE.level, NOWHERE.status, 0, 0, None, None)


class Record(Mapping[Pair, Recorded]):
    """Reads like a dict of what was recorded, by the keys of learner and competency."""

    __slots__ = ("_day", "_figures", "_instants")

    def __init__(self, rows: Iterable[tuple[int, int, int, int]]) -> None:
        """`rows` are learner, competency, and the two numbers of `_told`."""
        self._figures, self._instants, self._day = Pairs(), Pairs(), _days()
        put_figures, put_instants = self._figures.put, self._instants.put
        for learner, competency, figures, instants in rows:
            put_figures(learner, competency, figures)
            put_instants(learner, competency, instants)

    @overload
    def get(self, key: Pair, /) -> Recorded | None: ...
    @overload
    def get(self, key: Pair, /, default: Recorded | T) -> Recorded | T: ...
    def get(self, key: Pair, /, default: T | None = None) -> Recorded | T | None:
        """Return what was recorded of a pair, or `default` where nothing was."""
        figures = self._figures.get(key)
        if figures is None:
            return default
        first, last = divmod(self._instants[key], 1 << _INSTANT_BITS)
        return Recorded(*_figures_of(figures), self._day(first), self._day(last))

    def __getitem__(self, key: Pair) -> Recorded:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Pair]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)


def recorded_in(cohort: Cohort, *, at: datetime) -> Record:
    """Return what is recorded of a cohort by the policies in force, by the keys of learner and competency.

    Whom nothing was recorded of is left out: they stand at `NOTHING_RECORDED`. Standings on other versions of
    the frameworks may be among it. One query.
    """
    return Record(_RECORDED.streamed(cohort=cohort.pk, on=school_day(at), at=at))


def recorded_as_of(cohort: Cohort, *, at: datetime) -> Record:
    """Return what was recorded of a cohort by a past instant, as `recorded_in` does for the present.

    Reads the record's history: enrolments, policies and standings as they were known then.
    """
    return Record(_told(standings_as_of(cohort.pk, school_day(at), at, then=at)).iterator(_AT_A_TIME))


def _told(rows: AttainmentQuerySet) -> QuerySet[Any, Any]:
    """Read (learner, competency, figures, instants): level, status and counts as one number, and first and
    last shown, in quarters of an hour, as the other."""
    return rows.values_list("learner_id", "competency_id", _figures(), _instants())


def _figures() -> models.expressions.Combinable:
    counted = F("evidence_counted") * Value(1 << _STAND_BITS)
    left_out = F("evidence_left_out") * Value(1 << (_STAND_BITS + _COUNT_BITS))
    return AsItComes(packed() + counted + left_out, output_field=models.BigIntegerField())


@cache
def _figures_of(number: int) -> tuple[int | None, str, int, int]:
    stand = unpacked(number % (1 << _STAND_BITS))
    left_out, counted = divmod(number >> _STAND_BITS, 1 << _COUNT_BITS)
    return stand.level, stand.status, counted, left_out


def _instants() -> models.expressions.Combinable:
    first = Coalesce(_Quarters("first_shown_at"), Value(0)) * Value(1 << _INSTANT_BITS)
    return AsItComes(
        first + Coalesce(_Quarters("last_shown_at"), Value(0)), output_field=models.BigIntegerField()
    )


class _Quarters(Func):
    """The quarters of an hour from 1970 until an instant.

    Wherever the school is, a quarter of an hour belongs to one day: clocks differ by whole quarters.
    """

    output_field = models.BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # Cut off after the minutes, because SQLite rounds the last microsecond of a day into the next.
        template = "(CAST(strftime('%%%%s', substr(%(expressions)s, 1, 16)) AS INTEGER) / 900)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s) / 900)::bigint"
        return self.as_sql(compiler, connection, template=template, **context)


def _days() -> Callable[[int], date | None]:
    """Return what tells the school's day of a quarter of an hour; 0 is no instant."""
    zone = school_zone()
    days: dict[int, date | None] = {0: None}

    def day_of(quarter: int) -> date | None:
        if quarter not in days:
            days[quarter] = (_EPOCH + quarter * _QUARTER).astimezone(zone).date()
        return days[quarter]

    return day_of


_RECORDED: Final = Prepared(
    lambda cohort, on, at: _told(standings_in(cohort, on, at)), **COHORT_DAY_AND_INSTANT
)
