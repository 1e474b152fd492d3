"""A program: its cohorts side by side, its campuses side by side, and a cohort through its years."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.services.settling import settle_due
from learners.forms_programs import CampusFilterForm
from learners.program_page import program_page
from learners.program_view import aligned, campus_stands
from learners.program_years import cohort_years
from people.access import Capability, can, cohorts_where, today
from people.decorators import SignedInRequest, demand, find, signed_in
from people.models import Cohort, Program


@signed_in
@require_safe
def program_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the cohorts of a program that this person may see, side by side, as figures without names."""
    at = timezone.now()
    program, cohorts = _seen(request, public_id, today(at))
    settle_due(at=at)
    context = {
        "program": program,
        "page": program_page(list(cohorts), at=at),
        "has_campuses": program.campuses.exists(),
        "whole": can(request.user, Capability.SEE_AGGREGATES, on=today(at), program=program),
    }
    return render(request, "learners/program_detail.html", context)


@signed_in
@require_safe
def program_campuses(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the campuses of a program side by side, for one cohort or for all that this person may see."""
    at = timezone.now()
    program, cohorts = _seen(request, public_id, today(at))
    settle_due(at=at)
    form = CampusFilterForm(request.GET, cohorts=cohorts)
    places = campus_stands(form.wanted, at=at)
    context = {
        "program": program,
        "form": form,
        "places": places,
        "rows": aligned([place.stands for place in places]),
        "may_manage": can(request.user, Capability.MANAGE, on=today(at), program=program),
    }
    return render(request, "learners/program_campuses.html", context)


@signed_in
@require_safe
def cohort_through_years(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show where a cohort stood by the end of each of its years, as it was recorded then."""
    at = timezone.now()
    on = today(at)
    cohort = find(Cohort.objects.visible_to(request.user, on=on).select_related("program"), public_id)
    demand(can(request.user, Capability.SEE_AGGREGATES, on=on, cohort=cohort))
    settle_due(at=at)
    context = {"cohort": cohort, "page": cohort_years(cohort, at=at)}
    return render(request, "learners/cohort_years.html", context)


def _seen(request: SignedInRequest, public_id: UUID, on: date) -> tuple[Program, QuerySet[Cohort]]:
    """The program and those of its cohorts whose figures the person may see, the newest first.

    404 where they may not know of the program, 403 where they see the figures of none of its cohorts.
    """
    program = find(Program.objects.visible_to(request.user, on=on), public_id)
    cohorts = cohorts_where(request.user, Capability.SEE_AGGREGATES, on=on).filter(program=program)
    whole = can(request.user, Capability.SEE_AGGREGATES, on=on, program=program)
    demand(whole or cohorts.exists())
    return program, cohorts.select_related("program").order_by("-starts_on", "name", "pk")
