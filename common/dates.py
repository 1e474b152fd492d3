"""Dates as they are written on the pages, always in the current time zone, which is the school's."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import formats, timezone

When = date | datetime


def _local(when: When) -> When:
    if isinstance(when, datetime) and timezone.is_aware(when):
        return timezone.localtime(when)
    return when


def day(when: When) -> str:
    """Return the day for lists: "Wed 25 Nov"."""
    return formats.date_format(_local(when), "D j M")


def record_day(when: When) -> str:
    """Return the day for the record: "18 Nov 2026"."""
    return formats.date_format(_local(when), "j M Y")


def full_day(when: When) -> str:
    """Return the day in full: "Monday 23 November 2026"."""
    return formats.date_format(_local(when), "l j F Y")


def moment(when: datetime) -> str:
    """Return the day and the time, for where the time decides something: "18 Nov 2026, 09:14"."""
    return f"{record_day(when)}, {clock(when)}"


def clock(when: datetime) -> str:
    """Return the time of day: "09:14"."""
    return formats.date_format(_local(when), "H:i")
