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


def premises(count: int) -> list[dict[str, str]]:
    return [
        {"id": f"P{n}", "text": f"Premise {n}", "feedback": f"SECRET feedback {n}"}
        for n in range(1, count + 1)
    ]


def plain_options(letters: str) -> list[dict[str, str]]:
    return [{"id": letter, "text": f"Option {letter}"} for letter in letters]


POST_TEXT = "Third night on 7B, and I met a lightning survivor. Wash your hands!"


def post() -> dict[str, Any]:
    return {
        "author": "Robin Quillfeather",
        "handle": "@quill",
        "text": POST_TEXT,
        "picture": "picture:7f0e8a52-1111-4222-8333-944444444444",
        "alt": "A corridor with a whiteboard that shows initials and bed numbers.",
        "place": "public",
    }


def spans() -> list[dict[str, str]]:
    return [
        {"id": "s1", "text": "Third night on 7B,"},
        {"id": "s2", "text": " and I met a lightning survivor."},
        {"id": "s3", "text": " Wash your hands!"},
    ]


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
    "matching": Sample(
        question(premises=premises(3), options=plain_options("ABCDE")),
        {"pairs": {"P1": "B", "P2": "E", "P3": "B"}},
        {"pair-P1": ["B"], "pair-P2": ["E"], "pair-P3": ["B"]},
        {"pairs": {"P1": "B", "P2": "E", "P3": "B"}},
    ),
    "extended_matching": Sample(
        question(premises=premises(2), options=plain_options("ABCDEFG")),
        {"pairs": {"P1": "G", "P2": "B"}},
        {"pair-P1": ["G"], "pair-P2": ["B"]},
        {"pairs": {"P1": "G", "P2": "B"}},
    ),
    "ordering": Sample(
        question(options=options("ABCDE")),
        {"order": ["B", "A", "C", "D", "E"]},
        {"rank-A": ["2"], "rank-B": ["1"], "rank-C": ["3"], "rank-D": ["4"], "rank-E": ["5"]},
        {"ranks": {"A": 2, "B": 1, "C": 3, "D": 4, "E": 5}},
    ),
    "short_answer": Sample(
        question(width=20),
        {
            "answers": [
                {"text": "SECRET consent*", "weight": 100, "feedback": "SECRET yes"},
                {"text": "SECRET permission", "weight": 50},
                {"text": "*", "weight": 0, "feedback": "SECRET no"},
            ],
            "fold_case": True,
            "fold_accents": True,
        },
        {"text": ["  secret  Consént form"]},
        {"text": "secret Consént form"},
    ),
    "numeric": Sample(
        question(unit="mg", feedback_other="SECRET other"),
        {
            "answers": [
                {"low": "2.4", "high": "2.6", "weight": 100, "feedback": "SECRET yes"},
                {"low": "2", "high": "3", "weight": "33.33333"},
            ]
        },
        {"number": ["2,50 mg"]},
        {"number": "2.5"},
    ),
    "script_concordance": Sample(
        question(hypothesis="To answer in the group", finding="The group is public", question="This is now"),
        {"panel": {"-2": 1, "-1": 6, "0": 3, "1": 0}},
        {"step": ["-1"]},
        {"step": -1},
    ),
    "post_review": Sample(
        question(
            post=post(),
            spans=spans(),
            regions=[{"id": "r1", "label": "The whiteboard", "x": 600, "y": 105, "w": 340, "h": 400}],
        ),
        {
            "marks": {"s1": "identifier", "s2": "identifier", "r1": "identifier"},
            "decision": "withhold",
            "decisions": {"edit": 50},
        },
        {
            "piece-s1": ["on"],
            "breach-s1": ["identifier"],
            "piece-s2": ["on"],
            "breach-s2": ["identifier"],
            "breach-s3": ["tone"],
            "piece-r1": ["on"],
            "breach-r1": ["identifier"],
            "decision": ["withhold"],
        },
        {"marks": {"s1": "identifier", "s2": "identifier", "r1": "identifier"}, "decision": "withhold"},
    ),
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

# What a body or a key may do without, beside the rationale.
OPTIONAL = {
    "short_answer": {"body.width", "key.fold_case", "key.fold_accents"},
    "numeric": {"body.unit", "body.feedback_other"},
    "script_concordance": {"body.question"},
    "post_review": {"body.regions", "key.decisions"},
}
