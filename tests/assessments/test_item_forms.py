"""The forms with which items are written: what is shown is what is saved, and what to mend is said where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from assessments.item_forms import EDITORS
from assessments.kinds import KINDS
from assessments.services.authoring import ItemContent
from tests.assessments.item_form_data import sent
from tests.assessments.kind_samples import SAMPLES


def content(kind: str) -> ItemContent:
    sample = SAMPLES[kind]
    status = "" if kind == "reflection" else "sourced"
    return ItemContent(
        kind=kind,
        body=sample.body,
        key=sample.key,
        tier="knows_how",
        points=2,
        language="en",
        key_status=status,
    )


def comparable(kind: str, body: dict, key: dict) -> object:
    """An item as its reader sees it: options that the form sorts anew are told apart by their texts."""
    if kind not in {"matching", "extended_matching", "ordering"}:
        return body, key
    texts = {one["id"]: one["text"] for one in body["options"]}
    pairs = {name: texts[option] for name, option in key.get("pairs", {}).items()}
    order = [texts[option] for option in key.get("order", ())]
    return {**body, "options": sorted(texts.values())}, pairs, order


def test_every_kind_can_be_written() -> None:
    assert set(EDITORS) == set(KINDS)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", EDITORS)
def test_form_saves_what_it_shows(kind: str, language: str) -> None:
    asked = content(kind)
    with override(language):
        editor = EDITORS[kind](sent(EDITORS[kind].of(asked)))
        assert editor.is_valid(), editor.form.errors
        saved = editor.content()
    if kind != "reflection":
        assert comparable(kind, saved.body, saved.key) == comparable(kind, asked.body, asked.key)
    assert editor.kept(asked).body == asked.body
    assert editor.kept(asked).key == asked.key
    assert (saved.tier, saved.points, saved.key_status) == ("knows_how", 2, asked.key_status)


@pytest.mark.parametrize("kind", EDITORS)
def test_form_keeps_what_was_written_when_a_row_is_added(kind: str) -> None:
    editor = EDITORS[kind](sent(EDITORS[kind].of(content(kind))))
    for group in editor.groups:
        if group.name == "spans":
            continue  # they are cut from the text
        before = len(editor.formsets[group.name].forms)
        again = editor.reopened(group.name)
        assert len(again.formsets[group.name].forms) == before + 1
        assert not again.is_bound
        follow = EDITORS[kind](sent(again))
        assert follow.is_valid()
        assert follow.item() == editor.item()


@pytest.mark.parametrize("kind", EDITORS)
def test_empty_form_says_what_is_wanted_and_saves_nothing(kind: str) -> None:
    empty = sent(EDITORS[kind]())
    editor = EDITORS[kind](empty)
    assert not editor.is_valid()
    assert "Write the question." in editor.form.errors["stem"]
    editor.item()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("single_best_answer", "Mark one of the options as the best answer."),
        ("multiple_response", "Mark every option that is right, at least one."),
        ("judgement_ranking", "Give each place from 1 on to one step."),
        ("ordering", "Give each place from 1 on to one entry."),
    ],
)
def test_form_asks_for_the_key_in_the_words_of_its_kind(kind: str, said: str) -> None:
    data = sent(EDITORS[kind].of(content(kind)))
    data.pop("correct", None)
    for name in [name for name in data if name.endswith("-correct")]:
        del data[name]
    for name in [name for name in data if name.endswith("-rank")]:
        data[name] = "1"
    editor = EDITORS[kind](data)
    assert not editor.is_valid()
    assert editor.non_field_errors() == [said]


def test_a_row_that_is_blanked_is_left_out() -> None:
    data = sent(EDITORS["multiple_response"].of(content("multiple_response")))
    data["options-1-text"] = " "
    editor = EDITORS["multiple_response"](data)
    assert editor.is_valid()
    assert [one["id"] for one in editor.content().body["options"]] == ["A", "C", "D", "E"]


def test_numbers_are_read_as_the_language_writes_them() -> None:
    data = sent(EDITORS["numeric"].of(content("numeric")))
    with override("fr"):
        editor = EDITORS["numeric"]({**data, "answers-0-low": "1,25", "answers-0-high": "1,75"})
        assert editor.is_valid(), editor.visible_fields()
    first = editor.content().key["answers"][0]
    assert (first["low"], first["high"]) == ("1.25", "1.75")


def test_a_picture_asks_for_its_words() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    data = sent(EDITORS["true_false"].of(content("true_false")))
    editor = EDITORS["true_false"](data, {"picture": SimpleUploadedFile("ward.png", b"x")})
    assert not editor.is_valid()
    assert list(editor.form.errors) == ["picture_alt"]


def test_a_post_is_cut_into_pieces_that_keep_what_was_said_of_them() -> None:
    data = {
        **sent(EDITORS["post_review"]()),
        "post_text": "Long shift. | My patient in bed 4 sang!",
        "stem": "x",
    }
    cut = EDITORS["post_review"](data).reopened("spans")
    assert [row["text"].value() for row in cut.formsets["spans"].forms] == [
        "Long shift. ",
        " My patient in bed 4 sang!",
    ]
    data = {
        **sent(cut),
        "spans-1-breach": "identifier",
        "decision": "withhold",
        "author": "Kit",
        "credit_edit": "50",
    }
    editor = EDITORS["post_review"](data)
    assert editor.is_valid(), editor.form.errors
    body, key = editor.item()
    assert "".join(span["text"] for span in body["spans"]) == body["post"]["text"]
    assert key == {"marks": {"s2": "identifier"}, "decision": "withhold", "decisions": {"edit": 50}}
    anew = EDITORS["post_review"]({**data, "post_text": "Off. Long shift. | My patient in bed 4 sang!"})
    assert not anew.is_valid()
    assert list(anew.form.errors) == ["post_text"]
    again = EDITORS["post_review"]({**data, "post_text": "Hello.| My patient in bed 4 sang!"}).reopened(
        "spans"
    )
    assert [row["breach"].value() for row in again.formsets["spans"].forms] == ["", "identifier"]


@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [
        ("judgement_rating", "options-1-rating", "Choose how appropriate this step is."),
        ("judgement_ranking", "options-1-rank", "Give its place, such as 1."),
        ("matching", "premises-0-match", "Give what belongs to this prompt."),
        ("extended_matching", "premises-0-answer", "Choose the letter of its option."),
        ("reflection", "rubric-0-level_3", "Say what this mark means."),
        ("numeric", "answers-0-high", "Give a number that is not below the first one."),
    ],
)
def test_a_row_asks_for_what_it_lacks_at_its_field(kind: str, field: str, said: str) -> None:
    data = {**sent(EDITORS[kind].of(content(kind))), field: "-9" if kind == "numeric" else ""}
    editor = EDITORS[kind](data)
    assert not editor.is_valid()
    assert {one.html_name: list(one.errors) for one in editor.visible_fields() if one.errors} == {
        field: [said]
    }


PANELS = {
    "judgement_rating": {"A": {"1": 0, "2": 1, "3": 4, "4": 7}},
    "judgement_ranking": {
        name: {str(value): 6 if value == rank else 1 for value in range(1, 6)}
        for name, rank in SAMPLES["judgement_ranking"].key["ranks"].items()
    },
}


@pytest.mark.parametrize("kind", PANELS)
def test_votes_of_a_panel_are_seen_and_kept_when_the_question_changes(kind: str) -> None:
    sample = SAMPLES[kind]
    key = {**sample.key, "panel": PANELS[kind]}
    asked = replace(content(kind), key=key)
    editor = EDITORS[kind].of(asked)
    assert editor.formsets["options"].forms[0]["votes"].value() in {"0, 1, 4, 7", "1, 6, 1, 1, 1"}
    editor = EDITORS[kind]({**sent(editor), "stem": "Asked in other words?"})
    assert editor.is_valid(), editor.non_field_errors()
    assert editor.content().key == key


@pytest.mark.parametrize(
    ("kind", "votes", "said"),
    [
        ("judgement_rating", "1, 2, 3", "Give four votes"),
        ("judgement_rating", "7, 1, 0, 0", "Give four votes"),
        ("judgement_rating", "1, many", "Give whole numbers"),
        ("judgement_ranking", "0, 6", "Give the votes of the panel for every step"),
    ],
)
def test_votes_of_a_panel_that_do_not_fit_are_said(kind: str, votes: str, said: str) -> None:
    editor = EDITORS[kind]({**sent(EDITORS[kind].of(content(kind))), "options-0-votes": votes})
    assert not editor.is_valid()
    rows = [str(one) for row in editor.formsets["options"].forms for one in row.errors.get("votes", ())]
    assert said in " ".join([*editor.non_field_errors(), *rows])
