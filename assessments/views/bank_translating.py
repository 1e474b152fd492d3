"""Writing an item in a further language of the school."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.forms_translating import TranslationForm
from assessments.models import Item
from assessments.services.authoring import is_used
from assessments.services.bank_errors import InvalidItem, TranslationNeedsPublisher
from assessments.services.errors import Refused
from assessments.services.translating import keep_draft, mark_of, translate_item
from assessments.translation_page import language_of
from assessments.views.bank import bank_only, may_publish
from assessments.views.bank_items import open_item
from people.decorators import SignedInRequest


@bank_only
@require_http_methods(["GET", "HEAD", "POST"])
def item_translate(request: SignedInRequest, public_id: UUID, language: str) -> HttpResponse:
    """Show the texts of an item, each beside a field for another language; save them or keep a draft."""
    page = open_item(public_id)
    found = language_of(page.versions, language)
    if found is None:
        raise Http404
    waits = is_used(page.newest) and not may_publish(request)
    form = TranslationForm(request.POST or None, language=found, seen=mark_of(page.newest, language))
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, page.item, language, form, waits=waits)
        except InvalidItem as refused:
            form.blame(refused.problems)
        except Refused as refused:
            form.add_error(None, refused)
        else:
            return _saved(request, page.item, language, keeps=form.keeps)
    context = {"page": page, "item": page.item, "language": found, "form": form, "waits": waits}
    return render(request, "assessments/item_translate.html", context, status=422 if form.errors else 200)


def _save(request: SignedInRequest, item: Item, language: str, form: TranslationForm, *, waits: bool) -> None:
    if waits and not form.keeps:
        raise TranslationNeedsPublisher
    write = keep_draft if form.keeps else translate_item
    write(
        item=item,
        language=language,
        texts=form.said(),
        by=request.user,
        at=timezone.now(),
        seen=form.cleaned_data["seen"],
    )


def _saved(request: SignedInRequest, item: Item, language: str, *, keeps: bool) -> HttpResponse:
    if keeps:
        messages.success(request, _("The draft is kept. Nobody is shown it before all of it is saved."))
        return redirect("assessments:item-translate", item.public_id, language)
    messages.success(request, _("Saved. Whoever uses Webside in this language reads it so."))
    return redirect("assessments:item-detail", item.public_id)
