"""Whether assessments, rubrics and the policy fit together. Pure: no Django."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import get_args

from interop.framework.checks import Checks
from interop.framework.entries import AssessmentEntry, CutEntry, SelfRatingEntry, Tier
from interop.framework.shape import Place
from interop.framework.source_entries import PolicyEntry, RubricEntry
from interop.framework.spans import check_spans

ASSESSMENTS = "assessments.yaml"
TYPES = ("quiz", "judgement", "applied", "reflection", "observation")
PERSON_TYPES = ("reflection", "observation")
TIERS: tuple[str, ...] = get_args(Tier)
RATING_TOP = 4


def check_assessment(checks: Checks, assessment: AssessmentEntry) -> None:
    """Note every problem with one assessment."""
    place = Place(ASSESSMENTS, assessment.code)
    checks.body(place, assessment.body)
    check_spans(checks, place, assessment.competencies)
    checks.between(place.at("minutes"), assessment.minutes, 1, 600)
    checks.between(place.at("attempts_allowed"), assessment.attempts_allowed, 1, 100)
    if assessment.type == "observation":
        _check_form(checks, assessment, place)
    else:
        _check_items(checks, assessment, place)


def _check_form(checks: Checks, assessment: AssessmentEntry, place: Place) -> None:
    if assessment.form is None:
        checks.say(place.at("form"), "is missing; an observation form says what it asks for")
    for name in ("items", "cut_scores", "rubric"):
        if getattr(assessment, name):
            checks.say(place.at(name), "an observation form has none; remove it")


def _check_items(checks: Checks, assessment: AssessmentEntry, place: Place) -> None:
    items = {item.code: item for item in checks.content.items}
    checks.known(place.at("items"), assessment.items, items, "item")
    if not assessment.items:
        checks.say(place.at("items"), "is empty; add at least one")
    if assessment.form is not None:
        checks.say(place.at("form"), f"a {assessment.type} has no form; remove it")
    attached = {span.code for span in assessment.competencies}
    found = [items[code] for code in assessment.items if code in items]
    for item in found:
        if item.competency not in attached:
            message = f"{item.code} measures {item.competency}; attach that competency or take the item out"
            checks.say(place.at("items"), message)
    marked = assessment.type == "reflection"
    for item in found:
        if marked != (item.kind == "reflection"):
            checks.say(
                place.at("items"), f"{item.code} is a {item.kind}; it does not belong in a {assessment.type}"
            )
    if marked:
        _check_marked(checks, assessment, place)
    elif assessment.cut_scores is None:
        checks.say(place.at("cut_scores"), "is missing; a score needs them to become a level")
    else:
        _check_cuts(checks, assessment.cut_scores, place.at("cut_scores"))


def _check_marked(checks: Checks, assessment: AssessmentEntry, place: Place) -> None:
    if assessment.cut_scores is not None:
        checks.say(place.at("cut_scores"), "a reflection's level is given by its marker; remove them")
    if assessment.rubric is None:
        checks.say(place.at("rubric"), "is missing; a reflection is marked with one")
    else:
        known = {rubric.code for rubric in checks.content.rubrics}
        checks.known(place.at("rubric"), [assessment.rubric], known, "rubric")
    if assessment.release == "after_submission":
        checks.say(
            place.at("release"), "is after_submission; marked work is released after_marking or after_due"
        )


def _check_cuts(checks: Checks, cuts: CutEntry, place: Place) -> None:
    field = place.at("minimum")
    levels = list(cuts.minimum)
    for level in levels:
        checks.level(field, level)
    if levels != list(range(1, len(levels) + 1)):
        checks.say(field, "must name the levels 1, 2, 3, ... in order, without a gap")
    shares = list(cuts.minimum.values())
    if shares and shares[0] != 0:
        checks.say(field.at(levels[0]), f"is {shares[0]}; level 1 begins at 0")
    if any(low >= high for low, high in pairwise(shares)):
        checks.say(field, "must ascend from level to level; put them in order")
    if any(not 0 <= share <= 1 for share in shares):
        checks.say(field, "must lie from 0 to 1 (shares of the points); 70 per cent is 0.7")


def check_self_rating(checks: Checks, form: SelfRatingEntry) -> None:
    """Note every problem with the self-rating form."""
    place = Place(ASSESSMENTS, form.code)
    checks.body(place, form.body)
    checks.competencies(place.at("competencies"), form.competencies)
    checks.known(place.at("scale"), [form.scale], [checks.content.main.scale.code], "scale")
    steps = form.confidence
    if steps.step < 1 or steps.to <= steps.from_ or (steps.to - steps.from_) % steps.step:
        checks.say(place.at("confidence"), "must run from a smaller to a larger number in whole steps")


def check_rubric(checks: Checks, rubric: RubricEntry) -> None:
    """Note every problem with one rubric."""
    place = Place("rubrics.yaml", rubric.code)
    checks.body(place, rubric.body)
    checks.level(place.at("level_from"), rubric.level_from)
    checks.level(place.at("level_to"), rubric.level_to)
    levels = list(range(rubric.level_from, rubric.level_to + 1))
    checks.body(place, rubric.levels)
    for language, texts in rubric.levels.items():
        _check_keys(checks, place.at(f"levels.{language}"), texts, levels)
    for criterion in rubric.criteria:
        at = place.at(f"criteria.{criterion.code}")
        checks.body(at, criterion.body)
        for language, text in criterion.body.items():
            _check_keys(checks, at.at(f"body.{language}.ratings"), text.ratings, list(range(RATING_TOP + 1)))
    if rubric.maximum_points != RATING_TOP * len(rubric.criteria):
        most = RATING_TOP * len(rubric.criteria)
        checks.say(
            place.at("maximum_points"), f"is {rubric.maximum_points}; the criteria give {most} at most"
        )
    if rubric.return_when:
        codes = [criterion.code for criterion in rubric.criteria]
        checks.known(place.at("return_when"), [rubric.return_when.criterion], codes, "criterion")
        checks.between(place.at("return_when.rating"), rubric.return_when.rating, 0, RATING_TOP)


def _check_keys(checks: Checks, place: Place, given: Mapping[int, str], wanted: list[int]) -> None:
    if list(given) != wanted:
        told = ", ".join(str(one) for one in wanted)
        checks.say(place, f"must have one text for each of {told}, in order")


def check_policy(checks: Checks, policy: PolicyEntry) -> None:
    """Note every problem with the policy."""
    place = Place("policy.yaml", policy.code)
    checks.body(place, policy.body)
    checks.references(place.at("references"), policy.references)
    checks.level(place.at("target_level"), policy.target_level)
    checks.between(place.at("minimum_evidence"), policy.minimum_evidence, 1, 100)
    checks.between(place.at("minimum_types"), policy.minimum_types, 0, len(TYPES))
    checks.between(place.at("minimum_from_person_at_target"), policy.minimum_from_person_at_target, 0, 100)
    checks.between(place.at("median_of_newest"), policy.median_of_newest, 1, 100)
    checks.between(place.at("recency_months"), policy.recency_months, 1, 1200)
    if policy.types != TYPES:
        checks.say(place.at("types"), f"is a closed list; use {', '.join(TYPES)}")
    if policy.person_types != PERSON_TYPES:
        checks.say(place.at("person_types"), f"is a closed list; use {', '.join(PERSON_TYPES)}")
    if policy.signer_may_be_only_rater:
        checks.say(place.at("signer_may_be_only_rater"), "must be false: a signer is not the only rater")
    if tuple(policy.ceilings) != TIERS:
        checks.say(place.at("ceilings"), f"must name {', '.join(TIERS)}, in this order")
    ceilings = list(policy.ceilings.values())
    if ceilings != sorted(ceilings):
        checks.say(place.at("ceilings"), "a tier nearer to practice cannot show less; let them ascend")
    for tier, ceiling in policy.ceilings.items():
        checks.level(place.at(f"ceilings.{tier}"), ceiling)
