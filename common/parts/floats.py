"""What stands apart from the text: questions in a dialog, what was done, figures, the steps of a task."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common import icons
from common.components import one_of
from common.parts.acts import button

TOASTS = {
    "success": "check",
    "info": "info",
    "debug": "info",
    "warning": "warning",
    "error": "warning",
}
STEPS = ("done", "current", "ahead")


def dialog(
    label: str, href: str, kind: str = "plain", small: bool = False, icon: str = "", about: str = ""
) -> SafeString:
    """Return a link to a page with a `{% confirm %}`, whose question opens as a dialog over this page.

    Without JavaScript, and where the question cannot be had, the link leads to that page.
    """
    return button(label, href=href, kind=kind, small=small, icon=icon, about=about, opens_dialog=True)


def toast(content: SafeString, kind: str = "info") -> SafeString:
    """Return what just happened, by the level of a message: success, info, warning, error."""
    sign = mark_safe(icons.svg(TOASTS[one_of("toast", "kind", kind, TOASTS)]))
    return format_html('<div class="toast show toast-{}">{}<div>{}</div></div>', kind, sign, content)


def stats(content: SafeString) -> SafeString:
    """Return single figures side by side; `stat`s within."""
    return format_html('<dl class="stats">{}</dl>', content)


def stat(value: object, label: str, href: str = "", note: str = "") -> SafeString:
    """Return one figure with what it counts; with `href` it opens what it is made of."""
    figure = format_html('<a href="{}">{}</a>', href, value) if href else format_html("{}", value)
    more = format_html('<dd class="muted small">{}</dd>', note) if note else ""
    return format_html(
        '<div class="stat"><dt>{}</dt><dd class="stat-value">{}</dd>{}</div>', label, figure, more
    )


def stepper(content: SafeString, label: str) -> SafeString:
    """Return the steps of a task in their order; `step`s within."""
    return format_html('<nav aria-label="{}"><ol class="plain steps">{}</ol></nav>', label, content)


def step(label: str, state: str = "ahead", href: str = "") -> SafeString:
    """Return one step: done, current or ahead; a step that is done may lead back."""
    one_of("step", "state", state, STEPS)
    shown = format_html('<a href="{}">{}</a>', href, label) if href else format_html("<span>{}</span>", label)
    if state == "done":
        said = format_html('<span class="visually-hidden">{}</span>', _("done"))
        shown = format_html("{}{} {}", mark_safe(icons.svg("check")), shown, said)
    current = mark_safe(' aria-current="step"') if state == "current" else ""
    return format_html('<li class="step-{}"{}>{}</li>', state, current, shown)


def prose(content: SafeString) -> SafeString:
    """Return running text at a reading measure: paragraphs, lists, quotations, code, tables."""
    return format_html('<div class="prose">{}</div>', content)


PARTS = (dialog, toast, stats, stat, stepper, step, prose)
