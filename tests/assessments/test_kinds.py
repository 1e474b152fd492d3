"""What all item kinds have in common."""

from __future__ import annotations

import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.kinds import KINDS, get_kind
from assessments.kinds.base import InvalidResponse, Problem, ScoredBy
from tests.assessments.kind_samples import OPTIONAL, SAMPLES

MACHINE = [code for code, kind in KINDS.items() if kind.scored_by is ScoredBy.MACHINE]
SHUFFLING = [code for code, kind in KINDS.items() if kind.shuffles]
every_kind = pytest.mark.parametrize("code", SAMPLES)


def paths(problems: list[Problem]) -> list[str]:
    assert all(str(problem.message) for problem in problems)
    return [problem.path for problem in problems]


def test_registry_holds_each_kind_under_its_code_and_label():
    assert {code: str(kind.label) for code, kind in KINDS.items()} == {
        "single_best_answer": "Single best answer",
        "multiple_response": "Multiple response",
        "true_false": "True or false",
        "matching": "Matching",
        "extended_matching": "Extended matching",
        "ordering": "Ordering",
        "short_answer": "Short answer",
        "numeric": "Number",
        "judgement_rating": "Judgement case, rating",
        "judgement_ranking": "Judgement case, ranking",
        "script_concordance": "Script concordance",
        "post_review": "Post review",
        "reflection": "Reflection",
    }
    assert all(get_kind(code) is kind and kind.code == code for code, kind in KINDS.items())
    assert [code for code in KINDS if code not in MACHINE] == ["reflection"]


def test_registry_refuses_an_unknown_kind_and_names_the_known():
    with pytest.raises(ValueError, match=r"'essay'.*reflection"):
        get_kind("essay")


@every_kind
def test_sample_is_well_formed(code):
    assert get_kind(code).validate(SAMPLES[code].body, SAMPLES[code].key) == []


@every_kind
def test_body_needs_its_fields(code):
    body, key = SAMPLES[code].body, SAMPLES[code].key
    for name in body:
        less = {other: value for other, value in body.items() if other != name}
        found = paths(get_kind(code).validate(less, key))
        needed = name != "rationale" and f"body.{name}" not in OPTIONAL.get(code, ())
        assert found.count(f"body.{name}") == needed, name


@every_kind
def test_key_needs_its_fields(code):
    body, key = SAMPLES[code].body, SAMPLES[code].key
    for name in key:
        less = {other: value for other, value in key.items() if other != name}
        found = paths(get_kind(code).validate(body, less))
        assert found.count(f"key.{name}") == (f"key.{name}" not in OPTIONAL.get(code, ())), name


@every_kind
def test_body_and_key_refuse_fields_that_nobody_knows(code):
    body, key = SAMPLES[code].body, SAMPLES[code].key
    assert paths(get_kind(code).validate({**body, "hint": "x"}, key)) == ["body.hint"]
    assert paths(get_kind(code).validate(body, {**key, "hint": "x"})) == ["key.hint"]


@every_kind
@pytest.mark.parametrize(("name", "value"), [("stem", "  "), ("stem", 3), ("rationale", None)])
def test_body_texts_are_texts(code, name, value):
    body, key = SAMPLES[code].body, SAMPLES[code].key
    assert paths(get_kind(code).validate({**body, name: value}, key)) == [f"body.{name}"]


@every_kind
def test_body_may_do_without_rationale_and_feedback(code):
    body = deepcopy({**SAMPLES[code].body, "rationale": ""})
    for option in [*body.get("options", ()), *body.get("premises", ())]:
        option["feedback"] = ""
    assert get_kind(code).validate(body, SAMPLES[code].key) == []


@every_kind
def test_unknown_fields_are_named_in_order(code):
    body = {**SAMPLES[code].body, **dict.fromkeys("ecadb", 1)}
    assert paths(get_kind(code).validate(body, SAMPLES[code].key)) == [f"body.{name}" for name in "abcde"]


@every_kind
@pytest.mark.parametrize("junk", [None, [], "text", 3])
def test_validate_answers_for_what_is_no_object(code, junk):
    problems = paths(get_kind(code).validate(junk, junk))
    assert {"body", "key"} <= set(problems)


