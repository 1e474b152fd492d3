"""Forms of short answers, of numbers, and of script concordance."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.item_forms.base import Editor, Group, Json, Rows
from assessments.item_forms.questions import QuestionForm, long_text, percent_field
from assessments.item_forms.rows import Row, RowForm
from assessments.kinds.script_concordance import STEPS
from assessments.scoring_partial import percent_json

FULL = _("Give at least one answer the whole credit of 100 per cent.")


class ShortAnswerForm(QuestionForm):
    """How an answer is compared."""

    own = ("fold_case", "fold_accents", "width")

    fold_case = forms.BooleanField(
        label=_("Capital letters make no difference"), required=False, initial=True
    )
    fold_accents = forms.BooleanField(label=_("Accents make no difference"), required=False, initial=True)
    width = forms.IntegerField(
        label=_("Width of the field in characters"), required=False, min_value=1, max_value=60
    )


class AcceptedRow(RowForm):
    """An accepted answer and what it earns."""

    aside = ("feedback",)

    text = forms.CharField(label=_("Accepted answer"), required=False, max_length=500)
    weight = percent_field(_("Credit in per cent"), initial=100)
    feedback = long_text(_("Feedback to this answer"), rows=2)


class ShortAnswerEditor(Editor):
    """A few words, compared with accepted answers."""

    kind = "short_answer"
    form_class = ShortAnswerForm
    groups = (
        Group(
            "answers",
            AcceptedRow,
            _("Accepted answers"),
            _("Accepted answer"),
            _("Add an answer"),
            _("A star * stands for any run of characters; write \\* for a star itself."),
            least=3,
        ),
    )
    says = {r"key\.answers": FULL}

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        folds = {name: key.get(name, True) for name in ("fold_case", "fold_accents")}
        answers = [{**one, "weight": Decimal(one["weight"])} for one in key["answers"]]
        return {**folds, "width": body.get("width")}, {"answers": answers}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        answers = [_credited({"text": row["text"].strip()}, row) for row in rows["answers"]]
        folds = {name: bool(given.get(name)) for name in ("fold_case", "fold_accents")}
        body = {"width": given["width"]} if given.get("width") else {}
        return body, {"answers": answers, **folds}


class NumericForm(QuestionForm):
    """The unit of the number, and what is said to a number that is not accepted."""

    own = ("unit", "feedback_other")

    unit = forms.CharField(label=_("Unit"), required=False, max_length=40)
    feedback_other = long_text(_("Feedback to any other number"), rows=2)


def _number(label: Any, **kwargs: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, localize=True, max_digits=20, decimal_places=10, **kwargs
    )


class RangeRow(RowForm):
    """Numbers that are accepted and what they earn."""

    decides = ("low", "high")
    numbered = ("low",)
    aside = ("feedback",)

    low = _number(_("Accepted from"))
    high = _number(_("up to"), help_text=_("Leave it empty for one exact number."))
    weight = percent_field(_("Credit in per cent"), initial=100)
    feedback = long_text(_("Feedback to this answer"), rows=2)

    def clean(self) -> dict[str, Any]:
        """The range runs upward."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = given.get("low"), given.get("high")
        if self.has_changed() and low is None and "low" not in self.errors:
            self.add_error("low", _("Give the number from which answers are accepted."))
        if low is not None and high is not None and high < low:
            self.add_error("high", _("Give a number that is not below the first one."))
        return given


class NumericEditor(Editor):
    """A number, compared with accepted ranges."""

    kind = "numeric"
    form_class = NumericForm
    groups = (
        Group(
            "answers",
            RangeRow,
            _("Accepted answers"),
            _("Accepted answer"),
            _("Add a range"),
            _("Both ends are accepted. A wider range may earn part of the credit."),
            least=2,
        ),
    )
    says = {r"key\.answers": FULL}

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        answers = [
            {**one, **{name: Decimal(one[name]) for name in ("low", "high", "weight")}}
            for one in key["answers"]
        ]
        return {name: body.get(name, "") for name in ("unit", "feedback_other")}, {"answers": answers}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        answers = []
        for row in rows["answers"]:
            low = row.get("low") if row.get("low") is not None else Decimal(0)
            high = row["high"] if row.get("high") is not None else low
            answers.append(_credited({"low": f"{low:f}", "high": f"{high:f}"}, row))
        texts = {name: given.get(name, "").strip() for name in ("unit", "feedback_other")}
        return {name: text for name, text in texts.items() if text}, {"answers": answers}


def _credited(answer: dict[str, Any], row: Row) -> dict[str, Any]:
    weight = row["weight"] if row.get("weight") is not None else Decimal(100)
    feedback = (row.get("feedback") or "").strip()
    return {**answer, "weight": percent_json(weight), **({"feedback": feedback} if feedback else {})}


class ScriptConcordanceForm(QuestionForm):
    """A hypothesis, a finding, and how many of a panel chose which step."""

    own = ("hypothesis", "finding", "question", *(f"votes_{n}" for n in range(len(STEPS))))

    hypothesis = long_text(
        _("If you were thinking of"),
        rows=2,
        required=True,
        error_messages={"required": _("Write what one would be thinking of.")},
    )
    finding = long_text(
        _("and then you learn"),
        rows=2,
        required=True,
        error_messages={"required": _("Write what one then learns.")},
    )
    question = forms.CharField(
        label=_("What is asked, in other words"),
        required=False,
        max_length=500,
        help_text=_("Leave it empty for the usual wording."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n, label in enumerate(STEPS.values()):
            self.fields[f"votes_{n}"] = forms.IntegerField(
                label=_("Members of the panel who chose “%(step)s”") % {"step": label},
                required=False,
                min_value=0,
                max_value=1000,
            )


class ScriptConcordanceEditor(Editor):
    """How a finding moves a hypothesis, by the votes of a panel."""

    kind = "script_concordance"
    form_class = ScriptConcordanceForm
    says = {r"key\.panel.*": _("Give at least one vote of the panel. Until a panel has met, give your own.")}

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        parts = {name: body.get(name, "") for name in ("hypothesis", "finding", "question")}
        votes = {f"votes_{n}": key["panel"].get(step) for n, step in enumerate(STEPS)}
        return {**parts, **votes}, {}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        names = ("hypothesis", "finding", "question")
        body = {name: given[name].strip() for name in names if given.get(name, "").strip()}
        votes = {step: given.get(f"votes_{n}") for n, step in enumerate(STEPS)}
        return body, {"panel": {step: count for step, count in votes.items() if count is not None}}
