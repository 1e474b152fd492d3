"""The colours: the same with and without `light-dark()`, and readable in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "static" / "webside" / "css"
PAIR = re.compile(r"(--ws-[\w-]+): light-dark\((#\w{6,8}), (#\w{6,8})\);")
THEMES = ("light", "dark")


def tokens() -> dict[str, dict[str, str]]:
    pairs = PAIR.findall((CSS / "tokens.css").read_text())
    return {
        "light": {name: light for name, light, _ in pairs},
        "dark": {name: dark for name, _, dark in pairs},
    }


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


PLANES = ("paper", "surface", "sunken")
TEXT = [
    *[
        (ink, plane)
        for ink in ("ink", "muted", "accent", "accent-strong", "danger", "caution")
        for plane in PLANES
    ],
    *[("ink", soft) for soft in ("accent-soft", "danger-soft", "caution-soft")],
    ("accent", "accent-soft"),
    ("muted", "accent-soft"),
    ("accent", "danger-soft"),
    ("accent", "caution-soft"),
    ("danger", "danger-soft"),
    ("caution", "caution-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-field", "field"),
    ("na-ink", "paper"),
    ("na-ink", "surface"),
    *[(f"l{n}-ink", f"l{n}") for n in range(1, 6)],
]
EDGES = [
    *[(edge, plane) for edge in ("edge", "focus", "data", "accent", "danger", "caution") for plane in PLANES],
    ("check", "surface"),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "plane"), TEXT, ids=lambda name: name)
def test_text_stands_out_4_5_to_1(theme: str, ink: str, plane: str) -> None:
    colours = tokens()[theme]
    assert contrast(colours[f"--ws-{ink}"], colours[f"--ws-{plane}"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "plane"), EDGES, ids=lambda name: name)
def test_edges_stand_out_3_to_1(theme: str, edge: str, plane: str) -> None:
    colours = tokens()[theme]
    assert contrast(colours[f"--ws-{edge}"], colours[f"--ws-{plane}"]) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_levels_move_away_from_the_paper(theme: str) -> None:
    colours = tokens()[theme]
    steps = [contrast(colours[f"--ws-l{n}"], colours["--ws-paper"]) for n in range(1, 6)]
    assert steps == sorted(steps)


def forced() -> dict[str, str]:
    """The system's colours that stand in for ours in forced colours."""
    css = (CSS / "states.css").read_text()
    block = css[css.index("@media (forced-colors: active)") :]
    return dict(re.findall(r"(--ws-[\w-]+): (\w+);", block[: block.index("}")]))


PLANE, ON_PLANE = {"Canvas"}, {"CanvasText", "LinkText", "Highlight"}


@pytest.mark.parametrize(("ink", "plane"), [*TEXT, *EDGES], ids=lambda name: name)
def test_forced_colours_pair_a_text_with_its_ground(ink: str, plane: str) -> None:
    """The system promises contrast within its pairs only, so ours must be made of them."""
    pair = {forced()[f"--ws-{ink}"], forced()[f"--ws-{plane}"]}
    assert len(pair & PLANE) == 1
    assert len(pair & ON_PLANE) == 1


OFF_THE_SCALE = {".75rem", "1rem", "1.1875rem", "3.25rem"}
"""Figures of the densest grids, what one types (phones zoom below it), the name beside the mark, the door."""


def test_type_comes_in_six_sizes_and_space_in_eight() -> None:
    css = (CSS / "tokens.css").read_text()
    assert re.findall(r"--ws-t-(\d):", css) == list("123456")
    steps = [float(rem) * 16 for rem in re.findall(r"--ws-\d: ([\d.]+)rem;", css)]
    assert len(steps) == 8
    assert all(step % 4 == 0 for step in steps)
    literal = {
        size
        for path in CSS.glob("*.css")
        if path.name != "tokens.css"
        for size in re.findall(r"font-size: *([\d.]+(?:rem|px))", path.read_text())
    }
    assert literal == OFF_THE_SCALE


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_motion_asks_first(path: Path) -> None:
    """Transitions and animations stand only where the reader has not asked for less."""
    moving = re.findall(r"(?:transition|animation)(?:-\w+)?:[^;]*", path.read_text())
    if path.name == "states.css":
        block = path.read_text().split("prefers-reduced-motion: no-preference")[1].split("@media")[0]
        assert [one for one in moving if one not in block] == []
    else:
        assert moving == []


def test_fallback_repeats_every_colour() -> None:
    fallback = (CSS / "fallback.css").read_text()
    light, system_dark, chosen_dark = re.split(
        r"@media \(prefers-color-scheme: dark\)|:root\[data-bs-theme", fallback
    )
    said = [dict(re.findall(r"(--ws-[\w-]+): (#\w+);", part)) for part in (light, system_dark, chosen_dark)]
    assert said == [tokens()["light"], tokens()["dark"], tokens()["dark"]]


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_colours_come_from_the_tokens(path: Path) -> None:
    if path.name in ("tokens.css", "fallback.css"):
        assert len(tokens()["light"]) == len(tokens()["dark"]) > 30
        return
    rest = re.sub(r"url\(.*?\)|/\*.*?\*/|url\(#.*?\)", "", path.read_text(), flags=re.DOTALL)
    literals = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", rest))
    assert literals <= {"#fff"}, "only the quiet zone of a QR code is white by nature"


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_stylesheets_stay_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) < 400