@pytest.mark.parametrize("code", SHUFFLING)
@pytest.mark.parametrize(
    ("index", "change", "path"),
    [
        (1, {"id": "A"}, "body.options.1.id"),
        (0, {"id": "A B"}, "body.options.0.id"),
        (0, {"id": "-"}, "body.options.0.id"),
        (0, {"id": 7}, "body.options.0.id"),
        (0, {"text": ""}, "body.options.0.text"),
        (2, {"feedback": 3}, "body.options.2.feedback"),
        (2, {"correct": True}, "body.options.2.correct"),
    ],
)
def test_options_have_an_id_of_their_own_and_texts_and_nothing_else(code, index, change, path):
    body = deepcopy(SAMPLES[code].body)
    body["options"][index].update(change)
    assert path in paths(get_kind(code).validate(body, SAMPLES[code].key))


@pytest.mark.parametrize("code", SHUFFLING)
def test_options_need_id_and_text_but_no_feedback(code):
    body = deepcopy(SAMPLES[code].body)
    body["options"][0].pop("feedback", None)
    assert get_kind(code).validate(body, SAMPLES[code].key) == []
    del body["options"][0]["text"], body["options"][1]["id"]
    assert {"body.options.0.text", "body.options.1.id"} <= set(
        paths(get_kind(code).validate(body, SAMPLES[code].key))
    )


@pytest.mark.parametrize(
    ("code", "fewest"),
    [("single_best_answer", 2), ("multiple_response", 2), ("judgement_ranking", 2), ("judgement_rating", 1)],
)
def test_options_are_from_the_fewest_to_twenty_six(code, fewest):
    def found(count):
        given = [{"id": f"o{n}", "text": "x"} for n in range(count)]
        return paths(get_kind(code).validate({**SAMPLES[code].body, "options": given}, SAMPLES[code].key))

    assert "body.options" in found(fewest - 1)
    assert "body.options" not in found(fewest)
    assert "body.options" not in found(26)
    assert "body.options" in found(27)


@pytest.mark.parametrize("code", SHUFFLING)
@pytest.mark.parametrize("options", [[], "ABC", [3], [{"id": str(n), "text": "x"} for n in range(27)]])
def test_options_are_a_list_of_some(code, options):
    found = paths(get_kind(code).validate({**SAMPLES[code].body, "options": options}, SAMPLES[code].key))
    assert any(path.startswith("body.options") for path in found)


def shuffled(shown):
    return shown.choices or shown.options


@every_kind
def test_presentation_tells_the_question_and_never_the_answer(code):
    sample = SAMPLES[code]
    shown = get_kind(code).present(sample.body)
    assert shown.kind == code
    assert shown.stem == sample.body["stem"]
    assert "SECRET" not in repr(shown)
    other_key = {**sample.body, "rationale": "Another"}
    assert get_kind(code).present(other_key) == shown


@pytest.mark.parametrize("code", SHUFFLING)
def test_presentation_follows_the_order_passed_in(code):
    kind, body = get_kind(code), SAMPLES[code].body
    names = kind.option_ids(body)
    as_written, backwards = shuffled(kind.present(body)), shuffled(kind.present(body, names[::-1]))
    assert [option.id for option in as_written] == list(names)
    assert [option.id for option in backwards] == list(names[::-1])
    assert {(option.id, option.text) for option in backwards} == {(one.id, one.text) for one in as_written}


@pytest.mark.parametrize("code", SHUFFLING)
@pytest.mark.parametrize("order", [["A"], ["A", "A", "B", "C", "D"], ["X", "Y"], []])
def test_presentation_refuses_an_order_of_other_options(code, order):
    with pytest.raises(ValueError, match="every option once"):
        get_kind(code).present(SAMPLES[code].body, order)


@every_kind
def test_presentation_repeats_what_was_saved(code):
    kind, sample = get_kind(code), SAMPLES[code]
    blank, filled = kind.present(sample.body), kind.present(sample.body, value=sample.right_value)
    assert not blank.text
    assert not any(option.chosen or option.given or option.picked for option in blank.options)
    assert filled.text or any(option.chosen for option in filled.options)


@every_kind
def test_form_of_the_right_answer_is_read_and_complete(code):
    kind, sample = get_kind(code), SAMPLES[code]
    value = kind.parse(sample.body, {**sample.right_form, "csrfmiddlewaretoken": ["x"], "seq": ["4"]})
    assert value == sample.right_value
    assert json.loads(json.dumps(value)) == value
    assert kind.is_complete(sample.body, value)


