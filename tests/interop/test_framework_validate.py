"""A slip anywhere in a valid folder is told by file, entry and field, with what to do about it."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interop.framework.parse import parse_values
from interop.framework.problem import Problem
from interop.framework.reading import read_folder
from interop.framework.validate import validate

FOLDER = Path("fixtures/social-media-competencies")
VALID, _NONE = read_folder(FOLDER)
Raw = dict[str, dict[str, Any]]


def problems_of(raw: Raw) -> list[Problem]:
    content, problems = parse_values(raw, [], name="test")
    return problems + (validate(content) if content else [])


def told(change: Callable[[Raw], object]) -> list[str]:
    raw = copy.deepcopy(VALID)
    change(raw)
    return [str(problem) for problem in problems_of(raw)]


def find(raw: Raw, file: str, code: str) -> dict[str, Any]:
    def walk(value: Any) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict):
            if value.get("code") == code:
                yield value
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    return next(walk(raw[file]))


def put(file: str, code: str, path: str, value: Any) -> Callable[[Raw], None]:
    """A change that sets one field, such as `body.en.title`; a number in the path is a place in a list."""

    def change(raw: Raw) -> None:
        target: Any = find(raw, file, code) if code else raw[file]
        *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        for part in way:
            target = target[part]
        if value is DROP:
            del target[last]
        else:
            target[last] = value

    return change


DROP = object()
FRAME, MODULES, ASSESS, POLICY = "framework.yaml", "modules.yaml", "assessments.yaml", "policy.yaml"
SM1, SM3, SM6 = "items/SM-1.yaml", "items/SM-3.yaml", "items/SM-6.yaml"


def test_content_that_is_sound_has_no_problems() -> None:
    assert problems_of(VALID) == []


@pytest.mark.parametrize(
    ("file", "code", "path", "value", "message"),
    [
        # The framework
        (FRAME, "SM-2", "domain", "LITT", "SM-2: domain: there is no domain 'LITT'; do you mean 'LIT'?"),
        (FRAME, "SM-2", "position", 7, "competencies: positions are 1, 7, 3, 4, 5, 6, 7, 8; number them"),
        (FRAME, "SM-2", "source_statements", ["S-X"], "SM-2: source_statements: there is no statement 'S-X'"),
        (FRAME, "SM-2", "indicators", [], "SM-2: indicators: has none; add at least one"),
        (FRAME, "SM-1.a", "body.en.descriptors.3", DROP, "SM-1.a: body.en.descriptors: none for level 3"),
        (FRAME, "SM-1.a", "body.en.descriptors.9", "x", "SM-1.a: body.en.descriptors: level 9 is not on"),
        (FRAME, "SM-1.a", "body.en", DROP, "SM-1.a: body: has no text in 'en'; write it"),
        (FRAME, "SM-1", "code", "SM-2", "SM-2: 2 entries have this competency code; give each its own"),
        (FRAME, "SM-1", "code", "SM 1", "SM 1: code: is no code; use letters, digits"),
        (FRAME, "PRV", "code", "PRX", "PRX: has no competency; give it one or remove it"),
        (FRAME, "smc-5", "target_level", 6, "smc-5: target_level: level 6 is not on the scale; use 1 to 5"),
        (FRAME, "smc-5", "levels.0.ordinal", 2, "smc-5: levels: ordinals must run 1, 2, 3, ... in order"),
        (FRAME, "smc-5", "references", ["x"], "smc-5: references: there is no reference 'x'"),
        (FRAME, "", "placement_gate.level", 0, "placement_gate: level: level 0 is not on the scale"),
        (FRAME, "", "default_language", "de", "default_language: 'de' is not in languages; add it there"),
        (FRAME, "", "counts.facts", 57, "counts: facts: 57 expected, 56 found; add the lost entry or mend"),
        (FRAME, "", "counts.fact", 57, "counts: fact: cannot be counted; what can is domains"),
        (FRAME, "social-media", "source", "sead", "source: there is no reference 'sead'; do you mean 'seed'"),
        # Modules
        (MODULES, "SM-1-M1", "competencies.0.code", "SM-9", "SM-1-M1: competencies: there is no competency "),
        (MODULES, "SM-1-M1", "competencies.0.level_to", 9, "SM-1.level_to: level 9 is not on the scale"),
        (MODULES, "SM-3-M2", "competencies.0.level_to", 2, "SM-3.level_to: is below level_from; it must be"),
        (MODULES, "SM-1-M1", "competencies", [], "SM-1-M1: competencies: has none; attach at least one"),
        (MODULES, "SM-1-M1", "assessments", ["SM-1-A9"], "SM-1-M1: assessments: there is no assessment 'SM-"),
        (MODULES, "SM-1-M1", "minutes", 0, "SM-1-M1: minutes: is 0; use 1 to 600"),
        (MODULES, "SM-1-M1", "jurisdiction", "Kanada", "jurisdiction: 'Kanada' is no jurisdiction; use any,"),
        (MODULES, "SM-1-M1-S4", "body.en.caution", DROP, "SM-1-M1-S4: body.en.caution: is missing; say what"),
        (MODULES, "SM-1-M1-S1", "position", 3, "SM-1-M1: sections: positions are 3, 2, 3, 4; number them"),
        (MODULES, "SM-1-M1-S1", "kind", "video", "SM-1-M1-S1: url: a video needs an address; add it"),
        (MODULES, "SM-1-M1-S1", "kind", "film", "kind: should be one of text, video, link, discussion; is '"),
        (MODULES, "SM-1-M1-S1", "body.en.text", DROP, "SM-1-M1-S1: body: a text section needs text; write i"),
        # Items and keys
        (SM1, "SM-1-Q1", "key.correct", "F", "SM-1-Q1: key.correct: there is no option 'F'"),
        (SM1, "SM-1-Q1", "key.correct", ["A"], "SM-1-Q1: key.correct: should be one option, such as A"),
        (SM1, "SM-1-Q1", "key.ranks", {"A": 1}, "SM-1-Q1: key.ranks: is not the key of a single_best_answer"),
        (SM1, "SM-1-Q1", "key", {}, "SM-1-Q1: key.correct: is missing; a single_best_answer needs it"),
        (SM1, "SM-1-Q2", "key.correct", ["A", "Z"], "SM-1-Q2: key.correct: there is no option 'Z'"),
        (SM1, "SM-1-Q2", "key.correct", ["A", "A"], "SM-1-Q2: key.correct: 'A' stands 2 times; once is enou"),
        (SM1, "SM-1-Q2", "key.correct", [], "SM-1-Q2: key.correct: is empty; key at least one option"),
        (SM1, "SM-1-Q2", "key.correct", "A", "SM-1-Q2: key.correct: should be a list of options, such as [A"),
        (SM1, "SM-1-Q3", "key.correct", "true", "SM-1-Q3: key.correct: should be true or false"),
        (SM1, "SM-1-Q5", "key.ratings.A", 5, "SM-1-Q5: key.ratings.A: 5 is not on the scale; use 1 to 4"),
        (SM1, "SM-1-Q5", "key.ratings.A", DROP, "SM-1-Q5: key.ratings: says nothing of option 'A'; add it"),
        (SM1, "SM-1-Q5", "key.ratings.Z", 1, "SM-1-Q5: key.ratings: there is no option 'Z'"),
        (SM3, "SM-3-Q5", "key.ranks.A", 2, "SM-3-Q5: key.ranks: ranks are 2, 2, 3, 4, 5; use each of 1 to 5"),
        (SM1, "SM-1-Q1", "body.en.options.0.id", "B", "body.en.options: 2 options have the id 'B'; give eac"),
        (SM1, "SM-1-Q1", "body.en.options", [], "body.en.options: a single_best_answer needs at least two; "),
        (SM1, "SM-1-Q6", "body.en.min_words", 900, "body.en.min_words: a reflection needs min_words and max"),
        (SM1, "SM-1-Q1", "body.en.min_words", 5, "body.en.min_words: a single_best_answer counts no words; "),
        (SM1, "SM-1-Q6", "tier", "shows_how", "SM-1-Q6: tier: is shows_how; a reflection by itself is knows"),
        (SM1, "SM-1-Q6", "rubric", DROP, "SM-1-Q6: rubric: is missing; a reflection is marked with one"),
        (SM1, "SM-1-Q6", "key_status", "sourced", "SM-1-Q6: key_status: is sourced for a reflection; use ru"),
        (SM1, "SM-1-Q1", "key_status", "rubric", "key_status: is rubric for a single_best_answer; rubric is"),
        (SM1, "SM-1-Q1", "indicators", ["SM-2.a"], "SM-1-Q1: indicators: there is no indicator of SM-1 'SM-"),
        (SM1, "SM-1-Q1", "tier", "knws", "SM-1-Q1: tier: should be one of knows, knows_how, shows_how, does"),
        (SM1, "SM-1-Q1", "points", 0, "SM-1-Q1: points: is 0; use more than 0 and at most 100"),
        (SM1, "SM-1-Q1", "points", True, "SM-1-Q1: points: should be a number, is true"),
        (SM1, "SM-1-Q1", "review_on", "soon", "SM-1-Q1: review_on: should be a date such as 2026-11-23, is "),
        (SM1, "SM-1-Q1", "body.en.stem", 5, "SM-1-Q1: body.en.stem: should be text; put it in quotes if it "),
        (SM1, "SM-1-Q1", "body.en.stem", " ", "SM-1-Q1: body.en.stem: is empty; write something or leave th"),
        (SM1, "SM-1-Q1", "body.en.stm", "x", "SM-1-Q1: body.en.stm: is not a field here; do you mean 'stem'"),
        (SM1, "SM-1-Q1", "colour", "x", "SM-1-Q1: colour: is not a field here; the fields are code, kind"),
        (SM1, "SM-1-Q4", "body.en.caution", DROP, "SM-1-Q4: body.en.caution: is missing; say what a reader "),
        (SM6, "SM-6-Q2", "jurisdiction", "usa", "SM-6-Q2: jurisdiction: 'usa' is no jurisdiction; use any"),
        (SM6, "SM-6-Q2", "body", [], "SM-6-Q2: body: should be keys with values, is a list"),
        # Assessments
        (ASSESS, "SM-1-A1", "items", ["SM-2-Q1"], "SM-1-A1: items: SM-2-Q1 measures SM-2; attach that"),
        (ASSESS, "SM-1-A1", "items", [], "SM-1-A1: items: is empty; add at least one"),
        (ASSESS, "SM-1-A1", "items", ["SM-1-Q6"], "items: SM-1-Q6 is a reflection; it does not belong in a "),
        (ASSESS, "SM-1-A1", "items", ["SM-1-Q99"], "SM-1-A1: items: there is no item 'SM-1-Q99'"),
        (ASSESS, "SM-1-A1", "cut_scores", DROP, "SM-1-A1: cut_scores: is missing; a score needs them"),
        (ASSESS, "SM-1-A1", "cut_scores.minimum.3", 0.4, "cut_scores.minimum: must ascend from level to lev"),
        (ASSESS, "SM-1-A1", "cut_scores.minimum.4", 85, "cut_scores.minimum: must lie from 0 to 1 (shares"),
        (ASSESS, "SM-1-A1", "cut_scores.minimum.1", 0.1, "cut_scores.minimum.1: is 0.1; level 1 begins at 0"),
        (ASSESS, "SM-1-A1", "cut_scores.minimum.2", DROP, "cut_scores.minimum: must name the levels 1, 2, 3"),
        (ASSESS, "SM-1-A3", "release", "after_submission", "SM-1-A3: release: is after_submission; marked"),
        (ASSESS, "SM-1-A3", "rubric", "rubrik", "SM-1-A3: rubric: there is no rubric 'rubrik'"),
        (ASSESS, "SM-1-A4", "items", ["SM-1-Q1"], "SM-1-A4: items: an observation form has none; remove it"),
        (ASSESS, "SM-1-A4", "form", DROP, "SM-1-A4: form: is missing; an observation form says what"),
        (ASSESS, "SM-SELF", "scale", "smc-4", "SM-SELF: scale: there is no scale 'smc-4'; do you mean 'smc-"),
        (ASSESS, "SM-SELF", "confidence.step", 30, "SM-SELF: confidence: must run from a smaller to a large"),
        # The rest
        ("rubrics.yaml", "reflection", "maximum_points", 10, "maximum_points: is 10; the criteria give 12 a"),
        ("rubrics.yaml", "reflection", "levels.en.2", DROP, "levels.en: must have one text for each of 1, 2"),
        ("rubrics.yaml", "reflection", "return_when.criterion", "x", "return_when: there is no criterion 'x"),
        (POLICY, "programmatic", "ceilings.knows", 4, "ceilings: a tier nearer to practice cannot show less"),
        (POLICY, "programmatic", "types", ["quiz"], "programmatic: types: is a closed list; use quiz, judge"),
        (POLICY, "programmatic", "recency_months", 0, "recency_months: is 0; use 1 to 1200"),
        (POLICY, "programmatic", "signer_may_be_only_rater", True, "must be false: a signer is not the only"),
        ("facts.yaml", "F02", "body.en.caution", DROP, "F02: body.en.caution: is missing; say what a reader"),
        ("facts.yaml", "F02", "references", [], "F02: references: is empty; cite at least one"),
        ("facts.yaml", "F02", "verified", "no", "F02: verified: should be true or false, is 'no'"),
        ("glossary.yaml", "wiki", "references", ["sterling2071"], "wiki: references: there is no reference "),
        ("crosswalk.yaml", "XW-01", "competencies", ["SM-33"], "XW-01: competencies: there is no competency"),
        ("contexts.yaml", "OC-WORK-WARD", "setting", "ward", "setting: should be one of simulated, workplac"),
        ("source.yaml", "S-WHY-9", "later_references", ["x"], "S-WHY-9: later_references: there is no refer"),
        ("notes.yaml", "jaffar", "references", ["jaffer"], "jaffar: references: there is no reference 'jaff"),
        ("references.yaml", "seed", "year", "2017", "seed: year: should be a whole number, is '2017'"),
    ],
)  # fmt: skip
def test_slip_is_told_where_it_is_and_what_to_do(
    file: str, code: str, path: str, value: Any, message: str
) -> None:
    found = told(put(file, code, path, value))
    assert any(message in one for one in found), found
    assert any(one.startswith(f"{file}: ") for one in found), found


def test_all_problems_are_told_at_once() -> None:
    def change(raw: Raw) -> None:
        put(SM1, "SM-1-Q1", "key.correct", "F")(raw)
        put("facts.yaml", "F10", "references", ["nobody"])(raw)
        put("modules.yaml", "SM-8-M1", "minutes", -1)(raw)

    found = told(change)
    assert [one.split(": ")[:2] for one in sorted(found)] == [
        ["facts.yaml", "F10"],
        [SM1, "SM-1-Q1"],
        ["modules.yaml", "SM-8-M1"],
    ]


def test_second_language_may_be_partial_but_must_agree() -> None:
    def change(raw: Raw) -> None:
        item = find(raw, SM1, "SM-1-Q1")
        item["body"]["fr"] = copy.deepcopy(item["body"]["en"])

    assert told(change) == []

    def disagree(raw: Raw) -> None:
        change(raw)
        find(raw, SM1, "SM-1-Q1")["body"]["fr"]["options"].pop()

    assert any(
        "body.fr.options: has the options A, B, C, D, another language has" in one for one in told(disagree)
    )


def test_language_that_the_folder_does_not_name_is_refused() -> None:
    def change(raw: Raw) -> None:
        body = find(raw, "facts.yaml", "F01")["body"]
        body["de"] = body["en"]

    assert any("F01: body: there is no language 'de'" in one for one in told(change))


# Every field that an entry must have, and every code by which one entry leads to another.
def _places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*way, key), inner
            yield from _places(inner, (*way, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _places(inner, (*way, index))


FREE = {"examples", "calibration", "kinds", "confidence", "fields", "counts", "presets"}
PLACES = [
    way for file in VALID for way, _value in _places(VALID[file], (file,)) if not FREE & set(map(str, way))
]
CODES = {
    str(value)
    for file in VALID
    for way, value in _places(VALID[file], (file,))
    if way[-1] == "code" and not FREE & set(map(str, way))
}
LINKS = [
    (*way, index)
    for file in VALID
    for way, value in _places(VALID[file], (file,))
    if isinstance(value, list)
    and value
    and all(isinstance(one, str) and one in CODES for one in value)
    and not FREE & set(map(str, way))
    for index in range(len(value))
]


def _at(raw: Raw, way: tuple[Any, ...]) -> tuple[Any, Any]:
    target: Any = raw
    for part in way[:-1]:
        target = target[part]
    return target, way[-1]


slowly = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@slowly
@given(way=st.sampled_from(LINKS), wrong=st.text("abcdefxyz-", min_size=1).map(lambda text: f"no-{text}"))
def test_link_to_nothing_is_always_told_in_its_file(way: tuple[Any, ...], wrong: str) -> None:
    raw = copy.deepcopy(VALID)
    target, last = _at(raw, way)
    target[last] = wrong
    found = problems_of(raw)
    assert any(problem.file == way[0] and f"'{wrong}'" in problem.message for problem in found)


@slowly
@given(way=st.sampled_from(PLACES), value=st.sampled_from([None, {"odd": 1}, [["odd"]], -7.5]))
def test_value_of_the_wrong_shape_is_always_told_in_its_file(way: tuple[Any, ...], value: Any) -> None:
    raw = copy.deepcopy(VALID)
    target, last = _at(raw, way)
    if value is None and last in ("doi", "url", "year", "rubric", "competency"):
        return
    target[last] = value
    found = problems_of(raw)
    assert any(problem.file == way[0] and problem.message for problem in found)


@slowly
@given(way=st.sampled_from([way for way in PLACES if way[-1] == "code"]))
def test_entry_that_stands_twice_is_always_told(way: tuple[Any, ...]) -> None:
    raw = copy.deepcopy(VALID)
    *parents, index, _code = way
    target: Any = raw
    for part in parents:
        target = target[part]
    if not isinstance(target, list):
        return
    target.append(copy.deepcopy(target[index]))
    assert problems_of(raw)
