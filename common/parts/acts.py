"""What can be pressed."""

from __future__ import annotations

from django.template import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common import icons
from common.components import attributes, draw, one_of

BUTTONS = ("plain", "primary", "quiet", "danger")


def button(
    label: str,
    href: str = "",
    kind: str = "plain",
    small: bool = False,
    icon: str = "",
    about: str = "",
    name: str = "",
    value: str = "",
    disabled: bool = False,
    form: str = "",
    type: str = "submit",  # noqa: A002
    id: str = "",  # noqa: A002
    hide_label: bool = False,
    focused: str = "",
    formaction: str = "",
    outside: bool = False,
    opens_dialog: bool = False,
    swaps: str = "",
) -> SafeString:
    """Return a link (with `href`) or a button. The label is the verb; `about` is said after it, unseen.

    An icon stands before the label; the arrow that leads onward stands after it. `hide_label` shows the icon
    alone, where a row of them explains itself; `swaps` names the part of the page (`#rows`) that alone
    changes where htmx sends the form; `focused` is the id of the button that takes the focus, in a list of
    many; `outside` marks a link that leaves the school's pages; `opens_dialog` is what `{% dialog %}` asks
    for.
    """
    css = f"btn btn-{one_of('button', 'kind', kind, BUTTONS)}" + (" btn-s" if small else "")
    css += " btn-icon" if hide_label else ""
    said = _about(about) if about else ""
    sign = mark_safe(icons.svg(icon)) if icon else ""
    onward = icon == "arrow-right"
    word = format_html('<span class="visually-hidden">{}</span>', label) if hide_label else label
    inner = format_html("{}{}{}{}", "" if onward else sign, word, said, sign if onward else "")
    if href:
        more = attributes(
            id=id,
            rel="noopener noreferrer" if outside else "",
            data_dialog=opens_dialog,
            aria_haspopup="dialog" if opens_dialog else "",
        )
        return format_html('<a class="{}" href="{}"{}>{}</a>', css, href, more, inner)
    rest = attributes(
        type_=one_of("button", "type", type, ("submit", "button", "reset")),
        name=name,
        value=value,
        form=form,
        disabled=disabled,
        id=id,
        formaction=formaction,
        autofocus=bool(id) and focused == id,
        hx_post=(formaction or "?") if swaps else "",
        hx_target=swaps,
        hx_select=swaps,
        hx_swap="outerHTML" if swaps else "",
    )
    return format_html('<button class="{}"{}>{}</button>', css, rest, inner)


def _about(about: str) -> SafeString:
    """What a button is about, said after its label; a text in another language keeps its mark-up."""
    said = _(": %(about)s") % {"about": conditional_escape(about)}
    return format_html('<span class="visually-hidden">{}</span>', mark_safe(said))


def post_button(
    context: Context,
    label: str,
    action: str,
    kind: str = "plain",
    small: bool = False,
    icon: str = "",
    about: str = "",
    name: str = "",
    value: str = "",
) -> SafeString:
    """Return a form of one button that posts to `action`; `name` and `value` travel with it."""
    inner = button(label, kind=kind, small=small, icon=icon, about=about, name=name, value=value)
    return draw("post_button", action=action, inner=inner, csrf_token=context.get("csrf_token"))


def button_row(content: SafeString, look: str = "") -> SafeString:
    """Return buttons side by side that wrap as a row; "after" what they follow, or as a "field" of a form."""
    css = f"{one_of('button_row', 'look', look, ('', 'after', 'field'))} btn-row".strip()
    return format_html('<div class="{}">{}</div>', css, content)


PARTS = (
    button,
    post_button,
    button_row,
)
