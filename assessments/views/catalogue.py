"""Assessments as those see them who write, assign or lead: listed, shown with keys, allowed to count."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.bench import bench_of, drawn_in
from assessments.choices import AssessmentType
from assessments.filters import AssessmentFilter
from assessments.models import Assessment, AssessmentCompetency, AssessmentItem, AssessmentVersion
from assessments.pool import public_to_draw, with_public_items
from assessments.services.administering import allow_counting
from assessments.services.errors import Refused
from assessments.views.attaching import attaching_context
from people.access import Capability, can, is_learner, today
from people.decorators import SignedInRequest, capable, demand, find, staff_only

PER_PAGE = 50


def _demand_teacher(request: SignedInRequest) -> None:
    """Answer 403 unless the person teaches or drafts content anywhere."""
    on = today(timezone.now())
    demand(any(can(request.user, one, on=on) for one in (Capability.TEACH, Capability.DRAFT_CONTENT)))


@staff_only
@require_safe
def assessment_list(request: SignedInRequest) -> HttpResponse:
    """List the assessments by competency, with type, length and whether they may count."""
    _demand_teacher(request)
    attachments = AssessmentCompetency.objects.select_related("competency").order_by("competency__position")
    items = AssessmentItem.objects.filter(version__assessment=OuterRef("pk")).order_by("-version__n")
    of_newest = items.values("version").annotate(n=Count("pk")).values("n")[:1]
    rows = Assessment.objects.annotate(item_count=Coalesce(Subquery(of_newest), 0)).prefetch_related(
        Prefetch("attachments", attachments),
        Prefetch("versions", AssessmentVersion.objects.order_by("-n")),
    )
    found = AssessmentFilter(request.GET, queryset=rows.order_by("code", "pk"))
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    newest = [next(iter(one.versions.all()), None) for one in page]
    context = {
        "filter": found,
        "page": page,
        "public": with_public_items([one for one in newest if one is not None]),
        "may_draft": can(request.user, Capability.DRAFT_CONTENT, on=today(timezone.now())),
    }
    return render(request, "assessments/assessment_list.html", context)


@staff_only
@require_safe
def assessment_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show an assessment as learners see it, with its keys and rules beside it."""
    _demand_teacher(request)
    on = today(timezone.now())
    assessment = find(Assessment.objects.all(), public_id)
    bench = bench_of(assessment, get_language() or "en")
    drafts = can(request.user, Capability.DRAFT_CONTENT, on=on)
    context = {
        **(attaching_context(assessment) if drafts else {"assessment": assessment}),
        "bench": bench,
        "drawn": drawn_in(bench.version) if bench else 0,
        "drafts": drafts,
        "may_assign": can(request.user, Capability.TEACH, on=on)
        and assessment.state == "published"
        and assessment.type != AssessmentType.OBSERVATION,
        "may_allow": can(request.user, Capability.MANAGE, on=on),
        "may_analyse": can(request.user, Capability.TEACH, on=on)
        and assessment.type not in {AssessmentType.OBSERVATION, AssessmentType.SELF_RATING},
        # Who learns here may be given this themselves, so that they do not see keys that are not public.
        "shows_all_keys": not is_learner(request.user, on=on),
    }
    return render(request, "assessments/assessment_detail.html", context)


@capable(Capability.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_allow_counting(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask before an assessment with public questions may count; then allow it."""
    assessment = find(Assessment.objects.exclude(type=AssessmentType.SELF_RATING), public_id)
    bench = bench_of(assessment, get_language() or "en")
    if request.method != "POST":
        public, all_drawn = public_to_draw(bench.version) if bench else (0, 0)
        context = {"bench": bench, "public_drawn": public, "all_drawn": all_drawn}
        return render(request, "assessments/assessment_allow_counting.html", context)
    try:
        allow_counting(assessment=assessment, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("It may count from now on, wherever somebody assigns it so."))
    return redirect("assessments:assessment-detail", public_id)
