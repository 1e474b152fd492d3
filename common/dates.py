"""Dates as they are written on the pages, in the current time zone, which is the school's.

No date at all is an empty text.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import formats, timezone

When = date | datetime


def _written(when: When | None, form: str) -> str:
    if not when:
        return ""
    if isinstance(when, datetime) and timezone.is_aware(when):
        when = timezone.localtime(when)
    return formats.date_format(when, form)


def day(when: When | None) -> str:
    """Return the day for lists: "Wed 25 Nov"."""
    return _written(when, "D j M")


def record_day(when: When | None) -> str:
    """Return the day for the record: "18 Nov 2026"."""
    return _written(when, "j M Y")


def full_day(when: When | None) -> str:
    """Return the day in full: "Monday 23 November 2026"."""
    return _written(when, "l j F Y")


def moment(when: datetime | None) -> str:
    """Return the day and the time, for where the time decides something: "18 Nov 2026, 09:14"."""
    return _written(when, "j M Y, H:i")


def clock(when: datetime | None) -> str:
    """Return the time of day: "09:14"."""
    return _written(when, "H:i")


def zone_place(zone: str) -> str:
    """Return the place in the name of a time zone: "Toronto" for "America/Toronto"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")
