"""Writing items: choose a kind, write, be told what gives the answer away, save."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.bank import content_of, near_items
from assessments.flaw_words import hints_of
from assessments.forms_bank import AskForm, FactsForm
from assessments.item_forms import EDITORS
from assessments.item_forms.base import Editor
from assessments.item_forms.together import Together
from assessments.kinds import KINDS
from assessments.models import Item, ItemVersion
from assessments.services.authoring import is_used, rewrite_item, store_picture, write_item
from assessments.services.bank import keeps_competency, save_facts
from assessments.services.bank_errors import KeyNeedsPublisher
from assessments.services.errors import Refused
from assessments.views.bank import bank_only, may_publish
from assessments.views.bank_items import open_item
from competencies.forms import AboutForm
from people.decorators import SignedInRequest, find


@bank_only
@require_safe
def item_kinds(request: SignedInRequest) -> HttpResponse:
    """Let an author choose what sort of question to write. What it is for travels along."""
    context = {"kinds": [KINDS[code] for code in EDITORS], "about": AboutForm(request.GET).query()}
    return render(request, "assessments/item_kinds.html", context)


@bank_only
@require_http_methods(["GET", "HEAD", "POST"])
def item_create(request: SignedInRequest, kind: str) -> HttpResponse:
    """Write a new item of one kind into the bank, as a draft."""
    about = AboutForm(request.GET)
    editor, facts = _editor_of(kind)(), FactsForm(None, about=about)
    if request.method == "POST":
        editor, facts = _posted(request, kind), FactsForm(request.POST, about=about)
        if not AskForm(request.POST).is_asking and _both_valid(editor, facts):
            item = _create(request, editor, facts)
            messages.success(request, _("Saved as a draft."))
            return redirect("assessments:item-detail", item.public_id)
    return _form_page(request, kind, editor, facts)


@bank_only
@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change an item: in place while nobody used it, else as a further version."""
    page = open_item(public_id)
    item, before = page.item, content_of(page.newest)
    keeps = keeps_competency(item)
    editor = _editor_of(page.newest.kind).of(before)
    facts = FactsForm(None, item=item, keeps=keeps)
    if request.method == "POST":
        editor = _posted(request, page.newest.kind)
        facts = FactsForm(request.POST, item=item, keeps=keeps)
        if not AskForm(request.POST).is_asking and _both_valid(editor, facts):
            try:
                _check_key(request, editor, page.newest)
                _save(request, item, editor, facts, newest=page.newest)
            except Refused as refused:
                facts.add_error(None, refused)
            else:
                return redirect("assessments:item-detail", public_id)
    ask = AskForm(request.POST)
    seen = (ask.cleaned_data["seen"] if ask.is_valid() else None) or page.newest.n
    more = {"page": page, "item": item, "used": is_used(page.newest), "seen": seen}
    return _form_page(request, page.newest.kind, editor, facts, **more)


@bank_only
@require_POST
def item_hints(request: SignedInRequest, kind: str) -> HttpResponse:
    """Say what gives the answer away in what stands in the form, and what the bank has like it."""
    editor = _editor_of(kind)(request.POST)
    return render(request, "assessments/_item_hints.html", _hints(editor, but=_own(request)))


def _editor_of(kind: str) -> type[Editor]:
    if kind not in EDITORS:
        raise Http404
    return EDITORS[kind]


def _posted(request: SignedInRequest, kind: str) -> Editor:
    def store(content: bytes) -> str:
        return f"picture:{store_picture(content=content, by=request.user, at=timezone.now()).public_id}"

    return _editor_of(kind).posted(request.POST, request.FILES, store=store)


def _both_valid(editor: Editor, facts: FactsForm) -> bool:
    return all([editor.is_valid(), facts.is_valid()])


def _create(request: SignedInRequest, editor: Editor, facts: FactsForm) -> Item:
    by, at, known = request.user, timezone.now(), facts.facts()
    with transaction.atomic():
        item = write_item(
            content=editor.content(),
            by=by,
            at=at,
            competency=known.competency,
            title=known.title,
            tags=known.tags,
            difficulty=known.difficulty,
        )
        save_facts(item=item, facts=known, by=by, at=at)
    return item


def _save(
    request: SignedInRequest, item: Item, editor: Editor, facts: FactsForm, *, newest: ItemVersion
) -> None:
    by, at, before = request.user, timezone.now(), content_of(newest)
    ask = AskForm(request.POST)
    seen = (ask.cleaned_data["seen"] if ask.is_valid() else None) or newest.n
    with transaction.atomic():
        version = rewrite_item(item=item, content=editor.kept(before), by=by, at=at, seen=seen)
        save_facts(item=item, facts=facts.facts(), by=by, at=at)
    if version.translations and version.body != before.body:
        messages.info(request, _("Its translation stays as it was. Look whether it still says the same."))
    if version.n == seen:
        messages.success(request, _("Saved."))
    else:
        said = _("Saved as version %(n)s, a draft. Assessments that hold the older version keep it.")
        messages.success(request, said % {"n": version.n})


def _check_key(request: SignedInRequest, editor: Editor, newest: ItemVersion) -> None:
    """Raise KeyNeedsPublisher where a drafter corrects a key that already marks."""
    before = content_of(newest)
    after = editor.kept(before)
    if after.body == before.body and after.key != before.key and is_used(newest) and not may_publish(request):
        raise KeyNeedsPublisher


def _form_page(
    request: SignedInRequest, kind: str, editor: Editor, facts: FactsForm, **more: Any
) -> HttpResponse:
    ask = AskForm(request.POST)
    asking = request.method == "POST" and ask.is_asking
    hints: dict[str, Any] = {}
    wanted = ask.cleaned_data["more"] if asking else ""
    if asking:
        hints = _hints(editor, but=more.get("item")) if ask.cleaned_data["check"] else {}
        editor = editor.reopened(wanted if wanted in editor.formsets else "")
        facts = _unchecked(facts)
    together = Together(editor, facts)
    failed = together.is_bound
    context = {
        "kind": KINDS[kind],
        "editor": editor,
        "facts": facts,
        "together": together,
        "added": wanted,
        **hints,
        **more,
    }
    return render(request, "assessments/item_form.html", context, status=422 if failed else 200)


def _unchecked(facts: FactsForm) -> FactsForm:
    """The same values, nothing checked yet."""
    initial = {name: facts[name].value() for name in facts.fields}
    again = FactsForm(None, initial=initial)
    again.fields = facts.fields
    return again


def _hints(editor: Editor, *, but: Item | None) -> dict[str, Any]:
    body, key = editor.item()
    language = str(editor.form["language"].value() or "en")
    return {
        "hints": hints_of(editor.kind, body, key, language),
        "near": near_items(body, but=but),
        "told": True,
    }


def _own(request: SignedInRequest) -> Item | None:
    ask = AskForm(request.POST)
    public_id = ask.cleaned_data["own"] if ask.is_valid() else None
    return find(Item.objects.all(), public_id) if public_id else None
