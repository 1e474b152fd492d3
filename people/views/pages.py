"""What the pages about the school have in common: one form template, errors of verbs, the way here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.access import Capability, can, today
from people.decorators import SignedInRequest, demand, find
from people.models import Campus, ClaimCode, Cohort, Group, Program
from people.services.errors import RefusedError

Crumbs = list[tuple[str, str]]


def this_day() -> date:
    """Return today at the school."""
    return today(timezone.now())


def open_codes(people: str = "") -> Prefetch[str]:
    """Return what brings the codes that still work, as `open_codes` of the person; `people` leads there."""
    codes = ClaimCode.objects.filter(used_at__isnull=True, expires_at__gt=timezone.now())
    return Prefetch(f"{people}claim_codes", queryset=codes, to_attr="open_codes")


def managed_program(request: SignedInRequest, program_id: UUID) -> Program:
    """Return the program: 404 where the person may not know of it, 403 where they do not manage it."""
    on = this_day()
    program = find(Program.objects.visible_to(request.user, on=on), program_id)
    demand(can(request.user, Capability.MANAGE, on=on, program=program))
    return program


def managed_campus(request: SignedInRequest, campus_id: UUID) -> Campus:
    """Return the campus: 404 where the person may not know of it, 403 where they do not manage it."""
    on = this_day()
    campus = find(Campus.objects.visible_to(request.user, on=on).select_related("program"), campus_id)
    demand(can(request.user, Capability.MANAGE, on=on, program=campus.program))
    return campus


def managed_cohort(request: SignedInRequest, cohort_id: UUID) -> Cohort:
    """Return the cohort: 404 where the person may not know of it, 403 where they do not manage it."""
    on = this_day()
    cohort = find(Cohort.objects.visible_to(request.user, on=on).select_related("program"), cohort_id)
    demand(can(request.user, Capability.MANAGE, on=on, cohort=cohort))
    return cohort


def managed_group(request: SignedInRequest, group_id: UUID) -> Group:
    """Return the group: 404 where the person may not know of it, 403 where they do not manage its cohort."""
    on = this_day()
    groups = Group.objects.visible_to(request.user, on=on).select_related("cohort__program", "campus")
    group = find(groups, group_id)
    demand(can(request.user, Capability.MANAGE, on=on, cohort=group.cohort))
    return group


def to_program(program: Program) -> str:
    """Return the address of the program's page."""
    return reverse("people:program-detail", args=[program.public_id])


def to_campus(campus: Campus) -> str:
    """Return the address of the campus's page."""
    return reverse("people:campus-detail", args=[campus.public_id])


def to_cohort(cohort: Cohort) -> str:
    """Return the address of the cohort's roster."""
    return reverse("people:cohort-roster", args=[cohort.public_id])


def to_group(group: Group) -> str:
    """Return the address of the group's page."""
    return reverse("people:group-detail", args=[group.public_id])


def way_to(place: Program | Campus | Cohort | Group | None = None) -> Crumbs:
    """Return the way from the school to the place, the place included."""
    if isinstance(place, Group):
        return [*way_to(place.cohort), (place.name, to_group(place))]
    if isinstance(place, Cohort):
        return [*way_to(place.program), (place.name, to_cohort(place))]
    if isinstance(place, Campus):
        return [*way_to(place.program), (place.name, to_campus(place))]
    if isinstance(place, Program):
        return [*way_to(), (place.name, to_program(place))]
    return [(_("School"), reverse("people:school"))]


def done(request: SignedInRequest, form: forms.BaseForm, verb: Callable[[], Any], said: str = "") -> bool:
    """Do what a valid form asks for, say so, and return True; what a verb refuses goes into the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        verb()
    except RefusedError as refusal:
        form.add_error(None, refusal)
        return False
    if said:
        messages.success(request, said)
    return True


def form_page(
    request: SignedInRequest,
    form: forms.BaseForm,
    *,
    title: str,
    submit: str,
    crumbs: Crumbs,
    lead: str = "",
    notes: tuple[str, ...] = (),
) -> HttpResponse:
    """Return a page that holds one form. Its last crumb is where "Cancel" leads."""
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit,
        "crumbs": crumbs,
        "cancel": crumbs[-1][1],
        "notes": notes,
    }
    return render(
        request, "people/form_page.html", context, status=422 if form.is_bound and form.errors else 200
    )
