"""The list of the bank, and what is done with many items at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.bank import kind_label, name_of, whole_items
from assessments.bank_acts import LEFT_OUT, done_words, shown_of
from assessments.choices import Tier
from assessments.filters_bank import BankFilter
from assessments.forms_bank import REVIEWED, TAG, ActForm, ReviewForm, TagForm
from assessments.models import Item, ItemKey
from assessments.services import bank
from assessments.services.errors import Refused
from assessments.tables_bank import BankTable
from competencies.models.state import ContentState
from people.access import Capability, can, is_learner, today
from people.decorators import PlainView, SignedInRequest, capable, demand

P = ParamSpec("P")
MOST_AT_ONCE = 500


def bank_only(view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase]) -> PlainView[P]:
    """Let in whoever drafts content anywhere, unless they learn here as well: the bank is full of keys that
    they may be asked for."""

    @wraps(view)
    def checked(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        demand(not is_learner(request.user, on=today(timezone.now())))
        return view(request, *args, **kwargs)

    return never_cache(capable(Capability.DRAFT_CONTENT)(checked))


def may_publish(request: SignedInRequest) -> bool:
    """Whether the person may publish and retire content anywhere."""
    return can(request.user, Capability.PUBLISH_CONTENT, on=today(timezone.now()))


@bank_only
@require_safe
def item_list(request: SignedInRequest) -> HttpResponse:
    """List the items that fit the filters, to open one or to choose some."""
    on = today(timezone.now())
    rows = Item.objects.with_newest().select_related("competency")
    found = BankFilter(request.GET, queryset=rows, on=on)
    table = BankTable(found.qs).shown(request)
    _name_rows([row.record for row in table.page.object_list])
    context = {
        "filter": found,
        "kept": _kept(request.GET),
        "table": table,
        "count": table.page.paginator.count,
        "overdue": Item.objects.overdue_for_review(on).count(),
        "may_publish": may_publish(request),
        "today": on,
    }
    return render(request, "assessments/item_list.html", context)


def _kept(given: QueryDict) -> list[tuple[str, str]]:
    """The filters that are set, as names and values."""
    return [(name, value) for name in BankFilter.base_filters for value in given.getlist(name) if value]


def _name_rows(items: list[Any]) -> None:
    """Give the items of one page their newest version, key and names. One query."""
    newest = ItemKey.objects.filter(version__in=[item.newest for item in items]).order_by("version", "n")
    keys = {key.version_id: key for key in newest}
    for item in items:
        item.name = name_of(item, item.stem or "")
        item.kind_label = kind_label(item.kind) if item.kind else ""
        item.tier_label = Tier(item.tier).label if item.tier else ""
        item.newest_key = keys.get(item.newest)


@dataclass(frozen=True)
class Chosen:
    """The items that somebody chose: those that the act changes, and those that it leaves out."""

    taken: list[Item]
    left: list[Item]


@bank_only
@require_http_methods(["GET", "HEAD", "POST"])
def item_act(request: SignedInRequest) -> HttpResponse:
    """Say what will happen to the chosen items; then do it."""
    given = request.POST if request.method == "POST" else request.GET
    form = ActForm(given)
    if not form.is_valid():
        messages.error(request, _("Choose at least one item, and what to do with it."))
        return redirect("assessments:item-list")
    act = form.cleaned_data["do"]
    demand(act not in {ContentState.PUBLISHED, ContentState.RETIRED} or may_publish(request))
    items = list(_items(form, given)[: MOST_AT_ONCE + 1])
    is_cut, items = len(items) > MOST_AT_ONCE, items[:MOST_AT_ONCE]
    if not items:
        messages.error(request, _("No item was chosen. Tick those that are meant."))
        return redirect(_way_back(given, items))
    chosen = _chosen(items, act)
    more = _more_form(act, chosen.taken, request.POST if form.cleaned_data["sure"] else None)
    ready = request.method == "POST" and form.cleaned_data["sure"] and (more is None or more.is_valid())
    if ready and chosen.taken:
        return _act(request, act, chosen.taken, more, back=_way_back(given, items))
    context = {
        "act": shown_of(act, len(chosen.taken)),
        "chosen": chosen,
        "most": MOST_AT_ONCE if is_cut else 0,
        "why_left": LEFT_OUT.get(act, ""),
        "form": more,
        "back": _way_back(given, items),
        "kept": [(name, value) for name in given for value in given.getlist(name) if name in CARRIED],
    }
    return render(request, "assessments/item_act.html", context, status=422 if more and more.errors else 200)


CARRIED = frozenset({"do", "item", "everything", *BankFilter.base_filters})


def _items(form: ActForm, given: QueryDict) -> QuerySet[Item]:
    rows = Item.objects.with_newest().select_related("competency").order_by("code")
    if form.cleaned_data["everything"]:
        return BankFilter(given, queryset=rows, on=today(timezone.now())).qs  # type: ignore[no-any-return]
    return rows.filter(pk__in=[item.pk for item in form.cleaned_data["item"]])


def _chosen(items: list[Item], act: str) -> Chosen:
    for item in items:
        item.name = name_of(item, getattr(item, "stem", "") or "")  # type: ignore[attr-defined]
    if act in {TAG, REVIEWED}:
        return Chosen(items, [])
    able = {item.pk for item in items if bank.may_step(item, act)}
    if act == ContentState.PUBLISHED:
        able &= whole_items(items)
    return Chosen([one for one in items if one.pk in able], [one for one in items if one.pk not in able])


def _more_form(act: str, items: list[Item], data: QueryDict | None) -> TagForm | ReviewForm | None:
    if act == TAG:
        return TagForm(data, items=items)
    return ReviewForm(data) if act == REVIEWED else None


def _act(
    request: SignedInRequest, act: str, items: list[Item], more: TagForm | ReviewForm | None, *, back: str
) -> HttpResponse:
    by, at = request.user, timezone.now()
    try:
        if isinstance(more, TagForm):
            given = more.cleaned_data
            n = bank.tag_items(items=items, add=given["add"], remove=given.get("remove", ()), by=by, at=at)
        elif isinstance(more, ReviewForm):
            n = bank.set_review_date(items=items, on=more.cleaned_data["on"], by=by, at=at)
        else:
            n = bank.change_state(items=items, to=act, by=by, at=at)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, done_words(act, n))
    return redirect(back)


def _way_back(given: QueryDict, items: list[Item]) -> str:
    """To the item that one was sent from, else to the list with its filters."""
    if len(given.getlist("item")) == 1 and len(items) == 1 and not given.get("everything"):
        return reverse("assessments:item-detail", args=[items[0].public_id])
    query = urlencode(_kept(given))
    return reverse("assessments:item-list") + (f"?{query}" if query else "")
