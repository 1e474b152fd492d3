"""What is said of the acts of the bank before and after they happen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from assessments.forms_bank import REVIEWED, TAG
from competencies.models.state import ContentState

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Act:
    """An act as its page shows it: the question, what will happen, the verb of the button."""

    title: str
    says: StrPromise
    verb: StrPromise
    is_danger: bool = False


_SAYS: Final[Mapping[str, StrPromise]] = MappingProxyType(
    {
        ContentState.IN_REVIEW: _(
            "They wait for somebody who publishes. They can still be changed, and taken back at any time."
        ),
        ContentState.DRAFT: _("They leave the review. Nothing of what they ask changes."),
        ContentState.PUBLISHED: _(
            "They can be chosen and drawn for assessments. What they ask is fixed: a change will be a further"
            " version. They can be retired at any time."
        ),
        ContentState.RETIRED: _(
            "They are no longer offered or drawn. Assessments that hold them keep them; answers, marks and"
            " evidence stay. They can be published again."
        ),
        TAG: _("Tags help to find items. What the items ask stays as it is."),
        REVIEWED: _("They leave the list of what is to be reviewed until that day."),
    }
)
VERBS: Final[Mapping[str, StrPromise]] = MappingProxyType(
    {
        ContentState.IN_REVIEW: _("Send to review"),
        ContentState.DRAFT: _("Take back to draft"),
        ContentState.PUBLISHED: _("Publish"),
        ContentState.RETIRED: _("Retire"),
        TAG: _("Change the tags"),
        REVIEWED: _("Set the day"),
    }
)
_TITLES = {
    ContentState.IN_REVIEW: ngettext_lazy("Send %(n)s item to review?", "Send %(n)s items to review?", "n"),
    ContentState.DRAFT: ngettext_lazy(
        "Take %(n)s item back to draft?", "Take %(n)s items back to draft?", "n"
    ),
    ContentState.PUBLISHED: ngettext_lazy("Publish %(n)s item?", "Publish %(n)s items?", "n"),
    ContentState.RETIRED: ngettext_lazy("Retire %(n)s item?", "Retire %(n)s items?", "n"),
    TAG: ngettext_lazy("Change the tags of %(n)s item", "Change the tags of %(n)s items", "n"),
    REVIEWED: ngettext_lazy("When to review %(n)s item", "When to review %(n)s items", "n"),
}
LEFT_OUT: Final[Mapping[str, StrPromise]] = MappingProxyType(
    {
        ContentState.IN_REVIEW: _("They are not drafts, so they stay as they are:"),
        ContentState.DRAFT: _("They are not in review, so they stay as they are:"),
        ContentState.PUBLISHED: _(
            "They are published already, have no competency, or are not complete, so they stay as they are:"
        ),
        ContentState.RETIRED: _("They are not published, so they stay as they are:"),
    }
)


def shown_of(act: str, n: int) -> Act:
    """An act on `n` items in words."""
    return Act(_TITLES[act] % {"n": n}, _SAYS[act], VERBS[act], act == ContentState.RETIRED)


def done_words(act: str, n: int) -> str:
    """What is said once it is done to `n` items."""
    if act == ContentState.IN_REVIEW:
        return ngettext("%(n)s item is in review.", "%(n)s items are in review.", n) % {"n": n}
    if act == ContentState.DRAFT:
        return ngettext("%(n)s item is a draft again.", "%(n)s items are drafts again.", n) % {"n": n}
    if act == ContentState.PUBLISHED:
        return ngettext("%(n)s item is published.", "%(n)s items are published.", n) % {"n": n}
    if act == ContentState.RETIRED:
        return ngettext("%(n)s item is retired.", "%(n)s items are retired.", n) % {"n": n}
    if act == TAG:
        return ngettext("The tags of %(n)s item changed.", "The tags of %(n)s items changed.", n) % {"n": n}
    return ngettext("%(n)s item has a new review date.", "%(n)s items have a new review date.", n) % {"n": n}
