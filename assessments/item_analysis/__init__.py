"""What the answers of a group say about the questions: classical item analysis. Pure: no Django, no clock.

`docs/item-analysis.md` has the formulas with their sources. Sums are taken with `math.fsum`, which is exact
up to one rounding, so that the order of learners and items changes nothing. Where a figure is not defined
(fewer than two sittings, no spread, one question) its value is None, and it says why.
"""

from assessments.item_analysis.analysis import Analysis, analyse, histogram
from assessments.item_analysis.figures import Figure, Quartiles, Why
from assessments.item_analysis.flags import Flag, FlagKind, flags_of
from assessments.item_analysis.items import ItemFigures, OptionFigures
from assessments.item_analysis.pooling import Pooled, pooled_correlation, ratio_mean
from assessments.item_analysis.sheet import Answer, Option, Question, Sheet, Sitting

__all__ = [
    "Analysis",
    "Answer",
    "Figure",
    "Flag",
    "FlagKind",
    "ItemFigures",
    "Option",
    "OptionFigures",
    "Pooled",
    "Quartiles",
    "Question",
    "Sheet",
    "Sitting",
    "Why",
    "analyse",
    "flags_of",
    "histogram",
    "pooled_correlation",
    "ratio_mean",
]
