"""Fields that several forms share."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from common.labels import labelled
from competencies.models import Reference

TAG_LENGTH = 40
MOST_TAGS = 20


class ReferencesField(forms.ModelMultipleChoiceField[Reference]):
    """Works to cite, each named as it will be cited."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(queryset=Reference.objects.all(), widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj: Reference) -> str:
        """Return the citation, with the beginning of the title where it is not that already."""
        if obj.is_named_by_title:
            return Truncator(obj.citation).chars(110)
        return labelled(obj.citation, Truncator(obj.title).chars(80))


class TagsField(forms.CharField):
    """A few words, parted by commas; the value is a tuple of them, each once."""

    def to_python(self, value: Any) -> Any:
        """Return the words."""
        text = super().to_python(value) or ""
        tags = tuple(dict.fromkeys(tag for part in text.split(",") if (tag := " ".join(part.split()))))
        if len(tags) > MOST_TAGS or any(len(tag) > TAG_LENGTH for tag in tags):
            raise ValidationError(
                _("Give at most %(most)d tags of at most %(length)d characters, parted by commas."),
                params={"most": MOST_TAGS, "length": TAG_LENGTH},
            )
        return tags

    def prepare_value(self, value: Any) -> Any:
        """Return the words as one line."""
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def run_validators(self, value: Any) -> None:
        """The tags were checked one by one."""


class IdsField(forms.Field):
    """Public ids, as many inputs of one name."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[UUID]:
        """Return the ids in the order in which they were sent."""
        try:
            return [UUID(one) for one in value or ()]
        except ValueError as error:
            raise ValidationError(_("That is not a section of this module.")) from error


class SeenMixin(forms.BaseForm):
    """A form that carries the mark of the text that was opened."""

    def see_again(self, mark: str, refusal: Exception) -> None:
        """Say why the text was not saved, and let it be saved over the one that `mark` stands for."""
        data = cast("QueryDict", self.data).copy()
        data["seen"] = mark
        self.data = data
        self.add_error(None, str(refusal))

    def look_only(self) -> None:
        """Show what was filled in without judging it."""
        self._errors = ErrorDict()
