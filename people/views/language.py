"""Choosing the language of the pages, from the foot of any page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from people.forms import LanguageForm
from people.languages import remember
from people.models import User
from people.services.accounts import choose_language as store_choice


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on, to this person everywhere and in this browser, and go back."""
    form = LanguageForm(request.POST)
    chosen = form.cleaned_data["language"] if form.is_valid() else None
    back = str(form.cleaned_data.get("next", ""))
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if chosen:
        if isinstance(request.user, User):
            store_choice(user=request.user, language=chosen)
        remember(response, chosen)
    return response
