"""The first line of a view: who may ask at all, and the row they ask for.

404 for what a person may not know exists (the row is fetched through `visible_to`), 403 for what they may
not do (`demand`). Anonymous people are sent to the sign-in page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from people.access import Capability, can, is_admin, is_staff_anywhere, today
from people.models import User

P = ParamSpec("P")
M = TypeVar("M", bound=Model)


class SignedInRequest(HttpRequest):
    """A request whose person is known: what views behind a sign-in take."""

    user: User


View = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]
PlainView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def demand(allowed: bool) -> None:
    """Answer 403 unless `allowed`."""
    if not allowed:
        raise PermissionDenied


def find(rows: QuerySet[M], public_id: UUID, **more: Any) -> M:
    """Return the row of `rows` (already narrowed by `visible_to`) with this public id, or answer 404."""
    return get_object_or_404(rows, public_id=public_id, **more)


def signed_in(view: View[P]) -> PlainView[P]:
    """Let in whoever is signed in."""
    return _checked(view, lambda request: True)


def staff_only(view: View[P]) -> PlainView[P]:
    """Let in admins and whoever holds any staff role today."""
    return _checked(view, lambda request: is_staff_anywhere(request.user, on=today(timezone.now())))


def admin_only(view: View[P]) -> PlainView[P]:
    """Let in school admins."""
    return _checked(view, lambda request: is_admin(request.user))


def capable(capability: Capability) -> Callable[[View[P]], PlainView[P]]:
    """Let in whoever has the capability anywhere today; the view asks about the place itself."""

    def decorate(view: View[P]) -> PlainView[P]:
        return _checked(view, lambda request: can(request.user, capability, on=today(timezone.now())))

    return decorate


def _checked(view: View[P], allows: Callable[[SignedInRequest], bool]) -> PlainView[P]:
    @login_required
    @wraps(view)
    def checked(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        demand(allows(request))
        return view(request, *args, **kwargs)

    # The person is known once `login_required` let them through, which the type cannot say.
    return cast("PlainView[P]", checked)
