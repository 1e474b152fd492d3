"""Charts as SVG: the distance between self and assessed, and parts of a whole."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.safestring import SafeString

from common import chart_geometry
from common.components import draw
from common.labels import labelled


def track(
    assessed: int | None = None,
    self_rating: int | None = None,
    target: int | None = 3,
    levels: int = 5,
) -> SafeString:
    """Return the track: a tick per level, tall at the target, a dot for assessed, a ring for self.

    Hidden from screen readers: the level badges that stand beside it say the same. With neither level
    the bare scale is drawn, so that rows stay in line.
    """
    return draw(
        "track",
        track=chart_geometry.track(assessed or None, self_rating or None, target=target, levels=levels),
    )


def bar(parts: Iterable[tuple[str, str, int]], label: str) -> SafeString:
    """Return a bar of parts of a whole, each with its count inside where it fits.

    parts: (kind, word, count), kind being l1 to l5, none (hatched), in or late; label: what it counts.
    """
    known = list(parts)
    drawn = chart_geometry.bar((kind, count) for kind, _word, count in known)
    said = ", ".join(f"{word} {count}" for _kind, word, count in known)
    return draw("bar", bar=drawn, label=labelled(label, said))


PARTS = (track, bar)
