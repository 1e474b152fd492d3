"""The tag library of the pages: `{% load webside %}`. `docs/components.md` shows how to use it."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from common import dates, local_options, markdown
from common.components import Library
from common.parts import acts, charts, floats, forms, page, plots, tables, words

register = Library()

for part in (
    *words.PARTS,
    *acts.PARTS,
    *page.PARTS,
    *floats.PARTS,
    *tables.PARTS,
    *forms.PARTS,
    *charts.PARTS,
    *plots.PARTS,
):
    register.component(part)

register.filter("day", dates.day)
register.filter("record_day", dates.record_day)
register.filter("full_day", dates.full_day)
register.filter("moment", dates.moment)
register.filter("clock", dates.clock)
register.filter("zone_place", dates.zone_place)
register.filter("in_its_language", local_options.in_its_language)


@register.filter("markdown")
def markdown_filter(text: str) -> SafeString:
    """Return Markdown as safe HTML inside `.prose`, its headings starting at h3."""
    return format_html('<div class="prose">{}</div>', markdown.render(text))
