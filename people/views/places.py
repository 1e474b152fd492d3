"""One learner's place in one cohort: the spells as they are recorded, and what can be done about them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.access import Capability, cohorts_where
from people.decorators import SignedInRequest, find, signed_in
from people.forms import SpellCorrectForm, SpellEndForm, SpellMoveForm, SpellStatusForm
from people.models import Cohort, Enrolment, GroupSpell, User
from people.querysets import recorded_q
from people.services import enrolling
from people.services.claiming import IssuedCode, claimable, issue_claim_code
from people.services.errors import RefusedError
from people.views.pages import (
    Crumbs,
    done,
    form_page,
    managed_cohort,
    open_codes,
    this_day,
    to_cohort,
    way_to,
)

EDIT = ["GET", "HEAD", "POST"]


@require_safe
@signed_in
def learner_place(request: SignedInRequest, cohort_id: UUID, person_id: UUID) -> HttpResponse:
    """Show a learner's spells and groups in the cohort."""
    cohort, person = _place(request, cohort_id, person_id)
    return _page(request, cohort, person)


@require_http_methods(EDIT)
@signed_in
def spell_end(request: SignedInRequest, cohort_id: UUID, person_id: UUID, day: date) -> HttpResponse:
    """End a spell on a day."""
    cohort, person, spell = _spell(request, cohort_id, person_id, day)
    initial = {"ends_on": max(this_day(), spell.starts_on), "status": Enrolment.Status.WITHDRAWN}
    form = SpellEndForm(request.POST or None, initial=initial)

    def verb() -> None:
        enrolling.end_spell(spell=spell, at=timezone.now(), **form.cleaned_data)

    if done(request, form, verb, _("The enrolment has a last day now.")):
        return redirect(_to(cohort, person))
    return form_page(
        request,
        form,
        title=_("End the enrolment of %(person)s") % {"person": person},
        submit=_("End it"),
        crumbs=_way(cohort, person),
        notes=(_("Groups of the cohort end with it. What the person has shown stays in their record."),),
    )


@require_http_methods(EDIT)
@signed_in
def spell_status(request: SignedInRequest, cohort_id: UUID, person_id: UUID, day: date) -> HttpResponse:
    """Send a learner on leave, or take them back."""
    cohort, person, spell = _spell(request, cohort_id, person_id, day)
    form = SpellStatusForm(request.POST or None, initial={"from_day": this_day(), "status": spell.status})

    def verb() -> None:
        enrolling.change_status(spell=spell, at=timezone.now(), **form.cleaned_data)

    if done(request, form, verb, _("Saved.")):
        return redirect(_to(cohort, person))
    return form_page(
        request,
        form,
        title=_("Leave of %(person)s") % {"person": person},
        submit=_("Save"),
        crumbs=_way(cohort, person),
        notes=(_("On leave, a person stays in the cohort; the days before keep their status."),),
    )


@require_http_methods(EDIT)
@signed_in
def spell_move(request: SignedInRequest, cohort_id: UUID, person_id: UUID, day: date) -> HttpResponse:
    """Move a learner to another cohort that this person manages."""
    cohort, person, spell = _spell(request, cohort_id, person_id, day)
    others = cohorts_where(request.user, Capability.MANAGE, on=this_day()).exclude(pk=cohort.pk)
    form = SpellMoveForm(request.POST or None, cohorts=others, initial={"from_day": this_day()})

    def verb() -> None:
        enrolling.move(spell=spell, at=timezone.now(), **form.cleaned_data)

    if done(request, form, verb, _("Moved.")):
        return redirect(_to(form.cleaned_data["to"], person))
    return form_page(
        request,
        form,
        title=_("Move %(person)s to another cohort") % {"person": person},
        submit=_("Move"),
        crumbs=_way(cohort, person),
        notes=(_on_moving(others),),
    )


def _on_moving(others: QuerySet[Cohort]) -> str:
    if others.exists():
        return _("The enrolment here ends the day before. The person's record goes with them, whole.")
    return _("You manage no other cohort yet. Add one to the program first.")


