"""Building an assessment: its rules, its questions in order, what it draws, its cut scores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.building_page import Building, building_of
from assessments.forms_building import CreateForm, CutsForm, DrawForm, OrderForm, RulesForm, SeenForm
from assessments.models import Assessment, ItemVersion
from assessments.rules import changes_assessment
from assessments.services.building import (
    add_blueprint_row,
    change_rules,
    create_assessment,
    lacks_of,
    moved,
    put_items,
    remove_blueprint_row,
    set_cuts,
)
from assessments.services.building_errors import ChangedMeanwhile, NoSuchPlace
from assessments.services.errors import Refused
from common.local_options import OptionText
from competencies.forms.attaching import level_choices
from competencies.models import Competency
from competencies.views.parts import by_htmx
from people.access import Capability, can, today
from people.decorators import SignedInRequest, capable, demand, find

BUILD = "assessments:assessment-build"


@dataclass(frozen=True)
class Done:
    """What was done, in words, and the button that keeps the focus."""

    said: str
    focus: str = ""


def open_building(request: SignedInRequest, public_id: UUID, *, at: datetime, **more: Any) -> Building:
    """Return an assessment as it is built, or answer 404."""
    return building_of(find(Assessment.objects.with_version(), public_id), at=at, **more)


def open_to_change(request: SignedInRequest, public_id: UUID) -> Assessment:
    """Return an assessment for somebody who may change it; answer 403 to others."""
    assessment = find(Assessment.objects.with_version(), public_id)
    demand(changes_assessment(request.user, assessment, on=today(timezone.now())))
    return assessment


@capable(Capability.DRAFT_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_create(request: SignedInRequest) -> HttpResponse:
    """Begin an assessment: type, title and rules first, then its questions."""
    form = CreateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        assessment = create_assessment(
            type_=form.cleaned_data["type"],
            rules=form.rules,
            by=request.user,
            at=timezone.now(),
            language=get_language() or "en",
            counting_attempt=form.cleaned_data["counting_attempt"],
        )
        messages.success(request, _("The draft stands. Choose its questions."))
        return redirect(BUILD, assessment.public_id)
    context = {"form": form, "building": None}
    return render(request, "assessments/building_rules.html", context, status=422 if form.is_bound else 200)


@capable(Capability.DRAFT_CONTENT)
@require_safe
def assessment_build(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what an assessment asks and draws, and what that covers and lacks."""
    building = open_building(request, public_id, at=timezone.now())
    return render(request, "assessments/building_detail.html", building_context(request, building))


