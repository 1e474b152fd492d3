"""Dates as they are written on the pages, in the current time zone, which is the school's.

The forms belong to the language (`config/formats`). No date at all is an empty text.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import formats, timezone

When = date | datetime


def _written(when: When | None, name: str) -> str:
    if not when:
        return ""
    if isinstance(when, datetime) and timezone.is_aware(when):
        when = timezone.localtime(when)
    form = formats.get_format(name)
    if when.day == 1:
        form = form.replace("j", formats.get_format("FIRST_OF_MONTH"))
    return formats.date_format(when, form)


def day(when: When | None) -> str:
    """Return the day for lists: "Wed 25 Nov", "mer. 25 nov."."""
    return _written(when, "LIST_DAY_FORMAT")


def weekday(when: When | None) -> str:
    """Return the short name of the day of the week: "Wed", "mer."."""
    return _written(when, "WEEKDAY_FORMAT")


def short_month(when: When | None) -> str:
    """Return the short name of the month: "Nov", "nov."."""
    return _written(when, "SHORT_MONTH_FORMAT")


def record_day(when: When | None) -> str:
    """Return the day for the record: "18 Nov 2026", "18 nov. 2026"."""
    return _written(when, "RECORD_DAY_FORMAT")


def full_day(when: When | None) -> str:
    """Return the day in full: "Monday 23 November 2026", "lundi 23 novembre 2026"."""
    return _written(when, "FULL_DAY_FORMAT")


def moment(when: datetime | None) -> str:
    """Return the day and the time, for where the time decides something.

    "18 Nov 2026, 09:14", "18 nov. 2026, 9 h 14".
    """
    return _written(when, "MOMENT_FORMAT")


def clock(when: datetime | None) -> str:
    """Return the time of day: "09:14", "9 h 14"."""
    return _written(when, "CLOCK_FORMAT")


def zone_place(zone: str) -> str:
    """Return the place in the name of a time zone: "Toronto" for "America/Toronto"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
