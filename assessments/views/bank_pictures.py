"""The pictures that items show."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments.models import Picture
from assessments.panel_page import is_shown_to_members
from assessments.views.panel_member import LINKS
from people.decorators import find

A_YEAR = 365 * 24 * 60 * 60


@require_safe
@cache_control(private=True, max_age=A_YEAR, immutable=True)
def picture_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a picture to whoever is signed in, and to the members of a panel whose items show it; what its
    address names never changes."""
    if not request.user.is_authenticated:
        links = request.session.get(LINKS, {}).values()
        if not is_shown_to_members(public_id, digests=links, at=timezone.now()):
            return redirect_to_login(request.get_full_path())
    picture = find(Picture.objects.all(), public_id)
    return HttpResponse(bytes(picture.content), content_type=picture.media_type)
