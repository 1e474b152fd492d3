"""Staff pages in French where content exists in English only: options, rubrics and titles say so."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments.forms import MarkForm
from assessments.kinds.base import Criterion
from assessments.models import Encounter
from common.form_view import error_links
from common.local_options import OptionText, in_its_language
from tests.factories import (
    CrosswalkFactory,
    ModuleFactory,
    ReferenceFactory,
    StaffRoleFactory,
)
from tests.learners.classroom import Classroom


@pytest.fixture
def french(room: Classroom) -> Client:
    StaffRoleFactory(user=room.school.teacher, program=room.cohort.program, cohort=None, role="lead")
    client = Client(headers={"Accept-Language": "fr-CA"})
    client.force_login(room.school.teacher)
    client.cookies["language"] = "fr"
    return client


def page(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_options_that_are_not_translated_say_their_language(french, room) -> None:
    competency = room.school.competency
    module = ModuleFactory(state="draft", title="Footprints")
    published = ModuleFactory(state="published", title="Same standards")
    option = f'value="{competency.public_id}" lang="en">{competency.code} {competency.title}</option>'
    level = competency.version.scale.levels.get(ordinal=3)
    bench = page(french, "competencies:module-edit", module.public_id)
    assert option in bench
    assert f'lang="en">3 {level.name}</option>' in bench.replace(' selected=""', "").replace(" selected", "")
    assert option in page(french, "competencies:module-list")
    assert option in page(french, "assessments:assessment-list")
    assign = page(french, "learners:assignment-create", cohort=room.cohort.public_id)
    assert f'value="module:{published.public_id}" lang="en">Same standards</option>' in assign


def test_options_that_are_translated_say_nothing(french, room) -> None:
    competency = room.school.competency
    competency.translations = {"fr": {"title": "Vie privée"}}
    competency.save()
    assert f'value="{competency.public_id}">{competency.code} Vie privée</option>' in page(
        french, "competencies:module-list"
    )


def test_words_of_the_source_and_of_others_say_their_language(french, room) -> None:
    competency = room.school.competency
    competency.seed_wording = "understand privacy"
    competency.save()
    entry = CrosswalkFactory(name="Show respect", note="As published.")
    entry.competencies.add(competency)
    work = ReferenceFactory(title="Friend or not", note="Abstract seen.")
    shown = page(french, "competencies:framework-detail", competency.version.framework.code)
    for text in ("understand privacy", entry.name, entry.note):
        assert f'<span lang="en">{text}</span>' in shown
    shown = page(french, "competencies:reference-list")
    for text in (work.title, work.note):
        assert f'<span lang="en">{text}</span>' in shown


def test_question_before_publishing_names_the_module_in_its_language(french, room) -> None:
    module = ModuleFactory(state="draft", title="Footprints")
    assert '<span lang="en">Footprints</span>' in page(
        french, "competencies:module-publish", module.public_id
    )


def test_rubric_and_levels_of_a_mark_say_their_language(room) -> None:
    criterion = Criterion(id="safe", name="Specific and safe", marks=("None", "All"))
    level = room.school.competency.version.scale.levels.get(ordinal=3)
    form = MarkForm({}, criteria=[criterion], spoken="en", levels=[level])
    line, overall = form["mark-safe"], form["level"]
    assert isinstance(line.label, OptionText)
    assert [option.choice_label.language for option in (*line, *overall)] == ["en"] * 3
    with translation.override("fr"):
        assert in_its_language(line.label) == '<span lang="en">Specific and safe</span>'
        assert '<span lang="en">Specific and safe</span>' in [link.label for link in error_links(form)]
    with translation.override("en"):
        assert in_its_language(line.label) == "Specific and safe"


def test_what_the_levels_mean_is_said_in_the_language_of_their_names(french, room) -> None:
    level = room.school.competency.version.scale.levels.get(ordinal=3)
    room.observe(room.school.learner, room.school.competency, 3)
    (encounter,) = Encounter.objects.all()
    for shown in (
        page(french, "assessments:encounter-create", learner=room.school.learner.public_id),
        page(french, "assessments:encounter-detail", encounter.public_id),
    ):
        assert f'<span lang="en">{level.name}</span>' in shown
    choices = page(french, "assessments:encounter-create", learner=room.school.learner.public_id)
    assert f'3<span class="visually-hidden"> <span lang="en">{level.name}</span></span>' in choices


def test_competencies_of_an_assessment_name_it_in_its_language(french, room) -> None:
    version = room.school.quiz().version
    shown = page(french, "assessments:assessment-competencies", version.assessment.public_id)
    assert shown.count(f'<span lang="en">{version.title}</span>') == 2, "in the way there and as the heading"
