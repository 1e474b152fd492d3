"""What the whole site answers, whichever room a page belongs to."""

from __future__ import annotations

import json
from unittest import mock

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_healthz_answers_ok_with_its_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert json.loads(answer.content) == {"status": "ok"}
    assert "no-store" in answer["Cache-Control"]


def test_healthz_answers_503_without_its_database(client: Client) -> None:
    with mock.patch("config.health.connection") as gone:
        gone.cursor.side_effect = DatabaseError
        answer = client.get("/healthz")
    assert answer.status_code == 503
    assert json.loads(answer.content) == {"status": "no database"}


def test_pages_carry_a_strict_content_security_policy(client: Client) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in f"{policy};"
    assert "unsafe" not in policy
    assert "camera=()" in client.get("/healthz")["Permissions-Policy"]


def test_admin_site_does_not_exist_for_others(client: Client) -> None:
    assert client.get("/admin/", follow=True).status_code == 404
    person = get_user_model().objects.create_user(email="someone@school.example")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/", follow=True).status_code == 404


def test_admin_site_opens_for_a_superuser(client: Client) -> None:
    person = get_user_model().objects.create_superuser(email="root@school.example", password="x" * 20)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/admin/")
    assert answer.status_code == 200
    assert b"Site administration" in answer.content


def test_sign_up_is_closed(client: Client) -> None:
    form = {"email": "new@school.example", "password1": "correct-horse-1", "password2": "correct-horse-1"}
    client.post("/accounts/signup/", form)
    assert not get_user_model().objects.filter(email="new@school.example").exists()


def test_guessing_a_password_is_slowed_down(client: Client) -> None:
    get_user_model().objects.create_user(email="someone@school.example", password="a right password")
    for _ in range(8):
        client.post("/accounts/login/", {"login": "someone@school.example", "password": "wrong"})
    right = {"login": "someone@school.example", "password": "a right password"}
    client.post("/accounts/login/", right)
    assert "_auth_user_id" not in client.session


def test_dates_are_shown_in_the_schools_zone(rf, settings) -> None:
    from django.http import HttpResponse

    from config.middleware import SchoolTimeZoneMiddleware

    settings.SCHOOL_TIME_ZONE = "Asia/Tokyo"
    seen = []

    def view(request):
        seen.append(timezone.get_current_timezone_name())
        return HttpResponse()

    SchoolTimeZoneMiddleware(view)(rf.get("/"))
    assert seen == ["Asia/Tokyo"]
    assert timezone.get_current_timezone_name() == "UTC"
