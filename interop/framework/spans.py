"""Competencies that something is attached to, with the levels it leads from and to. Pure: no Django."""

from __future__ import annotations

from interop.framework.checks import Checks
from interop.framework.entries import Span
from interop.framework.shape import Place


def check_spans(checks: Checks, place: Place, spans: tuple[Span, ...]) -> None:
    """Competencies attached to something: known, each once, with levels that ascend on the scale."""
    field = place.at("competencies")
    codes = [span.code for span in spans]
    if not codes:
        checks.say(field, "has none; attach at least one")
    checks.competencies(field, codes)
    for span in spans:
        checks.level(field.at(f"{span.code}.level_from"), span.level_from)
        checks.level(field.at(f"{span.code}.level_to"), span.level_to)
        if span.level_to < span.level_from:
            checks.say(
                field.at(f"{span.code}.level_to"), "is below level_from; it must be the same or higher"
            )
