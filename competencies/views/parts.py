"""Answering with a page, or with the part of it that htmx asked for."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails


def by_htmx(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part; when it restores history it needs the whole page."""
    htmx = HtmxDetails(request)
    return bool(htmx) and not htmx.history_restore_request


def page_or_part(
    request: HttpRequest, template: str, part: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Render the page `template`, or only its partial `part` for htmx."""
    is_part = by_htmx(request)
    name = f"{template}#{part}" if is_part else template
    response = render(request, name, {**context, "is_part": is_part}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
