"""Anybody can come in, with and without JavaScript, on a wide and on a narrow screen."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model

from tests.plugins.browser import NARROW, WIDE

PASSWORD = "a password of some length"


@pytest.fixture
def person(transactional_db: None) -> object:
    made = get_user_model().objects.create_user(
        email="maya@school.example", password=PASSWORD, given_name="Maya", family_name="Okafor"
    )
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


@pytest.mark.both_engines
@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_person_signs_in_after_a_mistake(make_visitor, person, javascript: bool) -> None:
    visitor = make_visitor(javascript=javascript)
    page = visitor.open("/accounts/login/")
    page.locator("input[name=login]").fill("maya@school.example")
    page.locator("input[name=password]").fill("a mistake")
    page.locator("input[name=password]").press("Enter")
    assert page.locator("input[name=login]").input_value() == "maya@school.example"
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    assert "sessionid" in {cookie["name"] for cookie in visitor.context.cookies()}


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROW, True)], ids=["wide", "narrow-dark"])
def test_the_sign_in_page_is_accessible(make_visitor, width: int, dark: bool) -> None:
    visitor = make_visitor(width=width, dark=dark)
    visitor.open("/accounts/login/")
    visitor.check_accessibility()
    visitor.check_width()
    visitor.shoot("sign-in")
