"""Comments that a marker keeps to use again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from assessments.models import SavedComment
from people.models import User


@transaction.atomic
def save_comment(*, author: User, text: str, is_shared: bool, at: datetime) -> SavedComment:
    """Keep a comment, for oneself or for everyone who marks. The same text twice is one comment, of which
    the last choice to share holds. Raises ValidationError for an empty or too long text."""
    text = text.strip()
    comment = SavedComment.objects.filter(author=author, text=text).first()
    comment = comment or SavedComment(author=author, text=text, created_at=at)
    comment.is_shared = is_shared
    comment.full_clean()
    comment.save()
    return comment


def delete_comment(*, comment: SavedComment) -> None:
    """Forget a comment. Marks in which it was used keep their text."""
    SavedComment.objects.filter(pk=comment.pk).delete()
