"""Writing sections and putting them in order: what is shown, saved and refused."""

from __future__ import annotations

import pytest

from competencies.models import Module
from competencies.services.sections import order_mark, section_mark
from tests.competencies.pages import TEXT, address, current, module_of, of, text_of, titles
from tests.factories import ModuleFactory, ReferenceFactory, SectionFactory

pytestmark = pytest.mark.django_db


def test_a_section_is_added_at_the_end(cast) -> None:
    module, reference = module_of("a", state="draft"), ReferenceFactory()
    fields = {**TEXT, "caution": "Mind.", "references": [reference.pk]}
    answer = cast.client("faculty").post(of(module, "section-create"), fields)
    assert answer.url == of(module, "module-edit")
    section = current(module)[-1]
    assert (section.title, section.body, section.caution) == ("First", "Some *text*.", "Mind.")
    assert list(section.references.all()) == [reference]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"body": ""}, "Write what students should read or discuss."),
        ({"body": "  \n "}, "Write what students should read or discuss."),
        ({"kind": "discussion", "body": ""}, "Write what students should read or discuss."),
        ({"kind": "video", "body": ""}, "Give the address of the video or the page."),
        ({"kind": "link", "url": "ftp://files.example/x"}, "begins with https:// or http://"),
        ({"kind": "link", "url": "javascript:alert(1)"}, "Give an address that begins with https://."),
        ({"kind": "poster"}, "That is not among the choices."),
        ({"title": ""}, "Give the section a title."),
        ({"body": "x" * 200_001}, "Shorten it to 200000 characters; it has 200001."),
    ],
)
def test_a_wrong_section_is_refused_beside_its_field(cast, fields, said) -> None:
    module = ModuleFactory(state="draft")
    answer = cast.client("faculty").post(of(module, "section-create"), {**TEXT, **fields})
    assert said in text_of(answer, 422)
    assert not module.sections.exists()


def test_a_video_needs_no_text(cast) -> None:
    module = ModuleFactory(state="draft")
    video = {**TEXT, "kind": "video", "body": "", "url": "https://video.example/1"}
    assert cast.client("faculty").post(of(module, "section-create"), video).status_code == 302
    assert current(module)[0].url == "https://video.example/1"


def test_a_section_is_previewed_without_javascript_and_not_saved(cast) -> None:
    module = module_of("a", state="draft")
    section = current(module)[0]
    fields = {**TEXT, "title": "", "body": "A **new** text", "preview": "1"}
    body = text_of(cast.client("faculty").post(of(module, "section-edit", section.public_id), fields))
    assert "A <strong>new</strong> text" in body
    assert "A **new** text</textarea>" in body
    assert "Give the section a title." not in body
    section.refresh_from_db()
    assert section.body == "Some *text*."


def test_a_text_is_previewed_while_it_is_written(cast) -> None:
    client = cast.client("faculty")
    body = text_of(client.post(address("markdown-preview"), {"body": "# Hm\n<script>x</script>"}))
    assert "<h3>Hm</h3>" in body
    assert "<script>" not in body
    assert "What you write shows here." in text_of(client.post(address("markdown-preview")))
    assert cast.client("student").post(address("markdown-preview"), {"body": "x"}).status_code == 403


def test_a_section_saved_in_another_tab_is_shown_beside_ones_own(cast) -> None:
    module, client = module_of("a", state="draft"), cast.client("faculty")
    section = current(module)[0]
    seen, url = section_mark(section), of(module, "section-edit", section.public_id)
    client.post(url, {**TEXT, "body": "Their text", "seen": seen})
    body = text_of(client.post(url, {**TEXT, "body": "My long text", "seen": seen}), 409)
    assert "Nothing was overwritten" in body
    assert "Their text</pre>" in body
    assert "My long text</textarea>" in body
    assert "Save mine instead" in body
    section.refresh_from_db()
    assert section.body == "Their text"
    assert (
        client.post(url, {**TEXT, "body": "My long text", "seen": section_mark(section)}).status_code == 302
    )


