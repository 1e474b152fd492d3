"""A cohort in the reader's language: heads of the heat map, names of levels, and what says that it is not."""

from __future__ import annotations

import re

from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from assessments.services.self_rating import open_self_assessment, rate, submit_self_assessment
from competencies.models import Competency, Level
from learners.levels import plain_names, scale_levels, spoken_names
from people.models import User
from tests.factories import AssignmentFactory
from tests.factories.assessments import AdministrationFactory, AssessmentVersionFactory
from tests.learners.classroom import Classroom
from tests.permissions.matrix_learners import followed

NOTE = "Une partie de cette page n’existe qu’en anglais."


def read(room: Classroom, name: str, *args: object, language: str = "fr", user: User | None = None) -> str:
    client = Client()
    client.force_login(user or room.school.teacher)
    client.cookies["language"] = language
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return str(answer.content.decode())


def rated(room: Classroom, level: int) -> None:
    """Let the learner rate themselves in the first competency."""
    version = AssessmentVersionFactory(assessment__type="self_rating")
    form = open_self_assessment(
        administration=AdministrationFactory(version=version), user=room.school.learner, at=room.now
    )
    rate(self_assessment=form, competency=room.school.competency, level=level, confidence=50, at=room.now)
    submit_self_assessment(self_assessment=form, reflection="", goal="", at=room.now)


def speak_french(room: Classroom) -> None:
    """Translate every name of a competency and of a level that the class meets."""
    version = room.school.competency.version
    for one in Competency.objects.filter(version=version):
        french = {"fr": {"title": f"Titre {one.code}", "short_title": f"Bref {one.code}"}}
        Competency.objects.filter(pk=one.pk).update(translations=french)
    for level in Level.objects.filter(scale=version.scale):
        Level.objects.filter(pk=level.pk).update(translations={"fr": {"name": f"Niveau {level.ordinal}"}})


def test_dashboard_names_competencies_and_levels_in_the_language_of_the_reader(room):
    room.observe(room.school.learner, room.school.competency, 3)
    english = read(room, "learners:cohort-detail", room.cohort.public_id)
    assert f'<small><span lang="en">{room.school.competency.short_title}</span></small>' in english
    assert ', <span lang="en">Competent</span>, En cours' in english
    assert NOTE in english

    speak_french(room)
    french = read(room, "learners:cohort-detail", room.cohort.public_id)
    assert f"<small>Bref {room.school.competency.code}</small>" in french
    assert ", Niveau 3, En cours" in french
    assert "Competent" not in french
    assert NOTE not in french
    assert "Competent" in read(room, "learners:cohort-detail", room.cohort.public_id, language="en")


def test_chart_of_the_dashboard_has_words_without_markup(room):
    room.observe(room.school.learner, room.school.competency, 3)
    page = read(room, "learners:cohort-figures", room.cohort.public_id)
    drawn = re.findall(r"<svg class=\"bar\".*?</svg>", page, re.DOTALL)
    assert drawn
    assert all("&lt;" not in one for one in drawn)


def test_learner_page_names_the_own_level_in_the_language_of_the_reader(room):
    rated(room, 4)
    page = read(room, "learners:learner-detail", room.school.learner.public_id)
    assert '<span lang="en">Proficient</span>' in page
    assert "&lt;span" not in page
    speak_french(room)
    assert "Niveau 4" in read(room, "learners:learner-detail", room.school.learner.public_id)


def test_names_of_levels_are_marked_for_pages_and_plain_for_files(room, django_assert_num_queries):
    scale_id = room.school.competency.version.scale_id
    with django_assert_num_queries(1), override("fr"):
        levels = scale_levels([scale_id])
        assert spoken_names(levels)[scale_id][3] == '<span lang="en">Competent</span>'
        assert plain_names(levels)[scale_id][3] == "Competent"


def test_learner_page_draws_the_own_rating_beside_the_assessed_level(room):
    before = read(room, "learners:learner-detail", room.school.learner.public_id, language="en")
    assert '<svg class="dots"' not in before
    rated(room, 4)
    room.observe(room.school.learner, room.school.competency, 2)
    page = read(room, "learners:learner-detail", room.school.learner.public_id, language="en")
    chart = page.split('<svg class="dots"')[1].split("</svg>")[0]
    assert room.school.competency.code in chart
    assert chart.count("<circle") == 2


def test_dashboard_begins_with_figures_and_its_work_with_a_ring(room):
    room.observe(room.school.learner, room.school.competency, 3)
    AssignmentFactory(administration=room.school.quiz(), to=[room.cohort])
    page = read(room, "learners:cohort-detail", room.cohort.public_id, language="en")
    stats = page.split('<dl class="stats">')[1].split("</dl>")[0]
    assert re.findall(r'stat-value">(.*?)</dd>', stats) == ["1", "0", "0"]
    assert "of 2" in stats
    page = read(room, "learners:cohort-assignments", room.cohort.public_id, language="en")
    assert "0 of 1 piece of work is in." in " ".join(page.split())
    assert '<svg class="ring-chart"' in page


def test_viewer_is_told_of_figures_and_not_asked_to_see_everyone(cast):
    followed(cast)
    for user, named in ((cast.lead, True), (cast.viewer, False)):
        client = Client()
        client.force_login(user)
        listed = client.get(reverse("learners:cohort-list")).content.decode()
        page = client.get(reverse("learners:cohort-detail", args=[cast.cohort.public_id])).content.decode()
        assert ("where everyone stands" in listed) is named
        assert ("You see figures, without names." in listed) is not named
        assert ("You see figures, without names." in page) is not named
        assert ("Where everyone stands" in page) is named
