"""Content in the reader's language, what a page says where there is none, and attempts that keep theirs."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Attempt, ItemVersion
from learners.models import Assignment
from people.models import User
from tests.assessments.pages.sittings import begin
from tests.factories.competencies import ModuleFactory, SectionFactory
from tests.factories.learners import AssignmentFactory
from tests.permissions.matrix_learners import followed

NOTE = "Une partie de cette page n’existe qu’en anglais."
FRENCH = {"fr": {"title": "Avant de publier", "objective": "Réfléchir d’abord."}}


def read(client: Client, user: User, name: str, *args: object, language: str = "fr") -> str:
    client.force_login(user)
    client.cookies["language"] = language
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.django_db
def test_untranslated_content_says_its_language_and_the_page_says_so_once(client: Client, admin: User):
    module = ModuleFactory(title="Before you post", state="published")
    SectionFactory(module=module, title="Think first", body="Some *words*.", position=1)
    page = read(client, admin, "learners:module-detail", module.public_id)
    assert page.count(NOTE) == 1
    assert '<span lang="en">Before you post</span>' in page
    assert re.search(r'<div lang="en"><div class="prose"><p>Some <em>words</em>', page)
    assert "<title>Before you post · Webside</title>" in " ".join(page.split())


@pytest.mark.django_db
def test_page_in_the_language_of_its_content_says_nothing_of_languages(client: Client, admin: User):
    module = ModuleFactory(title="Before you post", state="published", translations=FRENCH)
    english = read(client, admin, "learners:module-detail", module.public_id, language="en")
    assert "content-note" not in english
    assert 'lang="en">Before' not in english
    french = read(client, admin, "learners:module-detail", module.public_id)
    assert "Avant de publier" in french
    assert "Before you post" not in french
    assert NOTE not in french


@pytest.mark.django_db
def test_note_of_one_page_is_not_on_the_next(client: Client, admin: User):
    plain = ModuleFactory(title="Before you post", state="published")
    whole = ModuleFactory(title="Before you post too", state="published", translations=FRENCH)
    assert NOTE in read(client, admin, "learners:module-detail", plain.public_id)
    assert NOTE not in read(client, admin, "learners:module-detail", whole.public_id)


@pytest.mark.django_db
def test_assignment_is_called_as_the_reader_does(client: Client, cast):
    followed(cast)
    module = ModuleFactory(title="Before you post", state="published", translations=FRENCH)
    assignment: Assignment = AssignmentFactory(module=module, to=[cast.cohort])
    assert "Avant de publier" in read(client, cast.student, "learners:home")
    assert "Before you post" in read(client, cast.student, "learners:home", language="en")
    assert assignment.title == "Before you post"


@pytest.mark.django_db
def test_attempt_stays_in_the_language_it_began_in(client: Client, student: User):
    attempt: Attempt = begin(student, "single_best_answer")
    version = attempt.items.get().item_version
    body = {**version.body, "stem": "Que faites-vous d’abord?"}
    ItemVersion.objects.filter(pk=version.pk).update(translations={"fr": body})
    question = ("assessments:attempt-item", attempt.public_id, 1)

    english = read(client, student, *question)
    assert "Que faites-vous" not in english
    assert '<div class="case" id="stem" lang="en">' in english

    Attempt.objects.filter(pk=attempt.pk).update(language="fr")
    french = read(client, student, *question, language="en")
    assert "Que faites-vous d’abord?" in french
    assert '<div class="case" id="stem" lang="fr">' in french
