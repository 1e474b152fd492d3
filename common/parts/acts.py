"""What can be pressed."""

from __future__ import annotations

from django.template import Context
from django.utils.html import format_html
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
) -> SafeString:
    """Return a link (with `href`) or a button. The label is the verb; `about` is said after it, unseen.

    An icon stands before the label; the arrow that leads onward stands after it.
    """
    css = f"btn btn-{one_of('button', 'kind', kind, BUTTONS)}" + (" btn-s" if small else "")
    said = (
        format_html('<span class="visually-hidden">{}</span>', _(": %(about)s") % {"about": about})
        if about
        else ""
    )
    sign = mark_safe(icons.svg(icon)) if icon else ""
    onward = icon == "arrow-right"
    inner = format_html("{}{}{}{}", "" if onward else sign, label, said, sign if onward else "")
    if href:
        return format_html('<a class="{}" href="{}">{}</a>', css, href, inner)
    rest = attributes(
        type_=one_of("button", "type", type, ("submit", "button", "reset")),
        name=name,
        value=value,
        form=form,
        disabled=disabled,
    )
    return format_html('<button class="{}"{}>{}</button>', css, rest, inner)


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


def button_row(content: SafeString) -> SafeString:
    """Return buttons side by side that wrap as a row."""
    return format_html('<div class="btn-row">{}</div>', content)


PARTS = (
    button,
    post_button,
    button_row,
)
