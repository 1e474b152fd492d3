"""The map of the curriculum, its gaps, and where it meets the frameworks of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from learners.curriculum_map import CurriculumMap, curriculum_map
from learners.curriculum_map_form import MapForm
from learners.curriculum_map_page import back_lines, competency_map, map_lines, neighbours
from learners.gaps import Gap, gaps
from learners.gaps_page import gap_groups
from learners.gaps_remedies import May, may_of
from people.access import Capability, can, today
from people.decorators import SignedInRequest, capable
from people.models import Cohort


@dataclass(frozen=True, slots=True)
class Opened:
    """The map that was asked for; `map` is None where no framework is in force, or none is followed."""

    form: MapForm
    cohort: Cohort | None
    map: CurriculumMap | None
    gaps: tuple[Gap, ...]
    may: May

    @property
    def context(self) -> dict[str, object]:
        """What every page of the map says."""
        asked = {
            "framework": self.map.framework_code if self.map else "",
            "cohort": self.cohort.public_id if self.cohort else "",
        }
        return {
            "form": self.form,
            "cohort": self.cohort,
            "map": self.map,
            "gaps": self.gaps,
            "may": self.may,
            "asked": "?" + urlencode({key: value for key, value in asked.items() if value}),
        }


def _open(request: SignedInRequest, at: datetime) -> Opened:
    on = today(at)
    form = MapForm(request.GET, reader=request.user, on=on)
    version, cohort = form.version(), form.of_cohort
    found = curriculum_map(version, cohort=cohort, at=at) if version else None
    return Opened(
        form=form,
        cohort=cohort,
        map=found,
        gaps=gaps(found) if found else (),
        may=may_of(request.user, cohort, on=on),
    )


@capable(Capability.SEE_AGGREGATES)
@require_safe
def map_detail(request: SignedInRequest) -> HttpResponse:
    """Show competencies by what introduces, reinforces and assesses them."""
    opened = _open(request, timezone.now())
    lines = map_lines(opened.map, opened.gaps) if opened.map else []
    return render(request, "learners/map_detail.html", {**opened.context, "lines": lines})


@capable(Capability.SEE_AGGREGATES)
@require_safe
def map_gaps(request: SignedInRequest) -> HttpResponse:
    """List the holes, each with its reason and the act that closes it."""
    opened = _open(request, timezone.now())
    groups = gap_groups(opened.gaps, may=opened.may, cohort=opened.cohort)
    return render(request, "learners/map_gaps.html", {**opened.context, "groups": groups})


@capable(Capability.SEE_AGGREGATES)
@require_safe
def map_crosswalk(request: SignedInRequest) -> HttpResponse:
    """Show the crosswalk both ways, with what teaches and assesses each entry, and what has nothing."""
    opened = _open(request, timezone.now())
    found = opened.map
    context = {
        "neighbours": neighbours(found) if found else [],
        "back": back_lines(found) if found else [],
    }
    return render(request, "learners/map_crosswalk.html", {**opened.context, **context})


@capable(Capability.SEE_AGGREGATES)
@require_safe
def map_competency(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show one competency of the map with all that serves it."""
    at = timezone.now()
    opened = _open(request, at)
    if opened.map is None:
        raise Http404
    one = next((one for one in opened.map.competencies if one.public_id == public_id), None)
    if one is None:
        raise Http404
    own = [gap for gap in opened.gaps if gap.competency.pk == one.pk]
    context = {
        "page": competency_map(opened.map, one, drafts=opened.may.drafts),
        "groups": gap_groups(own, may=opened.may, cohort=opened.cohort),
        "opens_assessments": opened.may.drafts or can(request.user, Capability.TEACH, on=today(at)),
    }
    return render(request, "learners/map_competency.html", {**opened.context, **context})
