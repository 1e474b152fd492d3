"""A group of a cohort: who is in it, who joins, who leaves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.decorators import SignedInRequest, signed_in
from people.forms import GroupJoinForm
from people.models import Enrolment, GroupSpell, User
from people.querysets import recorded_q
from people.services.enrolling import ONE_DAY
from people.services.errors import RefusedError
from people.services.grouping import join_many, leave_group
from people.views.pages import done, form_page, managed_group, this_day, to_group, way_to


@require_safe
@signed_in
def group_detail(request: SignedInRequest, group_id: UUID) -> HttpResponse:
    """Show who is in the group today, and who was."""
    group = managed_group(request, group_id)
    spells = GroupSpell.objects.filter(recorded_q(), group=group).select_related("user")
    on = this_day()
    context = {
        "group": group,
        "crumbs": way_to(group.cohort),
        "members": [spell for spell in spells if spell.ends_on is None or spell.ends_on >= on],
        "former": [spell for spell in spells if spell.ends_on is not None and spell.ends_on < on],
    }
    return render(request, "people/group.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def group_join(request: SignedInRequest, group_id: UUID) -> HttpResponse:
    """Put learners of the cohort into the group."""
    group = managed_group(request, group_id)
    on = this_day()
    enrolled = Enrolment.objects.running(on).filter(cohort=group.cohort).values("user_id")
    members = GroupSpell.objects.running(on).filter(group=group).values("user_id")
    free = User.objects.living().filter(pk__in=enrolled).exclude(pk__in=members)
    form = GroupJoinForm(request.POST or None, learners=free, initial={"starts_on": on})

    def verb() -> None:
        data = form.cleaned_data
        ids = [learner.pk for learner in data["learners"]]
        joined = join_many(group=group, user_ids=ids, starts_on=data["starts_on"], at=timezone.now())
        said = ngettext("%(count)d learner joined.", "%(count)d learners joined.", len(joined))
        messages.success(request, said % {"count": len(joined)})
        if left_out := len(ids) - len(joined):
            said = ngettext(
                "%(count)d was left out: not in the cohort on that day, or in the group already.",
                "%(count)d were left out: not in the cohort on that day, or in the group already.",
                left_out,
            )
            messages.warning(request, said % {"count": left_out})

    if done(request, form, verb):
        return redirect(to_group(group))
    return form_page(
        request,
        form,
        title=_("Who joins %(group)s") % {"group": group},
        submit=_("Join"),
        crumbs=way_to(group),
    )


@require_POST
@signed_in
def group_leave(request: SignedInRequest, group_id: UUID, person_id: UUID) -> HttpResponse:
    """Take a learner out of the group from today on."""
    group = managed_group(request, group_id)
    spells = GroupSpell.objects.filter(recorded_q(), group=group, user__public_id=person_id)
    spell = get_object_or_404(spells.filter(ends_on__isnull=True).select_related("user"))
    try:
        leave_group(spell=spell, ends_on=this_day() - ONE_DAY, at=timezone.now())
    except RefusedError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("%(person)s is out of the group.") % {"person": spell.user})
    return redirect(to_group(group))
