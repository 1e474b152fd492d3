"""One list of options for several vignettes, each to be given the option that fits it best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from assessments.drafts import DraftOption
from assessments.kinds.base import Control, Json
from assessments.kinds.drafting import option_drafts
from assessments.kinds.matching import Matching


class ExtendedMatching(Matching):
    """body: stem (the lead-in), rationale, options (6 to 26 of id, text), premises (the vignettes, of id,
    text, feedback). Key and response are those of a matching. The list keeps its order, which is that of the
    alphabet or of the matter (Case and Swanson 2002), and is shown once, above the vignettes."""

    code = "extended_matching"
    label = _("Extended matching")
    shuffles = False
    control: ClassVar[Control] = Control.EXTENDED
    fewest_premises: ClassVar[int] = 1
    fewest_options: ClassVar[int] = 6

    def _in_order(self, texts: Sequence[str]) -> list[str]:
        return list(texts)

    def _listed(self, body: Json, key: Json) -> tuple[DraftOption, ...]:
        """All of them: their order is part of the item."""
        return option_drafts(body["options"])
