"""What a template needs to know about a form field to draw it: its kind, its classes, its errors."""

from __future__ import annotations

from typing import NamedTuple

from django import forms
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from common.local_options import in_its_language


class FieldView:
    """One bound field, ready to be drawn: `kind` is "choice", "check" or "input"."""

    def __init__(self, field: BoundField, *, small: bool = False) -> None:
        self.field = field
        self.small = small
        widget = field.field.widget
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            self.kind = "choice"
        elif isinstance(widget, forms.CheckboxInput):
            self.kind = "check"
        else:
            self.kind = "input"
        # Beside an error that asks for it, "optional" would say the contrary; so it would where an act asks.
        asked = field.field.required or field.errors or getattr(field.field, "asked_for_by_some", False)
        self.optional = not (asked or self.kind == "check")

    @property
    def css(self) -> str:
        """The classes of the control itself."""
        widget = self.field.field.widget
        base = "form-control"
        if self.kind == "check":
            base = "form-check-input"
        elif isinstance(widget, forms.Select):
            base = "form-select"
        parts = [
            base,
            f"{base}-s" if self.small and self.kind == "input" else "",
            widget.attrs.get("class", ""),
        ]
        parts.append("is-invalid" if self.field.errors else "")
        return " ".join(part for part in parts if part)

    def control(self) -> SafeString:
        """Return the control with its classes; Django adds the described-by and invalid states.

        Placeholders are left out: the label and the help say it, and stay while one types.
        """
        return self.field.as_widget(attrs={"class": self.css, "placeholder": False})


class ErrorLink(NamedTuple):
    """One thing to mend: the id of its field (empty for the whole form), the field's label, what to do."""

    target: str
    label: str
    text: str


def error_links(form: BaseForm) -> list[ErrorLink]:
    """Return what is to be mended in `form`, the whole form's first, then field by field in order."""
    if not form.is_bound:
        return []
    links = [ErrorLink("", "", str(text)) for text in form.non_field_errors()]
    for hidden in form.hidden_fields():
        links.extend(ErrorLink("", str(hidden.label), str(text)) for text in hidden.errors)
    for field in form.visible_fields():
        target = field.id_for_label or f"{field.auto_id}_0"
        label = in_its_language(field.label)
        named = label if isinstance(label, SafeString) else str(label).rstrip(" :?")
        links.extend(ErrorLink(target, named, str(text)) for text in field.errors)
    return links
