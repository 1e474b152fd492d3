"""The forms with which items are written: one for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from assessments.item_forms.base import Editor
from assessments.item_forms.choices import MultipleResponseEditor, SingleBestAnswerEditor, TrueFalseEditor
from assessments.item_forms.judgement import JudgementRankingEditor, JudgementRatingEditor, OrderingEditor
from assessments.item_forms.pairs import ExtendedMatchingEditor, MatchingEditor
from assessments.item_forms.post import PostReviewEditor
from assessments.item_forms.reflection import ReflectionEditor
from assessments.item_forms.written import NumericEditor, ScriptConcordanceEditor, ShortAnswerEditor

_ALL: Final[tuple[type[Editor], ...]] = (
    SingleBestAnswerEditor,
    MultipleResponseEditor,
    TrueFalseEditor,
    JudgementRatingEditor,
    JudgementRankingEditor,
    PostReviewEditor,
    ScriptConcordanceEditor,
    ReflectionEditor,
    MatchingEditor,
    ExtendedMatchingEditor,
    OrderingEditor,
    ShortAnswerEditor,
    NumericEditor,
)

EDITORS: Final[Mapping[str, type[Editor]]] = MappingProxyType({one.kind: one for one in _ALL})
