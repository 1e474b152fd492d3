"""A cell that says how its level moved: an arrow, words to see, words to hear; all escaped."""

from __future__ import annotations

import pytest

from common.cells import moved, prepare


@pytest.mark.parametrize(("up", "path"), [(True, "M8 13V3"), (False, "M8 3v10")])
def test_moved_cell_adds_arrow_and_words_to_its_look(up: bool, path: str) -> None:
    look = prepare(levels={3: "Competent"}, statuses={"attained": "attained"})[3, "attained"]
    cell = moved(look, up=up, shown="from <2>", said="once & again")
    assert path in cell
    assert "from &lt;2&gt;</i>" in cell
    assert cell.endswith(", Competent, attained, once &amp; again</span></a></td>")
    assert cell.count("visually-hidden") == look.count("visually-hidden")
    assert cell.startswith(look.split("<span")[0])
