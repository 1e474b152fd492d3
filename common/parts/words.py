"""Words and small signs: icons, codes, levels, statuses, days, progress."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import dates, icons
from common.components import draw, one_of
from common.standing import LOOKS, look_of

STATUS_WORDS = {
    "not_assessed": gettext_lazy("Not assessed"),
    "in_progress": gettext_lazy("In progress"),
    "ready_for_review": gettext_lazy("Ready for review"),
    "attained": gettext_lazy("Attained"),
    "refresh_due": gettext_lazy("Refresh due"),
}


def icon(name: str, label: str = "") -> SafeString:
    """Return an icon; `label` is said by screen readers and not shown."""
    said = format_html('<span class="visually-hidden">{}</span>', label) if label else ""
    return format_html("{}{}", mark_safe(icons.svg(name)), said)


def code(text: str) -> SafeString:
    """Return a competency's code, such as SM-6."""
    return format_html('<span class="code">{}</span>', text)


def competency(code: str, name: str, href: str = "") -> SafeString:
    """Return a competency's code and name, linked when there is an address."""
    said = format_html('<span class="code">{}</span> {}', code, name)
    return format_html('<a href="{}">{}</a>', href, said) if href else said


def chip(text: str) -> SafeString:
    """Return a word in a thin frame: practice, draft, optional."""
    return format_html('<span class="tag">{}</span>', text)


def level(
    value: Any, name: str = "", kind: str = "assessed", who: str = "", short: bool = False
) -> SafeString:
    """Return a level as number and name: a square for assessed, a ring for self, dashed for none.

    value: a Level (its ordinal and name are used), a number with `name`, or None for not assessed;
    who: said before the name ("You", "Self"); short: the name is for screen readers only.
    """
    one_of("level", "kind", kind, ("assessed", "self"))
    ordinal = getattr(value, "ordinal", value)
    said = name or getattr(value, "name", "")
    if not ordinal:
        said, ordinal, css = name or _("Not assessed"), "–", "lv l0"
    else:
        css = f"lv l{int(ordinal)}" + (" self" if kind == "self" else "")
    if who:
        said = mark_safe(_("%(who)s: %(level)s") % {"who": escape(who), "level": conditional_escape(said)})
    hidden = mark_safe(' class="visually-hidden"') if short else ""
    # The number is said too: "why level 3?" stands beside it. The dash of "not assessed" says nothing.
    mute = mark_safe(' aria-hidden="true"') if ordinal == "–" else ""
    return format_html(
        '<span class="{}"><b{}>{}</b> <span{}>{}</span></span>', css, mute, ordinal, hidden, said
    )


def status(value: str, word: str = "") -> SafeString:
    """Return a status as icon and word; `word` replaces the usual one."""
    look = look_of(str(value))
    said = word or STATUS_WORDS[str(value)]
    css = f"st {look.css}".strip()
    return format_html(
        '<span class="{}">{}<span>{}</span></span>', css, mark_safe(icons.svg(look.icon)), said
    )


def level_key(levels: Iterable[Any], statuses: bool = True, self_ratings: bool = False) -> SafeString:
    """Return the key of a heat map or a track: every level, not assessed, and the telling statuses."""
    told = [(key, STATUS_WORDS[key]) for key, look in LOOKS.items() if look.in_cell] if statuses else []
    return draw("level_key", levels=list(levels), statuses=told, self_ratings=self_ratings)


def due_day(when: date | datetime) -> SafeString:
    """Return the tall date of a task: weekday, day, month."""
    local = dates.record_day(when)
    weekday, month = dates.weekday(when), dates.short_month(when)
    number = timezone.localtime(when).day if isinstance(when, datetime) else when.day
    iso = when.isoformat()
    return format_html(
        '<time class="due-day" datetime="{}" title="{}">{} <b>{}</b> {}</time>',
        iso,
        local,
        weekday,
        number,
        month,
    )


def progress(value: int, max: int, label: str, figures: str = "") -> SafeString:  # noqa: A002
    """Return a bar with its figures; `label` says what it measures, `figures` replaces "3 of 5"."""
    said = figures or _("%(value)s of %(max)s") % {"value": value, "max": max}
    return draw("progress", value=value, max=max or 1, label=label, figures=said)


PARTS = (
    icon,
    code,
    competency,
    chip,
    level,
    status,
    level_key,
    due_day,
    progress,
)