@require_http_methods(EDIT)
@signed_in
def spell_correct(request: SignedInRequest, cohort_id: UUID, person_id: UUID, day: date) -> HttpResponse:
    """Correct a spell that was written down wrongly."""
    cohort, person, spell = _spell(request, cohort_id, person_id, day)
    initial = {"starts_on": spell.starts_on, "ends_on": spell.ends_on, "status": spell.status}
    form = SpellCorrectForm(request.POST or None, initial=initial)

    def verb() -> None:
        enrolling.correct_spell(spell=spell, at=timezone.now(), **form.cleaned_data)

    if done(request, form, verb, _("Corrected.")):
        return redirect(_to(cohort, person))
    return form_page(
        request,
        form,
        title=_("Correct the enrolment of %(person)s") % {"person": person},
        submit=_("Correct it"),
        crumbs=_way(cohort, person),
        notes=(_("What was recorded before is kept, so that earlier reports can still be explained."),),
    )


@require_http_methods(EDIT)
@signed_in
def spell_void(request: SignedInRequest, cohort_id: UUID, person_id: UUID, day: date) -> HttpResponse:
    """Ask, then take back an enrolment that was a mistake."""
    cohort, person, spell = _spell(request, cohort_id, person_id, day)
    if request.method == "POST":
        try:
            enrolling.void_spell(spell=spell, at=timezone.now())
        except RefusedError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(_to(cohort, person))
        messages.success(request, _("Taken back."))
        return redirect(to_cohort(cohort))
    context = {"cohort": cohort, "person": person, "spell": spell, "crumbs": _way(cohort, person)}
    return render(request, "people/spell_void.html", {**context, "back": _to(cohort, person)})


@never_cache
@require_POST
@signed_in
def learner_code(request: SignedInRequest, cohort_id: UUID, person_id: UUID) -> HttpResponse:
    """Issue a claim code for one learner of the cohort, and show it once."""
    cohort, person = _place(request, cohort_id, person_id, present=True)
    try:
        issued = issue_claim_code(user=person, by=request.user, at=timezone.now())
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(_to(cohort, person))
    return _page(request, cohort, person, issued)


def _place(
    request: SignedInRequest, cohort_id: UUID, person_id: UUID, *, present: bool = False
) -> tuple[Cohort, User]:
    """Return the cohort and the learner; 404 for who was never in it, or with `present` is not in it now."""
    cohort = managed_cohort(request, cohort_id)
    spells = Enrolment.objects.filter(recorded_q(), cohort=cohort)
    if present:
        on = this_day()
        spells = spells.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return cohort, find(User.objects.living().filter(pk__in=spells.values("user_id")), person_id)


def _spell(
    request: SignedInRequest, cohort_id: UUID, person_id: UUID, day: date
) -> tuple[Cohort, User, Enrolment]:
    """Return the cohort, the learner, and their spell in it that begins on the day."""
    cohort, person = _place(request, cohort_id, person_id)
    return cohort, person, get_object_or_404(_spells(cohort, person), starts_on=day)


def _spells(cohort: Cohort, person: User) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(recorded_q(), cohort=cohort, user=person).order_by("-starts_on")


def _page(
    request: SignedInRequest, cohort: Cohort, person: User, issued: IssuedCode | None = None
) -> HttpResponse:
    prefetch_related_objects([person], open_codes())
    groups = GroupSpell.objects.filter(recorded_q(), user=person, group__cohort=cohort)
    earlier = Enrolment.objects.filter(cohort=cohort, user=person, recorded_until__isnull=False)
    context: dict[str, Any] = {
        "cohort": cohort,
        "person": person,
        "crumbs": way_to(cohort),
        "spells": _spells(cohort, person),
        "earlier": earlier.order_by("-recorded_until"),
        "groups": groups.select_related("group").order_by("-starts_on"),
        "ids": person.external_ids.all(),
        "on": this_day(),
        "may_claim": claimable(by=request.user).filter(pk=person.pk).exists(),
        "issued": issued,
        "claim_address": request.build_absolute_uri(reverse("people:account-claim")),
    }
    return render(request, "people/place.html", context)


def _to(cohort: Cohort, person: User) -> str:
    return reverse("people:learner-place", args=[cohort.public_id, person.public_id])


def _way(cohort: Cohort, person: User) -> Crumbs:
    return [*way_to(cohort), (str(person), _to(cohort, person))]
