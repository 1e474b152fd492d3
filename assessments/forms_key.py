"""The key of a question as plain fields: one for each thing that a key says something of.

The fields are those of the forms in which questions are written. What a question asks stays as it is, so that
nothing here adds an option or takes one away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.item_forms import EDITORS
from assessments.item_forms.judgement import RatedRow, rank_field
from assessments.item_forms.post import PieceRow, PostForm
from assessments.item_forms.written import AcceptedRow, RangeRow, ScriptConcordanceForm
from assessments.kinds import get_kind
from assessments.kinds.posts import DECISIONS
from assessments.kinds.script_concordance import STEPS
from assessments.scoring_partial import percent_json
from common.labels import labelled
from common.markdown import words

Json = Mapping[str, Any]
Fields = dict[str, forms.Field]

BLANK_ANSWERS: Final = 3
_PAIRS: Final = ("matching", "extended_matching")
_RANKS: Final = ("ordering", "judgement_ranking")
_BY_PART: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(_PAIRS, "pairs"),
        "judgement_ranking": "ranks",
        "judgement_rating": "ratings",
    }
)
"""Where a key says something of each part of a question by its id."""


def key_fields(kind: str, body: Json, key: Json) -> Fields:
    """The fields of a key, filled with `key`; none for the kinds that choose among options or have no key."""
    if kind in _PAIRS:
        return _pairs(body, key)
    if kind in _RANKS:
        places = _places(kind, key)
        return {f"of_{one['id']}": _said(rank_field(), one, places) for one in body["options"]}
    if kind == "judgement_rating":
        rating = RatedRow.base_fields["rating"]
        return {f"of_{one['id']}": _said(rating, one, key["ratings"]) for one in body["options"]}
    if kind == "script_concordance":
        asked = ScriptConcordanceForm(kind=kind).fields
        return {f"votes_{n}": _with(asked[f"votes_{n}"], key["panel"].get(s)) for n, s in enumerate(STEPS)}
    if kind == "post_review":
        return _post(body, key)
    return _answers(kind, key) if kind in {"short_answer", "numeric"} else {}


def key_values(kind: str, body: Json, key: Json, given: Json) -> Json:
    """The key that cleaned fields say; `key` itself where they say the same."""
    new = _values(kind, body, key, given)
    same = all(key.get(name) == value for name, value in new.items())
    return key if same and new.get("decisions") == key.get("decisions") else new


def problems(kind: str, body: Json, key: Json) -> list[str]:
    """What is wrong with a key, in the words of the form in which the kind is written."""
    says = EDITORS[kind].says.items()
    return [
        str(next((text for path, text in says if re.fullmatch(path, one.path)), one.message))
        for one in get_kind(kind).validate(body, key)
    ]


def _values(kind: str, body: Json, key: Json, given: Json) -> dict[str, Any]:
    by_id = {name.removeprefix("of_"): value for name, value in given.items() if name.startswith("of_")}
    if kind in _BY_PART:
        return {_BY_PART[kind]: by_id}
    if kind == "ordering":
        in_order = sorted(by_id, key=lambda one: by_id[one])
        return {"order": in_order if sorted(by_id.values()) == list(range(1, len(by_id) + 1)) else []}
    if kind == "script_concordance":
        votes = {step: given.get(f"votes_{n}") for n, step in enumerate(STEPS)}
        return {"panel": {step: count for step, count in votes.items() if count is not None}}
    if kind == "post_review":
        return _reviewed(by_id, given)
    folds = {name: key[name] for name in ("fold_case", "fold_accents") if name in key}
    return {"answers": _accepted(kind, key, given), **folds}


def _reviewed(by_id: Json, given: Json) -> dict[str, Any]:
    earned = {name: given.get(f"credit_{name}") for name in DECISIONS if name != given["decision"]}
    part = {name: percent_json(credit) for name, credit in earned.items() if credit}
    marks = {name: breach for name, breach in by_id.items() if breach}
    return {"marks": marks, "decision": given["decision"], **({"decisions": part} if part else {})}


def _places(kind: str, key: Json) -> Json:
    if kind == "ordering":
        return {name: place for place, name in enumerate(key["order"], start=1)}
    ranks: Json = key["ranks"]
    return ranks


def _pairs(body: Json, key: Json) -> Fields:
    choices = [(one["id"], labelled(one["id"], words(one["text"]))) for one in body["options"]]
    field = forms.ChoiceField(choices=choices)
    premises = enumerate(body["premises"], start=1)
    return {f"of_{one['id']}": _said(field, one, key["pairs"], n) for n, one in premises}


def _post(body: Json, key: Json) -> Fields:
    breach = PieceRow.base_fields["breach"]
    parts = [*body["spans"], *({"id": one["id"], "text": one["label"]} for one in body.get("regions", ()))]
    found = {f"of_{one['id']}": _said(breach, one, key["marks"], n) for n, one in enumerate(parts, start=1)}
    asked, earned = PostForm(kind="post_review").fields, key.get("decisions", {})
    part = {f"credit_{name}": _with(asked[f"credit_{name}"], earned.get(name)) for name in DECISIONS}
    return {**found, "decision": _with(asked["decision"], key["decision"]), **part}


def _answers(kind: str, key: Json) -> Fields:
    names = ("text",) if kind == "short_answer" else ("low", "high")
    row = (AcceptedRow if kind == "short_answer" else RangeRow).base_fields
    found: Fields = {}
    for n in range(len(key["answers"]) + BLANK_ANSWERS):
        old = key["answers"][n] if n < len(key["answers"]) else {"weight": 100}
        for name in (*names, "weight"):
            value = old.get(name)
            field = _with(row[name], value if name == "text" or value is None else Decimal(value))
            called = _("Answer %(n)s") % {"n": n + 1}
            label = str(field.label)
            field.label = called if name == "text" else labelled(called, label[:1].lower() + label[1:])
            found[f"{name}_{n}"] = field
    return found


def _accepted(kind: str, key: Json, given: Json) -> list[dict[str, Any]]:
    """The answers that are accepted; feedback stays with its row."""
    olds, found = list(key["answers"]), []
    for n in range(len(olds) + BLANK_ANSWERS):
        if kind == "short_answer":
            answer: dict[str, Any] = {"text": given[f"text_{n}"].strip()}
            blank = not answer["text"]
        else:
            low, high = given[f"low_{n}"], given[f"high_{n}"]
            blank = low is None
            answer = {} if blank else {"low": f"{low:f}", "high": f"{low if high is None else high:f}"}
        if blank:
            continue
        weight = given[f"weight_{n}"]
        answer["weight"] = percent_json(Decimal(100) if weight is None else weight)
        feedback = olds[n].get("feedback") if n < len(olds) else None
        found.append({**answer, "feedback": feedback} if feedback else answer)
    return found


def _said(field: forms.Field, part: Json, values: Json, n: int = 0) -> forms.Field:
    """A field about one part of the question, called by its text after its letter, or its number `n`."""
    found = _with(field, values.get(part["id"]))
    found.label = labelled(n or part["id"], words(str(part["text"])))
    return found


def _with(field: forms.Field, value: Any) -> forms.Field:
    found = deepcopy(field)
    found.initial = value
    return found