@capable(Capability.DRAFT_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_rules(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change what an assessment is called and how it is sat."""
    at = timezone.now()
    assessment = open_to_change(request, public_id)
    building = building_of(assessment, at=at)
    initial = {**RulesForm.initial_of(building.version), "seen": building.seen}
    form = RulesForm(request.POST or None, initial=initial)

    def save() -> None:
        given = form.cleaned_data
        change_rules(
            assessment=assessment,
            rules=form.rules,
            counting_attempt=given["counting_attempt"],
            seen=given["seen"],
            at=at,
        )

    return _form_page(request, form, building, save, "assessments/building_rules.html")


@capable(Capability.DRAFT_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_cuts(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Set from which share of the points each level begins, and say who set it how and when."""
    at = timezone.now()
    assessment = open_to_change(request, public_id)
    building = building_of(assessment, at=at)
    names = {n: text for n, text in level_choices() if isinstance(text, OptionText)}
    initial = {**CutsForm.initial_of(building.version), "seen": building.seen}
    form = CutsForm(request.POST or None, initial=initial, names=names)

    def save() -> None:
        set_cuts(assessment=assessment, setting=form.setting, seen=form.cleaned_data["seen"], at=at)

    return _form_page(request, form, building, save, "assessments/building_cuts.html")


def _form_page(
    request: SignedInRequest, form: SeenForm, building: Building, save: Callable[[], None], template: str
) -> HttpResponse:
    """Save a valid form and go back to the assessment; else show it with what is to be mended."""
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except ChangedMeanwhile as refused:
            form.offer_again(building.seen, refused)
            status = 409
        except Refused as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect(BUILD, building.assessment.public_id)
    return render(request, template, {"form": form, "building": building}, status=status)


@capable(Capability.DRAFT_CONTENT)
@require_POST
def assessment_order(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Move a question by a place, take one out, take its newest version, or put all in the order given."""
    at = timezone.now()
    assessment = open_to_change(request, public_id)
    form = OrderForm(request.POST)

    def act() -> Done:
        if not form.is_valid():
            raise NoSuchPlace
        building = building_of(assessment, at=at)
        wanted, done = _reordered(building, form)
        put_items(assessment=assessment, items=wanted, seen=form.cleaned_data["seen"], at=at)
        return done

    return _done(request, assessment, act, at)


def _reordered(building: Building, form: OrderForm) -> tuple[list[ItemVersion], Done]:
    """The questions after what the form asks for. Raises NoSuchPlace for a question that is not there."""
    lines = {line.key: line for line in building.lines}
    items = [line.version for line in building.lines]
    which, _colon, act = form.cleaned_data["move"].partition(":")
    if not which:
        given = form.cleaned_data["item"]
        if sorted(given) != sorted(lines):
            raise NoSuchPlace
        return [lines[key].version for key in given], Done(_("The new order is saved."), "questions")
    line = lines.get(which)
    if line is None:
        raise NoSuchPlace
    said = {"name": line.name, "count": len(items)}
    if act == "out":
        items.remove(line.version)
        return items, Done(_("“%(name)s” is taken out. It stays in the bank.") % said, "questions")
    if act == "newest":
        items[line.position - 1] = line.version.item.versions.order_by("-n")[0]
        return items, Done(_("The newest version of “%(name)s” is in place.") % said, f"out-{which}")
    place = min(max(line.position + (-1 if act == "up" else 1), 1), len(items))
    # At either end the button that was pressed is gone, so the focus goes to its neighbour.
    focus = {1: "down", len(items): "up"}.get(place, act)
    words = _("“%(name)s” is now %(place)d of %(count)d.") % {**said, "place": place}
    return moved(items, line.position, up=act == "up"), Done(words, f"{focus}-{which}")


@capable(Capability.DRAFT_CONTENT)
@require_POST
def assessment_draw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Add a row to what is drawn from the bank."""
    at = timezone.now()
    assessment = open_to_change(request, public_id)
    form = DrawForm(request.POST, competencies=_offered())
    if not form.is_valid():
        building = building_of(assessment, at=at)
        context = building_context(request, building, draw_form=form)
        return render(request, "assessments/building_detail.html", context, status=422)

    def act() -> Done:
        add_blueprint_row(assessment=assessment, at=at, **form.cleaned_data)
        return Done(_("Added to what is drawn."), "drawn")

    return _done(request, assessment, act, at)


@capable(Capability.DRAFT_CONTENT)
@require_POST
def assessment_draw_less(request: SignedInRequest, public_id: UUID, number: int) -> HttpResponse:
    """Take a row out of what is drawn from the bank."""
    at = timezone.now()
    assessment = open_to_change(request, public_id)
    form = SeenForm(request.POST)

    def act() -> Done:
        seen = form.cleaned_data["seen"] if form.is_valid() else ""
        remove_blueprint_row(assessment=assessment, number=number, seen=seen, at=at)
        return Done(_("Taken out of what is drawn."), "drawn")

    return _done(request, assessment, act, at)


def _done(
    request: SignedInRequest, assessment: Assessment, act: Callable[[], Done], at: datetime
) -> HttpResponse:
    """Do something to what is asked, and show how it stands: the part alone to htmx, else the whole page."""
    try:
        done, refused = act(), False
    except Refused as refusal:
        done, refused = Done(" ".join(refusal.messages)), True
    if by_htmx(request):
        building = building_of(assessment, at=at)
        context = {**building_context(request, building), "done": done, "refused": refused}
        status = 422 if refused else 200
        return render(request, "assessments/_building_parts.html", context, status=status)
    (messages.error if refused else messages.success)(request, done.said)
    return redirect(f"{reverse(BUILD, args=[assessment.public_id])}#{done.focus or 'questions'}")


def building_context(
    request: SignedInRequest, building: Building, *, draw_form: DrawForm | None = None
) -> dict[str, object]:
    """What the page of an assessment that is built needs."""
    on = today(timezone.now())
    may_change = changes_assessment(request.user, building.assessment, on=on)
    if draw_form is None and may_change and building.has_questions:
        draw_form = DrawForm(competencies=_offered(), initial={"seen": building.seen})
    return {
        "building": building,
        "assessment": building.assessment,
        "may_change": may_change,
        "may_publish": can(request.user, Capability.PUBLISH_CONTENT, on=on),
        "lacks": lacks_of(building.assessment),
        "draw_form": draw_form,
    }


def _offered() -> list[Competency]:
    return list(Competency.objects.attachable().prefetch_related("indicators"))
