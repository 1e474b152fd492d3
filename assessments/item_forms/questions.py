"""The question that every kind has, with the fields that several kinds ask with."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from assessments.choices import KeyStatus, Tier
from assessments.kinds import get_kind
from assessments.kinds.base import ScoredBy
from assessments.services.authoring import usual_tier

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST: Final = 8_000


def long_text(
    label: StrOrPromise, *, rows: int = 3, required: bool = False, **kwargs: Any
) -> forms.CharField:
    """A field for a text of some lines."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        **kwargs,
    )


def percent_field(label: StrOrPromise, *, least: int = 0, **kwargs: Any) -> forms.DecimalField:
    """A field for a share of the credit in per cent."""
    return forms.DecimalField(
        label=label,
        required=False,
        localize=True,
        max_digits=8,
        decimal_places=5,
        min_value=least,
        max_value=100,
        **kwargs,
    )


class QuestionForm(forms.Form):
    """What every question has. Kinds add their own fields, which `order_fields` puts behind the stem."""

    own: ClassVar[tuple[str, ...]] = ()
    """The fields of the kind, drawn with the question."""

    stem = long_text(
        _("Question"),
        rows=5,
        required=True,
        help_text=_("The case and what is asked, in Markdown. Ask one thing, in a full question."),
        error_messages={"required": _("Write the question.")},
    )
    picture = forms.FileField(
        label=_("Add a picture"),
        required=False,
        help_text=_("PNG, JPEG, WebP or GIF, at most 5 MB. It stands below the question."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
    picture_alt = forms.CharField(
        label=_("What the picture shows"),
        required=False,
        max_length=500,
        help_text=_("For those who cannot see it, without giving the answer away."),
    )
    rationale = long_text(
        _("Explanation"), help_text=_("Why the key is right. Learners read it with their result.")
    )
    tier = forms.ChoiceField(
        label=_("Tier"),
        choices=Tier.choices,
        help_text=_("What an answer can show at most. It decides which level the evidence can reach."),
    )
    points = forms.DecimalField(
        label=_("Points"),
        initial=1,
        localize=True,
        max_digits=5,
        decimal_places=2,
        validators=[
            MinValueValidator(Decimal("0.01"), _("Give more than 0 points.")),
            MaxValueValidator(100, _("Give 100 points at most.")),
        ],
    )
    key_status = forms.ChoiceField(
        label=_("The key"),
        choices=[
            (KeyStatus.PROPOSED, _("is proposed by its author")),
            (KeyStatus.SOURCED, _("follows from a source that the explanation names")),
        ],
        initial=KeyStatus.PROPOSED,
    )
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        kwargs["use_required_attribute"] = False  # a browser would stop "add a row"
        super().__init__(*args, **kwargs)
        self.fields["tier"].initial = usual_tier(kind)
        self.fields["language"].initial = settings.LANGUAGE_CODE[:2]
        if get_kind(kind).scored_by is ScoredBy.PERSON:
            del self.fields["key_status"]

    def clean(self) -> dict[str, Any]:
        """A picture comes with its words."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("picture") and not given.get("picture_alt", "").strip():
            self.add_error(
                "picture_alt", _("Say in words what the picture shows, for those who cannot see it.")
            )
        return given

    def own_fields(self) -> list[BoundField]:
        """The fields that only this kind has."""
        return [self[name] for name in self.own]
