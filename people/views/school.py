"""The school: its programs, and their cohorts and groups."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.access import Capability, is_admin, programs_where
from people.decorators import SignedInRequest, admin_only, capable, signed_in
from people.forms import CohortForm, ProgramForm
from people.forms_places import GroupForm
from people.models import Cohort, Group, Program
from people.querysets import recorded_q, running_q
from people.views.pages import (
    done,
    form_page,
    managed_cohort,
    managed_group,
    managed_program,
    this_day,
    to_cohort,
    to_group,
    to_program,
    way_to,
)

EDIT = ["GET", "HEAD", "POST"]


@require_safe
@capable(Capability.MANAGE)
def school(request: SignedInRequest) -> HttpResponse:
    """Show the programs and cohorts that this person manages, with how many learn there today."""
    on = this_day()
    cohorts = Cohort.objects.where(request.user, Capability.MANAGE, on=on)
    wide = programs_where(request.user, Capability.MANAGE, on=on)
    programs = Program.objects.filter(Q(pk__in=wide.values("pk")) | Q(pk__in=cohorts.values("program_id")))
    running = running_q(on, prefix="enrolments__") & recorded_q(prefix="enrolments__")
    counted = cohorts.annotate(learners=Count("enrolments__user", filter=running, distinct=True))
    context = {
        "programs": programs.prefetch_related(Prefetch("cohorts", queryset=counted, to_attr="managed")),
        "wide": set(wide.values_list("pk", flat=True)),
        "is_admin": is_admin(request.user),
    }
    return render(request, "people/school.html", context)


@require_http_methods(EDIT)
@admin_only
def program_create(request: SignedInRequest) -> HttpResponse:
    """Add a program."""
    form = ProgramForm(request.POST or None)
    if done(request, form, form.save, _("The program is there. Add its first cohort.")):
        return redirect(to_program(form.instance))
    return form_page(request, form, title=_("New program"), submit=_("Add the program"), crumbs=way_to())


@require_safe
@signed_in
def program_detail(request: SignedInRequest, program_id: UUID) -> HttpResponse:
    """Show a program's cohorts, to who manages the program."""
    program = managed_program(request, program_id)
    running = running_q(this_day(), prefix="enrolments__") & recorded_q(prefix="enrolments__")
    cohorts = program.cohorts.annotate(learners=Count("enrolments__user", filter=running, distinct=True))
    context = {
        "program": program,
        "cohorts": cohorts,
        "campuses": program.campuses.annotate(parts=Count("groups")),
        "crumbs": way_to(),
        "is_admin": is_admin(request.user),
    }
    return render(request, "people/program.html", context)


@require_http_methods(EDIT)
@signed_in
def program_edit(request: SignedInRequest, program_id: UUID) -> HttpResponse:
    """Rename a program."""
    program = managed_program(request, program_id)
    crumbs = way_to(program)
    form = ProgramForm(request.POST or None, instance=program)
    if done(request, form, form.save, _("Saved.")):
        return redirect(to_program(program))
    return form_page(request, form, title=_("Rename the program"), submit=_("Save"), crumbs=crumbs)


@require_http_methods(EDIT)
@signed_in
def cohort_create(request: SignedInRequest, program_id: UUID) -> HttpResponse:
    """Add a cohort to a program."""
    program = managed_program(request, program_id)
    form = CohortForm(request.POST or None, instance=Cohort(program=program))
    if done(request, form, form.save, _("The cohort is there. Add its learners.")):
        return redirect(to_cohort(form.instance))
    return form_page(request, form, title=_("New cohort"), submit=_("Add the cohort"), crumbs=way_to(program))


@require_http_methods(EDIT)
@signed_in
def cohort_edit(request: SignedInRequest, cohort_id: UUID) -> HttpResponse:
    """Rename a cohort, or change its days."""
    cohort = managed_cohort(request, cohort_id)
    crumbs = way_to(cohort)
    form = CohortForm(request.POST or None, instance=cohort)
    if done(request, form, form.save, _("Saved.")):
        return redirect(to_cohort(cohort))
    return form_page(
        request,
        form,
        title=_("Rename the cohort"),
        submit=_("Save"),
        crumbs=crumbs,
        notes=(_("The days of the cohort do not change anybody's enrolment."),),
    )


@require_http_methods(EDIT)
@signed_in
def group_create(request: SignedInRequest, cohort_id: UUID) -> HttpResponse:
    """Add a group to a cohort."""
    cohort = managed_cohort(request, cohort_id)
    form = GroupForm(request.POST or None, instance=Group(cohort=cohort))
    if done(request, form, form.save, _("The group is there. Say who is in it.")):
        return redirect(to_group(form.instance))
    return form_page(request, form, title=_("New group"), submit=_("Add the group"), crumbs=way_to(cohort))


@require_http_methods(EDIT)
@signed_in
def group_edit(request: SignedInRequest, group_id: UUID) -> HttpResponse:
    """Rename a group, or say at which campus it is."""
    group = managed_group(request, group_id)
    crumbs = way_to(group)
    form = GroupForm(request.POST or None, instance=group)
    if done(request, form, form.save, _("Saved.")):
        return redirect(to_group(group))
    return form_page(request, form, title=_("Change the group"), submit=_("Save"), crumbs=crumbs)
