"""Everybody in the school, for admins: to find who is in no cohort yet, mend a name, close an account."""

from __future__ import annotations

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.decorators import SignedInRequest, admin_only, find
from people.forms import PersonFilterForm, PersonForm
from people.models import Enrolment, ExternalId, StaffRole, User
from people.names import fold
from people.querysets import UserQuerySet, recorded_q, running_q
from people.services.accounts import close_account, mend_person, reopen_account
from people.services.claiming import IssuedCode, claimable, issue_claim_code
from people.services.errors import RefusedError
from people.tables import PersonTable
from people.views.pages import done, form_page, open_codes, this_day, way_to


@require_safe
@admin_only
def person_list(request: SignedInRequest) -> HttpResponse:
    """List people, found by name, address or identifier."""
    form = PersonFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    people = _narrowed(User.objects.living(), wanted).prefetch_related("external_ids", open_codes())
    context = {
        "crumbs": way_to(),
        "form": form,
        "table": PersonTable(people).shown(request),
    }
    return render(request, "people/person_list.html", context)


@require_safe
@admin_only
def person_detail(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show what stands about one person."""
    return _page(request, _person(person_id))


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def person_edit(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Mend a name, or the address of who never signed in."""
    person = _person(person_id)
    crumbs = [*way_to(), (_("Everybody"), reverse("people:person-list")), (str(person), _to(person))]
    form = PersonForm(request.POST or None, instance=copy(person))

    def verb() -> None:
        try:
            mend_person(user=person, by=request.user, at=timezone.now(), **form.cleaned_data)
        except IntegrityError as error:
            raise RefusedError(_("Somebody took this address meanwhile.")) from error

    if done(request, form, verb, _("Saved.")):
        return redirect(_to(person))
    return form_page(request, form, title=_("Change names or address"), submit=_("Save"), crumbs=crumbs)


@never_cache
@require_POST
@admin_only
def person_code(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Issue a claim code, and show it once."""
    person = _person(person_id)
    try:
        issued = issue_claim_code(user=person, by=request.user, at=timezone.now())
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(_to(person))
    return _page(request, person, issued)


@require_http_methods(["GET", "HEAD", "POST"])
@admin_only
def person_close(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Ask, then close an account."""
    person = _person(person_id)
    if request.method == "POST" and person != request.user:
        close_account(user=person, by=request.user, at=timezone.now())
        messages.success(request, _("The account is closed. Nothing else changed."))
        return redirect(_to(person))
    return render(request, "people/person_close.html", {"person": person, "back": _to(person)})


@require_POST
@admin_only
def person_reopen(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Open a closed account again."""
    person = _person(person_id)
    reopen_account(user=person, by=request.user, at=timezone.now())
    messages.success(request, _("The account is open again."))
    return redirect(_to(person))


def _person(person_id: UUID) -> User:
    person: User = find(User.objects.living(), person_id)
    return person


def _to(person: User) -> str:
    return reverse("people:person-detail", args=[person.public_id])


def _narrowed(people: UserQuerySet, wanted: dict[str, Any]) -> UserQuerySet:
    if text := wanted.get("q", "").strip():
        named = Q()
        for word in fold(text).split():
            named &= Q(sort_name__contains=word)
        ids = ExternalId.objects.filter(sourced_id=text).values("user_id")
        people = people.filter(named | Q(email__icontains=text) | Q(pk__in=ids))
    show = wanted.get("show")
    if show == "account":
        return people.filter(activated_at__isnull=True)
    if show == "closed":
        return people.filter(is_active=False)
    if show == "nowhere":
        on = this_day()
        here = Enrolment.objects.filter(recorded_q(), running_q(on), user=OuterRef("pk"))
        staff = StaffRole.objects.running(on).filter(user=OuterRef("pk"))
        return people.filter(~Exists(here), ~Exists(staff), is_school_admin=False)
    return people


def _page(request: SignedInRequest, person: User, issued: IssuedCode | None = None) -> HttpResponse:
    prefetch_related_objects([person], open_codes())
    spells = Enrolment.objects.filter(recorded_q(), user=person).select_related("cohort__program")
    roles = StaffRole.objects.filter(user=person).select_related("program", "cohort__program")
    context = {
        "person": person,
        "crumbs": [*way_to(), (_("Everybody"), reverse("people:person-list"))],
        "spells": spells.order_by("-starts_on"),
        "roles": roles.order_by("-starts_on"),
        "ids": person.external_ids.all(),
        "may_claim": claimable().filter(pk=person.pk).exists(),
        "issued": issued,
        "claim_address": request.build_absolute_uri(reverse("people:account-claim")),
    }
    return render(request, "people/person.html", context)
