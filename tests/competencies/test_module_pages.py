"""Writing modules on the pages: what is shown, saved and refused, and to whom."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from competencies.models import Module, ModuleCompetency
from competencies.services.modules import module_mark
from tests.competencies.pages import HEAD, TEXT, address, current, module_of, of, text_of, titles
from tests.factories import (
    CompetencyFactory,
    ModuleCompetencyFactory,
    ModuleFactory,
    ReferenceFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db


# --- the list ---------------------------------------------------------------------------------


def test_list_takes_as_many_queries_for_thirty_modules_as_for_one(cast) -> None:
    client, counts = cast.client("faculty"), []
    for more in (1, 2, 27):
        for _ in range(more):
            module = module_of("a", "b", review_on=date(2021, 1, 1))
            ModuleCompetencyFactory(module=module)
        with CaptureQueriesContext(connection) as queries:
            text_of(client.get(address("module-list"), {"q": "module"}))
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_list_stands_in_the_order_of_the_framework(cast) -> None:
    late = ModuleCompetencyFactory(module__title="Aardvark", competency__position=2).module
    early = ModuleCompetencyFactory(module__title="Zebra", competency__position=1).module
    body = text_of(cast.client("faculty").get(address("module-list")))
    assert body.index(early.title) < body.index(late.title)


def test_list_hides_retired_modules_until_they_are_asked_for(cast) -> None:
    ModuleFactory(title="Old times", state="retired")
    ModuleFactory(title="In force")
    client = cast.client("faculty")
    body = text_of(client.get(address("module-list")))
    assert "Old times" not in body
    assert "1 published, 0 in review, 0 drafts." in body
    body = text_of(client.get(address("module-list"), {"state": "retired"}))
    assert "Old times" in body
    assert "In force" not in body


def test_list_is_narrowed_by_competency_words_and_overdue_review(cast) -> None:
    row = ModuleCompetencyFactory(module__title="Éthique", module__review_on=date(2021, 1, 1))
    other = ModuleFactory(title="Another", review_on=date(2121, 1, 1))
    ModuleFactory(title="Gone", state="retired", review_on=date(2021, 1, 1))
    client = cast.client("faculty")
    for query in ({"competency": row.competency.public_id}, {"q": "ethique"}, {"overdue": "on"}):
        body = text_of(client.get(address("module-list"), query))
        assert "Éthique" in body
        assert other.title not in body
        assert "Gone" not in body
    assert "past its date)" in body
    assert "No module fits" in text_of(client.get(address("module-list"), {"q": "nothing"}))


def test_list_says_what_to_do_when_there_is_nothing(cast) -> None:
    assert "Write the first one" in text_of(cast.client("lead").get(address("module-list")))


# --- head and states --------------------------------------------------------------------------


def test_faculty_begin_a_module_and_find_it_as_a_draft(cast) -> None:
    client, reference = cast.client("faculty"), ReferenceFactory()
    answer = client.post(
        address("module-create"), {**HEAD, "resources": [reference.pk], "review_on": "2027-11-23"}
    )
    module = Module.objects.get()
    assert answer.url == of(module, "module-edit")
    assert (module.state, module.author, module.tags) == ("draft", cast.faculty, ["a", "b"])
    assert list(module.resources.all()) == [reference]
    body = text_of(client.get(answer.url))
    assert "Add at least one section." in body
    assert "Ask for review" not in body


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "Give the module a title."),
        ("minutes", "0", "Give 1 or more."),
        ("minutes", "601", "Give 600 or less."),
        ("review_on", "soon", "Give a day, such as 2026-11-23."),
        ("tags", ",".join(f"t{n}" for n in range(21)), "at most 20 tags"),
        ("resources", ["999999"], "not among the choices."),
    ],
)
def test_a_wrong_head_is_refused_beside_its_field(cast, field, value, said) -> None:
    answer = cast.client("faculty").post(address("module-create"), {**HEAD, field: value})
    assert said in text_of(answer, 422)
    assert not Module.objects.exists()


def test_a_second_tab_sees_what_was_saved_instead_of_overwriting_it(cast) -> None:
    module, client = ModuleFactory(title="Old", state="draft"), cast.client("faculty")
    seen = module_mark(module)
    assert (
        client.post(of(module, "module-details"), {**HEAD, "title": "Theirs", "seen": seen}).status_code
        == 302
    )
    body = text_of(client.post(of(module, "module-details"), {**HEAD, "title": "Mine", "seen": seen}), 409)
    assert "Nothing was overwritten" in body
    assert "Theirs" in body
    assert 'value="Mine"' in body
    module.refresh_from_db()
    assert module.title == "Theirs"
    assert module_mark(module) in body
    knowingly = {**HEAD, "title": "Mine", "seen": module_mark(module)}
    assert client.post(of(module, "module-details"), knowingly).status_code == 302
    module.refresh_from_db()
    assert module.title == "Mine"


def test_leads_publish_and_retire_after_being_asked(cast) -> None:
    module = module_of("a", state="draft", title="Footprints")
    ModuleCompetencyFactory(module=module)
    client = cast.client("lead")
    assert "Publish “Footprints”?" in text_of(client.get(of(module, "module-publish")))
    assert Module.objects.get().state == "draft"
    client.post(of(module, "module-publish"))
    assert Module.objects.get().state == "published"
    assert "Whoever was given it can still read it" in text_of(client.get(of(module, "module-retire")))
    assert "It can be published again." in text_of(client.post(of(module, "module-retire"), follow=True))
    assert Module.objects.get().state == "retired"


def test_publishing_what_is_not_ready_says_what_is_missing(cast) -> None:
    module, client = ModuleFactory(state="draft"), cast.client("lead")
    assert "Add at least one section." in text_of(client.get(of(module, "module-publish")))
    assert "Not ready yet." in text_of(client.post(of(module, "module-publish"), follow=True))
    assert Module.objects.get().state == "draft"


def test_faculty_ask_for_review_and_take_back(cast) -> None:
    module = module_of("a", state="draft")
    ModuleCompetencyFactory(module=module)
    client = cast.client("faculty")
    assert "Ask for review" in text_of(client.get(of(module, "module-edit")))
    client.post(of(module, "module-review"))
    assert Module.objects.get().state == "in_review"
    assert "A lead publishes it" in text_of(client.get(of(module, "module-edit")))
    client.post(of(module, "module-to-draft"))
    assert Module.objects.get().state == "draft"


def test_faculty_do_not_change_the_text_of_a_published_module(cast) -> None:
    module, client = module_of("a", "b"), cast.client("faculty")
    first = current(module)[0]
    body = text_of(client.get(of(module, "module-edit")))
    assert "A lead can change its text" in body
    assert "Take out" not in body
    for name, args in (
        ("module-details", ()),
        ("section-create", ()),
        ("section-edit", (first.public_id,)),
        ("section-take-out", (first.public_id,)),
        ("section-order", ()),
        ("module-retire", ()),
    ):
        assert client.post(of(module, name, *args), {**HEAD, **TEXT}).status_code == 403
    assert titles(module) == "ab"


def test_the_page_of_a_module_takes_constant_queries(cast) -> None:
    module, client, counts = ModuleFactory(state="draft"), cast.client("lead"), []
    for more in (1, 2, 12):
        for _ in range(more):
            SectionFactory(module=module)
            SectionFactory(module=module, state="taken_out", position=1)
            ModuleCompetencyFactory(module=module)
        with CaptureQueriesContext(connection) as queries:
            text_of(client.get(of(module, "module-edit")))
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_the_preview_shows_what_readers_will_see_in_constant_queries(cast) -> None:
    module, client, counts = ModuleFactory(state="draft"), cast.client("faculty"), []
    for more in (1, 2, 12):
        for _ in range(more):
            section = SectionFactory(module=module, body="**bold** <b>raw</b>", caution="With care.")
            section.references.add(ReferenceFactory())
            module.resources.add(ReferenceFactory())
        with CaptureQueriesContext(connection) as queries:
            body = text_of(client.get(of(module, "module-preview")))
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]
    assert "<strong>bold</strong> &lt;b&gt;raw&lt;/b&gt;" in body
    assert "With care." in body


# --- competencies -----------------------------------------------------------------------------


def test_faculty_attach_and_detach_even_published_modules(cast) -> None:
    module, client = module_of("a"), cast.client("faculty")
    ModuleCompetencyFactory(module=module)
    competency = CompetencyFactory(code="SM-6", title="Privacy")
    data = {"competency": competency.public_id, "level_from": 2, "level_to": 4}
    assert "Attached to SM-6 Privacy." in text_of(client.post(of(module, "module-attach"), data, follow=True))
    row = ModuleCompetency.objects.get(module=module, competency=competency)
    assert (row.level_from, row.level_to) == (2, 4)
    client.post(of(module, "module-levels"), {**data, "level_to": 3})
    row.refresh_from_db()
    assert row.level_to == 3
    client.post(of(module, "module-detach", competency.public_id))
    assert not ModuleCompetency.objects.filter(competency=competency).exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"level_from": 4, "level_to": 3}, "Choose levels from 1 to 5"),
        ({"level_to": 6}, "That is not among the choices."),
        ({"level_to": "high"}, "That is not among the choices."),
        ({"competency": ""}, "Choose the competency that it serves."),
        ({"competency": "00000000-0000-0000-0000-000000000000"}, "not among the choices."),
    ],
)
def test_levels_off_the_scale_get_a_clear_answer(cast, change, said) -> None:
    module, competency = module_of("a"), CompetencyFactory()
    data = {"competency": competency.public_id, "level_from": 1, "level_to": 3, **change}
    client = cast.client("faculty")
    assert said in text_of(client.post(of(module, "module-attach"), data), 422)
    assert said in text_of(client.post(of(module, "module-levels"), data, follow=True))
    assert not module.attachments.exists()


def test_the_last_competency_of_a_published_module_stays(cast) -> None:
    row = ModuleCompetencyFactory()
    url = of(row.module, "module-detach", row.competency.public_id)
    assert "at least one competency" in text_of(cast.client("faculty").post(url, follow=True))
    assert ModuleCompetency.objects.exists()


def test_detaching_what_is_not_attached_is_not_found(cast) -> None:
    module, competency = ModuleFactory(), CompetencyFactory()
    url = of(module, "module-detach", competency.public_id)
    assert cast.client("faculty").post(url).status_code == 404
