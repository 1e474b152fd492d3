"""Rows of a form: options, pairs, accepted answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.forms import BaseFormSet, BoundField
from django.utils.translation import gettext_lazy as _

from assessments.item_forms.questions import long_text
from assessments.kinds.drafting import letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Json = Mapping[str, Any]

Row = dict[str, Any]
MOST_ROWS: Final = 40


class RowForm(forms.Form):
    """One row. It counts as blank, and is left out, while the fields in `decides` are empty."""

    decides: ClassVar[tuple[str, ...]] = ("text",)
    aside: ClassVar[tuple[str, ...]] = ()
    """Fields that are folded away until they hold something."""
    numbered: ClassVar[tuple[str, ...]] = ("text",)
    """Fields whose label ends in the number of the row."""

    id = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        # A blank row is left out before anybody asks; in any other row this field is needed.
        self.fields[self.decides[0]].required = True
        for name in self.numbered:
            label = self.fields[name].label
            self.fields[name].label = _("%(label)s %(n)s") % {"label": label, "n": number}

    def has_changed(self) -> bool:
        """Whether something stands in it."""
        return any(str(self[name].value() or "").strip() for name in self.decides)

    def main_fields(self) -> list[BoundField]:
        """The fields that stand open."""
        return [field for field in self.visible_fields() if field.name not in self.aside]

    def aside_fields(self) -> list[BoundField]:
        """The fields that are folded away."""
        return [self[name] for name in self.aside]

    @property
    def aside_label(self) -> str:
        """What is folded away, by the names of the fields."""
        labels = [str(self.fields[name].label) for name in self.aside]
        return ", ".join([labels[0], *(label[:1].lower() + label[1:] for label in labels[1:])])

    @property
    def aside_open(self) -> bool:
        """Whether a folded field holds something, or has to be mended."""
        return any(field.value() not in (None, "") or field.errors for field in self.aside_fields())


class OptionRow(RowForm):
    """An option with its feedback."""

    aside: ClassVar[tuple[str, ...]] = ("feedback",)

    text = long_text(_("Option"), rows=2)
    feedback = long_text(_("Feedback to this option"), rows=2)


class OneOfRows(forms.CheckboxInput):
    """A radio button in each row, of which one row can be chosen."""

    input_type = "radio"

    def __init__(self, group: str) -> None:
        super().__init__()
        self.group = group

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """All rows share the name of the group; the value says which row."""
        context = super().get_context(name, value, attrs)
        context["widget"]["name"], context["widget"]["value"] = self.group, name
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        """Whether this row was chosen."""
        return bool(data.get(self.group) == name)


class RowSet(BaseFormSet[RowForm]):
    """Rows of which none is there for good: each may be blank, and blank ones are left out."""

    def initial_form_count(self) -> int:
        return 0

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "number": (index or 0) + 1}


def with_ids(rows: Sequence[Row]) -> list[tuple[str, Row]]:
    """Each row with its id: the one that it had, else a free letter."""
    given = [row.get("id", "") for row in rows]
    kept = [name for name in given if name and given.count(name) == 1]
    free = letters(kept)
    return [(row["id"] if row.get("id") in kept else next(free), row) for row in rows]


def texts(rows: Sequence[tuple[str, Row]]) -> list[dict[str, Any]]:
    """Rows as the options of a body."""
    found = []
    for name, row in rows:
        option = {"id": name, "text": row.get("text", "").strip()}
        feedback = (row.get("feedback") or "").strip()
        found.append({**option, "feedback": feedback} if feedback else option)
    return found


def option_rows(body: Json, name: str = "options") -> list[Row]:
    """The options of a body as rows."""
    return [dict(option) for option in body.get(name, ())]