def test_a_section_is_taken_out_and_put_back(cast) -> None:
    module, client = module_of("a", "b", state="draft"), cast.client("faculty")
    section = current(module)[0]
    said = text_of(client.post(of(module, "section-take-out", section.public_id), follow=True))
    assert "What students read of it stays" in said
    assert titles(module) == "b"
    client.post(of(module, "section-put-back", section.public_id))
    assert titles(module) == "ba"


def test_a_section_of_another_module_is_not_found(cast) -> None:
    module, stranger = module_of("a", state="draft"), SectionFactory(title="Elsewhere")
    client = cast.client("faculty")
    for name in ("section-edit", "section-take-out", "section-put-back"):
        answer = client.post(of(module, name, stranger.public_id), TEXT)
        assert answer.status_code == 404
    stranger.refresh_from_db()
    assert (stranger.title, stranger.state) == ("Elsewhere", "current")


def move(client, module: Module, which: int, direction: str, **headers):
    section = current(module)[which]
    return client.post(
        of(module, "section-order"), {"move": f"{section.public_id}:{direction}"}, headers=headers
    )


def test_a_section_moves_by_its_button_and_the_focus_stays_there(cast) -> None:
    module, client = module_of("a", "b", "c", state="draft"), cast.client("faculty")
    first, _second, third = current(module)
    answer = move(client, module, 2, "up")
    assert answer.url == f"{of(module, 'module-edit')}#up-{third.public_id}"
    assert titles(module) == "acb"
    answer = move(client, module, 1, "up")
    assert titles(module) == "cab"
    assert answer.url.endswith(f"#down-{third.public_id}")
    assert "“c” is now 1 of 3." in text_of(client.get(answer.url))
    move(client, module, 1, "down")
    assert titles(module) == "cba"
    assert first.title == "a"


def test_a_move_by_htmx_answers_with_the_list_alone(cast) -> None:
    module, client = module_of("a", "b", "c", state="draft"), cast.client("faculty")
    third = current(module)[2]
    body = text_of(move(client, module, 2, "up", **{"HX-Request": "true"}))
    assert "<html" not in body
    assert f'id="up-{third.public_id}" autofocus' in " ".join(body.split())
    assert 'hx-swap-oob="innerHTML:#order-status">“c” is now 2 of 3.' in body


def test_a_dragged_order_is_saved_by_the_same_form(cast) -> None:
    module, client = module_of("a", "b", "c", state="draft"), cast.client("faculty")
    sections = current(module)
    order = [str(sections[index].public_id) for index in (2, 0, 1)]
    client.post(of(module, "section-order"), {"seen": order_mark(sections), "section": order})
    assert titles(module) == "cab"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"seen": "x", "section": ["not-an-id"]},
        {"move": "sideways"},
        {"move": "00000000-0000-0000-0000-000000000000:left"},
    ],
)
def test_an_order_that_cannot_be_changes_nothing(cast, data) -> None:
    module, client = module_of("a", "b", state="draft"), cast.client("faculty")
    answer = client.post(of(module, "section-order"), data, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert titles(module) == "ab"


def test_an_order_of_another_tab_is_refused_with_the_saved_one(cast) -> None:
    module, client = module_of("a", "b", "c", state="draft"), cast.client("faculty")
    sections = current(module)
    stale = {"seen": order_mark(sections), "section": [str(one.public_id) for one in sections[::-1]]}
    move(client, module, 0, "down")
    body = text_of(client.post(of(module, "section-order"), stale, headers={"HX-Request": "true"}), 422)
    assert "changed in another tab" in body
    assert titles(module) == "bac"
    assert "changed in another tab" in text_of(client.post(of(module, "section-order"), stale, follow=True))


def test_words_about_dragging_wait_for_the_script(cast) -> None:
    """The arrows work for everybody; the dots are shown, and told of, by the script that moves rows."""
    body = text_of(cast.client("faculty").get(of(module_of("a", "b", state="draft"), "module-edit")))
    assert "Put them in order with the arrows." in body
    assert "<span data-drag-words hidden>Or drag a row by its dots.</span>" in body
