"""Forms of matching and of extended matching."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.item_forms.base import Editor, Group, Json, Rows
from assessments.item_forms.questions import QuestionForm, long_text
from assessments.item_forms.rows import Row, RowForm, texts
from assessments.kinds.drafting import letters

FEW_PREMISES = _("Give at least two prompts with what belongs to them.")


class PairRow(RowForm):
    """A prompt and what belongs to it."""

    aside = ("feedback",)

    text = long_text(_("Prompt"), rows=2)
    match = forms.CharField(
        label=_("What belongs to it"),
        max_length=500,
        error_messages={"required": _("Give what belongs to this prompt.")},
    )
    feedback = long_text(_("Feedback to this prompt"), rows=2)


class DistractorRow(RowForm):
    """What belongs to no prompt."""

    text = forms.CharField(label=_("Further option"), required=False, max_length=500)


class MatchingEditor(Editor):
    """Prompts, each with what belongs to it, and options that belong to none."""

    kind = "matching"
    groups = (
        Group(
            "premises",
            PairRow,
            _("Pairs"),
            _("Pair"),
            _("Add a pair"),
            _("The same text beside two prompts is one option that serves both."),
            least=3,
        ),
        Group(
            "distractors",
            DistractorRow,
            _("Further options"),
            _("Further option"),
            _("Add a further option"),
            _("They belong to no prompt, so that the last pair cannot be guessed."),
            least=2,
        ),
    )
    says = {r"body\.premises": FEW_PREMISES, r"body\.options": _("Give at least two different options.")}

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        by_id = {option["id"]: option["text"] for option in body["options"]}
        pairs = key["pairs"]
        premises = [{**row, "match": by_id[pairs[row["id"]]]} for row in body["premises"]]
        others = [{"id": one, "text": text} for one, text in by_id.items() if one not in pairs.values()]
        return {}, {"premises": premises, "distractors": others}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        matches = [row.get("match", "").strip() for row in rows["premises"]]
        others = [row.get("text", "").strip() for row in rows["distractors"]]
        # By the alphabet, so that the order tells nothing.
        written = sorted({*matches, *others} - {""}, key=lambda text: (text.casefold(), text))
        ids = dict(zip(written, letters(), strict=False))
        premises = _numbered(rows["premises"])
        pairs = {name: ids.get(match, "") for (name, _row), match in zip(premises, matches, strict=True)}
        options = [{"id": name, "text": text} for text, name in ids.items()]
        return {"premises": texts(premises), "options": options}, {"pairs": pairs}


class ExtendedMatchingForm(QuestionForm):
    """A lead-in with one list of options for all vignettes."""

    own = ("options",)

    options = long_text(
        _("Options"),
        rows=8,
        required=True,
        help_text=_("One on each line, 6 to 26. They get the letters A, B, C in this order."),
        error_messages={"required": _("Write the options, one on each line.")},
    )


class VignetteRow(RowForm):
    """A vignette with the letter of its option."""

    aside = ("feedback",)

    text = long_text(_("Vignette"), rows=4)
    answer = forms.ChoiceField(
        label=_("Its option"),
        error_messages={"required": _("Choose the letter of its option.")},
        choices=[("", _("Choose")), *((letter, letter) for letter in ascii_uppercase)],
    )
    feedback = long_text(_("Feedback to this vignette"), rows=2)


class ExtendedMatchingEditor(Editor):
    """Vignettes that share one list of options."""

    kind = "extended_matching"
    form_class = ExtendedMatchingForm
    groups = (
        Group(
            "premises",
            VignetteRow,
            _("Vignettes"),
            _("Vignette"),
            _("Add a vignette"),
            _("Each asks for one option of the list; an option may serve several."),
            least=2,
        ),
    )
    says = {
        r"body\.premises": _("Give at least one vignette."),
        r"body\.options": _("Give 6 to 26 options, one on each line."),
        r"key\.pairs.*": _("Choose for each vignette a letter that stands in the list of options."),
    }

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        by_id = dict(zip((option["id"] for option in body["options"]), ascii_uppercase, strict=False))
        premises = [{**row, "answer": by_id.get(key["pairs"].get(row["id"]), "")} for row in body["premises"]]
        lines = "\n".join(" ".join(option["text"].split()) for option in body["options"])
        return {"options": lines}, {"premises": premises}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        lines = [line.strip() for line in given.get("options", "").splitlines() if line.strip()]
        options = [{"id": name, "text": text} for name, text in zip(letters(), lines, strict=False)]
        premises = _numbered(rows["premises"])
        pairs = {name: row.get("answer", "") for name, row in premises}
        return {"options": options, "premises": texts(premises)}, {"pairs": pairs}


def _numbered(rows: list[Row]) -> list[tuple[str, Row]]:
    """Prompts with their ids, P1 and on where they have none."""
    taken = [row["id"] for row in rows if row.get("id")]
    free = (f"P{n}" for n in range(1, 99) if f"P{n}" not in taken)
    return [(row.get("id") or next(free), row) for row in rows]
