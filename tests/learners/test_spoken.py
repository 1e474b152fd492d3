"""A learner's pages in French where content exists in English only: it says so, and so does the page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from assessments.models import Attempt, SelfRating
from assessments.services.self_rating import open_self_assessment, rate, submit_self_assessment
from competencies.models import Level
from learners.forms import DecisionForm
from tests.assessments.services.school import School
from tests.factories import AssignmentFactory, ModuleFactory, SectionFactory
from tests.factories.assessments import AdministrationFactory
from tests.learners.classroom import DAY, Classroom

NOTE = "Une partie de cette page n’existe qu’en anglais."


def french(room: Classroom, *, headers: dict[str, str] | None = None) -> Client:
    client = Client(headers={"Accept-Language": "fr-CA", **(headers or {})})
    client.force_login(room.school.learner)
    client.cookies["language"] = "fr"
    return client


def said(title: str) -> str:
    return f'<span lang="en">{escape(title)}</span>'


def attempt_of(room: Classroom, *, language: str = "fr") -> Attempt:
    attempt = room.school.start(room.school.quiz(), room.now - DAY)
    Attempt.objects.filter(pk=attempt.pk).update(language=language)
    attempt.refresh_from_db()
    return attempt


@pytest.mark.parametrize("name", ["attempt-detail", "attempt-item", "attempt-submit"])
def test_sitting_says_the_language_of_its_title(room, name):
    attempt = attempt_of(room)
    args = (attempt.public_id, 1) if name == "attempt-item" else (attempt.public_id,)

    page = french(room).get(reverse(f"assessments:{name}", args=args)).content.decode()

    body = page.split("<body", 1)[1]
    title = attempt.rules["title"]
    assert body.count(title) == body.count(said(title)) > 0
    assert body.count(NOTE) == 1


def test_title_of_a_sitting_that_began_in_french_is_french(room):
    attempt = attempt_of(room)
    Attempt.objects.filter(pk=attempt.pk).update(rules={**attempt.rules, "title": "Vie privée"})

    client = french(room)
    address = reverse("assessments:attempt-submit", args=[attempt.public_id])

    assert "«\u00a0Vie privée\u00a0»" in client.get(address).content.decode()
    client.cookies["language"] = "en"
    assert '<span lang="fr">Vie privée</span>' in client.get(address).content.decode()


def test_question_says_in_which_language_it_stays_and_offers_the_other_for_the_page(room):
    attempt = attempt_of(room, language="en")
    address = reverse("assessments:attempt-item", args=[attempt.public_id, 1])

    page = french(room).get(address).content.decode()

    assert "Cette question reste en anglais, quelle que soit la langue de la page." in page
    assert re.search(rf'name="next" value="{address}"', page)
    assert 'value="en"' in page


def test_explanation_says_the_language_of_every_name_and_speaks_to_the_person(room):
    school = room.school
    school.sit(school.quiz(), at=room.now - DAY)
    rating = open_self_assessment(
        administration=AdministrationFactory(version__assessment__type="self_rating"),
        user=school.learner,
        at=room.now,
    )
    rate(self_assessment=rating, competency=school.competency, level=3, confidence=None, at=room.now)
    submit_self_assessment(self_assessment=rating, reflection="", goal="", at=room.now)
    assert SelfRating.objects.exists()
    address = reverse(
        "learners:standing-detail", args=[school.learner.public_id, school.competency.public_id]
    )

    page = french(room).get(address).content.decode()

    title = Attempt.objects.get().rules["title"]
    assert page.count(NOTE) == 1
    assert f'<h3 class="h-row">{said(title)}</h3>' in page
    assert said(school.competency.title) in page
    level = Level.objects.get(scale=school.competency.version.scale, ordinal=3)
    assert f"Vous\u00a0: {said(level.name)}" in page
    assert "Soi\u00a0:" not in page


def test_explanation_calls_the_rating_of_another_their_own(room):
    rating = open_self_assessment(
        administration=AdministrationFactory(version__assessment__type="self_rating"),
        user=room.school.learner,
        at=room.now,
    )
    rate(self_assessment=rating, competency=room.school.competency, level=3, confidence=None, at=room.now)
    submit_self_assessment(self_assessment=rating, reflection="", goal="", at=room.now)
    client = Client()
    client.force_login(room.school.teacher)

    page = client.get(
        reverse(
            "learners:standing-detail", args=[room.school.learner.public_id, room.school.competency.public_id]
        )
    ).content.decode()

    assert "Self: " in page
    assert "You: " not in page


def test_home_says_the_language_of_what_its_buttons_are_about(room):
    module = ModuleFactory(title="Before you <post>", state="published")
    given = AssignmentFactory(module=module, to=[room.cohort], due_at=room.now + DAY)
    client = french(room)

    for address in ("/", given.get_absolute_url()):
        page = client.get(address).content.decode()
        assert f'<span class="visually-hidden">\u00a0: {said(module.title)}</span>' in page

    SectionFactory(module=module, title="Think & wait")
    page = client.get(reverse("learners:module-detail", args=[module.public_id])).content.decode()
    assert f'<span class="visually-hidden">\u00a0: {said("Think & wait")}</span>' in page


def test_options_of_the_levels_say_their_language(room):
    school: School = room.school
    client = french(room)
    client.force_login(school.signer)
    room.observe(school.learner, school.competency, 3)

    page = client.get(
        reverse("learners:standing-detail", args=[school.learner.public_id, school.competency.public_id])
    ).content.decode()

    name = Level.objects.get(scale=school.competency.version.scale, ordinal=4).name
    assert f'<option value="4" lang="en">4 {name}</option>' in page
    assert "lang=" not in str(DecisionForm(levels={})["level"])


@pytest.mark.parametrize("target", ["results", "find-results"])
def test_search_as_one_types_brings_the_note_about_languages(room, target):
    ModuleFactory(title="Before you post", state="published")
    client = french(room, headers={"HX-Request": "true", "HX-Target": target})

    page = client.get(reverse("learners:search"), {"q": "before"}).content.decode()
    assert said("Before you post") in page
    assert page.count(NOTE) == 1

    # On the page itself it stands there too, and not in the frame as well: the field does not jump.
    whole = french(room).get(reverse("learners:search"), {"q": "before"}).content.decode()
    assert whole.count(NOTE) == 1
    assert whole.index('id="results"') < whole.index(NOTE)

    nothing = client.get(reverse("learners:search"), {"q": "zzz"}).content.decode()
    assert NOTE not in nothing
