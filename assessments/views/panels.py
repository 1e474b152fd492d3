"""Expert panels for those who keep the bank: drawing one up, its items, and the links of its members."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.bank import kind_label, name_of
from assessments.filters_bank import BankFilter
from assessments.forms_panels import InviteForm, ItemsForm, PanelForm
from assessments.models import Item, Panel, PanelMember
from assessments.panel_keys import RULES
from assessments.panel_page import item_name, newest_versions, panel_page
from assessments.services import panels
from assessments.services.errors import Refused
from assessments.services.panels import Invitation
from assessments.views.bank import bank_only, may_publish
from competencies.models.state import ContentState
from people.access import today
from people.decorators import SignedInRequest, find

PER_PAGE: Final = 30
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Issued:
    """A link as it is shown, once, to who asked for it, and whether it was mailed."""

    member: PanelMember
    link: str
    mailed: bool


@bank_only
@require_safe
def panel_list(request: SignedInRequest) -> HttpResponse:
    """List the panels, the newest first, with how far each is."""
    active = Q(members__withdrawn_at__isnull=True)
    rows = Panel.objects.annotate(
        item_count=Count("items", distinct=True),
        member_count=Count("members", filter=active, distinct=True),
        finished_count=Count("members", filter=active & Q(members__finished_at__isnull=False), distinct=True),
    ).order_by("-created_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "assessments/panel_list.html", {"page": page})


@bank_only
@require_http_methods(["GET", "HEAD", "POST"])
def panel_create(request: SignedInRequest) -> HttpResponse:
    """Draw up a panel."""
    form = PanelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        panel = panels.create_panel(**form.cleaned_data, by=request.user, at=timezone.now())
        return redirect("assessments:panel-items", panel.public_id)
    context = {"form": form, "panel": None}
    return render(request, "assessments/panel_form.html", context, status=422 if form.errors else 200)


@bank_only
@require_http_methods(["GET", "HEAD", "POST"])
def panel_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change what a panel is, as far as it still can be."""
    panel = find(Panel.objects.all(), public_id)
    fields = ("title", "instructions", "rule", "least_agreement", "closes_on")
    form = PanelForm(
        request.POST or None,
        settled=panel.state != Panel.State.DRAFT,
        initial={name: getattr(panel, name) for name in fields},
    )
    if request.method == "POST" and form.is_valid():
        try:
            panels.change_panel(panel=panel, **form.cleaned_data)
        except Refused as refused:
            messages.error(request, " ".join(refused.messages))
        return redirect("assessments:panel-detail", public_id)
    context = {"form": form, "panel": panel}
    return render(request, "assessments/panel_form.html", context, status=422 if form.errors else 200)


@bank_only
@require_safe
def panel_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a panel: its items, its members, and how far each of them is."""
    return panel_shown(request, find(Panel.objects.all(), public_id))


def panel_shown(request: SignedInRequest, panel: Panel, issued: Issued | None = None) -> HttpResponse:
    """Return the page of a panel, with a link that was just made where there is one."""
    page = panel_page(panel)
    context = {
        "page": page,
        "panel": panel,
        "items": [{"row": one, "name": item_name(one)} for one in page.items],
        "can_open": page.is_draft and page.items and len(page.active) >= panels.FEWEST_MEMBERS,
        "may_publish": may_publish(request),
        "issued": issued,
        "at": timezone.now(),
    }
    return render(request, "assessments/panel_detail.html", context)


@bank_only
@require_http_methods(["GET", "HEAD", "POST"])
def panel_items(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the items of the bank that a panel can key and does not have yet; add those chosen."""
    panel = find(Panel.objects.all(), public_id)
    if panel.state != Panel.State.DRAFT:
        return redirect("assessments:panel-detail", public_id)
    offered = _offered(panel)
    form = ItemsForm(request.POST or None, items=offered)
    if request.method == "POST" and form.is_valid():
        return _add(request, panel, list(form.cleaned_data["item"]))
    found = BankFilter(request.GET, queryset=offered, on=today(timezone.now()))
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "panel": panel,
        "form": form,
        "filter": found,
        "page": page,
        "rows": [
            {
                "item": item,
                "name": name_of(item, str(getattr(item, "stem", "") or "")),
                "kind": kind_label(getattr(item, "kind", "")),
            }
            for item in page
        ],
    }
    return render(request, "assessments/panel_items.html", context, status=422 if form.errors else 200)


