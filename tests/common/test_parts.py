"""Parts that float, tables, and forms laid out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError


def draw(source: str, **context: Any) -> str:
    return Template("{% load webside %}" + source).render(Context(context))


# --- What floats ------------------------------------------------------------------------------


def test_dialog_is_a_link_to_the_page_that_asks() -> None:
    html = draw('{% dialog "Retire" href="/retire/" kind="danger" about="Privacy" %}')
    assert html.startswith('<a class="btn btn-danger" href="/retire/" data-dialog aria-haspopup="dialog">')
    assert '<span class="visually-hidden">: Privacy</span>' in html


def test_confirm_marks_what_a_dialog_needs_to_close_itself() -> None:
    html = draw('{% confirm title="Retire?" submit="Retire" keep="Keep it" keep_href="/" %}{% endconfirm %}')
    assert 'id="confirm-title"' in html
    assert '<a class="btn btn-plain" href="/" data-keep>Keep it</a>' in html


@pytest.mark.parametrize("kind", ["success", "info", "debug", "warning", "error"])
def test_toast_has_a_sign_for_every_level_of_a_message(kind: str) -> None:
    html = draw("{% toast kind=kind %}Saved.{% endtoast %}", kind=kind)
    assert f"toast-{kind}" in html
    assert "<svg" in html
    assert "<div>Saved.</div>" in html


def test_stat_names_its_figure_and_opens_what_it_is_made_of() -> None:
    html = draw('{% stats %}{% stat 24 "learners" href="/roster/" note="of 30" %}{% endstats %}')
    assert "<dt>learners</dt>" in html
    assert '<dd class="stat-value"><a href="/roster/">24</a></dd>' in html
    assert '<dd class="muted small">of 30</dd>' in html


def test_stepper_says_where_one_is_and_what_is_done() -> None:
    html = draw(
        '{% stepper label="Import" %}{% step "File" state="done" href="/file/" %}'
        '{% step "Rows" state="current" %}{% step "Written" %}{% endstepper %}'
    )
    assert '<nav aria-label="Import">' in html
    assert '<a href="/file/">File</a> <span class="visually-hidden">done</span>' in html
    assert html.count('aria-current="step"') == 1
    assert '<li class="step-current" aria-current="step"><span>Rows</span></li>' in html


def test_step_refuses_an_unknown_state() -> None:
    with pytest.raises(TemplateSyntaxError, match="'done', 'current', 'ahead'"):
        draw('{% step "File" state="skipped" %}')


def test_icon_button_keeps_its_label_for_those_who_cannot_see_it() -> None:
    html = draw('{% button "Move up" icon="up" hide_label=True id="up-1" focused="up-1" formaction="#x" %}')
    assert 'class="btn btn-plain btn-icon"' in html
    assert '<span class="visually-hidden">Move up</span>' in html
    assert 'id="up-1"' in html
    assert "autofocus" in html
    assert "autofocus" not in draw('{% button "Up" icon="up" id="up-2" focused="up-1" %}')
    assert 'formaction="#x"' in html


# --- Tables -----------------------------------------------------------------------------------

ROWS = (
    '<thead><tr><th scope="col" class="num">N</th></tr></thead>'
    '<tbody><tr><th scope="row">A</th><td colspan="2">1</td><td role="cell">2</td></tr></tbody>'
)


@pytest.mark.parametrize("look", ["plain", "levels", "grid"])
def test_table_writes_out_the_roles_that_a_narrow_screen_takes(look: str) -> None:
    html = draw("{% table caption='Figures' look=look %}" + ROWS + "{% endtable %}", look=look)
    assert '<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col" class="num">' in html
    assert '<tbody role="rowgroup"><tr role="row"><th role="rowheader" scope="row">A</th>' in html
    assert '<td role="cell" colspan="2">1</td><td role="cell">2</td>' in html


def test_table_refuses_a_head_that_does_not_say_what_it_heads() -> None:
    with pytest.raises(TemplateSyntaxError, match='<th class="num"> without its scope'):
        draw('{% table caption="Figures" %}<thead><tr><th class="num">N</th></tr></thead>{% endtable %}')


def test_heat_map_is_taken_as_it_is() -> None:
    html = draw("{% table caption='Map' look='heat' %}<tbody>{{ rows }}</tbody>{% endtable %}", rows="x")
    assert '<table class="hm" role="table">' in html
    assert "<tbody>x</tbody>" in html


# --- Forms laid out by hand -------------------------------------------------------------------


def test_post_form_brings_its_token_and_stands_as_asked() -> None:
    html = draw(
        '{% post_form action="/go/" look="levels" id="f" %}{% button "Save" %}{% endpost_form %}',
        csrf_token="abc",
    )
    assert '<form method="post" novalidate id="f" class="levels-form" action="/go/">' in html
    assert 'value="abc"' in html
    assert "Save</button>" in html


def test_post_form_refuses_an_unknown_look() -> None:
    with pytest.raises(TemplateSyntaxError, match="'page'"):
        draw('{% post_form look="fancy" %}{% endpost_form %}')
