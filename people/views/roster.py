"""A cohort's roster: who learns in it, since when, in which group, and who still has no account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from people.decorators import SignedInRequest, signed_in
from people.forms import LearnerAddForm, RosterFilterForm
from people.models import Cohort, Enrolment, GroupSpell, User
from people.names import fold
from people.querysets import recorded_q, running_q
from people.services.admitting import admit
from people.services.claiming import claimable, issue_claim_codes
from people.tables import RosterTable
from people.views.pages import done, form_page, managed_cohort, open_codes, this_day, to_cohort, way_to


@require_safe
@signed_in
def cohort_roster(request: SignedInRequest, cohort_id: UUID) -> HttpResponse:
    """Show who is in the cohort, filtered and in pages."""
    cohort = managed_cohort(request, cohort_id)
    form = RosterFilterForm(request.GET or None, cohort=cohort)
    wanted = form.cleaned_data if form.is_valid() else {}
    spells = _with_people(_narrowed(_current(cohort), wanted), cohort)
    on = this_day()
    context = {
        "cohort": cohort,
        "crumbs": way_to(cohort.program),
        "form": form,
        "filtered": any(wanted.values()),
        "table": RosterTable(spells, cohort=cohort).shown(request),
        "groups": cohort.groups.all(),
        "on": on,
        "running": _current(cohort).running(on).count(),
        "without_account": _unclaimed(request.user, cohort).count(),
    }
    return render(request, "people/roster.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def learner_add(request: SignedInRequest, cohort_id: UUID) -> HttpResponse:
    """Enrol one person in the cohort."""
    cohort = managed_cohort(request, cohort_id)
    form = LearnerAddForm(request.POST or None, cohort=cohort, initial={"starts_on": this_day()})

    def verb() -> None:
        person = form.person or form.new
        assert person is not None  # a valid form has found or named somebody  # noqa: S101
        data = form.cleaned_data
        spell = admit(
            person=person,
            cohort=cohort,
            starts_on=data["starts_on"],
            group=data["group"],
            at=timezone.now(),
        )
        form.person = spell.user

    if done(request, form, verb):
        return redirect(
            "people:learner-place", cohort.public_id, form.person.public_id if form.person else ""
        )
    return form_page(
        request,
        form,
        title=_("Add a learner"),
        lead=_("For one or a few. A whole class comes faster from a file."),
        submit=_("Enrol"),
        crumbs=way_to(cohort),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def cohort_codes(request: SignedInRequest, cohort_id: UUID) -> HttpResponse:
    """Ask, then issue a claim code for everyone of the cohort without an address, and show them once."""
    cohort = managed_cohort(request, cohort_id)
    people = _unclaimed(request.user, cohort)
    issued = None
    if request.method == "POST":
        ids = list(people.values_list("pk", flat=True))
        issued = issue_claim_codes(user_ids=ids, by=request.user, at=timezone.now())
    context = {
        "cohort": cohort,
        "crumbs": way_to(cohort),
        "people": people,
        "issued": issued,
        "claim_address": request.build_absolute_uri(reverse("people:account-claim")),
        "back": to_cohort(cohort),
    }
    return render(request, "people/codes.html", context)


def _current(cohort: Cohort) -> Any:
    return Enrolment.objects.filter(recorded_q(), cohort=cohort)


def _unclaimed(by: User, cohort: Cohort) -> QuerySet[User]:
    """Return the learners of the cohort who can only come in by a code that `by` may issue."""
    ids = _current(cohort).running(this_day()).values("user_id")
    return claimable(by=by).filter(pk__in=ids, email__isnull=True)


def _narrowed(spells: QuerySet[Enrolment], wanted: dict[str, Any]) -> QuerySet[Enrolment]:
    on = this_day()
    if name := fold(wanted.get("q", "")):
        for word in name.split():
            spells = spells.filter(user__sort_name__contains=word)
    if group := wanted.get("group"):
        members = GroupSpell.objects.running(on).filter(group=group)
        spells = spells.filter(user__in=members.values("user_id"))
    if wanted.get("show") == "left":
        return spells.filter(ends_on__lt=on)
    if wanted.get("show") == "account":
        spells = spells.filter(user__activated_at__isnull=True)
    return spells.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def _with_people(spells: QuerySet[Enrolment], cohort: Cohort) -> QuerySet[Enrolment]:
    groups = GroupSpell.objects.filter(recorded_q(), running_q(this_day()), group__cohort=cohort)
    return spells.select_related("user").prefetch_related(
        "user__external_ids",
        Prefetch("user__group_spells", queryset=groups.select_related("group"), to_attr="groups_here"),
        open_codes("user__"),
    )
