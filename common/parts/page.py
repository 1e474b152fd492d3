"""The frame within the frame: heads, sheets, notes, tables, ways through a list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from common import fallbacks, icons, paging
from common.components import attributes, draw, one_of

# Languages as they are named within a sentence.
LANGUAGES = {
    "en": pgettext_lazy("within a sentence", "English"),
    "fr": pgettext_lazy("within a sentence", "French"),
}
NOTES = {"tell": "info", "go": "check", "mind": "info", "stop": "warning"}


def capture(content: SafeString) -> SafeString:
    """Return the block as it is, for `{% capture as name %}` and use in another component's attribute."""
    return content


def page_head(
    content: SafeString, title: str, lead: str = "", kicker: str = "", code: str = "", statement: str = ""
) -> SafeString:
    """Return the head of a page: one h1, the sentence that says the state of things, the actions within."""
    return draw(
        "page_head",
        actions=mark_safe(content.strip()),
        title=title,
        lead=lead,
        kicker=kicker,
        code=code,
        statement=statement,
    )


def sheet(content: SafeString, title: str, note: str = "", margin: str = "", id: str = "") -> SafeString:  # noqa: A002
    """Return a ruled section: heading, note and `margin` (HTML from capture) in the margin column."""
    anchor = id or f"s-{slugify(title)}"
    return draw("sheet", content=content, title=title, note=note, margin=margin, anchor=anchor)


def section(content: SafeString, title: str, note: str = "", id: str = "") -> SafeString:  # noqa: A002
    """Return a section without a margin column, for dense pages and rails."""
    return draw("section", content=content, title=title, note=note, anchor=id or f"s-{slugify(title)}")


def fallback_note() -> SafeString:
    """Return a note when some of the content drawn before is not translated, or nothing.

    It is said once: the frame has it on top, unless a part that htmx exchanges has said it within itself.
    """
    here = get_language()
    names = [str(LANGUAGES.get(code, code)) for code in fallbacks.take() if code != here]
    if not names:
        return mark_safe("")
    said = _("Part of this page exists in %(language)s only.") % {"language": ", ".join(names)}
    return format_html('<p class="content-note muted small">{}{}</p>', mark_safe(icons.svg("info")), said)


def panel(content: SafeString) -> SafeString:
    """Return a box for what floats or can be picked up; never for a section."""
    return format_html('<div class="panel stack-s">{}</div>', content)


def note(content: SafeString, kind: str = "tell", title: str = "", icon: str = "") -> SafeString:
    """Return a note: tell (grey), go (close or newer), mind (care), stop (cannot)."""
    one_of("note", "kind", kind, NOTES)
    sign = mark_safe(icons.svg(icon or NOTES[kind]))
    return draw("note", content=content, kind=kind, title=title, sign=sign)


def empty_state(content: SafeString, title: str) -> SafeString:
    """Return an empty state: what is missing, why it is fine, one action."""
    return draw("empty_state", content=content, title=title)


def details(content: SafeString, summary: str, open: bool = False) -> SafeString:  # noqa: A002
    """Return something that opens."""
    state = mark_safe(" open") if open else ""
    return format_html("<details{}><summary>{}</summary>{}</details>", state, summary, content)


def breadcrumb(content: SafeString) -> SafeString:
    """Return the way here; `crumb`s within, the page itself last and without an address."""
    said = _("You are here")
    return format_html('<nav aria-label="{}"><ol class="plain crumbs">{}</ol></nav>', said, content)


def crumb(label: str, href: str = "") -> SafeString:
    """Return one step of the way; the last has no address."""
    if href:
        return format_html('<li><a href="{}">{}</a></li>', href, label)
    return format_html('<li aria-current="page">{}</li>', label)


def tabs(content: SafeString, label: str) -> SafeString:
    """Return links between views of one thing; `tab`s within."""
    return format_html('<nav aria-label="{}"><ul class="nav nav-tabs">{}</ul></nav>', label, content)


def tab(label: str, href: str, current: bool = False) -> SafeString:
    """Return one view of a `tabs`."""
    state = attributes(aria_current="page" if current else None)
    css = "nav-link active" if current else "nav-link"
    return format_html('<li class="nav-item"><a class="{}" href="{}"{}>{}</a></li>', css, href, state, label)


def pagination(context: Context, page: Page[Any], label: str = "", param: str = "page") -> SafeString:
    """Return links to the other pages of a paginated list, or nothing when there is one page."""
    if page.paginator.num_pages < 2:
        return mark_safe("")
    request = context.get("request")
    query = request.GET if request is not None else None
    links = paging.links(page, query=query, param=param)
    return draw("pagination", links=links, page=page, label=label or _("Pages"))


def confirm(
    context: Context,
    content: SafeString,
    title: str,
    submit: str,
    keep: str,
    keep_href: str,
    action: str = "",
    form: BaseForm | None = None,
    danger: bool = True,
) -> SafeString:
    """Return a question with what will happen: the act, or the safe choice under its own name."""
    return draw(
        "confirm",
        content=content,
        title=title,
        submit=submit,
        keep=keep,
        keep_href=keep_href,
        action=action,
        form=form,
        danger=danger,
        csrf_token=context.get("csrf_token"),
    )


PARTS = (
    capture,
    fallback_note,
    page_head,
    sheet,
    section,
    panel,
    note,
    empty_state,
    details,
    breadcrumb,
    crumb,
    tabs,
    tab,
    pagination,
    confirm,
)
