"""Items, assessments and the policy of a content folder as the rows that they become. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from assessments.scoring_partial import percent_json
from interop.framework.entries import AssessmentEntry
from interop.framework.item_entries import BODY_FIELDS, KEY_FIELDS, AnswerEntry, ItemEntry, ItemText
from interop.framework.parse import Content
from interop.framework.source_entries import RubricEntry
from interop.framework.wanted import Rows, jurisdiction, texts


def items(content: Content) -> Rows:
    """Items without what they ask."""
    return {
        one.code: {
            "competency": one.competency,
            "difficulty": one.difficulty,
            "jurisdiction": jurisdiction(one.jurisdiction),
            "review_on": one.review_on.isoformat(),
            "indicators": sorted(one.indicators),
            "references": sorted(one.references),
            "source_statements": sorted(one.source_statements),
        }
        for one in content.items
    }


def item_versions(content: Content) -> Rows:
    """What each item asks, with the body that its kind declares."""
    default = content.main.default_language
    rows = {}
    for one in content.items:
        bodies = {language: _body(content, one, text, language) for language, text in one.body.items()}
        rows[one.code] = {
            "kind": one.kind,
            "tier": one.tier,
            "points": format(one.points.normalize(), "f"),
            "language": default,
            "body": bodies.pop(default),
            "translations": bodies,
        }
    return rows


def _body(content: Content, item: ItemEntry, text: ItemText, language: str) -> dict[str, Any]:
    remarks = (text.rationale, text.caution, text.rubric_note)
    body: dict[str, Any] = {"stem": text.stem, "rationale": "\n\n".join(part for part in remarks if part)}
    if text.options:
        body["options"] = [
            {"id": option.id, "text": option.text, "feedback": option.feedback} for option in text.options
        ]
    for name in BODY_FIELDS.get(item.kind, ()):
        if value := getattr(text, name):
            body[name] = _plain(value)
    if item.kind == "post_review" and text.post:
        body["post"]["text"] = "".join(span.text for span in text.spans)
    if item.kind == "reflection":
        rubrics = {rubric.code: rubric for rubric in content.rubrics}
        body["rubric"] = _criteria(rubrics[str(item.rubric)], language)
    return body


def _criteria(rubric: RubricEntry, language: str) -> list[dict[str, Any]]:
    zero = rubric.return_when.criterion if rubric.return_when else None
    criteria = []
    for one in rubric.criteria:
        text = one.body[language]
        line: dict[str, Any] = {"id": one.code, "name": text.name}
        line["levels"] = {str(rating): told for rating, told in text.ratings.items()}
        if one.code == zero:
            line["returns_at_zero"] = True
        criteria.append(line)
    return criteria


def item_keys(content: Content) -> Rows:
    """What is right."""
    return {one.code: {"values": _key(one), "status": one.key_status} for one in content.items}


def _key(item: ItemEntry) -> dict[str, Any]:
    given = {name: getattr(item.key, name) for name in KEY_FIELDS.get(item.kind, ())}
    return {name: _plain(value) for name, value in given.items() if value is not None}


def _plain(value: Any) -> Any:
    """A value of an entry as the kinds read it: objects without their empty fields, names as text."""
    if isinstance(value, AnswerEntry):
        ends = {"low": value.low, "high": value.high}
        held = {name: format(end, "f") for name, end in ends.items() if end is not None}
        if value.text is not None:
            held["text"] = value.text
        return {**held, "weight": percent_json(value.weight), **_filled({"feedback": value.feedback})}
    if isinstance(value, Decimal):
        return percent_json(value)
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return (
        _filled({field.name: getattr(value, field.name) for field in fields(value)})
        if is_dataclass(value)
        else value
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """The fields that hold something; a nought is something."""
    return {name: _plain(value) for name, value in values.items() if value not in ("", None)}


def assessments(content: Content) -> Rows:
    """Assessments without their rules, the self-rating form among them."""
    rows = {one.code: {"type": str(one.type)} for one in content.assessments}
    if content.self_rating_form:
        rows[content.self_rating_form.code] = {"type": "self_rating"}
    return rows


def assessment_versions(content: Content) -> Rows:
    """The rules of each assessment."""
    names = {"title": "title", "instructions": "instructions", "note": "note"}
    rows = {}
    for one in content.assessments:
        cuts = one.cut_scores
        rows[one.code] = {
            "minutes": one.minutes,
            "attempts_allowed": one.attempts_allowed,
            "release_rule": one.release,
            "cut_scores": [float(cut) for cut in cuts.minimum.values()] if cuts else [],
            "cut_status": cuts.status if cuts else "proposed",
            "items": list(one.items),
            **_with_rubric(content, one, texts(content, one.body, **names)),
        }
    form = content.self_rating_form
    if form:
        rows[form.code] = {
            "minutes": form.minutes,
            "attempts_allowed": 1,
            "release_rule": "after_submission",
            "cut_scores": [],
            "cut_status": "proposed",
            "items": [],
            **texts(content, form.body, **names),
        }
    return rows


def _with_rubric(content: Content, one: AssessmentEntry, values: dict[str, Any]) -> dict[str, Any]:
    """The marker's rule and the meaning of each level go into the note for faculty, as Markdown."""
    rubric = next((rubric for rubric in content.rubrics if rubric.code == one.rubric), None)
    if rubric is None:
        return values
    for language in one.body:
        if language not in rubric.body:
            continue
        text = rubric.body[language]
        meanings = "\n".join(f"{level}. {told}" for level, told in rubric.levels[language].items())
        parts = (one.body[language].note, text.rule, text.return_note, meanings)
        note = "\n\n".join(part for part in parts if part)
        if language == values["language"]:
            values["note"] = note
        else:
            values["translations"][language]["note"] = note
    return values


def assessment_competencies(content: Content) -> Rows:
    """Which assessment serves which competency. The self-rating form serves all it names, over the scale."""
    rows = {
        f"{one.code}/{span.code}": {
            "assessment": one.code,
            "competency": span.code,
            "level_from": span.level_from,
            "level_to": span.level_to,
        }
        for one in content.assessments
        for span in one.competencies
    }
    form = content.self_rating_form
    for code in form.competencies if form else ():
        top = len(content.main.scale.levels)
        values = {"competency": code, "level_from": 1, "level_to": top}
        rows[f"{form.code}/{code}"] = {"assessment": form.code, **values}  # type: ignore[union-attr]
    return rows


def module_assessments(content: Content) -> Rows:
    """Which assessment is offered after which module."""
    return {
        f"{module.code}/{code}": {"module": module.code, "assessment": code, "position": position}
        for module in content.modules
        for position, code in enumerate(module.assessments, start=1)
    }


def policies(content: Content) -> Rows:
    """The policy of the framework, with the rules as `assessments.policy_rules` types them."""
    one = content.policy
    if one is None:
        return {}
    rules = {
        "target_level": one.target_level,
        "minimum_evidence": one.minimum_evidence,
        "minimum_types": one.minimum_types,
        "minimum_person": one.minimum_from_person_at_target,
        "window": one.median_of_newest,
        "recency_months": one.recency_months,
        "ceilings": dict(one.ceilings),
        "aggregation": "median",
    }
    title = one.body[content.main.default_language].title
    return {content.main.framework.code: {"name": title, "rules": rules}}
