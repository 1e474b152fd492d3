"""The comment bank: what a marker keeps, shares and deletes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.models import SavedComment
from assessments.services.comments import delete_comment, save_comment
from people.access import Capability
from people.decorators import SignedInRequest, capable, find


@capable(Capability.TEACH)
@require_safe
def comment_list(request: SignedInRequest) -> HttpResponse:
    """List one's own comments, and those that others share."""
    rows = SavedComment.objects.filter(Q(author=request.user) | Q(is_shared=True)).select_related("author")
    context = {
        "mine": [one for one in rows if one.author_id == request.user.pk],
        "others": [one for one in rows if one.author_id != request.user.pk],
    }
    return render(request, "assessments/marking_comments.html", context)


@capable(Capability.TEACH)
@require_POST
def comment_share(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Share an own comment with everyone who marks, or keep it to oneself again."""
    comment = find(SavedComment.objects.filter(author=request.user), public_id)
    save_comment(author=request.user, text=comment.text, is_shared=not comment.is_shared, at=timezone.now())
    return redirect("assessments:comment-list")


@capable(Capability.TEACH)
@require_POST
def comment_delete(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Forget an own comment."""
    delete_comment(comment=find(SavedComment.objects.filter(author=request.user), public_id))
    messages.success(request, _("The comment is deleted. Marks in which it was used keep it."))
    return redirect("assessments:comment-list")