@every_kind
def test_form_fields_are_those_that_the_presentation_names(code):
    sample = SAMPLES[code]
    shown = get_kind(code).present(sample.body)
    breaches = {piece.breach_field for piece in shown.post.pieces} if shown.post else set()
    fields = {shown.field, *breaches, *(option.field for option in shown.options)} - {""}
    assert fields >= set(sample.right_form)
    assert fields - set(sample.right_form) == ({"piece-s3"} if shown.post else set())


@every_kind
def test_empty_form_is_an_answer_not_yet_given(code):
    kind, sample = get_kind(code), SAMPLES[code]
    blank = {name: [""] for name in sample.right_form}
    assert kind.parse(sample.body, {}) == kind.parse(sample.body, blank)
    value = kind.parse(sample.body, {})
    assert not kind.is_complete(sample.body, value)
    explanation = kind.explain(sample.body, sample.key, value)
    assert not explanation.answered
    assert str(explanation.arithmetic)


@pytest.mark.parametrize("code", MACHINE)
def test_right_answer_scores_one_and_none_scores_nothing(code):
    kind, sample = get_kind(code), SAMPLES[code]
    assert kind.score(sample.body, sample.key, sample.right_value) == 1
    assert kind.score(sample.body, sample.key, kind.parse(sample.body, {})) == 0
    assert kind.score(sample.body, sample.key, {}) == 0


@pytest.mark.parametrize("code", MACHINE)
def test_form_with_an_answer_that_is_not_offered_is_refused(code):
    kind, sample = get_kind(code), SAMPLES[code]
    for name in sample.right_form:
        if code == "short_answer":
            continue
        with pytest.raises(InvalidResponse) as refusal:
            kind.parse(sample.body, {**sample.right_form, name: ["nobody"]})
        assert refusal.value.field == name
        assert str(refusal.value.message)


@pytest.mark.parametrize(
    "code", [code for code in MACHINE if code not in ("multiple_response", "short_answer")]
)
def test_form_with_two_answers_in_one_field_is_refused(code):
    kind, sample = get_kind(code), SAMPLES[code]
    name, (answer,) = next(iter(sample.right_form.items()))
    assert kind.parse(sample.body, {**sample.right_form, name: [answer, answer]}) == sample.right_value
    with pytest.raises(InvalidResponse) as refusal:
        kind.parse(sample.body, {**sample.right_form, name: [answer, "A"]})
    assert (refusal.value.field, str(refusal.value.message)) == (name, "Choose one answer.")


@every_kind
def test_explanation_gives_rationale_score_and_feedback_to_every_option(code):
    kind, sample = get_kind(code), SAMPLES[code]
    explanation = kind.explain(sample.body, sample.key, sample.right_value)
    assert (explanation.rationale, explanation.answered) == ("SECRET rationale", True)
    assert explanation.score == (None if code == "reflection" else 1)
    if code not in ("true_false", "reflection"):
        answered = kind.explain(sample.body, sample.key, {})
        assert not any(option.chosen for option in answered.options)
    entries = sample.body.get("premises", sample.body.get("options", ()))
    written = {option["id"]: option["feedback"] for option in entries}
    if written:
        assert {option.id: option.feedback for option in explanation.options} == written


texts = st.sampled_from(
    ["", "A", "B", "E", "1", "2", "4", "5", "-1", "true", "false", "on", "tone", "identifier", "edit"]
)


@pytest.mark.parametrize("code", MACHINE)
@given(data=st.data())
def test_every_form_is_refused_or_scores_between_nothing_and_one(code, data):
    kind, sample = get_kind(code), SAMPLES[code]
    form = {name: data.draw(st.lists(texts, max_size=3)) for name in sample.right_form}
    try:
        value = kind.parse(sample.body, form)
    except InvalidResponse as refusal:
        assert refusal.field in form
        return
    score = kind.score(sample.body, sample.key, value)
    explanation = kind.explain(sample.body, sample.key, json.loads(json.dumps(value)))
    assert 0 <= score <= 1
    assert explanation.score == score
    assert explanation.answered is kind.is_complete(sample.body, value)
    assert kind.present(sample.body, value=value).kind == code
