"""The language in brackets finds what it is for: texts that were forgotten, and nothing that people wrote."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from tests.pseudo import bracketed, untranslated  # noqa: F401  # a fixture


@pytest.mark.usefixtures("bracketed")
def test_only_what_the_catalogue_holds_is_bracketed() -> None:
    with translation.override("fr"):
        assert gettext("Cohorts") == "⟦Cohortes⟧"
        assert gettext("Nobody ever wrote this text") == "Nobody ever wrote this text"
        assert ngettext("%(n)s learner", "%(n)s learners", 2) == "⟦%(n)s personnes apprenantes⟧"
        assert pgettext("heat map", "due") == "⟦datée⟧"
    assert gettext("Cohorts") == "Cohorts"


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<p>Forgotten</p>", ["Forgotten"]),
        ("<p>⟦Dit⟧ forgotten</p>", ["forgotten"]),
        ("<p>⟦Dit <b>et</b> gras⟧</p>", []),
        ("<p>⟦Chez ⟦elle⟧ aussi⟧</p>", []),
        ("<p>Zoé Tremblay, 18 ⟦nov.⟧ 2026, 9\xa0h\xa014</p>", []),
        ('<p lang="en">As it was written</p>', []),
        ('<img alt="forgotten"><input placeholder="⟦dit⟧">', ["forgotten"]),
        ('<form data-unsaved="Not saved yet">', ["Not saved yet"]),
        ('<svg aria-label="forgotten"></svg><button type="submit">Go</button>', ["forgotten", "Go"]),
        ("<script>var words</script><code>SM-1</code>", []),
        ("<p>https://school.example/a zoe@school.example</p>", []),
    ],
)
def test_what_stands_outside_of_brackets_is_found(page: str, left: list[str]) -> None:
    assert untranslated(page, ["Zoé Tremblay"]) == left
