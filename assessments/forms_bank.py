"""What the pages of the bank ask for beside the question itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Item
from assessments.services.authoring import LONGEST_TAG
from assessments.services.bank import STEPS, ItemFacts
from common.fields import DayField
from competencies.forms import AboutForm
from competencies.forms.fields import ReferencesField
from competencies.models import Competency, Indicator, Reference

TAG = "tag"
REVIEWED = "reviewed"
ACTS = (*STEPS, TAG, REVIEWED)
MOST_TAGS = 20


class TagsField(forms.CharField):
    """Tags, parted by commas; gives a tuple."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=1000, **kwargs)

    def clean(self, value: Any) -> tuple[str, ...]:
        """Return the tags, without blanks."""
        tags = tuple(tag.strip() for tag in super().clean(value).split(",") if tag.strip())
        if len(tags) > MOST_TAGS:
            raise forms.ValidationError(_("Give 20 tags at most."))
        if any(len(tag) > LONGEST_TAG for tag in tags):
            raise forms.ValidationError(_("Keep each tag to 50 characters; commas part them."))
        return tags


class FactsForm(forms.Form):
    """What an item measures, and what helps to find and keep it."""

    title = forms.CharField(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("For lists. Without one the beginning of the question stands there."),
    )
    competency = forms.ModelChoiceField(
        label=_("Competency"),
        queryset=Competency.objects.attachable(),
        to_field_name="public_id",
        required=False,
        empty_label=_("None yet"),
        help_text=_("What an answer is evidence for. It is needed before the item is published."),
        error_messages={"invalid_choice": _("Choose one of the competencies in the list.")},
    )
    indicators = forms.ModelMultipleChoiceField(
        label=_("Indicators"),
        queryset=Indicator.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose indicators of the competency.")},
    )
    difficulty = forms.ChoiceField(
        label=_("Difficulty"), choices=Item.Difficulty.choices, initial=Item.Difficulty.MEDIUM
    )
    jurisdiction = forms.CharField(
        label=_("Jurisdiction"),
        required=False,
        max_length=50,
        help_text=_("Where the key holds, if law or rules decide: a country or province, or “any”."),
    )
    tags = TagsField(label=_("Tags"), help_text=_("Parted by commas."))
    review_on = DayField(
        label=_("Review on"), required=False, help_text=_("When somebody is to look whether it still holds.")
    )
    references = ReferencesField(
        label=_("Sources"), help_text=_("Works that the question or its key rests on.")
    )

    def __init__(
        self,
        *args: Any,
        item: Item | None = None,
        about: AboutForm | None = None,
        keeps: bool = False,
        **kwargs: Any,
    ) -> None:
        """`about`: what a new item is written for. `keeps`: the competency can change no more."""
        if item is not None:
            kwargs.setdefault("initial", _facts_of(item))
        wanted = about.about() if about else None
        if about and wanted:
            kwargs["initial"] = {"competency": wanted.public_id, "indicators": about.indicators()}
        super().__init__(*args, **kwargs)
        competency = item.competency_id if item else wanted and wanted.pk
        indicators = (
            Indicator.objects.filter(competency=competency) if competency else Indicator.objects.none()
        )
        self.fields["indicators"].queryset = indicators.order_by("position")  # type: ignore[attr-defined]
        if competency is None:
            del self.fields["indicators"]
        if not Reference.objects.exists():
            del self.fields["references"]
        if keeps:
            self.fields["competency"].disabled = True
            self.fields["competency"].help_text = _(
                "It stays: results rest on it. Write a new item for another."
            )

    def facts(self) -> ItemFacts:
        """What was given. Indicators of another competency than the chosen one are left out."""
        given = self.cleaned_data
        competency = given["competency"]
        kept = [
            one for one in given.get("indicators", ()) if competency and one.competency_id == competency.pk
        ]
        names = ("title", "competency", "difficulty", "jurisdiction", "tags", "review_on")
        return ItemFacts(
            indicators=tuple(kept),
            references=tuple(given.get("references", ())),
            **{name: given[name] for name in names},
        )


class ActForm(forms.Form):
    """What is to be done with chosen items: into which state, tagged, or looked at again on which day.

    `item` names the chosen ones, `everything` all that fit the filters which travel along. `sure` says that
    the person saw what will happen.
    """

    do = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    item = forms.ModelMultipleChoiceField(
        queryset=Item.objects.all(), to_field_name="public_id", required=False
    )
    everything = forms.BooleanField(required=False)
    sure = forms.BooleanField(required=False)


class AskForm(forms.Form):
    """Why an item's form was sent: for a further row of a group (`more`), for hints (`check`), else to be
    saved. `own` is the item itself, which is not to be found like itself; `seen` is the number of the version
    that the author had before them."""

    more = forms.SlugField(required=False)
    check = forms.BooleanField(required=False)
    own = forms.UUIDField(required=False)
    seen = forms.IntegerField(required=False, min_value=1)

    @property
    def is_asking(self) -> bool:
        """Whether nothing is to be saved."""
        return bool(self.is_valid() and (self.cleaned_data["more"] or self.cleaned_data["check"]))


class TagForm(forms.Form):
    """Tags to add to and to take from chosen items."""

    add = TagsField(label=_("Add"), help_text=_("Parted by commas."))
    remove = forms.MultipleChoiceField(
        label=_("Take away"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, items: Iterable[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tags = sorted({tag for item in items for tag in item.tags}, key=str.casefold)
        self.fields["remove"].choices = [(tag, tag) for tag in tags]  # type: ignore[attr-defined]
        if not tags:
            del self.fields["remove"]

    def clean(self) -> dict[str, Any]:
        """Something is to be changed."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not given.get("add") and not given.get("remove"):
            raise forms.ValidationError(_("Give a tag to add, or choose one to take away."))
        return given


class ReviewForm(forms.Form):
    """When to look at items again."""

    on = DayField(
        label=_("Look at it again on"),
        error_messages={"required": _("Choose the day of the next review.")},
    )


def _facts_of(item: Item) -> dict[str, Any]:
    return {
        "title": item.title,
        "competency": item.competency and item.competency.public_id,
        "indicators": list(item.indicators.values_list("pk", flat=True)),
        "difficulty": item.difficulty,
        "jurisdiction": item.jurisdiction,
        "tags": ", ".join(item.tags),
        "review_on": item.review_on,
        "references": list(item.references.values_list("pk", flat=True)),
    }
