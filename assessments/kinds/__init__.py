"""The item kinds: a closed list, one file each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from assessments.kinds.base import Kind
from assessments.kinds.extended_matching import ExtendedMatching
from assessments.kinds.judgement_ranking import JudgementRanking
from assessments.kinds.judgement_rating import JudgementRating
from assessments.kinds.matching import Matching
from assessments.kinds.multiple_response import MultipleResponse
from assessments.kinds.numeric import Numeric
from assessments.kinds.ordering import Ordering
from assessments.kinds.post_review import PostReview
from assessments.kinds.reflection import Reflection
from assessments.kinds.script_concordance import ScriptConcordance
from assessments.kinds.short_answer import ShortAnswer
from assessments.kinds.single_best_answer import SingleBestAnswer
from assessments.kinds.true_false import TrueFalse

_ALL: Final[tuple[Kind, ...]] = (
    SingleBestAnswer(),
    MultipleResponse(),
    TrueFalse(),
    Matching(),
    ExtendedMatching(),
    Ordering(),
    ShortAnswer(),
    Numeric(),
    JudgementRating(),
    JudgementRanking(),
    ScriptConcordance(),
    PostReview(),
    Reflection(),
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.code: kind for kind in _ALL})


def get_kind(code: str) -> Kind:
    """The kind that `code` names. Raises ValueError, with the kinds there are, for any other word."""
    try:
        return KINDS[code]
    except KeyError:
        raise ValueError(f"There is no item kind {code!r}. There are: {', '.join(KINDS)}.") from None
