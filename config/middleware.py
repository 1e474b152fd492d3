"""Middleware of the whole site."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone

# What shrinks. Pictures, spreadsheets and PDF are compressed already.
TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")


class SchoolTimeZoneMiddleware:
    """Show every page's dates in the school's time zone; the database keeps UTC."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.zone = ZoneInfo(settings.SCHOOL_TIME_ZONE)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(self.zone):
            return self.get_response(request)


class CompressTextMiddleware(GZipMiddleware):
    """Compress pages and other text for browsers that ask for it, with padding of a random length.

    docs/speed.md says why a compressed page gives no secret away here.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return text compressed, and everything else as it is."""
        if not response.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)
