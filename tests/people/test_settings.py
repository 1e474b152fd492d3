"""One's own settings, the language of the pages, and where the navigation leads."""

from __future__ import annotations

import pytest
from django.test import Client

from people import context_processors
from tests.cast import Cast
from tests.factories.people import AccessLogFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_settings_are_saved_and_speak_at_once(client, student):
    client.force_login(student)
    answer = client.post("/account/", {"language": "fr", "theme": "dark"}, follow=True)
    student.refresh_from_db()
    assert (student.language, student.theme) == ("fr", "dark")
    page = answer.content.decode()
    assert 'lang="fr"' in page
    assert 'data-bs-theme="dark"' in page


def test_settings_refuse_what_is_not_offered(client, student):
    client.force_login(student)
    answer = client.post("/account/", {"language": "xx", "theme": "pink"})
    assert answer.status_code == 422
    student.refresh_from_db()
    assert (student.language, student.theme) == ("", "system")


def test_names_are_not_changed_by_settings(client, student):
    client.force_login(student)
    client.post("/account/", {"language": "", "theme": "light", "given_name": "Eve", "is_school_admin": "on"})
    student.refresh_from_db()
    assert (student.given_name, student.is_school_admin, student.theme) == ("Stella", False, "light")


def test_chosen_language_wins_over_the_browsers(client, student):
    student.language = "en"
    student.save(update_fields=["language"])
    client.force_login(student)
    assert 'lang="en"' in client.get("/account/", headers={"accept-language": "fr"}).content.decode()
    student.language = ""
    student.save(update_fields=["language"])
    assert 'lang="fr"' in client.get("/account/", headers={"accept-language": "fr"}).content.decode()
    assert 'lang="en"' in client.get("/account/", headers={"accept-language": "en"}).content.decode()


@pytest.mark.parametrize(("chosen", "asked", "said"), [("", "fr", "Enregistré."), ("en", "fr", "Saved.")])
def test_settings_say_that_they_are_saved_in_the_language_of_the_next_page(
    client, student, chosen, asked, said
):
    client.force_login(student)
    form = {"language": chosen, "theme": "dark"}
    answer = client.post("/account/", form, follow=True, headers={"accept-language": asked})
    assert said in answer.content.decode()


def test_language_of_one_request_does_not_stay_for_the_next(client, student):
    student.language = "fr"
    student.save(update_fields=["language"])
    client.force_login(student)
    client.get("/account/")
    assert 'lang="en"' in Client().get("/accounts/login/").content.decode()


def test_signing_out_elsewhere_keeps_this_session(client, student):
    other = Client()
    for each in (client, other):
        each.force_login(student)
    answer = client.post("/account/sessions/end/", follow=True)
    assert "signed out everywhere but here" in answer.content.decode()
    assert other.get("/account/")["Location"].startswith("/accounts/login/")


def test_settings_tell_who_opened_the_record(client, student, faculty):
    AccessLogFactory(actor=faculty, subject=student)
    AccessLogFactory(actor=student, subject=UserFactory(given_name="Somebody", family_name="Else"))
    client.force_login(student)
    page = client.get("/account/").content.decode()
    assert "Farah Cast" in page
    assert "Somebody Else" not in page


@pytest.mark.parametrize("count", [1, 3, 9])
def test_settings_cost_the_same_however_often_the_record_was_opened(
    client, student, django_assert_num_queries, count
):
    for _ in range(count):
        AccessLogFactory(subject=student)
    client.force_login(student)
    with django_assert_num_queries(6):
        client.get("/account/")


# The navigation

EXPECTED = {
    "admin": "Cohorts Observe Marking Teaching School Library",
    "lead": "Today Cohorts Observe Marking Teaching School Library",
    "faculty": "Today Cohorts Observe Marking Teaching Library",
    "signer": "Today Cohorts Library",
    "viewer": "Cohorts Library",
    "former_staff": "Home Library",
    "faculty_student": "Home Today Cohorts Observe Marking Teaching Library",
    "student": "Home Library",
    "anonymous": "",
}


@pytest.mark.parametrize("actor", EXPECTED)
def test_navigation_leads_where_a_person_may_go(cast: Cast, rf, monkeypatch, actor):
    monkeypatch.setattr(context_processors, "_address", lambda name: f"/{name}/")
    request = rf.get("/")
    request.user = getattr(cast, actor)
    items = context_processors.navigation(request)["nav_items"]
    assert " ".join(item.label for item in items) == EXPECTED[actor]


def navigation_at(path: str, person, rf) -> list[context_processors.Item]:
    request = rf.get(path)
    request.user = person
    return context_processors.navigation(request)["nav_items"]


@pytest.mark.parametrize(
    ("path", "actor", "label", "current"),
    [
        ("/", "student", "Home", "page"),
        ("/modules/123/", "student", "Home", "true"),
        ("/today/", "lead", "Today", "page"),
        ("/cohorts/123/", "lead", "Cohorts", "true"),
        ("/assignments/123/", "lead", "Cohorts", "true"),
        ("/self-ratings/123/", "student", "Home", "true"),
        ("/self-ratings/123/", "lead", "Cohorts", "true"),
    ],
)
def test_navigation_marks_where_one_is(cast: Cast, rf, path, actor, label, current):
    items = navigation_at(path, getattr(cast, actor), rf)
    assert [(item.label, item.current) for item in items if item.current] == [(label, current)]


def test_navigation_marks_nothing_where_a_page_may_belong_to_either_hat(cast: Cast, rf):
    assert not any(item.current for item in navigation_at("/assignments/123/", cast.faculty_student, rf))


def test_navigation_parts_what_somebody_learns_from_what_they_teach(cast: Cast, rf):
    items = navigation_at("/", cast.faculty_student, rf)
    assert [(item.opens, item.label) for item in items if item.opens] == [
        ("You learn", "Home"),
        ("You teach", "Today"),
        ("For all", "Library"),
    ]
    assert not any(item.opens for item in navigation_at("/", cast.faculty, rf))


def test_navigation_leaves_out_what_has_no_address():
    assert context_processors._address("people:nowhere") == ""
