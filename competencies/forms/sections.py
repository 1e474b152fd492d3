"""Sections of a module: their text, and their order."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from common.markdown import LONGEST
from competencies.forms.fields import IdsField, ReferencesField, SeenMixin
from competencies.models import Section
from competencies.services.sections import SectionText, section_mark

_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SHOWN_ELSEWHERE = frozenset({Section.Kind.VIDEO, Section.Kind.LINK})


class MarkdownForm(forms.Form):
    """A text to look at before it is saved."""

    body = forms.CharField(required=False, max_length=LONGEST, strip=False)


class SectionForm(SeenMixin, forms.ModelForm[Section]):
    """The text of a section. `seen` carries the mark of the text that was opened."""

    body = forms.CharField(
        label=_("Text"),
        help_text=_("Written in Markdown; the preview shows what students will see."),
        max_length=LONGEST,
        error_messages={"required": _("Write what students should read or discuss.")},
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "true"}),
    )
    references = ReferencesField(label=_("References"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Section
        fields = ("kind", "title", "url", "body", "caution", "references")
        widgets = {
            "kind": forms.RadioSelect,
            "caution": forms.Textarea(attrs={"rows": 2}),
        }
        error_messages = {"title": {"required": _("Give the section a title.")}}
        labels = {"caution": _("Caution"), "url": _("Address")}
        help_texts = {
            "caution": _("What has to be said beside the text, such as a figure seen only in the source."),
            "url": _("Where the video or the page is; asked for with these two kinds only."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Section.Kind.choices  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["seen"] = section_mark(self.instance)

    def clean(self) -> dict[str, Any]:
        """Ask for the address or the text, whichever the kind lives by."""
        given = super().clean() or self.cleaned_data
        url = given.get("url", "")
        if given.get("kind") in SHOWN_ELSEWHERE:
            if not url and "url" not in self.errors:
                self.add_error("url", _("Give the address of the video or the page."))
            if self.has_error("body", "required"):
                del self.errors["body"]
                given["body"] = ""
        if url and urlsplit(url).scheme not in {"http", "https"}:
            self.add_error("url", _("Give an address that begins with https:// or http://."))
        return given

    def text(self) -> SectionText:
        """Return what was given, once the form is valid."""
        given = self.cleaned_data
        return SectionText(
            kind=given["kind"],
            title=given["title"],
            body=given["body"],
            url=given["url"],
            caution=given["caution"],
            references=frozenset(reference.pk for reference in given["references"]),
        )


class OrderForm(forms.Form):
    """The order of the sections as it stands on the page, and perhaps one of them to move by a place."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    section = IdsField(required=False)
    move = forms.CharField(required=False, validators=[RegexValidator(rf"^{_UUID}:(up|down)$")])
