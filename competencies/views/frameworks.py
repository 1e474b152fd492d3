"""Frameworks as they can be read."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from competencies.crosswalks import crosswalks_of
from competencies.models import Competency, FrameworkVersion
from people.access import is_staff_anywhere, today
from people.decorators import SignedInRequest, signed_in


@signed_in
@require_safe
def framework_list(request: SignedInRequest) -> HttpResponse:
    """List the frameworks in force and, for who drafts content, the drafts."""
    on = today(timezone.now())
    versions = (
        FrameworkVersion.objects.visible_to(request.user, on=on)
        .exclude(state="retired")
        .with_counts()
        .order_by("framework__title", "-n")
    )
    if len(versions) == 1:
        return redirect(versions[0].framework)
    return render(request, "competencies/framework_list.html", {"versions": versions})


def in_order(version: FrameworkVersion) -> list[Competency]:
    """Return the competencies of a version with its tree, in the order of the framework."""
    competencies = []
    for domain in version.domains.all():
        for competency in domain.competencies.all():
            competency.domain = domain
            competencies.append(competency)
    return sorted(competencies, key=lambda competency: competency.position)


@signed_in
@require_safe
def framework_detail(request: SignedInRequest, code: str, n: int | None = None) -> HttpResponse:
    """Show one version: the one in force, or the newest that may be read, or the one that is named."""
    on = today(timezone.now())
    versions = FrameworkVersion.objects.visible_to(request.user, on=on).filter(framework__code=code)
    rows = versions.with_tree()
    version = (rows.in_force_first() if n is None else rows.filter(n=n)).first()
    if version is None:
        raise Http404
    context = {
        "version": version,
        "competencies": in_order(version),
        "others": versions.exclude(pk=version.pk).order_by("-n"),
        "crosswalks": crosswalks_of(version),
        "is_staff": is_staff_anywhere(request.user, on=on),
    }
    return render(request, "competencies/framework_detail.html", context)
