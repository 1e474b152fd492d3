"""The campuses of a program, and which groups of its cohorts are there."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.decorators import SignedInRequest, signed_in
from people.forms_places import CampusForm, CampusGroupsForm
from people.models import Campus
from people.services.campuses import place_groups
from people.views.pages import done, form_page, managed_campus, managed_program, to_campus, way_to

EDIT = ["GET", "HEAD", "POST"]


@require_http_methods(EDIT)
@signed_in
def campus_create(request: SignedInRequest, program_id: UUID) -> HttpResponse:
    """Add a campus to a program."""
    program = managed_program(request, program_id)
    form = CampusForm(request.POST or None, instance=Campus(program=program))
    if done(request, form, form.save, _("The campus is there. Say which groups are at it.")):
        return redirect(to_campus(form.instance))
    return form_page(request, form, title=_("New campus"), submit=_("Add the campus"), crumbs=way_to(program))


@require_safe
@signed_in
def campus_detail(request: SignedInRequest, campus_id: UUID) -> HttpResponse:
    """Show which groups are at the campus, the newest cohort first."""
    campus = managed_campus(request, campus_id)
    groups = campus.groups.select_related("cohort").order_by("-cohort__starts_on", "cohort__name", "name")
    context = {"campus": campus, "groups": groups, "crumbs": way_to(campus.program)}
    return render(request, "people/campus.html", context)


@require_http_methods(EDIT)
@signed_in
def campus_edit(request: SignedInRequest, campus_id: UUID) -> HttpResponse:
    """Rename a campus."""
    campus = managed_campus(request, campus_id)
    crumbs = way_to(campus)
    form = CampusForm(request.POST or None, instance=campus)
    if done(request, form, form.save, _("Saved.")):
        return redirect(to_campus(campus))
    return form_page(request, form, title=_("Rename the campus"), submit=_("Save"), crumbs=crumbs)


@require_http_methods(EDIT)
@signed_in
def campus_groups(request: SignedInRequest, campus_id: UUID) -> HttpResponse:
    """Say which groups are at the campus."""
    campus = managed_campus(request, campus_id)
    form = CampusGroupsForm(request.POST if request.method == "POST" else None, campus=campus)

    def verb() -> None:
        place_groups(campus=campus, groups=form.cleaned_data["groups"])

    if done(request, form, verb, _("Saved.")):
        return redirect(to_campus(campus))
    title = _("Which groups are at %(campus)s") % {"campus": campus}
    return form_page(request, form, title=title, submit=_("Save"), crumbs=way_to(campus))
