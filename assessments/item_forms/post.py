"""The form of a post review: the made-up post, the pieces that can be marked, and what is right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.item_forms.base import Editor, Group, Json, Rows, Takes
from assessments.item_forms.questions import QuestionForm, long_text, percent_field
from assessments.item_forms.rows import Row, RowForm
from assessments.kinds.posts import BREACHES, DECISIONS, PLACES
from assessments.scoring_partial import percent_json

CUT: Final = "|"
SIDES: Final = ("x", "y", "w", "h")
_SENTENCE = re.compile(r".+?(?:[.!?…]+[\s]+|\n+|\Z)", re.DOTALL)
_FINE = ("", _("In order"))


class PostForm(QuestionForm):
    """A post and what is to be decided about it."""

    own = (
        "author",
        "handle",
        "place",
        "post_text",
        "post_picture",
        "post_alt",
        "post_picture_name",
        "decision",
        *(f"credit_{decision}" for decision in DECISIONS),
    )

    author = forms.CharField(
        label=_("Who posts"),
        max_length=100,
        help_text=_("A made-up name that nobody here has."),
        error_messages={"required": _("Write a made-up name.")},
    )
    handle = forms.CharField(label=_("Account name"), required=False, max_length=100)
    place = forms.ChoiceField(
        label=_("Where it is posted"), required=False, choices=[("", _("Not said")), *PLACES.items()]
    )
    post_text = long_text(
        _("Text of the post"),
        rows=6,
        required=True,
        help_text=_(
            "Put a | where a piece ends that can be marked on its own; without any, sentences are pieces."
        ),
        error_messages={"required": _("Write the text of the post.")},
    )
    post_picture = forms.FileField(
        label=_("Picture of the post"),
        required=False,
        help_text=_("PNG, JPEG, WebP or GIF, at most 5 MB. Show nobody real."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
    post_picture_name = forms.RegexField(
        r"\Apicture:[0-9a-f-]{36}\Z", required=False, widget=forms.HiddenInput, label=_("Picture")
    )
    post_alt = forms.CharField(
        label=_("What the picture of the post shows"),
        required=False,
        max_length=1000,
        help_text=_("All that can be judged in it, in words: learners who cannot see it decide by this."),
    )
    decision = forms.ChoiceField(
        label=_("What to do with the post"),
        choices=list(DECISIONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is to be done with the post.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in DECISIONS.items():
            said = _("Credit for “%(decision)s” where it is not the key, in per cent") % {"decision": label}
            self.fields[f"credit_{name}"] = percent_field(said)

    def clean(self) -> dict[str, Any]:
        """A picture of the post comes with its words."""
        given = super().clean()
        pictured = given.get("post_picture") or given.get("post_picture_name")
        if pictured and not given.get("post_alt", "").strip():
            self.add_error("post_alt", _("Say in words what the picture of the post shows."))
        return given


class PieceRow(RowForm):
    """A piece of the text, and how it breaches."""

    numbered = ()

    text = forms.CharField(required=False, max_length=8000, strip=False, widget=forms.HiddenInput)
    breach = forms.ChoiceField(required=False, choices=[_FINE, *BREACHES.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["breach"].label = _("“%(text)s”") % {"text": str(self["text"].value() or "").strip()}


class RegionRow(RowForm):
    """A part of the picture, and how it breaches."""

    decides = ("label",)
    numbered = ("label",)

    label = forms.CharField(label=_("Part of the picture"), required=False, max_length=100)
    breach = forms.ChoiceField(label=_("What it is"), required=False, choices=[_FINE, *BREACHES.items()])
    x = forms.IntegerField(label=_("From the left, per mille"), required=False, min_value=0, max_value=1000)
    y = forms.IntegerField(label=_("From the top, per mille"), required=False, min_value=0, max_value=1000)
    w = forms.IntegerField(label=_("Width, per mille"), required=False, min_value=1, max_value=1000)
    h = forms.IntegerField(label=_("Height, per mille"), required=False, min_value=1, max_value=1000)

    def clean(self) -> dict[str, Any]:
        """A part of the picture has its place."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.has_changed():
            for side in SIDES:
                if given.get(side) is None and side not in self.errors:
                    self.add_error(side, _("Give it in thousandths of the picture."))
        return given


