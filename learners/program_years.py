"""The same cohort through its years: where it stood by the end of each, as it was recorded then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from common.school_time import end_of_day, school_day
from learners.program_view import Aligned, CohortStand, aligned, cohort_stands
from people.models import Cohort

MOST_YEARS: Final = 10
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Year:
    """A year of a cohort, counted from its first day. `until` is its last day, or today while it runs."""

    number: int
    until: date
    runs: bool
    stand: CohortStand


@dataclass(frozen=True, slots=True)
class YearLine:
    """A competency with its share at the end of each year, in per cent; None where nobody was assessed."""

    row: Aligned
    points: tuple[tuple[date, int | None], ...]


@dataclass(frozen=True, slots=True)
class CohortYears:
    """The years of a cohort, the first one first, and its competencies."""

    years: tuple[Year, ...]
    lines: tuple[YearLine, ...]


def year_ends(*, starts_on: date, ends_on: date | None, on: date) -> tuple[tuple[int, date], ...]:
    """Return the years of a cohort that have begun by a day: the number of each, and its last day so far.

    A year ends on the day before the cohort's first day comes round again, the last one with the cohort, and
    the one that runs with `on`. Nothing for a cohort that begins later.
    """
    over = on if ends_on is None else min(on, ends_on)
    ends: list[tuple[int, date]] = []
    begins = starts_on
    while begins <= over:
        number = len(ends) + 1
        following = _years_after(starts_on, number)
        ends.append((number, min(following - _DAY, over)))
        begins = following
    return tuple(ends)


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; 1 March for a 29 February that the year does not have."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def cohort_years(cohort: Cohort, *, at: datetime) -> CohortYears:
    """Return where a cohort stood by the end of each of its last ten years, and stands now.

    Each year is read as it was recorded by its end: who was in the cohort, what it followed, what it aimed
    at, which policy was in force. Four queries at most for each year.
    """
    on = school_day(at)
    years = []
    for number, until in year_ends(starts_on=cohort.starts_on, ends_on=cohort.ends_on, on=on)[-MOST_YEARS:]:
        runs = until == on
        (stand,) = cohort_stands([cohort], at=at if runs else end_of_day(until), past=not runs)
        years.append(Year(number, until, runs, stand))
    days = [year.until for year in years]
    lines = tuple(
        YearLine(
            row,
            tuple(
                (day, one.per_cent if one is not None and one.assessed else None)
                for day, one in zip(days, row.cells, strict=True)
            ),
        )
        for row in aligned([year.stand.stands for year in years])
    )
    return CohortYears(tuple(years), lines)
