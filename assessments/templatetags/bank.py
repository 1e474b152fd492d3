"""Words of the pages of the item bank."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from assessments.bank import ItemPage
from assessments.bank_acts import VERBS
from assessments.key_trust import key_trust
from assessments.kinds.base import Kind
from assessments.models import ItemChange
from common.labels import labelled

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

register = template.Library()

_FOR: Final[Mapping[str, StrPromise]] = MappingProxyType(
    {
        "single_best_answer": gettext_lazy("A question with one best answer among options."),
        "multiple_response": gettext_lazy("A question with several right options."),
        "true_false": gettext_lazy("One statement. Easily guessed; good for a quick check."),
        "judgement_rating": gettext_lazy("A case with steps, each rated by how appropriate it is."),
        "judgement_ranking": gettext_lazy("A case with steps, put in order from the most appropriate."),
        "post_review": gettext_lazy("A made-up post: mark what should not go out, say why, and decide."),
        "script_concordance": gettext_lazy("How a new finding moves a hypothesis, by the votes of a panel."),
        "reflection": gettext_lazy("A text of the learner's own, marked by a person with a rubric."),
        "matching": gettext_lazy("Prompts, each with what belongs to it."),
        "extended_matching": gettext_lazy("Vignettes that share one long list of options."),
        "ordering": gettext_lazy("Entries to be put in the right order."),
        "short_answer": gettext_lazy("A word or a few, compared with accepted answers."),
        "numeric": gettext_lazy("A number, accepted within a range."),
    }
)
_FIELDS: Final[Mapping[str, StrPromise]] = MappingProxyType(
    {
        "title": gettext_lazy("title"),
        "competency": gettext_lazy("competency"),
        "indicators": gettext_lazy("indicators"),
        "difficulty": gettext_lazy("difficulty"),
        "jurisdiction": gettext_lazy("jurisdiction"),
        "tags": gettext_lazy("tags"),
        "review_on": gettext_lazy("review date"),
        "key": gettext_lazy("key"),
        "tier": gettext_lazy("tier"),
        "points": gettext_lazy("points"),
        "language": gettext_lazy("language"),
        "body.stem": gettext_lazy("question"),
        "body.options": gettext_lazy("options"),
        "body.premises": gettext_lazy("prompts"),
        "body.rationale": gettext_lazy("explanation"),
        "body.rubric": gettext_lazy("rubric"),
        "body.post": gettext_lazy("post"),
        "body.spans": gettext_lazy("pieces of the post"),
        "translations": gettext_lazy("translation"),
        "translation_drafts": gettext_lazy("draft of a translation"),
        "references": gettext_lazy("sources"),
    }
)


@register.filter
def kind_is_for(kind: Kind) -> str:
    """Return what a kind of question is for."""
    return str(_FOR.get(kind.code, ""))


@register.filter
def step_verb(state: str) -> str:
    """Return the verb that puts an item into a state."""
    return str(VERBS[state])


@register.filter
def changed_fields(change: ItemChange) -> str:
    """Return what was changed, in words."""
    return ", ".join(dict.fromkeys(str(_FIELDS.get(name, _("question"))) for name in change.fields))


register.filter(key_trust)


@register.filter
def item_lead(page: ItemPage) -> str:
    """Return the state of an item in a sentence."""
    said = {"state": page.item.get_state_display(), "n": page.newest.n}
    state = _("%(state)s, version %(n)s.") % said
    return (
        f"{state} {labelled(pgettext('what is right', 'Key'), key_trust(page.key))}." if page.key else state
    )
