"""Words for what the data names by a short code."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FACT_CATEGORIES: Final[dict[str, Promise]] = {
    "source_literature": _("The literature behind the source text"),
    "evidence": _("Evidence"),
    "guidance": _("Guidance"),
    "law": _("Law"),
    "curricula": _("Curricula"),
    "instruments": _("Instruments and methods"),
}
"""The categories of facts, in the order of the page. Others follow under their own code."""

REFERENCE_KINDS: Final[dict[str, Promise]] = {
    "journal": _("Journal article"),
    "guidance": _("Guidance"),
    "framework": _("Framework"),
    "law": _("Law"),
    "report": _("Report"),
    "abstract": _("Congress abstract"),
    "talk": _("Talk"),
    "web": _("Web page"),
    "source": _("Source text"),
}


def worded(words: dict[str, Promise], code: str) -> str:
    """Return the word for `code`, or the code made readable where there is none."""
    return str(words[code]) if code in words else code.replace("_", " ").capitalize()
