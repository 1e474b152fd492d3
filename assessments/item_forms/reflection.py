"""The form of a reflection: how long it is to be, and the rubric that it is marked by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.item_forms.base import Editor, Group, Json, Rows
from assessments.item_forms.questions import QuestionForm, long_text
from assessments.item_forms.rows import Row, RowForm
from assessments.kinds.reflection import MARKS
from assessments.kinds.rubric import DEFAULT_WORDS, default_rubric

LEVELS = tuple(f"level_{mark}" for mark in MARKS)


class ReflectionForm(QuestionForm):
    """A task with its length."""

    own = ("min_words", "max_words")

    min_words = forms.IntegerField(
        label=_("Words at least"), min_value=1, max_value=5000, initial=DEFAULT_WORDS[0]
    )
    max_words = forms.IntegerField(
        label=_("Words at most"), min_value=1, max_value=5000, initial=DEFAULT_WORDS[1]
    )


class CriterionRow(RowForm):
    """One line of the rubric, with what each mark means."""

    decides = ("name",)
    numbered = ("name",)

    name = forms.CharField(label=_("Criterion"), required=False, max_length=200)
    returns_at_zero = forms.BooleanField(
        label=_("At 0 the work goes back to the learner"),
        required=False,
        help_text=_("For what must not stand, such as a patient who could be recognised."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for mark, name in zip(MARKS, LEVELS, strict=True):
            self.fields[name] = long_text(
                _("What a %(mark)s means") % {"mark": mark},
                rows=2,
                required=True,
                error_messages={"required": _("Say what this mark means.")},
            )


class ReflectionEditor(Editor):
    """A text that a person marks."""

    kind = "reflection"
    form_class = ReflectionForm
    groups = (
        Group(
            "rubric",
            CriterionRow,
            _("Rubric"),
            _("Criterion"),
            _("Add a criterion"),
            _("A person gives 0 to 4 for each criterion. Learners see the rubric while they write."),
            least=1,
        ),
    )
    says = {r"body\.rubric": _("Give at least one criterion.")}

    def __init__(self, data: Any = None, *args: Any, rows: Rows | None = None, **kwargs: Any) -> None:
        """A new reflection begins with the usual rubric."""
        if data is None and rows is None:
            rows = {"rubric": [_row(one) for one in default_rubric()]}
        super().__init__(data, *args, rows=rows, **kwargs)

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        rubric = [_row(one) for one in body["rubric"]]
        return {"min_words": body["min_words"], "max_words": body["max_words"]}, {"rubric": rubric}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        taken = [row["id"] for row in rows["rubric"] if row.get("id")]
        free = (f"c{n}" for n in range(1, 99) if f"c{n}" not in taken)
        rubric = [
            {
                "id": row.get("id") or next(free),
                "name": row.get("name", "").strip(),
                "levels": {mark: row.get(name, "").strip() for mark, name in zip(MARKS, LEVELS, strict=True)},
                **({"returns_at_zero": True} if row.get("returns_at_zero") else {}),
            }
            for row in rows["rubric"]
        ]
        words = {name: given[name] for name in ("min_words", "max_words") if given.get(name) is not None}
        return {**words, "rubric": rubric}, {}


def _row(criterion: Json) -> Row:
    levels = {name: criterion["levels"][mark] for mark, name in zip(MARKS, LEVELS, strict=True)}
    plain = {"id": criterion.get("id", ""), "name": criterion["name"]}
    return {**plain, "returns_at_zero": bool(criterion.get("returns_at_zero")), **levels}
