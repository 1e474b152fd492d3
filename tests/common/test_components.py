"""The parts of the pages: strict attributes, each state, and nothing that escapes its quotes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone

from common import cells, icons
from common.templatetags.webside import register

HOSTILE = '"><script>alert(1)</script>'


def draw(source: str, **context: Any) -> str:
    return Template("{% load webside %}" + source).render(Context(context))


# --- Strictness -------------------------------------------------------------------------------


def test_component_refuses_an_unknown_attribute_and_lists_the_known() -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        Template('{% load webside %}{% button "Assign" colour="red" %}')
    assert "'colour'" in str(caught.value)
    assert "It accepts: label, href, kind, small, icon, about" in str(caught.value)


def test_block_component_does_not_offer_its_content_as_an_attribute() -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        Template('{% load webside %}{% sheet title="Due" colour="red" %}{% endsheet %}')
    assert str(caught.value).endswith("It accepts: title, note, margin, id.")


def test_component_that_takes_the_context_does_not_offer_it_as_an_attribute() -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        Template('{% load webside %}{% post_button "Sign out" to="/" %}')
    assert "context" not in str(caught.value)
    assert "It accepts: label, action, kind" in str(caught.value)


def test_component_names_a_missing_attribute() -> None:
    with pytest.raises(TemplateSyntaxError, match="title"):
        Template("{% load webside %}{% sheet %}{% endsheet %}")


def test_an_error_within_a_block_is_told_once_by_the_part_it_belongs_to() -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        Template('{% load webside %}{% sheet title="Due" %}{% chip "x" colour="red" %}{% endsheet %}')
    assert str(caught.value).count("It accepts") == 1
    assert str(caught.value).startswith("'chip'")


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ('{% button "Assign" kind="blue" %}', "'plain', 'primary', 'quiet', 'danger'"),
        ('{% note kind="loud" %}x{% endnote %}', "'tell', 'go', 'mind', 'stop'"),
        ('{% level 3 "Competent" kind="peer" %}', "'assessed', 'self'"),
    ],
)
def test_component_refuses_a_value_off_its_list(source: str, known: str) -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        draw(source)
    assert known in str(caught.value)


def test_status_refuses_an_unknown_status() -> None:
    with pytest.raises(ValueError, match="refresh_due"):
        draw('{% status "failed" %}')


def test_icon_refuses_an_unknown_name() -> None:
    with pytest.raises(KeyError, match="Known icons"):
        icons.svg("confetti")


def test_parts_of_a_page_can_stand_inside_a_for_loop() -> None:
    source = "{% for n in ns %}{% empty_state title=n %}x{% endempty_state %}{% empty %}none{% endfor %}"
    assert ">a</p>" in draw(source, ns=["a"])
    assert draw(source, ns=[]).strip() == "none"


# --- Escaping ---------------------------------------------------------------------------------

TEXT_PARTS = [
    "{% page_head title=x lead=x kicker=x code=x statement=x %}{% endpage_head %}",
    "{% sheet title=x note=x %}{% endsheet %}",
    "{% section title=x note=x id=x %}{% endsection %}",
    "{% note title=x %}{{ x }}{% endnote %}",
    "{% empty_state title=x %}{% endempty_state %}",
    "{% details summary=x %}{% enddetails %}",
    "{% table caption=x %}{% endtable %}",
    "{% breadcrumb %}{% crumb x x %}{% crumb x %}{% endbreadcrumb %}",
    "{% tabs label=x %}{% tab x x %}{% endtabs %}",
    "{% button x href=x about=x %}{% button x name=x value=x form=x about=x %}",
    "{% post_button x action=x name=x value=x %}",
    "{% confirm title=x submit=x keep=x keep_href=x action=x %}{{ x }}{% endconfirm %}",
    "{% chip x %}{% code x %}{% competency x x href=x %}",
    '{% level 3 x who=x %}{% status "attained" word=x %}',
    "{% progress 1 2 x figures=x %}",
    "{% icon 'check' label=x %}",
    "{% bar parts x %}",
    "{% trend days x low=0 high=5 %}{% dots dots x %}{% sparkline ns x %}{% progress_ring 1 2 x %}",
    "{% chart title=x description=x %}{% endchart %}",
    "{% dialog x href=x about=x %}{% stat x x href=x note=x %}",
    "{% toast %}{{ x }}{% endtoast %}{% stepper label=x %}{% step x href=x state='done' %}{% endstepper %}",
    "{% post_form action=x id=x %}{% endpost_form %}{% button x id=x formaction=x hide_label=True %}",
]


@pytest.mark.parametrize("source", TEXT_PARTS)
def test_parts_escape_what_they_are_given(source: str) -> None:
    html = draw(source, x=HOSTILE, parts=[("l1", HOSTILE, 2)], days=[], dots=[(HOSTILE, 1, 2)], ns=[1])
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_markup_in_a_block_is_kept() -> None:
    html = draw("{% page_head title='Due' %}{% button 'Go' href='/x/' %}{% endpage_head %}")
    assert '<a class="btn btn-plain" href="/x/">Go</a>' in html
    assert "head-actions" in html


# --- Signs ------------------------------------------------------------------------------------


def test_level_says_number_and_name() -> None:
    html = draw("{% level one %}", one=SimpleNamespace(ordinal=3, name="Competent"))
    assert html == '<span class="lv l3"><b>3</b> <span>Competent</span></span>'


def test_level_of_a_self_rating_is_a_ring_and_says_whose() -> None:
    html = draw('{% level 2 "Advanced beginner" kind="self" who="You" %}')
    assert 'class="lv l2 self"' in html
    assert "You: Advanced beginner" in html


def test_level_of_nothing_is_not_assessed() -> None:
    html = draw("{% level None %}")
    assert 'class="lv l0"' in html
    assert '<b aria-hidden="true">–</b>' in html
    assert "Not assessed" in html


def test_short_level_keeps_its_name_for_screen_readers() -> None:
    assert '<span class="visually-hidden">Competent</span>' in draw('{% level 3 "Competent" short=True %}')


@pytest.mark.parametrize(
    "value", ["not_assessed", "in_progress", "ready_for_review", "attained", "refresh_due"]
)
def test_status_is_an_icon_and_a_word(value: str) -> None:
    html = draw("{% status value %}", value=value)
    assert "<svg" in html
    assert value.replace("_", " ") in html.lower()


def test_icon_is_hidden_and_its_label_is_said() -> None:
    html = draw('{% icon "close" label="Close" %}')
    assert 'aria-hidden="true"' in html
    assert '<span class="visually-hidden">Close</span>' in html


def test_track_draws_self_and_assessed_apart_and_together() -> None:
    apart = draw("{% track assessed=3 self_rating=2 %}")
    assert 'class="gap"' in apart
    together = draw("{% track assessed=3 self_rating=3 %}")
    assert 'class="gap"' not in together
    assert 'r="9.5"' in together
    assert 'class="dot"' not in draw("{% track self_rating=1 %}")
    assert "<circle" not in draw("{% track %}")


def test_bar_counts_inside_and_in_words() -> None:
    html = draw(
        "{% bar parts 'SM-6' %}",
        parts=[("l1", "Novice", 1), ("none", "Not assessed", 3), ("l5", "Role model", 0)],
    )
    assert 'aria-label="SM-6: Novice 1, Not assessed 3, Role model 0"' in html
    assert 'width="25.00%"' in html
    assert "b-l5" not in html


def test_progress_of_nothing_does_not_divide_by_zero() -> None:
    html = draw("{% progress 0 0 'Rows' %}")
    assert "0 of 0" in html
    assert 'max="1"' in html


# --- Days -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ at|day }}", "Wed 25 Nov"),
        ("{{ at|record_day }}", "25 Nov 2026"),
        ("{{ at|full_day }}", "Wednesday 25 November 2026"),
        ("{{ at|moment }}", "25 Nov 2026, 23:30"),
        ("{{ at|clock }}", "23:30"),
    ],
)
def test_days_are_those_of_the_school(source: str, expected: str) -> None:
    at = datetime(2026, 11, 26, 4, 30, tzinfo=UTC)
    with timezone.override(ZoneInfo("America/Toronto")):
        assert draw(source, at=at) == expected


def test_day_of_a_date_is_that_date() -> None:
    with timezone.override(ZoneInfo("America/Toronto")):
        assert draw("{{ on|day }}", on=date(2026, 11, 25)) == "Wed 25 Nov"


@pytest.mark.parametrize("source", ["{{ none|day }}", "{{ none|moment }}"])
def test_no_day_is_an_empty_text(source: str) -> None:
    assert draw(source, none=None) == ""


# --- Ways through a list ----------------------------------------------------------------------


def test_pagination_keeps_the_filters_and_marks_the_page() -> None:
    request = RequestFactory().get("/", {"group": "a&b", "page": "2"})
    html = draw("{% pagination page %}", page=Paginator(range(100), 10).page(2), request=request)
    assert 'href="?group=a%26b&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


def test_pagination_of_one_page_is_nothing() -> None:
    assert draw("{% pagination page %}", page=Paginator([], 10).page(1)) == ""


def test_current_tab_is_marked() -> None:
    html = draw("{% tabs label='Views' %}{% tab 'A' '/a/' current=True %}{% tab 'B' '/b/' %}{% endtabs %}")
    assert '<a class="nav-link active" href="/a/" aria-current="page">A</a>' in html
    assert '<a class="nav-link" href="/b/">B</a>' in html


# --- Forms ------------------------------------------------------------------------------------


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the card.")
    kind = forms.ChoiceField(label="Kind?", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"placeholder": "x"}))
    sure = forms.BooleanField(label="Sure")
    secret = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("Nobody is chosen.")


def test_field_stands_as_label_help_error_control() -> None:
    html = draw("{% field form.name %}", form=Sample({}))
    order = [html.index(mark) for mark in ("<label", 'id="id_name_helptext"', 'id="id_name_error"', "<input")]
    assert order == sorted(order)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_choice_stands_in_a_fieldset_with_a_legend() -> None:
    html = draw("{% field form.kind %}", form=Sample())
    assert "<fieldset" in html
    assert "<legend" in html
    assert html.count('type="radio"') == 2
    assert '<label class="form-check-label" for="id_kind_1">B</label>' in html


@pytest.mark.parametrize("look", ["choices", "choices-3", "choices-4", "seg"])
def test_choice_may_look_like_rows_or_segments(look: str) -> None:
    html = draw("{% field form.kind look=look %}", form=Sample({"kind": "b"}), look=look)
    assert look in html
    assert html.count("checked") == 1


def test_optional_field_says_so_and_placeholders_are_dropped() -> None:
    html = draw("{% field form.note %}", form=Sample())
    assert "(optional)" in html
    assert "placeholder" not in html
    assert "(optional)" not in draw("{% field form.name %}", form=Sample())


def test_optional_is_not_said_beside_an_error_that_asks_for_it() -> None:
    form = Sample({"name": "x"})
    form.add_error("note", "Say why.")
    assert "(optional)" not in draw("{% field form.note %}", form=form)


def test_form_errors_take_the_focus_without_scripts_too() -> None:
    html = draw("{% form_errors form %}", form=Sample({}))
    assert all(f" {mark}" in " ".join(html.split()) for mark in ("autofocus", 'tabindex="-1"', "data-focus"))


def test_form_errors_link_to_their_fields() -> None:
    html = draw("{% form_errors form %}", form=Sample({}))
    assert 'role="alert"' in html
    assert 'href="#id_name"' in html
    assert 'href="#id_kind_0"' in html
    assert "Kind: Choose one of these." in html
    assert "Nobody is chosen." in html
    assert "5 things to mend" in html


def test_form_without_errors_has_no_summary() -> None:
    assert draw("{% form_errors form %}", form=Sample()) == ""


def test_form_carries_the_token_the_block_and_the_buttons() -> None:
    html = draw(
        "{% form form submit='Assign' cancel='/back/' %}<p>Within</p>{% endform %}",
        form=Sample(),
        csrf_token="abc",
    )
    assert 'name="csrfmiddlewaretoken" value="abc"' in html
    assert html.index("<p>Within</p>") < html.index("Assign")
    assert 'href="/back/"' in html
    assert 'name="secret"' in html


def test_crispy_draws_the_same_field_and_summary() -> None:
    form = Sample({})
    html = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": form}))
    assert "error-summary" in html
    order = [
        html.index(mark)
        for mark in ('id="div_id_name"', "<label", 'id="id_name_helptext"', 'id="id_name_error"')
    ]
    assert order == sorted(order)
    assert "asteriskField" not in html


class Filter(forms.Form):
    name = forms.CharField(label="Learner", required=False)
    group = forms.ChoiceField(label="Group", required=False, choices=[("", "All"), ("a", "A")])


def test_filter_bar_offers_a_way_back_once_it_filters() -> None:
    plain = RequestFactory().get("/")
    assert "Show all" not in draw("{% filter_bar form %}", form=Filter(), request=plain)
    filtered = RequestFactory().get("/", {"group": "a"})
    html = draw("{% filter_bar form %}", form=Filter(filtered.GET), request=filtered)
    assert '<a class="btn btn-quiet btn-s" href="?">Show all</a>' in html
    assert '<option value="a" selected>A</option>' in html


# --- Heat-map cells ---------------------------------------------------------------------------

LEVELS = {1: "Novice", 3: "Competent"}
STATUSES = {"not_assessed": "not assessed", "attained": "attained", "ready_for_review": "ready for review"}


def test_cells_say_level_and_status_in_words() -> None:
    prepared = cells.prepare(levels=LEVELS, statuses=STATUSES, hints={"ready_for_review": "sign"})
    assert set(prepared) == {(level, status) for level in (None, 1, 3) for status in STATUSES}
    cell = cells.row(
        name="Zoé", href="/who/", address="/why", endings=["/" + prepared[3, "ready_for_review"]]
    )
    assert '<a href="/why/" class="c l3">3<svg' in cell
    assert "<i>sign</i>" in cell
    assert '<span class="visually-hidden">, Competent, ready for review</span>' in cell


def test_cell_of_nothing_looks_its_own_way() -> None:
    cell = cells.prepare(levels=LEVELS, statuses=STATUSES)[None, "not_assessed"]
    assert 'class="c l0"' in cell
    assert ", not assessed" in cell


def test_cells_and_rows_escape_their_words() -> None:
    prepared = cells.prepare(levels={1: HOSTILE}, statuses={"attained": HOSTILE}, hints={"attained": HOSTILE})
    row = cells.row(name=HOSTILE, href="/x/", address="/y/", endings=[prepared[1, "attained"]])
    assert "<script>" not in row


def test_cells_refuse_a_status_without_a_look() -> None:
    with pytest.raises(ValueError, match="Known statuses"):
        cells.prepare(levels=LEVELS, statuses={"failed": "failed"})


def test_every_part_is_listed_for_those_who_build_pages() -> None:
    page = Path(__file__).parents[2].joinpath("docs/components.md").read_text()
    missing = [name for name in register.tags if f"% {name}" not in page]
    assert missing == []