def _offered(panel: Panel) -> QuerySet[Item]:
    """The items in review or published, of the kinds that a panel can key, but for those that it has."""
    held = panel.items.values("item_version__item")
    states = (ContentState.IN_REVIEW, ContentState.PUBLISHED)
    rows = Item.objects.with_newest().filter(Q(kind__in=tuple(RULES), newest__isnull=False), state__in=states)
    return rows.exclude(pk__in=held).select_related("competency").order_by("competency__position", "code")


def _add(request: SignedInRequest, panel: Panel, items: list[Item]) -> HttpResponse:
    try:
        panels.add_panel_items(panel=panel, items=newest_versions(items))
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        said = ngettext("%(n)s item is added.", "%(n)s items are added.", len(items))
        messages.success(request, said % {"n": len(items)})
    return HttpResponseRedirect(request.get_full_path())


@bank_only
@require_POST
def panel_item_out(request: SignedInRequest, public_id: UUID, position: int) -> HttpResponse:
    """Take an item out of a panel that has not begun."""
    panel = find(Panel.objects.all(), public_id)
    try:
        panels.take_out_item(panel=panel, position=position)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(f"{reverse('assessments:panel-detail', args=[public_id])}#items")


@bank_only
@require_http_methods(["GET", "HEAD", "POST"])
def panel_invite(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Invite a member; then show their link, once."""
    panel = find(Panel.objects.all(), public_id)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        try:
            return _handed_out(
                request, panel, panels.invite_member(panel=panel, **form.cleaned_data, at=at), at
            )
        except Refused as refused:
            form.add_error(None, refused)
    context = {"form": form, "panel": panel, "days": panels.LINK_LIFE.days}
    return render(request, "assessments/panel_invite.html", context, status=422 if form.errors else 200)


def _member(public_id: UUID, member_id: UUID) -> PanelMember:
    return find(PanelMember.objects.select_related("panel").filter(panel__public_id=public_id), member_id)


@bank_only
@require_POST
def panel_renew(request: SignedInRequest, public_id: UUID, member_id: UUID) -> HttpResponse:
    """Give a member a new link, and show it once. The old one stops working."""
    member = _member(public_id, member_id)
    at = timezone.now()
    return _handed_out(request, member.panel, panels.renew_link(member=member, at=at), at)


@bank_only
@require_http_methods(["GET", "HEAD", "POST"])
def panel_withdraw(request: SignedInRequest, public_id: UUID, member_id: UUID) -> HttpResponse:
    """Ask, then take a member's link back."""
    member = _member(public_id, member_id)
    if request.method == "POST":
        panels.withdraw_member(member=member, at=timezone.now())
        messages.success(request, _("The link of %(name)s is taken back.") % {"name": member.name})
        return redirect("assessments:panel-detail", public_id)
    return render(request, "assessments/panel_withdraw.html", {"member": member, "panel": member.panel})


def _handed_out(request: SignedInRequest, panel: Panel, invitation: Invitation, at: datetime) -> HttpResponse:
    """Mail the link where there is an address, and show it this once."""
    member = invitation.member
    link = request.build_absolute_uri(reverse("assessments:panel-link", args=[invitation.secret]))
    mailed = bool(member.email) and _mailed(request, panel, member, link)
    return panel_shown(request, panel, Issued(member, link, mailed))


def _mailed(request: SignedInRequest, panel: Panel, member: PanelMember, link: str) -> bool:
    """Mail a member their link. A server that cannot mail is no reason to lose the link."""
    context = {"link": link, "member": member, "panel": panel}
    try:
        get_adapter(request).send_mail("assessments/mail/panel", member.email, context)
    except OSError:
        log.exception("the link of a panel could not be mailed")
        return False
    return True
