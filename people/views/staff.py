"""Who may do what in a program or a cohort, from when until when."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.decorators import SignedInRequest, signed_in
from people.forms import LastDayForm, RoleGiveForm
from people.models import Cohort, Program, StaffRole
from people.services.admitting import appoint
from people.services.staffing import end_role
from people.tables import FormerStaffTable, StaffTable
from people.views.pages import (
    Crumbs,
    done,
    form_page,
    managed_cohort,
    managed_program,
    this_day,
    way_to,
)

Place = Program | Cohort
EDIT = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def program_staff(request: SignedInRequest, program_id: UUID) -> HttpResponse:
    """Show who has a role in the whole program."""
    return _list(request, managed_program(request, program_id))


@require_safe
@signed_in
def cohort_staff(request: SignedInRequest, cohort_id: UUID) -> HttpResponse:
    """Show who has a role in the cohort."""
    return _list(request, managed_cohort(request, cohort_id))


@require_http_methods(EDIT)
@signed_in
def program_role_give(request: SignedInRequest, program_id: UUID) -> HttpResponse:
    """Give a role in the whole program."""
    return _give(request, managed_program(request, program_id))


@require_http_methods(EDIT)
@signed_in
def cohort_role_give(request: SignedInRequest, cohort_id: UUID) -> HttpResponse:
    """Give a role in the cohort."""
    return _give(request, managed_cohort(request, cohort_id))


@require_http_methods(EDIT)
@signed_in
def program_role_end(
    request: SignedInRequest, program_id: UUID, person_id: UUID, role: str, day: date
) -> HttpResponse:
    """End a role in the whole program."""
    return _end(request, managed_program(request, program_id), person_id, role, day)


@require_http_methods(EDIT)
@signed_in
def cohort_role_end(
    request: SignedInRequest, cohort_id: UUID, person_id: UUID, role: str, day: date
) -> HttpResponse:
    """End a role in the cohort."""
    return _end(request, managed_cohort(request, cohort_id), person_id, role, day)


def _list(request: SignedInRequest, place: Place) -> HttpResponse:
    on = this_day()
    roles = _roles(place).select_related("user", "created_by")
    present = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    context = {
        "place": place,
        "crumbs": way_to(place),
        "present": StaffTable(roles.filter(present), place=place).shown(request, in_pages=False),
        "former": FormerStaffTable(roles.exclude(present), prefix="former-").shown(request, in_pages=False),
        "give_address": reverse(f"people:{_kind(place)}-role-give", args=[place.public_id]),
    }
    return render(request, "people/staff.html", context)


def _give(request: SignedInRequest, place: Place) -> HttpResponse:
    form = RoleGiveForm(
        request.POST or None, initial={"starts_on": this_day(), "role": StaffRole.Role.FACULTY}
    )

    def verb() -> None:
        person = form.person or form.new
        assert person is not None  # a valid form has found or named somebody  # noqa: S101
        data = form.cleaned_data
        appoint(
            person=person,
            role=data["role"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            by=request.user,
            at=timezone.now(),
            **{_kind(place): place},  # type: ignore[arg-type]
        )

    if done(request, form, verb, _("The role is given.")):
        return redirect(_to(place))
    return form_page(
        request,
        form,
        title=_("Give a role in %(place)s") % {"place": place},
        submit=_("Give the role"),
        crumbs=_way(place),
    )


def _end(request: SignedInRequest, place: Place, person_id: UUID, role: str, day: date) -> HttpResponse:
    roles = _roles(place).filter(user__public_id=person_id, role=role, starts_on=day)
    held = get_object_or_404(roles.select_related("user"))
    form = LastDayForm(request.POST or None, initial={"ends_on": this_day()})

    def verb() -> None:
        end_role(role=held, ends_on=form.cleaned_data["ends_on"], by=request.user, at=timezone.now())

    if done(request, form, verb, _("The role has a last day now.")):
        return redirect(_to(place))
    named = {"person": held.user, "role": held.get_role_display(), "place": place}
    return form_page(
        request,
        form,
        title=_("End a role of %(person)s") % named,
        lead=_("%(role)s in %(place)s.") % named,
        submit=_("End the role"),
        crumbs=_way(place),
        notes=(
            _(
                "After the last day they see and do nothing here any more that only this role allowed."
                " Other roles of theirs go on."
            ),
            _("What the person did in the role stays. Their own authored items stay theirs."),
        ),
    )


def _roles(place: Place) -> QuerySet[StaffRole]:
    return place.staff_roles.order_by("user__sort_name", "user_id", "role", "starts_on")


def _kind(place: Place) -> str:
    return "program" if isinstance(place, Program) else "cohort"


def _to(place: Place) -> str:
    return reverse(f"people:{_kind(place)}-staff", args=[place.public_id])


def _way(place: Place) -> Crumbs:
    return [*way_to(place), (_("Staff"), _to(place))]
