"""GIFT, as Moodle's documentation and importer understand it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from assessments.drafts import ItemDraft, TextFormat
from interop.questions import gift
from interop.questions.parsed import Parsed, QuestionFileError

pytestmark = pytest.mark.sqlite
SAMPLES = Path(__file__).parent / "samples"


def parse(text: str) -> Parsed:
    return gift.parse(text.encode())


def one(text: str) -> ItemDraft:
    parsed = parse(text)
    assert parsed.refused == ()
    (item,) = parsed.items
    return item


def why(text: str) -> list[str]:
    return [refused.code for refused in parse(text).refused]


def answers(item: ItemDraft) -> list[tuple[str, int, str]]:
    return [(o.text.text, int(o.weight or 0), o.feedback.text) for o in item.options]


def test_real_file_comes_in_whole_with_lines():
    parsed = gift.parse((SAMPLES / "gift-moodle.txt").read_bytes())
    assert parsed.refused == ()
    assert [(item.line, item.kind, item.title) for item in parsed.items] == [
        (2, "reflection", "Q8"),
        (5, "matching", "Moodle activities"),
        (14, "single_best_answer", "Q2"),
        (22, "multiple_response", "colours"),
        (31, "numeric", "Q5"),
        (34, "short_answer", "Shortanswer"),
        (41, "true_false", "Q1"),
        (46, "true_false", "2-08 TSL"),
        (49, "true_false", "2-08 TSL"),
    ]


def test_text_formats_are_told_text_by_text():
    item = gift.parse((SAMPLES / "gift-moodle.txt").read_bytes()).items[1]
    assert item.stem.format is TextFormat.HTML
    assert [pair.premise.format.value for pair in item.pairs] == ["html", "moodle", "plain", "markdown"]
    assert [pair.option.text for pair in item.pairs] == ["Forum", "Choice", "Database", "Wiki"]
    assert [option.text.text for option in item.options] == ["Chat"]


def test_answers_take_over_the_format_of_the_stem():
    item = one("[markdown]**Which?**{=a#good ~b}")
    assert item.stem.text == "**Which?**"
    assert item.options[0].text.format is TextFormat.MARKDOWN
    assert item.options[0].feedback.format is TextFormat.MARKDOWN


def test_missing_word_leaves_a_blank():
    assert one("Grant is {~buried =entombed} in the tomb.").stem.text == "Grant is _____ in the tomb."
    assert one("Two plus two equals {=four =4}.").stem.text == "Two plus two equals _____."


def test_escapes_stand_for_their_signs():
    item = one(r"Which \{x\} \= 5\: \~ \#\n\\?{~ \= 2 + 2 = \= 2 + 3#so \#1}")
    assert item.stem.text == "Which {x} = 5: ~ #\n\\?"
    assert answers(item) == [("= 2 + 2", 0, ""), ("= 2 + 3", 100, "so #1")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("q{=a ~b}", "single_best_answer"),
        ("q{=a ~%50%b ~c}", "single_best_answer"),
        ("q{~%100%a ~%-50%b ~c}", "single_best_answer"),
        ("q{~%50%a ~%50%b ~%-100%c}", "multiple_response"),
        ("q{~%33.33333%a ~%33.33333%b ~%33.33333%c ~d}", "multiple_response"),
        ("q{=a =b}", "short_answer"),
        ("q{Paris}", "short_answer"),
        ("q{=a->b =c->d}", "matching"),
        ("q{T}", "true_false"),
        ("q{FALSE#no#yes}", "true_false"),
        ("q{#3:2}", "numeric"),
        ("q{#3..5}", "numeric"),
        ("q{}", "reflection"),
        ("q{####said afterwards}", "reflection"),
    ],
)
def test_kind_is_told_by_the_braces(text, kind):
    assert one(text).kind == kind


def test_weights_keep_their_places():
    item = one("q{~%33.33333%a ~%66.66667%b ~%-100%c}")
    assert [option.weight for option in item.options] == [
        Decimal("33.33333"),
        Decimal("66.66667"),
        Decimal("-100"),
    ]


def test_weight_behind_an_equals_sign_counts():
    assert answers(one("q{=%100%a ~%50%b}")) == [("a", 100, ""), ("b", 50, "")]


@pytest.mark.parametrize(
    ("inside", "ranges"),
    [
        ("#1822:5", [("1817", "1827", 100)]),
        ("#3.141..3.142", [("3.141", "3.142", 100)]),
        ("#5", [("5", "5", 100)]),
        ("#-1.5e1", [("-15", "-15", 100)]),
        ("#=1822:0 =%50%1822:2", [("1822", "1822", 100), ("1820", "1824", 50)]),
    ],
)
def test_numbers_become_ranges(inside, ranges):
    found = [(one.low, one.high, int(one.weight)) for one in one(f"q{{{inside}}}").ranges]
    assert found == [(Decimal(low), Decimal(high), weight) for low, high, weight in ranges]


def test_wrong_numbers_have_feedback():
    assert one("q{#3:2~#Completely wrong}").wrong_feedback.text == "Completely wrong"


def test_true_false_feedback_is_for_wrong_then_for_right():
    item = one("q{FALSE#It is.#You knew.####See the books.}")
    assert (item.correct, item.wrong_feedback.text, item.correct_feedback.text) == (
        False,
        "It is.",
        "You knew.",
    )
    assert item.general_feedback.text == "See the books."


def test_category_and_comments_become_tags():
    parsed = parse(
        "// a file\n\n$CATEGORY: $course$/top/Ethics/On//line\n\n// [id:x-1] [tag:one] [tag:a \\] b]\nq{T}\n"
        "\n$CATEGORY: Law\n\nr{F}"
    )
    assert [item.tags for item in parsed.items] == [("Ethics", "On/line", "one", "a ] b"), ("Law",)]
    assert parsed.codes == ("x-1", "")
    assert [item.line for item in parsed.items] == [6, 10]


def test_comment_lines_inside_a_question_are_left_out():
    item = one("::t::\n// why\nq{\n// the right one\n=a\n~b\n}")
    assert (item.line, item.stem.text, len(item.options)) == (1, "q", 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("This is a description.", "not-a-question"),
        ("q{=a ~b", "brace-not-closed"),
        ("q =a ~b}", "brace-not-opened"),
        ("q{T}\nr{F}", "two-answer-blocks"),
        (r"Is $\frac{1}{2}$ a half?{T}", "two-answer-blocks"),
        ("q{=a {b ~c}", "brace-in-answer"),
        ("{T}", "no-stem"),
        ("q{~a ~b}", "no-right-answer"),
        ("q{=a->b}", "too-few-pairs"),
        ("q{=a->b =c}", "no-arrow"),
        ("q{=a->b =c->}", "empty-answer"),
        ("q{#three}", "not-a-number"),
        ("q{#5..3}", "range-reversed"),
        ("q{#}", "no-number"),
        ("q{#*}", "any-number"),
        ("q{~%150%a ~b}", "weight-out-of-range"),
        ("q{=}", "empty-answer"),
        ("q{#1e99999}", "not-a-number"),
    ],
)
def test_broken_question_is_refused_by_reason(text, code):
    assert why(text) == [code]


def test_blank_line_inside_braces_refuses_the_question_once():
    parsed = parse("::one::q{=a\n\n~b}\n\n::two::r{T}")
    assert [(refused.line, refused.name, refused.code) for refused in parsed.refused] == [
        (1, "one", "brace-not-closed")
    ]
    assert [item.title for item in parsed.items] == ["two"]


def test_broken_question_leaves_the_next_one_alone():
    parsed = parse("::one::q{=a ~b\n\n::two::r{T}\n\n::three::s")
    assert [item.title for item in parsed.items] == ["two"]
    assert [(refused.line, refused.name) for refused in parsed.refused] == [(1, "one"), (5, "three")]


@pytest.mark.parametrize("data", [b"", b"   \n", b"// only a comment\n", b"\xff\xfe\x00", b"a\0b{T}"])
def test_file_without_a_question_is_refused(data):
    with pytest.raises(QuestionFileError):
        gift.parse(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_old_programs_are_read(encoding):
    assert gift.parse("Où est-il ?{=là ~ici}\r\n".encode(encoding)).items[0].stem.text == "Où est-il ?"


def test_left_over_signs_behind_the_answers_are_dropped_and_noted():
    parsed = parse('What is it? {T}";')
    assert parsed.items[0].stem.text == "What is it?"
    assert [note.code for note in parsed.notes] == ["left-over-signs"]
