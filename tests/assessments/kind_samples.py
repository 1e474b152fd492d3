"""One well-formed item of each kind, with every text that a learner may not see marked SECRET."""

from __future__ import annotations

from typing import Any, NamedTuple


class Sample(NamedTuple):
    """An item, the form data of its keyed answer, and the response which that is."""

    body: dict[str, Any]
    key: dict[str, Any]
    right_form: dict[str, list[str]]
    right_value: dict[str, Any]


def options(letters: str = "ABCD") -> list[dict[str, str]]:
    return [
        {"id": letter, "text": f"Option {letter}", "feedback": f"SECRET feedback {letter}"}
        for letter in letters
    ]


def question(**more: Any) -> dict[str, Any]:
    return {"stem": "A classmate posts a photo. What now?", "rationale": "SECRET rationale", **more}


def rubric() -> list[dict[str, Any]]:
    return [
        {
            "id": name,
            "name": name.title(),
            "levels": {str(mark): f"{name} at {mark}" for mark in range(5)},
            "returns_at_zero": name == "situation",
        }
        for name in ("situation", "reasoning", "change")
    ]


SAMPLES = {
    "single_best_answer": Sample(
        question(options=options()), {"correct": "B"}, {"choice": ["B"]}, {"choice": "B"}
    ),
    "multiple_response": Sample(
        question(options=options("ABCDE")),
        {"correct": ["A", "C", "D"]},
        {"choices": ["D", "A", "C"]},
        {"choices": ["A", "C", "D"]},
    ),
    "true_false": Sample(question(), {"correct": False}, {"choice": ["false"]}, {"choice": False}),
    "judgement_rating": Sample(
        question(options=options("ABC")),
        {"ratings": {"A": 4, "B": 1, "C": 4}},
        {"rating-A": ["4"], "rating-B": ["1"], "rating-C": ["4"]},
        {"ratings": {"A": 4, "B": 1, "C": 4}},
    ),
    "judgement_ranking": Sample(
        question(options=options("ABCDE")),
        {"ranks": {"A": 2, "B": 1, "C": 3, "D": 4, "E": 5}},
        {"rank-A": ["2"], "rank-B": ["1"], "rank-C": ["3"], "rank-D": ["4"], "rank-E": ["5"]},
        {"ranks": {"A": 2, "B": 1, "C": 3, "D": 4, "E": 5}},
    ),
    "reflection": Sample(
        question(min_words=3, max_words=6, rubric=rubric()),
        {},
        {"text": ["I asked her first.\r\n"]},
        {"text": "I asked her first."},
    ),
}