class PostReviewEditor(Editor):
    """A post to be marked and decided on."""

    kind = "post_review"
    form_class = PostForm
    groups = (
        Group(
            "spans",
            PieceRow,
            _("Pieces of the text"),
            _("Piece"),
            _("Cut the text into pieces"),
            _("Say of each piece what it is. Cut again whenever you change the text."),
            least=0,
            blank=0,
        ),
        Group(
            "regions",
            RegionRow,
            _("Parts of the picture"),
            _("Part of the picture"),
            _("Add a part of the picture"),
            _("Where it lies, in thousandths of the width and height of the picture."),
            least=0,
            blank=0,
        ),
    )
    pictures: ClassVar[Mapping[str, Takes]] = {
        **Editor.pictures,
        "post_picture": Takes("post_alt", alone="post_picture_name"),
    }
    says = {
        r"key\.decision": _("Choose what is to be done with the post."),
        r"body\.post\.alt": _("Say in words what the picture of the post shows."),
        r"body\.regions": _("Parts of a picture need a picture of the post."),
    }

    def reopened(self, more: str) -> Self:
        """For the pieces of the text: the text cut anew, each piece with what was said of it."""
        again = super().reopened("" if more == "spans" else more)
        if more != "spans":
            return again
        said = {_plain(row["text"].value()): row["breach"].value() for row in self.formsets["spans"].forms}
        pieces = cut(str(self.form["post_text"].value() or ""))
        rows = {name: [dict(row.initial) for row in again.formsets[name].forms] for name in again.formsets}
        rows["spans"] = [{"text": piece, "breach": said.get(_plain(piece), "")} for piece in pieces]
        initial = {**again.form.initial, "post_text": CUT.join(pieces)}
        return type(self)(initial=initial, rows=rows)

    def is_valid(self) -> bool:
        """The pieces must be those of the text."""
        if not super().is_valid():
            return False
        rows = [_plain(row["text"]) for row in self._kept()["spans"]]
        if rows != [_plain(piece) for piece in cut(self.form.cleaned_data["post_text"])]:
            self.form.add_error(
                "post_text", _("Cut the text into pieces and say below what each is; then save.")
            )
        return not self.form.errors

    @classmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        post, marks = body["post"], key["marks"]
        initial = {
            "author": post["author"],
            "handle": post.get("handle", ""),
            "place": post.get("place", ""),
            "post_text": CUT.join(span["text"] for span in body["spans"]),
            "post_picture_name": post.get("picture", ""),
            "post_alt": post.get("alt", ""),
            "decision": key["decision"],
            **{f"credit_{name}": credit for name, credit in key.get("decisions", {}).items()},
        }
        spans = [{**span, "breach": marks.get(span["id"], "")} for span in body["spans"]]
        regions = [{**one, "breach": marks.get(one["id"], "")} for one in body.get("regions", ())]
        return initial, {"spans": spans, "regions": regions}

    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        pieces = cut(given.get("post_text", ""))
        spans = [
            (f"s{n}", row, piece) for n, (row, piece) in enumerate(_beside(rows["spans"], pieces), start=1)
        ]
        regions = [(f"r{n}", row) for n, row in enumerate(rows["regions"], start=1)]
        body: dict[str, Any] = {
            "post": _post(given, "".join(pieces)),
            "spans": [{"id": name, "text": piece} for name, _row, piece in spans],
        }
        if regions:
            body["regions"] = [
                {"id": name, "label": row["label"].strip(), **{side: row.get(side) for side in SIDES}}
                for name, row in regions
            ]
        called = [(name, row) for name, row, _piece in spans] + regions
        marks = {name: row["breach"] for name, row in called if row.get("breach")}
        decision = given.get("decision", "")
        earned = {name: given.get(f"credit_{name}") for name in DECISIONS if name != decision}
        part = {name: percent_json(credit) for name, credit in earned.items() if credit}
        return body, {"marks": marks, "decision": decision, **({"decisions": part} if part else {})}


def cut(text: str) -> list[str]:
    """The pieces of a post: what stands between the signs for a cut, else its sentences."""
    plain = text.replace("\r\n", "\n").strip()
    pieces = plain.split(CUT) if CUT in plain else _SENTENCE.findall(plain)
    return [piece for piece in pieces if piece]


def _beside(rows: list[Row], pieces: list[str]) -> list[tuple[Row, str]]:
    return [(rows[n] if n < len(rows) else {}, piece) for n, piece in enumerate(pieces)]


def _post(given: Row, text: str) -> dict[str, Any]:
    names = {"author": "author", "handle": "handle", "place": "place", "picture": "post_picture_name"}
    post = {name: given.get(field, "").strip() for name, field in names.items()}
    post["alt"] = given.get("post_alt", "").strip() if post["picture"] else ""
    return {"text": text, **{name: value for name, value in post.items() if value}}


def _plain(text: Any) -> str:
    return " ".join(str(text or "").split())
