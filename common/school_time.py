"""Days as the school counts them. Instants are stored in UTC; a day begins and ends in the school's zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings


@lru_cache(maxsize=4)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def school_zone() -> ZoneInfo:
    """Return the school's time zone."""
    return _zone(settings.SCHOOL_TIME_ZONE)


def school_day(at: datetime) -> date:
    """Return the day on which an instant falls at the school."""
    return at.astimezone(school_zone()).date()


def start_of_day(day: date) -> datetime:
    """Return the first instant of a day at the school."""
    return datetime.combine(day, time.min, tzinfo=school_zone())


def end_of_day(day: date) -> datetime:
    """Return the last second of a day at the school: what a due date means."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=school_zone()) - timedelta(seconds=1)
