"""Stylesheets are thinned without touching what a page can match."""

from __future__ import annotations

import pytest

from config import css_purge, stylesheet


def thin(text: str, *words: str) -> str:
    return css_purge.write(css_purge.keep_matching(css_purge.parse(text), words))


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("p { color : red; }", "p{color : red;}"),
        ("/* don't { */ p{a:b}", "p{a:b;}"),
        ("p{content:'}  ;'}", "p{content:'}  ;';}"),
        ('p::before{content:"/" / ""}', 'p::before{content:"/" / "";}'),
        ("p{b:url(data:x;y,z)}", "p{b:url(data:x;y,z);}"),
        ("@media (width>1px){p{a:b}}q{}", "@media (width>1px){p{a:b;}}q{}"),
        ("p{width:calc( 1px\n  + 2px )}", "p{width:calc( 1px + 2px );}"),
        ('@charset "UTF-8";p{a:b}', '@charset "UTF-8";p{a:b;}'),
    ],
)
def test_writing_keeps_every_value(text: str, short: str) -> None:
    assert css_purge.write(css_purge.parse(text)) == short
    assert css_purge.write(css_purge.parse(short)) == short


@pytest.mark.parametrize("text", ["p{a:b", "p{a:b}}", "@media x{p{a:b}"])
def test_unbalanced_styles_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"[{}]"):
        css_purge.parse(text)


def test_rules_stay_when_each_of_their_classes_may_be_there() -> None:
    assert thin(".a{x:y}.b{x:y}.a .b{x:y}p.a{x:y}", "a") == ".a{x:y;}p.a{x:y;}"
    assert thin(".a,.b,p{x:y}", "a") == ".a,p{x:y;}"
    assert thin("p,[data-x='.b']{x:y}") == "p,[data-x='.b']{x:y;}"


def test_a_class_that_must_be_absent_is_not_needed() -> None:
    assert thin("a:not(.b,:is(.c)){x:y}") == "a:not(.b,:is(.c)){x:y;}"
    assert thin(".d:not(.b){x:y}") == ""


def test_groups_go_with_their_last_rule_and_other_statements_stay() -> None:
    text = "@media print{.b{x:y}}@media print{.a{x:y}}@keyframes k{from{x:y}}"
    assert thin(text, "a") == "@media print{.a{x:y;}}@keyframes k{from{x:y;}}"


def test_properties_that_nothing_reads_go_even_in_a_chain() -> None:
    rules = css_purge.parse(
        ":root{--bs-a:1;--bs-b:var(--bs-a);--bs-c:var(--bs-d);--bs-d:2;--ws-e:3}p{x:var(--bs-c)}"
        "@keyframes spin{from{x:y}}@keyframes grow{from{x:y}}"
    )
    left = css_purge.write(css_purge.drop_unread(rules, "q{animation:grow 1s}", prefix="--bs-"))
    assert left == (
        ":root{--bs-c:var(--bs-d);--bs-d:2;--ws-e:3;}p{x:var(--bs-c);}@keyframes grow{from{x:y;}}"
    )


def test_bootstrap_is_read_whole_and_thinned_to_what_pages_name() -> None:
    whole = css_purge.parse(stylesheet.BOOTSTRAP.read_text())
    assert len(css_purge.write(whole)) > 220_000
    kept = css_purge.classes(stylesheet.thinned(""))
    assert {"btn", "btn-primary", "form-control", "form-select", "is-invalid", "visually-hidden"} <= kept
    assert not {"carousel", "offcanvas", "navbar-expand-lg", "col-md-6", "accordion-button"} & kept
    assert len(css_purge.write(stylesheet.thinned(""))) < 40_000
