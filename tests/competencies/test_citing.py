"""The short names of authors, from the forms in which catalogues write them."""

from __future__ import annotations

import pytest

from competencies.citing import short_authors
from competencies.models import Reference


@pytest.mark.parametrize(
    ("authors", "names", "more"),
    [
        ("Mesko B", ("Mesko",), False),
        ("Chretien KC, Kind T", ("Chretien", "Kind"), False),
        ("Cheston CC, Flickinger TE, Chisolm MS", ("Cheston",), True),
        ("van der Vleuten CPM, Heeneman S", ("van der Vleuten", "Heeneman"), False),
        ("D'Souza K et al.", ("D'Souza",), True),
        ("Frank JR, Snell L, Sherbino J (eds)", ("Frank",), True),
        ("Jones, Ron", ("Jones",), False),
        ("General Medical Council", ("General Medical Council",), False),
        ("General Medical Council; Medical Schools Council", ("General Medical Council",), True),
        ("Robert Wood Johnson Foundation; Khan Academy; AAMC", ("Robert Wood Johnson Foundation",), True),
        ("AMEE EPA FAQ (askamee.org)", ("AMEE EPA FAQ",), False),
        ("CPASS, Universite de Montreal", ("CPASS, Universite de Montreal",), False),
        ("(authors not seen)", (), False),
        ("", (), False),
    ],
)
def test_short_authors_names_at_most_two(authors, names, more) -> None:
    assert short_authors(authors) == (names, more)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"authors": "Cheston CC, Flickinger TE, Chisolm MS", "year": 2013}, "Cheston and others, 2013"),
        ({"authors": "Chretien KC, Kind T", "year": 2013}, "Chretien and Kind, 2013"),
        ({"authors": "General Medical Council", "year": None}, "General Medical Council"),
        ({"authors": "(authors not seen)", "year": 2024}, "A tool, 2024"),
    ],
)
def test_citation_names_the_work_in_short(fields, expected) -> None:
    assert Reference(code="x", title="A tool", **fields).citation == expected
