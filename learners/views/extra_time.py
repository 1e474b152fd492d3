"""Extra time for a learner: what stands for all that comes, and what is for one assessment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.models import Administration
from assessments.services.administering import grant_extra_time, revoke_extra_time
from learners.extra_time import ExtraTimePage, extra_time_page
from learners.forms_extra_time import ExtraTimeForm, RevokeForm
from learners.matrix import shared_cohort
from learners.rules import grants_extra_time
from people.access import today
from people.decorators import SignedInRequest, demand, find, signed_in
from people.models import User


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def extra_time(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a learner's extra time to those who lead them, and grant some."""
    at = timezone.now()
    learner = _found(request, public_id, at)
    page = extra_time_page(learner, viewer=request.user, at=at)
    form = ExtraTimeForm(request.POST or None, given=page.given)
    if request.method == "POST" and form.is_valid():
        percent = form.cleaned_data["percent"]
        grant_extra_time(
            user=learner, percent=percent, administration=form.administration, by=request.user, at=at
        )
        said = {"name": learner.get_full_name(), "percent": percent}
        messages.success(request, _("%(name)s gets %(percent)s%% more time from now on.") % said)
        return redirect("learners:extra-time", public_id=public_id)
    context = {
        "learner": learner,
        "page": page,
        "form": form,
        "cohort": shared_cohort(request.user, learner, on=today(at)),
    }
    return render(request, "learners/extra_time.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def extra_time_revoke(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take back what stands for all, or what is for one assessment."""
    at = timezone.now()
    learner = _found(request, public_id, at)
    form = RevokeForm(request.POST)
    held, administration = _asked(extra_time_page(learner, viewer=request.user, at=at), form)
    if held and revoke_extra_time(user=learner, administration=administration):
        messages.success(request, _("Taken back. A sitting that has begun keeps its time."))
    else:
        messages.info(request, _("There was no such extra time any more."))
    return redirect("learners:extra-time", public_id=public_id)


def _asked(page: ExtraTimePage, form: RevokeForm) -> tuple[bool, Administration | None]:
    """Whether the learner has the extra time that is to be taken back, and what it is for."""
    if not form.is_valid():
        return False, None
    wanted = form.cleaned_data["what"]
    if wanted is None:
        return page.standing is not None, None
    for one in page.single:
        if one.assignment is not None and one.assignment.public_id == wanted:
            return True, one.assignment.administration
    return False, None


def _found(request: SignedInRequest, public_id: UUID, at: datetime) -> User:
    """The learner, for somebody who leads them; 404 to those who may not see them, 403 to others."""
    on = today(at)
    learner: User = find(User.objects.visible_to(request.user, on=on), public_id)
    demand(grants_extra_time(request.user, learner, on=on))
    return learner
