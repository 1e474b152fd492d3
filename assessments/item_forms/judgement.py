"""Forms of the judgement cases, and of what is put in order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.item_forms.base import Editor, Group, Json, Rows
from assessments.item_forms.questions import long_text
from assessments.item_forms.rows import OptionRow, Row, option_rows, texts, with_ids
from assessments.kinds.judgement_rating import STEPS


class RatedRow(OptionRow):
    """A step that one might take, and how appropriate it is."""

    text = long_text(_("Step"), rows=2)
    rating = forms.TypedChoiceField(
        label=_("How appropriate it is"),
        coerce=int,
        empty_value=None,
        error_messages={"required": _("Choose how appropriate this step is.")},
        choices=[("", _("Choose")), *((step.value, step.label) for step in STEPS)],
    )
    field_order = ("id", "text", "rating", "feedback")


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
    says = {r"body\.options": _("Give at least one step.")}

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        return {}, {
            "options": [{**row, "rating": key["ratings"].get(row["id"])} for row in option_rows(body)]
        }

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        options = with_ids(rows["options"])
        ratings = {name: row["rating"] for name, row in options if row.get("rating") is not None}
        return {"options": texts(options)}, {"ratings": ratings}


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
    field_order = ("id", "text", "rank", "feedback")


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
        r"body\.options": _("Give at least two steps."),
    }

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        return {}, {"options": [{**row, "rank": key["ranks"].get(row["id"])} for row in option_rows(body)]}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        options = with_ids(rows["options"])
        return {"options": texts(options)}, {"ranks": {name: row.get("rank") for name, row in options}}


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
