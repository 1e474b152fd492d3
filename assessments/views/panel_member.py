"""The side of a panel's members, who have no account: a link opens it, one question a page.

The secret of the link leaves the address at once and is never kept: the browser's session holds its digest,
so that a link which was renewed or taken back opens nothing there either.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Concatenate, Final, ParamSpec, cast
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms_panels import JudgementForm
from assessments.models import PanelMember
from assessments.panel_page import Judging, judging_of
from assessments.services import panels
from assessments.services.errors import Refused
from assessments.services.handing_in import is_blank
from assessments.services.panel_errors import LinkNotValid
from assessments.sitting import Question
from people.decorators import PlainView

P = ParamSpec("P")
LINKS: Final = "panel_links"
STALE: Final = "assessments:panel-stale"
MemberView = Callable[Concatenate[HttpRequest, PanelMember, P], HttpResponse]


@never_cache
@require_safe
def panel_link(request: HttpRequest, token: str) -> HttpResponse:
    """Remember in this browser whose link was opened, and go where the address does not carry it."""
    try:
        member = panels.member_of(secret=token, at=timezone.now())
    except LinkNotValid:
        return _away(redirect(STALE))
    held = request.session.get(LINKS, {})
    request.session[LINKS] = {**held, str(member.public_id): sha256(token.encode()).hexdigest()}
    return _away(redirect("assessments:panel-member", member.public_id))


def _away(answer: HttpResponse) -> HttpResponse:
    """See to it that nobody is told the address with the secret."""
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
@require_safe
def panel_stale(request: HttpRequest) -> HttpResponse:
    """Say that a link opens nothing (any more), and what to do."""
    return render(request, "assessments/panel_stale.html", status=410)


def member_here(request: HttpRequest, public_id: UUID) -> PanelMember:
    """Return the member whose link was opened in this browser. Raises LinkNotValid."""
    digest = request.session.get(LINKS, {}).get(str(public_id), "")
    member = panels.member_by(digest=digest, at=timezone.now())
    if member.public_id != public_id:
        raise LinkNotValid
    return member


def _members_only(view: MemberView[P]) -> PlainView[Concatenate[UUID, P]]:
    @wraps(view)
    def checked(request: HttpRequest, public_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            member = member_here(request, public_id)
        except LinkNotValid:
            return render(request, "assessments/panel_stale.html", status=410)
        return view(request, member, *args, **kwargs)

    # The first argument is given by position or by name, which the type cannot say.
    return cast("PlainView[Concatenate[UUID, P]]", never_cache(checked))


def _judging(member: PanelMember) -> Judging:
    return judging_of(member, get_language() or "en")


@_members_only
@require_safe
def panel_member(request: HttpRequest, member: PanelMember) -> HttpResponse:
    """Show a member what is asked of them, and how far they are."""
    return render(request, "assessments/panel_member.html", {"judging": _judging(member), "member": member})


@_members_only
@require_http_methods(["GET", "HEAD", "POST"])
def panel_judge(request: HttpRequest, member: PanelMember, position: int) -> HttpResponse:
    """Show one question without its key, or save what the member answered and go on."""
    judging = _judging(member)
    question = judging.at(position)
    if question is None:
        raise Http404
    if not judging.is_open:
        return redirect("assessments:panel-member", member.public_id)
    form = JudgementForm(
        request.POST if request.method == "POST" else None,
        kind=question.kind,
        body=question.body,
        initial={"remark": judging.remarks.get(position, "")},
    )
    error = ""
    if request.method == "POST":
        if form.is_valid():
            try:
                _save(judging, question, form)
            except Refused as refused:
                error = " ".join(refused.messages)
            else:
                return _onward(judging, question, form)
        else:
            error = form.refusal
    context = {
        "judging": judging,
        "member": member,
        "question": question,
        "form": form,
        "error": error,
        "is_last": position == len(judging.questions),
    }
    return render(request, "assessments/panel_judge.html", context, status=422 if error else 200)


def _save(judging: Judging, question: Question, form: JudgementForm) -> None:
    """Keep the answer and the remark; what says nothing is not kept, unless it takes something back."""
    given = form.cleaned_data
    says_nothing = is_blank(given["value"]) and not given["remark"].strip()
    if says_nothing and question.position not in judging.remarks:
        return
    panels.save_judgement(
        member=judging.member,
        panel_item=judging.rows[question.position],
        values=given["value"],
        remark=given["remark"],
        at=timezone.now(),
    )


def _onward(judging: Judging, question: Question, form: JudgementForm) -> HttpResponse:
    """Go where the pressed button leads; past the last question, to the end."""
    public_id, go = judging.member.public_id, form.cleaned_data["go"]
    if form.moved:
        here = reverse("assessments:panel-judge", args=[public_id, question.position])
        return redirect(f"{here}#{quote(form.moved)}")
    wanted = {"next": question.position + 1, "back": question.position - 1}.get(go)
    wanted = wanted if wanted is not None else int(go) if go.isdecimal() else 0
    if judging.at(wanted) is not None:
        return redirect("assessments:panel-judge", public_id, wanted)
    if go == "next":
        return redirect("assessments:panel-finish", public_id)
    return redirect("assessments:panel-member", public_id)


@_members_only
@require_http_methods(["GET", "HEAD", "POST"])
def panel_finish(request: HttpRequest, member: PanelMember) -> HttpResponse:
    """Show what is left, then let the member say that they are done."""
    judging = _judging(member)
    if request.method == "POST" and judging.is_open:
        panels.finish(member=member, at=timezone.now())
        return redirect("assessments:panel-member", member.public_id)
    if not judging.is_open:
        return redirect("assessments:panel-member", member.public_id)
    return render(request, "assessments/panel_finish.html", {"judging": judging, "member": member})
