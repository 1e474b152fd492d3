"""What every template may use."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def school(request: HttpRequest) -> dict[str, str]:
    """Return the school's name and time zone."""
    return {"school_name": settings.SCHOOL_NAME, "school_time_zone": settings.SCHOOL_TIME_ZONE}
