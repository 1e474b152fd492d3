"""Signing in, activating, resetting: what works, and what tells nothing to who should not know."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from people.models import User
from people.services.accounts import end_sessions
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a long new password"


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def with_password(**fields) -> User:
    user = UserFactory(**fields)
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def link_in_mail() -> str:
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body).group(1)


def without_tokens(answer) -> str:
    """Return the page without what differs each time it is asked for."""
    return re.sub(r"[0-9A-Za-z]{64}", "", answer.content.decode())


def ask_to_change_address(client: Client, email: str) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"action_add": "", "email": email})


def reset(client: Client, email: str) -> None:
    client.post("/accounts/password/reset/", {"email": email})
    page = client.get(link_in_mail())["Location"]
    client.post(page, {"password1": PASSWORD, "password2": PASSWORD})


def test_email_signs_in_whatever_its_case(client):
    user = with_password(email="someone@school.example")
    client.post("/accounts/login/", {"login": "SomeOne@School.Example", "password": PASSWORD})
    assert signed_in(client) == str(user.pk)


def test_password_reset_activates_who_came_with_an_address(client):
    user = UserFactory(email="new@school.example", activated_at=None)
    before = timezone.now()
    reset(client, "new@school.example")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert before <= user.activated_at <= timezone.now()
    assert EmailAddress.objects.get(user=user).verified
    client.post("/accounts/login/", {"login": "new@school.example", "password": PASSWORD})
    assert signed_in(client) == str(user.pk)


def test_later_password_keeps_the_day_of_activation(client):
    user = with_password(email="old@school.example")
    first = user.activated_at
    reset(client, "old@school.example")
    user.refresh_from_db()
    assert user.activated_at == first


@pytest.mark.parametrize("what", [{"is_active": False}, {"erased_at": "2026-01-01T00:00Z"}])
def test_closed_account_looks_like_a_wrong_password(client, what):
    with_password(email="closed@school.example", **what)
    right = client.post("/accounts/login/", {"login": "closed@school.example", "password": PASSWORD})
    wrong = client.post("/accounts/login/", {"login": "closed@school.example", "password": "wrong"})
    unknown = client.post("/accounts/login/", {"login": "nobody@school.example", "password": "wrong"})
    assert signed_in(client) is None
    assert without_tokens(right) == without_tokens(wrong)
    assert right.status_code == wrong.status_code == unknown.status_code
    assert "not correct" in unknown.content.decode()
    assert "not correct" in right.content.decode()


def test_closing_an_account_ends_its_sessions(client, student):
    client.force_login(student)
    assert client.get("/account/").status_code == 200
    User.objects.filter(pk=student.pk).update(is_active=False)
    assert client.get("/account/")["Location"].startswith("/accounts/login/")


def test_reset_answers_alike_for_known_and_unknown_addresses(client):
    UserFactory(email="known@school.example")
    UserFactory(email="closed@school.example", is_active=False)
    pages = [
        client.post("/accounts/password/reset/", {"email": f"{who}@school.example"}, follow=True)
        for who in ("known", "unknown", "closed")
    ]
    assert len({without_tokens(page) for page in pages}) == 1
    assert [message.to[0] for message in mail.outbox] == [
        "known@school.example",
        "unknown@school.example",
        "closed@school.example",
    ]
    assert ["/reset/key/" in message.body for message in mail.outbox] == [True, False, False]


def test_link_names_the_person_by_public_id_and_works_once(client):
    user = UserFactory(email="known@school.example", activated_at=None)
    client.post("/accounts/password/reset/", {"email": "known@school.example"})
    link = link_in_mail()
    assert f"/key/{user.public_id.hex}-" in link
    page = client.get(link)["Location"]
    client.post(page, {"password1": PASSWORD, "password2": PASSWORD})
    assert "does not work any more" in Client().get(link).content.decode()


@pytest.mark.parametrize("what", [{"is_active": False}, {"erased_at": timezone.now()}])
def test_link_of_an_account_closed_meanwhile_sets_no_password(client, what):
    user = UserFactory(email="known@school.example", activated_at=None)
    client.post("/accounts/password/reset/", {"email": "known@school.example"})
    link = link_in_mail()
    User.objects.filter(pk=user.pk).update(**what)
    answer = client.get(link, follow=True)
    assert "does not work any more" in answer.content.decode()
    client.post(answer.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    user.refresh_from_db()
    assert (user.has_usable_password(), user.activated_at) == (False, None)


def test_link_with_a_made_up_person_is_refused(client):
    for made_up in ("1", "zz", "0" * 32):
        answer = client.get(f"/accounts/password/reset/key/{made_up}-abc-def/", follow=True)
        assert "does not work any more" in answer.content.decode()


def test_mail_is_plain_text_and_names_the_school(client, settings):
    UserFactory(email="known@school.example")
    client.post("/accounts/password/reset/", {"email": "known@school.example"})
    (message,) = mail.outbox
    assert message.alternatives == []
    assert settings.SCHOOL_NAME in message.body


def test_sign_up_is_closed_and_says_how_to_get_in(client):
    answer = client.get("/accounts/signup/")
    assert "Nobody signs up here" in answer.content.decode()
    assert "/claim/" in answer.content.decode()


def test_address_taken_meanwhile_cannot_be_confirmed(client):
    user = with_password(email="mine@school.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    ask_to_change_address(client, "wanted@school.example")
    link = link_in_mail()
    UserFactory(email="wanted@school.example", activated_at=None)
    client.post(link)
    user.refresh_from_db()
    assert user.email == "mine@school.example"


def test_address_is_changed_once_it_is_confirmed(client):
    user = with_password(email="mine@school.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    ask_to_change_address(client, "wanted@school.example")
    user.refresh_from_db()
    assert user.email == "mine@school.example"
    client.post(link_in_mail())
    user.refresh_from_db()
    assert user.email == "wanted@school.example"


def test_ending_all_sessions_ends_them(client, student):
    client.force_login(student)
    end_sessions(user=student, at=timezone.now())
    assert client.get("/account/")["Location"].startswith("/accounts/login/")


def test_two_step_sign_in_is_asked_for_once_it_is_set_up(client):
    from allauth.mfa.totp.internal.auth import (
        TOTP,
        generate_totp_secret,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    user = with_password(email="careful@school.example")
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert signed_in(client) is None
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "wrong"}).content.decode()
    assert "That did not open the door." in wrong
    assert 'href="#id_code"' in wrong
    assert "can be saved" not in wrong
    number = hotp_value(secret, next(iter(yield_hotp_counters_from_time())))
    client.post("/accounts/2fa/authenticate/", {"code": f"{number:06d}"})
    assert signed_in(client) == str(user.pk)
