"""Claiming an account: code, address, mailed link, password. Each step is a page that works on its own.

The session remembers which code was entered; the link carries its own proof, so that it also opens in
the browser of a mail program. Nothing here tells whether an address is known.
"""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from people.forms import ClaimAddressForm, ClaimCodeForm
from people.models import ClaimCode
from people.services import claiming
from people.services.errors import RefusedError

CODE = "claim_code"
TOKEN = "claim_token"  # noqa: S105  # the name under which the session keeps it


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def claim_code(request: HttpRequest) -> HttpResponse:
    """First step: enter the code."""
    form = ClaimCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = claiming.find_claim(code=form.cleaned_data["code"], at=timezone.now())
        if found is not None:
            request.session[CODE] = found.digest
            return redirect("people:claim-address")
        if not ratelimit.consume(request, action="claim_code"):
            return _slow_down(request)
        form.add_error(
            "code", _("This code opens nothing. Check each character; a code works once and for 30 days.")
        )
    return render(request, "people/claim_code.html", {"form": form}, status=_status(form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim_address(request: HttpRequest) -> HttpResponse:
    """Second step: say where the link should go."""
    found = _entered(request)
    if found is None:
        return redirect("people:account-claim")
    form = ClaimAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="claim_mail", key=found.digest):
            return _slow_down(request)
        _mail(request, found, form.cleaned_data["email"])
        return redirect("people:claim-sent")
    context = {"form": form, "person": found.user}
    return render(request, "people/claim_address.html", context, status=_status(form))


@never_cache
@require_safe
def claim_sent(request: HttpRequest) -> HttpResponse:
    """Third step: wait for the mail. The same for every address."""
    if _entered(request) is None:
        return redirect("people:account-claim")
    return render(request, "people/claim_sent.html")


@never_cache
@require_safe
def claim_verify(request: HttpRequest, token: str) -> HttpResponse:
    """What the mailed link opens. Keeps the token in the session, so that no further address carries it."""
    if claiming.verified_claim(token=token, at=timezone.now()) is None:
        return render(request, "people/claim_stale.html", status=410)
    request.session[TOKEN] = token
    return redirect("people:claim-password")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def claim_password(request: HttpRequest) -> HttpResponse:
    """Last step: set a password, and be signed in."""
    token = request.session.get(TOKEN, "")
    found = claiming.verified_claim(token=token, at=timezone.now())
    if found is None:
        return render(request, "people/claim_stale.html", status=410)
    found.user.email = (
        found.pending_email
    )  # a password may not resemble the address, so the form must know it
    form = SetPasswordForm(found.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["new_password1"]
        try:
            user = claiming.claim(token=token, password=password, at=timezone.now())
        except RefusedError:
            return render(request, "people/claim_stale.html", status=410)
        signed_in: HttpResponse = perform_login(request, user, email=user.email)
        return signed_in
    context = {"form": form, "person": found.user, "address": found.pending_email}
    return render(request, "people/claim_password.html", context, status=_status(form))


def _entered(request: HttpRequest) -> ClaimCode | None:
    return claiming.open_claim(code_digest=request.session.get(CODE, ""), at=timezone.now())


def _mail(request: HttpRequest, found: ClaimCode, email: str) -> None:
    token = claiming.give_address(claim=found, email=email, at=timezone.now())
    adapter = get_adapter(request)
    if token is None:
        adapter.send_account_already_exists_mail(email)
        return
    link = request.build_absolute_uri(reverse("people:claim-verify", args=[token]))
    adapter.send_mail("people/mail/claim", email, {"link": link, "person": found.user})


def _slow_down(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = ratelimit.respond_429(request)
    return answer


def _status(form: ClaimCodeForm | ClaimAddressForm | SetPasswordForm) -> int:  # type: ignore[type-arg]
    return 422 if form.is_bound and form.errors else 200
