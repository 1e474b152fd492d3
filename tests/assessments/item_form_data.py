"""What a browser would send of an item's form."""

from __future__ import annotations

from typing import Any

from django import forms

from assessments.item_forms.base import Editor
from assessments.item_forms.rows import OneOfRows


def sent(editor: Editor) -> dict[str, Any]:
    """Return what the form sends as it stands: its values and rows, blank ones too."""
    data: dict[str, Any] = {}
    for formset in editor.formsets.values():
        data |= {f"{formset.prefix}-TOTAL_FORMS": len(formset.forms), f"{formset.prefix}-INITIAL_FORMS": 0}
        for row in formset.forms:
            data |= _values(row)
    return data | _values(editor.form)


def _values(form: forms.Form) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in form:
        value, widget = field.value(), field.field.widget
        if isinstance(widget, OneOfRows):
            found |= {widget.group: field.html_name} if value else {}
        elif isinstance(widget, forms.CheckboxInput):
            found |= {field.html_name: "on"} if value else {}
        elif value is not None and not isinstance(widget, forms.FileInput):
            # Browsers send the lines of a text so.
            found[field.html_name] = value.replace("\n", "\r\n") if isinstance(value, str) else value
    return found
