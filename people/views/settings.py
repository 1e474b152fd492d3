"""One's own account: how the pages speak and look, where one is signed in, what the school noted."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.decorators import SignedInRequest, signed_in
from people.forms import SettingsForm
from people.languages import remember
from people.models import AccessLog, Enrolment, StaffRole
from people.services.accounts import end_sessions


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settings(request: SignedInRequest) -> HttpResponse:
    """Show and change one's own settings."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        # said on the next page, in its language: the one chosen, or else what the browser asks for
        with translation.override(request.user.language or translation.get_language_from_request(request)):
            messages.success(request, _("Saved."))
        response = redirect("people:settings")
        remember(response, request.user.language)
        return response
    user = request.user
    looks = AccessLog.objects.filter(subject=user, action=AccessLog.Action.VIEWED_RECORD).exclude(actor=user)
    context = {
        "form": form,
        "spells": Enrolment.objects.filter(user=user, recorded_until__isnull=True)
        .select_related("cohort__program")
        .order_by("-starts_on"),
        "roles": StaffRole.objects.filter(user=user)
        .select_related("program", "cohort__program")
        .order_by("-starts_on"),
        "looks": looks.select_related("actor")[:20],
    }
    return render(request, "people/settings.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def sessions_end(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    end_sessions(user=request.user, at=timezone.now())
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are signed out everywhere but here."))
    return redirect("people:settings")
