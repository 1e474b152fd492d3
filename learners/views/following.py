"""Ending that a cohort follows a framework."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from competencies.models import Framework
from learners.matrix import following
from learners.services.following import replaced_by, stop_following
from people.access import Capability, can, today
from people.decorators import SignedInRequest, demand, find, signed_in
from people.models import Cohort


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def framework_end(request: SignedInRequest, public_id: UUID, framework_id: UUID) -> HttpResponse:
    """Ask, saying what stays, then let a cohort follow a framework no longer."""
    on = today(timezone.now())
    cohort = find(Cohort.objects.visible_to(request.user, on=on), public_id)
    demand(can(request.user, Capability.MANAGE, on=on, cohort=cohort))
    framework = get_object_or_404(Framework, public_id=framework_id)
    followed = following(cohort, on=on).filter(framework_version__framework=framework).first()
    if request.method != "POST" and followed is not None:
        since_today = followed.starts_on >= on
        replaced = replaced_by(followed) if since_today else None
        context = {"cohort": cohort, "followed": followed, "since_today": since_today, "replaced": replaced}
        return render(request, "learners/framework_end.html", context)
    said = {"cohort": cohort, "framework": framework}
    if request.method == "POST" and stop_following(cohort=cohort, framework=framework, on=on):
        messages.success(request, _("%(cohort)s follows %(framework)s no longer.") % said)
    else:
        messages.info(request, _("%(cohort)s does not follow %(framework)s.") % said)
    return redirect("learners:cohort-framework", public_id=cohort.public_id)
