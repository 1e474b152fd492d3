"""Charts as SVG: the distance between self and assessed, and parts of a whole."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString, mark_safe

from common.components import draw

FIRST, STEP = 10, 39


def track(
    assessed: int | None = None, self_rating: int | None = None, target: int = 3, levels: int = 5
) -> SafeString:
    """Return the track: a tick per level, tall at the target, a dot for assessed, a ring for self.

    Hidden from screen readers: the level badges that stand beside it say the same.
    """

    def at(level: int | None) -> int | None:
        return None if not level else FIRST + STEP * (level - 1)

    ticks = [(at(n), n == target) for n in range(1, levels + 1)]
    dot, ring = at(assessed), at(self_rating)
    return (
        draw(
            "track", ticks=ticks, dot=dot, ring=ring, both=dot == ring, end=at(levels), width=at(levels) or 0
        )
        if (dot or ring)
        else mark_safe("")
    )


def bar(parts: Iterable[tuple[str, str, int]], label: str) -> SafeString:
    """Return a bar of parts of a whole, each with its count inside.

    parts: (kind, word, count), kind being l1 to l5, none (hatched), in or late; label: what it counts.
    """
    known = [(kind, word, count) for kind, word, count in parts]
    total = sum(count for _kind, _word, count in known) or 1
    drawn, x = [], 0.0
    for kind, _word, count in known:
        width = 100 * count / total
        if count:
            drawn.append({"kind": kind, "count": count, "x": x, "width": width, "middle": x + width / 2})
        x += width
    said = ", ".join(f"{word} {count}" for _kind, word, count in known)
    return draw("bar", parts=drawn, label=f"{label}: {said}")


PARTS = (track, bar)
