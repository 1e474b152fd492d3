"""Links to the pages of a paginated list, with the reader's filters kept."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.paginator import Page
from django.http import QueryDict


class PageLink(NamedTuple):
    """One link of a pagination: a number, or None for a gap."""

    number: int | None
    href: str
    current: bool


class PageLinks(NamedTuple):
    """The links of a pagination; `back` and `next` are empty at the ends."""

    back: str
    next: str
    numbers: list[PageLink]


def links(page: Page[Any], *, query: QueryDict | None = None, param: str = "page") -> PageLinks:
    """Return the links around `page`; the other values of `query` are kept in each address."""

    def href(number: int) -> str:
        kept = query.copy() if query is not None else QueryDict(mutable=True)
        kept[param] = str(number)
        return f"?{kept.urlencode()}"

    numbers = [
        PageLink(number, href(number), number == page.number)
        if isinstance(number, int)
        else PageLink(None, "", False)
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    back = href(page.previous_page_number()) if page.has_previous() else ""
    forward = href(page.next_page_number()) if page.has_next() else ""
    return PageLinks(back, forward, numbers)
