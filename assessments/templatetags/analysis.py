"""Figures of item analysis in templates: rounded, and with the reason where they are not defined."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments import item_words
from assessments.item_analysis import Figure, Flag, OptionFigures, Pooled, Why

register = template.Library()


@register.filter
def figure(found: Figure, places: int = 2) -> SafeString:
    """Return a figure with its decimals, or an en dash and why there is none."""
    return _with_reason(item_words.decimals(found.value, places), found)


@register.filter
def percent_figure(found: Figure) -> SafeString:
    """Return a share in per cent, or an en dash and why there is none."""
    return _with_reason(item_words.percent(found.value), found)


def _with_reason(said: str, found: Figure) -> SafeString:
    if found.why is None:
        return format_html("{}", said)
    return format_html('{} <span class="muted small">{}</span>', said, item_words.why(found.why))


@register.filter
def signed(value: int | None) -> str:
    """Return a difference with a true minus; an en dash for none."""
    return item_words.decimals(value, 0)


@register.filter
def share(value: float | None) -> str:
    """Return a share in per cent; an en dash for none."""
    return item_words.percent(value)


@register.filter
def option_name(option: OptionFigures) -> str:
    """Return how an option is called: by its letter, or in words where a statement is judged."""
    return item_words.option_name(option.id)


@register.filter
def option_figure(option: OptionFigures) -> SafeString:
    """Return how choosing an option goes with the rest, or an en dash and why that cannot be said."""
    found = option.point_biserial
    if found.why is Why.NO_SPREAD:
        reason = _("Nobody chose it.") if not option.chosen else _("Everybody chose it.")
        return format_html('– <span class="muted small">{}</span>', reason)
    return figure(found)


@register.filter
def by_kind(flags: Iterable[Flag]) -> list[tuple[str, list[str]]]:
    """Return what may be wrong, each with its reasons, the gravest first."""
    return [
        (item_words.flag_name(some[0]), [item_words.reason(flag) for flag in some])
        for _kind, group in groupby(flags, key=lambda flag: flag.kind)
        if (some := list(group))
    ]


@register.filter
def pooled_share(found: Pooled) -> str:
    """Return a pooled share with its standard error, in per cent."""
    said = item_words.percent(found.value)
    return said if found.error is None else f"{said} ± {item_words.decimals(100 * found.error, 1)}"


@register.filter
def pooled_figure(found: Pooled) -> str:
    """Return a pooled correlation with its standard error."""
    said = item_words.decimals(found.value)
    return said if found.error is None else f"{said} ± {item_words.decimals(found.error)}"
