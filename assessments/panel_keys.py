"""From the judgements of a panel to a key: what each rule makes of them, and where experts do not agree.

Pure: no Django. A judgement has the shape of a learner's response to the item (see `assessments.kinds`), so
that experts key an item by answering it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from assessments.panel_agreement import (
    Measurement,
    Tally,
    Value,
    krippendorff_alpha,
    median_low,
    order_of_means,
    percent_agreement,
    tally,
)

Json = Mapping[str, Any]
Votes = Mapping[str, Sequence[Value]]
Reader = Callable[[Json, Sequence[Json]], Votes]

DECISION: Final = "decision"
ANSWER: Final = "answer"


@dataclass(frozen=True, slots=True)
class PanelResult:
    """What a panel makes of one item.

    `key` is in the shape of the kind, None where the judgements settle none. `units` tells what was said of
    each thing that was judged. `agreement` (share of equal pairs) and `alpha` (Krippendorff) are None where
    there is too little to compare. `doubtful` names the units below the wanted share, or tied. `counts` says
    how many gave which value (as text) to each unit; `votes` are the values themselves, without those who
    gave none.
    """

    size: int
    rule: str
    key: dict[str, Any] | None
    units: tuple[tuple[str, Tally], ...]
    agreement: Fraction | None
    alpha: Fraction | None
    doubtful: tuple[str, ...]
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    votes: Votes = field(default_factory=dict, compare=False)

    @property
    def is_agreed(self) -> bool:
        """Whether there is a key, and no unit is in doubt."""
        return self.key is not None and not self.doubtful


def panel_result(
    *, kind: str, body: Json, judgements: Sequence[Json], rule: str, least: Fraction
) -> PanelResult:
    """Return what `judgements` come to under `rule`.

    `least` is the share (0 to 1) of a unit's judgements that its most frequent value needs. Judgements of
    ranks that name a rank twice, and values that the item does not offer, are left out. Raises ValueError
    for a kind that a panel cannot key.
    """
    if kind not in _WAYS:
        raise ValueError(f"a panel cannot key {kind}")
    way = _WAYS[kind]
    rule = rule if rule in way.rules else way.rules[0]
    votes = way.votes(body, judgements)
    units = tuple((name, tally(given)) for name, given in votes.items())
    return PanelResult(
        size=max((one.size for _name, one in units), default=0),
        rule=rule,
        key=way.key(votes, rule) if all(one.size for _name, one in units) else None,
        units=units,
        agreement=percent_agreement(list(votes.values())),
        alpha=krippendorff_alpha(list(votes.values()), measurement_of(kind)),
        doubtful=tuple(
            name
            for name, one in units
            if one.share < least or (way.ties_matter and rule != "median" and one.is_tied)
        ),
        counts={name: _counts(given) for name, given in votes.items()},
        votes=votes,
    )


def measurement_of(kind: str) -> Measurement:
    """What the values of a kind are. Raises KeyError for a kind that a panel cannot key."""
    return Measurement.ORDINAL if _WAYS[kind].is_ordered else Measurement.NOMINAL


def is_ranked(kind: str) -> bool:
    """Whether the values of a kind are ranks, which go as far as the item has options."""
    return _WAYS[kind].votes is _rank_votes


def _single(name: str) -> Reader:
    """The reader of a judgement that is one value."""

    def read(_body: Json, judgements: Sequence[Json]) -> Votes:
        return {ANSWER: [one[name] for one in judgements if one.get(name) is not None]}

    return read


def _each(names_in: str, given: str) -> Reader:
    """The reader of a judgement that gives a value to each of several things."""

    def read(body: Json, judgements: Sequence[Json]) -> Votes:
        return _by_unit(_ids(body, names_in), [one.get(given, {}) for one in judgements])

    return read


def _choices_votes(body: Json, judgements: Sequence[Json]) -> Votes:
    """One unit for each option: chosen (1) or left (0)."""
    given = [set(one["choices"]) for one in judgements if one.get("choices")]
    return {name: [int(name in chosen) for chosen in given] for name in _ids(body, "options")}


def _rank_votes(body: Json, judgements: Sequence[Json]) -> Votes:
    """The ranks of those who gave every option a rank of its own."""
    names = _ids(body, "options")
    return _by_unit(names, [one["ranks"] for one in judgements if _is_ranking(one.get("ranks", {}), names)])


def _post_votes(body: Json, judgements: Sequence[Json]) -> Votes:
    """One unit for each piece ("" where it was left as it is), and the decision."""
    given = [one for one in judgements if one.get(DECISION)]
    pieces = [*_ids(body, "spans"), *_ids(body, "regions")]
    votes: dict[str, list[Value]] = {
        name: [one.get("marks", {}).get(name, "") for one in given] for name in pieces
    }
    return {**votes, DECISION: [one[DECISION] for one in given]}


def _ids(body: Json, names_in: str) -> list[str]:
    return [one["id"] for one in body.get(names_in, ())]


def _by_unit(names: Sequence[str], given: Sequence[Json]) -> Votes:
    return {name: [one[name] for one in given if name in one] for name in names}


def _is_ranking(ranks: Json, names: Sequence[str]) -> bool:
    return set(ranks) == set(names) and sorted(ranks.values()) == list(range(1, len(names) + 1))


def _modes(votes: Votes) -> dict[str, Value]:
    return {name: tally(given).mode for name, given in votes.items()}


def _counts(given: Sequence[Value]) -> dict[str, int]:
    """How many chose which value, as JSON has it."""
    counts = Counter(map(str, given))
    return {value: counts[value] for value in sorted(counts)}


def _choice_key(votes: Votes, _rule: str) -> dict[str, Any]:
    return {"correct": tally(votes[ANSWER]).mode}


def _choices_key(votes: Votes, _rule: str) -> dict[str, Any] | None:
    """What more than half of the panel chose."""
    keyed = [name for name, given in votes.items() if 2 * sum(map(int, map(str, given))) > len(given)]
    return {"correct": keyed} if keyed else None


def _pairs_key(votes: Votes, _rule: str) -> dict[str, Any]:
    return {"pairs": _modes(votes)}


def _ratings_key(votes: Votes, rule: str) -> dict[str, Any]:
    if rule == "median":
        return {"ratings": {name: median_low(_numbers(given)) for name, given in votes.items()}}
    key: dict[str, Any] = {"ratings": _modes(votes)}
    if rule == "proportion":
        key["panel"] = {name: _counts(given) for name, given in votes.items()}
    return key


def _ranks_key(votes: Votes, rule: str) -> dict[str, Any] | None:
    ranks = order_of_means({name: _numbers(given) for name, given in votes.items()})
    if ranks is None:
        return None
    if rule != "proportion":
        return {"ranks": ranks}
    panel = {name: _counts(given) for name, given in votes.items()}
    return {"ranks": ranks, "panel": panel} if all(str(ranks[one]) in panel[one] for one in panel) else None


def _order_key(votes: Votes, _rule: str) -> dict[str, Any] | None:
    ranks = order_of_means({name: _numbers(given) for name, given in votes.items()})
    return None if ranks is None else {"order": sorted(ranks, key=lambda name: ranks[name])}


def _steps_key(votes: Votes, _rule: str) -> dict[str, Any]:
    return {"panel": _counts(votes[ANSWER])}


def _post_key(votes: Votes, rule: str) -> dict[str, Any]:
    modes = _modes(votes)
    decision = modes.pop(DECISION)
    marks = {name: mode for name, mode in modes.items() if mode != ""}
    key: dict[str, Any] = {"marks": marks, "decision": decision}
    if rule == "proportion":
        counts = Counter(votes[DECISION])
        key["decisions"] = {
            str(value): round(100 * count / counts[decision])
            for value, count in counts.items()
            if value != decision
        }
    return key


def _numbers(given: Sequence[Value]) -> list[int]:
    return [value for value in given if isinstance(value, int)]


@dataclass(frozen=True, slots=True)
class _Way:
    """How a panel keys items of one kind: its rules (the first is the default), what is read and made."""

    rules: tuple[str, ...]
    votes: Reader
    key: Callable[[Votes, str], dict[str, Any] | None]
    is_ordered: bool = False
    ties_matter: bool = True


_CHOICE: Final = _Way(("mode",), _single("choice"), _choice_key)
_PAIRS: Final = _Way(("mode",), _each("premises", "pairs"), _pairs_key)
_WAYS: Final[Mapping[str, _Way]] = {
    "single_best_answer": _CHOICE,
    "true_false": _CHOICE,
    "multiple_response": _Way(("mode",), _choices_votes, _choices_key),
    "matching": _PAIRS,
    "extended_matching": _PAIRS,
    "judgement_rating": _Way(
        ("mode", "median", "proportion"), _each("options", "ratings"), _ratings_key, is_ordered=True
    ),
    "judgement_ranking": _Way(
        ("mean_rank", "proportion"), _rank_votes, _ranks_key, is_ordered=True, ties_matter=False
    ),
    "ordering": _Way(("mean_rank",), _rank_votes, _order_key, is_ordered=True, ties_matter=False),
    "script_concordance": _Way(
        ("proportion",), _single("step"), _steps_key, is_ordered=True, ties_matter=False
    ),
    "post_review": _Way(("mode", "proportion"), _post_votes, _post_key),
}

RULES: Final[Mapping[str, tuple[str, ...]]] = {kind: way.rules for kind, way in _WAYS.items()}
"""Which rules make sense for which kind; the first is used where a panel's rule is none of them. Kinds that
are not listed have no key that a panel could give."""
