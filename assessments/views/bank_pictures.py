"""The pictures that items show."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments.models import Picture
from people.decorators import SignedInRequest, find, signed_in

A_YEAR = 365 * 24 * 60 * 60


@signed_in
@require_safe
@cache_control(private=True, max_age=A_YEAR, immutable=True)
def picture_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give a picture to whoever is signed in; what its address names never changes."""
    picture = find(Picture.objects.all(), public_id)
    return HttpResponse(bytes(picture.content), content_type=picture.media_type)
