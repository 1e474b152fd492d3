"""Forms of the kinds in which options are chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.item_forms.base import Editor, Group, Json, Rows
from assessments.item_forms.questions import QuestionForm, long_text, percent_field
from assessments.item_forms.rows import OneOfRows, OptionRow, Row, option_rows, texts, with_ids
from assessments.scoring_partial import WHOLE, percent_json

ONE = _("Mark one of the options as the best answer.")
SOME = _("Mark every option that is right, at least one.")
FEW = _("Give at least two options.")


class _Weighted(OptionRow):
    aside = ("feedback", "weight")

    weight = percent_field(
        _("Credit in per cent"),
        least=-100,
        help_text=_("Leave it empty where the usual rule holds."),
    )


class BestAnswerRow(_Weighted):
    """An option of which one is the best."""

    correct = forms.BooleanField(label=_("The best answer"), required=False, widget=OneOfRows("correct"))
    field_order = ("id", "text", "correct", "feedback", "weight")


class SingleBestAnswerEditor(Editor):
    """One option is the best. Another may earn part of the credit."""

    kind = "single_best_answer"
    groups = (
        Group(
            "options",
            BestAnswerRow,
            _("Options"),
            _("Option"),
            _("Add an option"),
            _("Of about the same length and sort. A row that stays blank is left out."),
        ),
    )
    says = {r"key\.correct": ONE, r"body\.options": FEW}

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        weights = key.get("weights", {})
        rows = [
            {**row, "correct": row["id"] == key["correct"], "weight": weights.get(row["id"])}
            for row in option_rows(body)
        ]
        return {}, {"options": rows}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        options = with_ids(rows["options"])
        correct = [name for name, row in options if row.get("correct")]
        key: dict[str, Any] = {"correct": correct[0] if correct else ""}
        # What follows from the key alone is not repeated: the best answer earns all, another one nothing.
        usual = {name: WHOLE if name in correct else 0 for name, _row in options}
        weights = _weights(options)
        if weights := {name: weight for name, weight in weights.items() if weight != usual[name]}:
            key["weights"] = weights
        return {"options": texts(options)}, key


class RightRow(_Weighted):
    """An option that may be right."""

    correct = forms.BooleanField(label=_("Right"), required=False)
    field_order = ("id", "text", "correct", "feedback", "weight")


class MultipleResponseEditor(Editor):
    """Several options are right. With credits of their own they are added up."""

    kind = "multiple_response"
    groups = (
        Group(
            "options",
            RightRow,
            _("Options"),
            _("Option"),
            _("Add an option"),
            _("A wrong choice takes away as much as a right one gives, unless you give credits of your own."),
            least=5,
        ),
    )
    says = {r"key\.correct": SOME, r"body\.options": FEW}

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        weights = key.get("weights", {})
        rows = [
            {**row, "correct": row["id"] in key["correct"], "weight": weights.get(row["id"])}
            for row in option_rows(body)
        ]
        return {}, {"options": rows}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        options = with_ids(rows["options"])
        key: dict[str, Any] = {"correct": [name for name, row in options if row.get("correct")]}
        if weights := _weights(options):
            key["weights"] = weights
        return {"options": texts(options)}, key


def _weights(options: list[tuple[str, Row]]) -> dict[str, int | str]:
    return {name: percent_json(row["weight"]) for name, row in options if row.get("weight") is not None}


class TrueFalseForm(QuestionForm):
    """A statement, and whether it is true."""

    own = ("correct", "feedback_true", "feedback_false")

    correct = forms.TypedChoiceField(
        label=_("The statement is"),
        choices=[("true", _("True")), ("false", _("False"))],
        coerce=lambda value: value == "true",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the statement is true.")},
    )
    feedback_true = long_text(_("Feedback to “true”"), rows=2)
    feedback_false = long_text(_("Feedback to “false”"), rows=2)


class TrueFalseEditor(Editor):
    """A statement to judge."""

    kind = "true_false"
    form_class = TrueFalseForm

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        feedback = {name: body.get(name, "") for name in ("feedback_true", "feedback_false")}
        return {"correct": "true" if key["correct"] else "false", **feedback}, {}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        names = ("feedback_true", "feedback_false")
        body = {name: given[name].strip() for name in names if given.get(name, "").strip()}
        return body, {"correct": given["correct"]} if given.get("correct") in {True, False} else {}
