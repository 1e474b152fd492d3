"""Published data for item analysis, and short ways to a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.item_analysis import Answer, Option, Question, Sheet, Sitting

# Law School Admission Test, section 6: how often each of the 32 patterns of right (1) and wrong (0) answers
# to five questions was given by 1,000 people, from 00000 upward. Bock RD, Lieberman M. Fitting a response
# model for n dichotomously scored items. Psychometrika 1970;35:179-197, table 1.
LSAT_6 = (
    *(3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15),
    *(10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298),
)

# Ten students and ten questions. Wuensch KL. The Kuder-Richardson 20. East Carolina University (KR20.txt).
WUENSCH = (
    *("1111110110", "1011011101", "1111011001", "0010001000", "0000010010"),
    *("1110111111", "1101110111", "1111111101", "0101111101", "1101101110"),
)

# Twelve people and eleven questions, with a few answers missing (-). Real Statistics (Zaiontz C), as it comes
# with the package pingouin under the name cronbach_wide_missing.
WITH_GAPS = (
    *("11111111111", "11111111010", "-011-111100", "11101101100", "11111000100", "01-01111000"),
    *("11110010000", "11111000000", "01011000010", "10010100-00", "11100000000", "10010000000"),
)


def lsat() -> Sheet:
    """The thousand sittings of the Law School Admission Test."""
    return of_patterns([format(n, "05b") for n, count in enumerate(LSAT_6) for _person in range(count)])


def of_patterns(patterns: Sequence[str]) -> Sheet:
    """One sitting of each row of 0, 1 and - (not reached)."""
    questions = tuple(Question(key) for key in range(len(patterns[0])))
    return Sheet(
        questions,
        tuple(
            Sitting(
                place,
                {key: Answer(float(mark)) for key, mark in enumerate(row) if mark != "-"},
                frozenset(key for key, mark in enumerate(row) if mark == "-"),
            )
            for place, row in enumerate(patterns)
        ),
    )


def of_rows(rows: Sequence[Sequence[float]], weights: Sequence[float] | None = None) -> Sheet:
    """One sitting of each row of shares of the points."""
    weights = weights or [1.0] * len(rows[0])
    return Sheet(
        tuple(Question(key, weight) for key, weight in enumerate(weights)),
        tuple(
            Sitting(place, {key: Answer(share) for key, share in enumerate(row)})
            for place, row in enumerate(rows)
        ),
    )


def chosen(letters: Sequence[str], *, key: str, options: str = "ABCD", totals: Sequence[int] = ()) -> Sheet:
    """A question with these choices, one letter each (a blank leaves it out), beside ten others of which each
    sitting has as many right as `totals` says; without them the sittings get better from first to last."""
    count = len(letters)
    totals = totals or [round(10 * place / max(1, count - 1)) for place in range(count)]
    asked = Question(0, options=tuple(Option(one, one == key, 10) for one in options))
    others = tuple(Question(n) for n in range(1, 11))
    return Sheet(
        (asked, *others),
        tuple(
            Sitting(
                place,
                {
                    0: Answer(float(letter == key), frozenset({letter} - {" "}), omitted=letter == " "),
                    **{n: Answer(float(n <= right)) for n in range(1, 11)},
                },
            )
            for place, (letter, right) in enumerate(zip(letters, totals, strict=True))
        ),
    )
