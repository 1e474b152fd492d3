"""What the marking page asks for beside the mark: a saved comment to use, or one to save."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet

from assessments.forms import MarkForm
from assessments.models import SavedComment
from people.models import User


def saved_comments(user: User) -> QuerySet[SavedComment]:
    """Return the comments that a marker can use: their own, and those that others share."""
    return SavedComment.objects.filter(Q(author=user) | Q(is_shared=True)).order_by("text", "pk")


class CommentActForm(forms.Form):
    """`insert` names a saved comment; `keep` says to save what stands in the comment, for whom."""

    MINE, SHARED = "mine", "shared"

    insert = forms.ModelChoiceField(
        queryset=SavedComment.objects.none(), to_field_name="public_id", required=False
    )
    keep = forms.ChoiceField(choices=[("", ""), (MINE, MINE), (SHARED, SHARED)], required=False)
    comment = forms.CharField(required=False, max_length=2000)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[SavedComment]", self.fields["insert"])
        field.queryset = saved_comments(user)

    @property
    def is_asked(self) -> bool:
        """Whether a button of the comments was pressed. For a valid form."""
        return bool(self.cleaned_data["insert"] or self.cleaned_data["keep"])


def replace_comment(form: MarkForm, text: str) -> MarkForm:
    """Return the form as it was sent with another comment, not checked: nothing is complained about yet."""
    shown: dict[str, Any] = {name: form.data.get(name) for name in form.fields}
    form.initial = {**form.initial, **shown, "comment": text}
    form.is_bound = False
    return form
