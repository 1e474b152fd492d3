"""Picking questions of the bank for an assessment, with the picture of what they would cover."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments.building_page import Building, building_of, called, newest_versions
from assessments.choices import AssessmentType
from assessments.choices import Tier as TierChoice
from assessments.filters_building import PickFilter
from assessments.forms_building import PickForm
from assessments.kinds import get_kind
from assessments.models import Assessment, Item, ItemVersion
from assessments.pool import MARKED_BY_PEOPLE
from assessments.services.building import put_items
from assessments.services.errors import Refused
from assessments.views.building import open_to_change
from competencies.models.state import ContentState
from competencies.views.parts import by_htmx
from people.access import Capability
from people.decorators import SignedInRequest, capable, demand

PER_PAGE: Final = 30


@capable(Capability.DRAFT_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_pick(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the published questions that the assessment does not ask yet; add those chosen, or show what
    they would cover. htmx asks for the picture alone."""
    at = timezone.now()
    assessment = open_to_change(request, public_id)
    building = building_of(assessment, at=at)
    demand(building.has_questions)
    items = _offered(assessment, building)
    form = PickForm(request.POST or None, items=items, initial={"seen": building.seen})
    chosen: list[ItemVersion] = []
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        chosen = _newest_of(form.cleaned_data["item"])
        if form.cleaned_data["do"] != form.LOOK:
            return _add(request, assessment, building, chosen, form)
        building, status = building_of(assessment, at=at, more=chosen), 200
    if by_htmx(request) and form.is_bound:
        context = {"building": building, "would": chosen}
        return render(request, "assessments/_building_picture.html", context)
    return _page(request, building, items, form, chosen, status)


def _add(
    request: SignedInRequest,
    assessment: Assessment,
    building: Building,
    chosen: list[ItemVersion],
    form: PickForm,
) -> HttpResponse:
    at = timezone.now()
    wanted = [line.version for line in building.lines] + chosen
    try:
        put_items(assessment=assessment, items=wanted, seen=form.cleaned_data["seen"], at=at)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        count = len(chosen)
        said = ngettext("%(n)d question is added.", "%(n)d questions are added.", count)
        messages.success(request, said % {"n": count})
    return redirect(request.get_full_path())


def _page(
    request: SignedInRequest,
    building: Building,
    items: QuerySet[Item],
    form: PickForm,
    chosen: list[ItemVersion],
    status: int,
) -> HttpResponse:
    found = PickFilter(request.GET, queryset=items)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    versions = newest_versions(list(page))
    taken = {one.item_id for one in chosen}
    rows = [
        {
            "item": item,
            "name": called(versions[item.pk]),
            "kind": get_kind(versions[item.pk].kind).label,
            "tier": TierChoice(versions[item.pk].tier).label,
            "language": versions[item.pk].language,
            "chosen": item.pk in taken,
        }
        for item in page
    ]
    context = {
        "building": building,
        "form": form,
        "filter": found,
        "page": page,
        "rows": rows,
        "would": chosen,
    }
    return render(request, "assessments/building_items.html", context, status=status)


def _offered(assessment: Assessment, building: Building) -> QuerySet[Item]:
    """The published items that are not asked yet and that somebody can mark in this type of assessment."""
    asked = [line.version.item_id for line in building.lines]
    fits = Q(kind__in=MARKED_BY_PEOPLE) if assessment.type == AssessmentType.REFLECTION else Q()
    is_marked = Q(kind__in=MARKED_BY_PEOPLE) | Q(key_status__isnull=False)
    rows = Item.objects.with_newest().filter(fits, is_marked, state=ContentState.PUBLISHED)
    return rows.exclude(pk__in=asked).select_related("competency").order_by("competency__position", "code")


def _newest_of(items: QuerySet[Item]) -> list[ItemVersion]:
    rows = list(items)
    versions = newest_versions(rows)
    return [versions[item.pk] for item in rows]
