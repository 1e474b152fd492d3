"""Partial credit: weights in per cent, the votes of a panel, pairs. Pure: no Django.

Every score is a `Fraction` from 0 to 1, as in `assessments.scoring`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from assessments.scoring import ONE, ZERO

WHOLE = Decimal(100)

# Files write a third of the credit as 33.33333 per cent. A share this close to a simple fraction is meant
# to be that fraction, so that three thirds are a whole.
_LARGEST_PART = 20
_CLOSE = Fraction(1, 20_000)


def percent(value: object) -> Decimal | None:
    """A percentage as a key holds it (a whole number, or a decimal in text: 50, "33.33333"), -100 to 100;
    None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        given = Decimal(value)
    except InvalidOperation:
        return None
    if not given.is_finite() or len(str(value)) > 20 or abs(given) > WHOLE:
        return None
    return given


def percent_json(value: Decimal) -> int | str:
    """A percentage in the form in which a key holds it."""
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")


def share(value: object) -> Fraction:
    """A percentage of a key as a share, -1 to 1; 33.33333 is a third. 0 for what is no percentage."""
    given = percent(value)
    if given is None:
        return ZERO
    exact = Fraction(given) / 100
    simple = exact.limit_denominator(_LARGEST_PART)
    return simple if abs(simple - exact) <= _CLOSE else exact


def within(score: Fraction) -> Fraction:
    """A score held to 0 to 1."""
    return max(ZERO, min(ONE, score))


def weighted(*, weights: Mapping[str, object], chosen: Iterable[str]) -> Fraction:
    """The sum of the weights of what was chosen, held to 0 to 1.

    Source: Moodle's multiple choice question, whose answers carry a fraction each ("grade"), from -100 to
    100 per cent (MoodleDocs, Multiple Choice question type).
    """
    return within(sum((share(weights.get(name, 0)) for name in set(chosen)), ZERO))


def panel_credit(*, votes: Mapping[str, int], keyed: str, given: str | None) -> Fraction:
    """The votes for what was given as a share of the votes for what is keyed, at most 1.

    Where the keyed answer is the one that most of the panel gave, this is the aggregate scoring of script
    concordance tests: Norman GR. Objective measurement of clinical performance. Med Educ 1985;19:43-47;
    Norcini JJ, Shea JA, Day SC. The use of aggregate scoring for a recertifying examination. Eval Health
    Prof 1990;13:241-251; Charlin B, Roy L, Brailovsky C, Goulet F, van der Vleuten C. The script
    concordance test: a tool to assess the reflective clinician. Teach Learn Med 2000;12:189-195.
    Raises ValueError where nobody voted for what is keyed.
    """
    top = votes.get(keyed, 0)
    if top < 1:
        raise ValueError("somebody of the panel gave what is keyed")
    return ZERO if given is None else min(ONE, Fraction(votes.get(given, 0), top))


def modes(votes: Mapping[str, int]) -> frozenset[str]:
    """What most of a panel gave; several where as many gave another. Empty where nobody voted."""
    top = max(votes.values(), default=0)
    return frozenset(name for name, count in votes.items() if count == top > 0)


def pairs(*, keyed: Mapping[str, str], given: Mapping[str, str]) -> Fraction:
    """The share of the premises that were given the option that is keyed.

    Each premise stands for itself, so that no pair is counted twice and guessing one well says nothing of
    the others (Case SM, Swanson DB. Constructing written test questions for the basic and clinical
    sciences. 3rd ed. National Board of Medical Examiners; 2002: extended matching, one point a vignette).
    Raises ValueError for an empty key.
    """
    if not keyed:
        raise ValueError("a matching needs at least one premise")
    return Fraction(sum(given.get(premise) == option for premise, option in keyed.items()), len(keyed))


def equal_parts(weights: Mapping[str, object], correct: Collection[str]) -> bool:
    """Whether weights say no more than plus and minus do: each keyed option its equal part of the whole,
    each other the same part less."""
    part = Fraction(1, len(correct)) if correct else ZERO
    return bool(correct) and all(
        share(weight) == (part if name in correct else -part) for name, weight in weights.items()
    )
