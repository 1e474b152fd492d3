"""Two lists of the same length, read together: the cells of a row with what their columns are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

register = template.Library()


@register.filter
def beside(cells: Iterable[Any], columns: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Return each cell with its column. Raises ValueError where there are more of one."""
    return list(zip(cells, columns, strict=True))
