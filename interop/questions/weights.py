"""Which kind a choice is, by what its options earn. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assessments.drafts import DraftOption
from interop.questions.parsed import QuestionError

SINGLE = "single_best_answer"
SEVERAL = "multiple_response"


def choice_kind(options: Sequence[DraftOption], *, single: bool | None) -> str:
    """The kind of a choice. `single`: whether the file says that one option is chosen; None where it does
    not say: one is, where exactly one option earns anything and that earns all.

    Raises QuestionError where nothing earns, or one is to be chosen and none earns all.
    """
    weights = [option.weight or Decimal(0) for option in options]
    need_credit(weights)
    if single is None:
        single = [weight for weight in weights if weight > 0] == [Decimal(100)]
    if single and max(weights) != 100:
        raise QuestionError("no-full-credit")
    return SINGLE if single else SEVERAL


def need_credit(weights: Iterable[Decimal | None]) -> None:
    """Refuse a question in which no answer earns anything. Raises QuestionError."""
    if not any(weight is not None and weight > 0 for weight in weights):
        raise QuestionError("no-right-answer")
