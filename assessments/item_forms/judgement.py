"""Forms of the judgement cases, and of what is put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.item_forms.base import Editor, Group, Json, Rows
from assessments.item_forms.questions import long_text
from assessments.item_forms.rows import OptionRow, Row, option_rows, texts, with_ids
from assessments.kinds.judgement_rating import STEPS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TOO_LONG: Final = 6
"""Votes have fewer digits than this."""


class VotesField(forms.CharField):
    """How many of a panel chose each of some values, parted by commas; gives a tuple, empty for none."""

    def __init__(self, *, help_text: StrOrPromise) -> None:
        super().__init__(label=_("Votes of a panel"), required=False, max_length=200, help_text=help_text)

    def clean(self, value: Any) -> tuple[int, ...]:
        """Return the votes in the order of the values."""
        given = [part.strip() for part in super().clean(value).split(",")]
        if given == [""]:
            return ()
        if not all(part.isdecimal() and len(part) < TOO_LONG for part in given):
            raise forms.ValidationError(_("Give whole numbers, parted by commas, such as 0, 1, 4, 7."))
        return tuple(map(int, given))


class RatedRow(OptionRow):
    """A step that one might take, and how appropriate it is."""

    aside = ("feedback", "votes")

    text = long_text(_("Step"), rows=2)
    rating = forms.TypedChoiceField(
        label=_("How appropriate it is"),
        coerce=int,
        empty_value=None,
        error_messages={"required": _("Choose how appropriate this step is.")},
        choices=[("", _("Choose")), *((step.value, step.label) for step in STEPS)],
    )
    votes = VotesField(
        help_text=_(
            "How many chose each rating, from clearly inappropriate to clearly appropriate, such as"
            " 0, 1, 4, 7."
        )
    )
    field_order = ("id", "text", "rating", "feedback", "votes")


class JudgementRatingEditor(Editor):
    """Each step is rated."""

    kind = "judgement_rating"
    groups = (
        Group(
            "options",
            RatedRow,
            _("Steps"),
            _("Step"),
            _("Add a step"),
            _("Steps that somebody might well take; let the key use the whole scale."),
        ),
    )
    says = {
        r"body\.options": _("Give at least one step."),
        r"key\.panel.*": _("Give four votes of the panel for a step, the most for the rating that is keyed."),
    }

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        rows = [
            {**row, "rating": key["ratings"].get(row["id"]), "votes": _as_written(key, row, len(STEPS))}
            for row in option_rows(body)
        ]
        return {}, {"options": rows}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        options = with_ids(rows["options"])
        ratings = {name: row["rating"] for name, row in options if row.get("rating") is not None}
        return {"options": texts(options)}, {"ratings": ratings, **_panel(options)}


def rank_field() -> forms.IntegerField:
    """The place of a row, from 1."""
    return forms.IntegerField(
        label=_("Place"),
        min_value=1,
        max_value=26,
        error_messages={"required": _("Give its place, such as 1.")},
    )


class RankedRow(OptionRow):
    """A step with its place."""

    text = long_text(_("Step"), rows=2)
    rank = rank_field()
    votes = VotesField(
        help_text=_(
            "How many gave it place 1, place 2 and so on, such as 6, 3, 1. Give them for every step or for"
            " none."
        )
    )
    aside = ("feedback", "votes")
    field_order = ("id", "text", "rank", "feedback", "votes")


class JudgementRankingEditor(Editor):
    """The steps are put in order."""

    kind = "judgement_ranking"
    groups = (
        Group(
            "options",
            RankedRow,
            _("Steps"),
            _("Step"),
            _("Add a step"),
            _("Place 1 is the most appropriate step. Learners see them in another order."),
        ),
    )
    says = {
        r"key\.ranks": _("Give each place from 1 on to one step."),
        r"key\.panel.*": _(
            "Give the votes of the panel for every step, at most one number for each place, with a vote for"
            " its own place."
        ),
        r"body\.options": _("Give at least two steps."),
    }

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        rows = option_rows(body)
        return {}, {
            "options": [
                {**row, "rank": key["ranks"].get(row["id"]), "votes": _as_written(key, row, len(rows))}
                for row in rows
            ]
        }

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        options = with_ids(rows["options"])
        ranks = {name: row.get("rank") for name, row in options}
        return {"options": texts(options)}, {"ranks": ranks, **_panel(options)}


class OrderedRow(OptionRow):
    """Something that has its place in an order."""

    text = long_text(_("Entry"), rows=2)
    rank = rank_field()
    field_order = ("id", "text", "rank", "feedback")


class OrderingEditor(Editor):
    """Entries with one right order."""

    kind = "ordering"
    groups = (
        Group(
            "options",
            OrderedRow,
            _("Entries"),
            _("Entry"),
            _("Add an entry"),
            _("Give each its place in the right order. Learners see them by the alphabet."),
        ),
    )
    says = {
        r"key\.order.*": _("Give each place from 1 on to one entry."),
        r"body\.options": _("Give at least two entries."),
    }

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        places = {name: place for place, name in enumerate(key["order"], start=1)}
        rows = [{**row, "rank": places.get(row["id"])} for row in option_rows(body)]
        return {}, {"options": sorted(rows, key=lambda row: row["rank"] or 0)}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        options = with_ids(sorted(rows["options"], key=lambda row: row.get("text", "").casefold()))
        places = [row.get("rank") for _name, row in options]
        if sorted(place or 0 for place in places) != list(range(1, len(places) + 1)):
            return {"options": texts(options)}, {"order": []}
        in_order = sorted(options, key=lambda pair: pair[1]["rank"])
        return {"options": texts(options)}, {"order": [name for name, _row in in_order]}


def _as_written(key: Json, row: Row, values: int) -> str:
    """The votes for one step, for each value from 1 on; empty where no panel voted."""
    votes = key.get("panel", {}).get(row["id"])
    return ", ".join(str(votes.get(str(value), 0)) for value in range(1, values + 1)) if votes else ""


def _panel(options: list[tuple[str, Row]]) -> dict[str, Any]:
    """The votes for the steps that have some, as a key holds them."""
    panel = {
        name: {str(value): count for value, count in enumerate(row["votes"], start=1)}
        for name, row in options
        if row.get("votes")
    }
    return {"panel": panel} if panel else {}
