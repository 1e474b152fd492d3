"""Words and parts of answers and of what is said about them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.feedback import Answered
from assessments.kinds.base import ExplainedOption, Verdict
from assessments.kinds.posts import BREACHES, Piece, ShownPost
from common import markdown

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

register = template.Library()

# One paragraph and nothing else: it can stand within a line.
_PARAGRAPH: Final = re.compile(r"<p>((?:(?!</?(?:p|ul|ol|pre|table|blockquote|h\d)\b).)*)</p>\s*", re.DOTALL)

_MEANINGS: Final = {
    "identifier": gettext_lazy("Tells, or lets people work out, who a patient or a colleague is."),
    "boundary": gettext_lazy("Comes too close to a patient, or mixes the private and the professional."),
    "tone": gettext_lazy("Mocks, scorns or shouts; disrespects a person, a group or the profession."),
    "accuracy": gettext_lazy("Is wrong, outdated, or promises more than is known."),
    "conflict_of_interest": gettext_lazy("Hides that somebody pays, gives or gains."),
    "copyright": gettext_lazy("Uses the work or the picture of somebody else without leave."),
    "other": gettext_lazy("Should not go out for another reason."),
}

_SIGNS: Final = {
    Verdict.RIGHT: "check",
    Verdict.CLOSE: "minus",
    Verdict.WRONG: "close",
    Verdict.MISSED: "circle",
}


@dataclass(frozen=True, slots=True)
class BreachWord:
    """One kind of breach, with what it means."""

    id: str
    label: str | StrPromise
    meaning: str | StrPromise


@dataclass(frozen=True, slots=True)
class SaidPiece:
    """A piece of a post with what became of it; `words` is empty where there is nothing to say."""

    n: int
    text: str
    box: tuple[str, str, str, str] | None
    verdict: Verdict
    words: str
    icon: str


@dataclass(frozen=True, slots=True)
class SaidPost:
    """A post with what was marked and what is keyed."""

    post: ShownPost
    spans: tuple[SaidPiece, ...]
    regions: tuple[SaidPiece, ...]


@register.filter
def in_line(text: object) -> SafeString:
    """Return a text of an item (Markdown) for a place within a line: one paragraph loses its tags."""
    shown = markdown.render(str(text))
    found = _PARAGRAPH.fullmatch(shown)
    return mark_safe(found[1]) if found else shown  # noqa: S308  # rendered safe above


@register.filter
def as_words(text: object) -> str:
    """Return a text of an item (Markdown) in letters alone, for what cannot hold more."""
    return markdown.words(str(text))


@register.filter
def gap_before(text: str) -> SafeString:
    """Return the blanks that a piece of a post begins with, so that what is marked begins with its words."""
    return _gap(text[: len(text) - len(text.lstrip())])


@register.filter
def gap_after(text: str) -> SafeString:
    """Return the blanks that a piece of a post ends with."""
    return _gap(text[len(text.rstrip()) :])


def _gap(blanks: str) -> SafeString:
    if blanks.count("\n") > 1:
        return SafeString('<span class="post-gap"></span>')
    if "\n" in blanks:
        return SafeString("<br>")
    # As an entity, since blanks between tags are taken out where pieces stand side by side.
    return SafeString("&#32;" if blanks else "")


@register.filter
def stripped(text: str) -> str:
    """Return a text without the blanks around it."""
    return text.strip()


@register.filter
def picture_src(name: str) -> str:
    """Return the address of a picture that an item names."""
    return markdown.picture_address(name)


@register.simple_tag
def breaches() -> list[BreachWord]:
    """Return the kinds of breach, with what they mean."""
    return [BreachWord(name, label, _MEANINGS[name]) for name, label in BREACHES.items()]


@register.simple_tag
def said_post(answer: Answered) -> SaidPost | None:
    """Return the post of a question with what became of each of its pieces."""
    post = answer.question.shown.post
    if post is None:
        return None
    told = {option.id: option for option in answer.explanation.options}
    return SaidPost(
        post,
        tuple(_said(piece, told[piece.id]) for piece in post.spans),
        tuple(_said(piece, told[piece.id]) for piece in post.regions),
    )


def _said(piece: Piece, option: ExplainedOption) -> SaidPiece:
    icon = _SIGNS.get(option.verdict, "")
    return SaidPiece(piece.n, piece.text, piece.box, option.verdict, _piece_words(option), icon)


def _piece_words(option: ExplainedOption) -> str:
    words = {"given": option.given_label or _("not said what"), "wanted": option.wanted_label}
    if option.verdict is Verdict.RIGHT:
        return _("%(wanted)s: marked, as keyed") % words
    if option.verdict is Verdict.CLOSE:
        return _("Marked (%(given)s). Keyed: %(wanted)s") % words
    if option.verdict is Verdict.MISSED:
        return _("Not marked. Keyed: %(wanted)s") % words
    if option.verdict is Verdict.WRONG:
        return _("Marked (%(given)s), but fine as it is") % words
    return ""


@register.filter
def decision_words(option: ExplainedOption) -> str:
    """Return what was decided and what is keyed, in words."""
    words = {"given": option.given_label, "wanted": option.wanted_label}
    if option.verdict is Verdict.UNANSWERED:
        return _("Nothing decided. Keyed: %(wanted)s") % words
    if option.verdict is Verdict.RIGHT:
        return _("Decided: %(given)s, as keyed") % words
    return _("Decided: %(given)s. Keyed: %(wanted)s") % words


@register.filter
def votes_words(option: ExplainedOption) -> str:
    """Return how a panel voted, in words."""
    if len(option.votes) == 1:
        return _("Chosen by %(count)s of the panel") % {"count": option.votes[0].count}
    given = ", ".join(f"{vote.label} {vote.count}" for vote in option.votes if vote.count)
    return _("The panel: %(votes)s") % {"votes": given}
