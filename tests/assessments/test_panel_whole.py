"""Agreement over all items of a panel, against the published worked example."""

from __future__ import annotations

from fractions import Fraction

from assessments.panel_keys import panel_result
from assessments.panel_whole import Judged, Scale, strands
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.test_panel_agreement import OBSERVERS

LETTERS = "-ABCDE"


def judged(kind, judgements, body=None):
    """An item; `judgements` are by member, empty where one gave none."""
    given = {member: values for member, values in enumerate(judgements) if values}
    return Judged(
        kind,
        panel_result(
            kind=kind,
            body=body or SAMPLES[kind].body,
            judgements=list(given.values()),
            rule="mode",
            least=Fraction(1, 2),
        ),
        list(given),
    )


def test_alpha_of_the_published_example_over_twelve_questions_of_one_answer() -> None:
    """Krippendorff 2011: four observers, twelve units, nominal, missing data: 0.743."""
    items = [
        judged("single_best_answer", [{"choice": LETTERS[value]} if value else {} for value in unit])
        for unit in zip(*OBSERVERS, strict=True)
    ]
    (found,) = strands(items)
    assert f"{float(found.alpha):.3f}" == "0.743"
    assert (found.items, found.units, found.compared, found.raters) == (12, 12, 11, 4)
    assert found.missing == sum(value == 0 for row in OBSERVERS for value in row)


def test_alpha_of_the_published_example_over_three_cases_of_four_steps() -> None:
    """The same data as steps of an order: 0.815."""
    names = "ABCD"
    body = {**SAMPLES["judgement_rating"].body, "options": [{"id": name, "text": name} for name in names]}
    items = [
        judged(
            "judgement_rating",
            [
                {"ratings": {name: row[first + n] for n, name in enumerate(names) if row[first + n]}}
                for row in OBSERVERS
            ],
            body,
        )
        for first in (0, 4, 8)
    ]
    (found,) = strands(items)
    assert f"{float(found.alpha):.3f}" == "0.815"
    assert (found.items, found.units, found.compared) == (3, 12, 11)


def test_values_of_different_scales_are_not_compared() -> None:
    options = [{"id": name, "text": name} for name in "ABC"]
    ranks = {"ranks": {"A": 1, "B": 2, "C": 3}}
    sample = SAMPLES["ordering"]
    items = [
        judged("single_best_answer", [{"choice": "A"}] * 2),
        judged("ordering", [ranks] * 2, {**sample.body, "options": options}),
        judged("ordering", [{"ranks": _ranks(sample.body)}] * 2),
        judged("post_review", [SAMPLES["post_review"].right_value] * 2),
        judged("single_best_answer", [{"choice": "B"}, {}]),
    ]
    found = strands(items)
    assert [one.scale for one in found] == [
        Scale("single_best_answer"),
        Scale("ordering", ranks=3),
        Scale("ordering", ranks=len(sample.body["options"])),
        Scale("post_review"),
        Scale("post_review", part="decision"),
    ]
    assert (found[0].items, found[0].compared, found[0].missing, found[0].agreement) == (2, 1, 1, 1)


def test_silent_panel_says_nothing() -> None:
    (found,) = strands([judged("true_false", [{}, {}])])
    assert (found.raters, found.missing, found.agreement, found.alpha) == (0, 0, None, None)


def _ranks(body):
    return {one["id"]: rank for rank, one in enumerate(body["options"], start=1)}
