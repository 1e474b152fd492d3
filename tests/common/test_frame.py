"""The frame of every page, the door and the error pages: what they offer, and what they never carry."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import django_tables2
import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user_model
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

PASSWORD = "a horse of the correct battery"


class Page(HTMLParser):
    """Collects what a content policy cares for, and the parts of the frame."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag and wanted.items() <= attrs.items()]

    def inline(self) -> list[str]:
        """What a strict policy refuses: styles and scripts in the page, handlers in attributes."""
        found = []
        for tag, attrs in self.tags:
            if tag == "style" or (tag == "script" and "src" not in attrs):
                found.append(tag)
            found += [f"{tag} {name}" for name in attrs if name == "style" or name.startswith("on")]
        return found


def page_of(client: Client, address: str, **kwargs: object) -> Page:
    answer = client.get(address, follow=True, **kwargs)
    return Page(answer.content.decode())


@pytest.fixture
def person(db: None) -> object:
    return get_user_model().objects.create_user(
        email="odile@school.example", password=PASSWORD, given_name="Odile", family_name="Ravensworth"
    )


@pytest.fixture
def inside(client: Client, person: object) -> Client:
    client.post(reverse("account_login"), {"login": "odile@school.example", "password": PASSWORD})
    return client


OUTSIDE = [
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
]
INSIDE = [
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
]


def assert_whole(page: Page) -> None:
    assert page.inline() == []
    assert len(page.all("h1")) == 1
    assert page.all("a", **{"class": "skip", "href": "#main"})
    assert page.all("main", id="main")
    assert len({attrs["id"] for _, attrs in page.tags if "id" in attrs}) == len(
        [1 for _, attrs in page.tags if "id" in attrs]
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", OUTSIDE)
def test_pages_of_the_door_carry_nothing_inline(client: Client, name: str) -> None:
    page = page_of(client, reverse(name))
    assert_whole(page)
    assert page.all("div", **{"class": "door"})


@pytest.mark.parametrize("name", INSIDE)
def test_pages_of_the_account_carry_nothing_inline(inside: Client, name: str) -> None:
    assert_whole(page_of(inside, reverse(name)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "args"),
    [("account_reset_password_from_key", ("1", "spent")), ("account_confirm_email", ("spent",))],
)
def test_a_spent_link_says_what_to_do(client: Client, name: str, args: tuple[str, ...]) -> None:
    answer = client.get(reverse(name, args=args), follow=True)
    assert "This link does not work any more" in answer.content.decode()
    assert_whole(Page(answer.content.decode()))


def test_two_step_sign_in_can_be_turned_on_and_off(inside: Client, person: object, settings: Any) -> None:
    settings.MFA_TOTP_TOLERANCE = 1  # the code may be made in one half minute and given in the next
    inside.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answer = inside.get(reverse("mfa_activate_totp"))
    page = Page(answer.content.decode())
    assert_whole(page)
    (picture,) = page.all("img")
    assert picture["src"].startswith("data:image/svg+xml")
    assert picture["alt"]
    secret = answer.context["form"].secret
    _before, now, _after = yield_hotp_counters_from_time()
    code = format_hotp_value(hotp_value(secret, now))
    done = inside.post(reverse("mfa_activate_totp"), {"code": code}, follow=True)
    assert "Recovery codes" in done.content.decode()
    assert_whole(Page(done.content.decode()))
    for name in (
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
    ):
        assert_whole(page_of(inside, reverse(name)))
    other = Client()
    asked = other.post(
        reverse("account_login"), {"login": "odile@school.example", "password": PASSWORD}, follow=True
    )
    assert "Second step" in asked.content.decode()
    assert_whole(Page(asked.content.decode()))


def test_signing_in_wrongly_says_so_and_keeps_the_address(client: Client, person: object) -> None:
    answer = client.post(reverse("account_login"), {"login": "odile@school.example", "password": "wrong"})
    page = Page(answer.content.decode())
    assert page.all("div", role="alert")
    assert page.all("input", name="login", value="odile@school.example")


def test_every_template_of_the_sign_in_library_is_ours_or_stands_in_our_frame() -> None:
    for name in ("allauth/layouts/base.html", "allauth/layouts/entrance.html", "allauth/layouts/manage.html"):
        origin = get_template(name).origin.name
        assert "site-packages" not in origin


# --- The frame --------------------------------------------------------------------------------


def frame(**context: object) -> Page:
    request = RequestFactory().get("/")
    request.user = context.get("user")  # type: ignore[assignment]
    return Page(render_to_string("base.html", {"csrf_token": "abc", **context}))


def somebody(**more: object) -> SimpleNamespace:
    names = {"get_full_name": "Odile Ravensworth", "initials": "OR", "email": "odile@school.example"}
    return SimpleNamespace(
        **{"is_authenticated": True, "is_superuser": False, "theme": "system", **names, **more}
    )


def test_navigation_marks_where_one_is() -> None:
    items = [
        {"label": "Home", "url": "/", "current": False},
        {"label": "Cohorts", "url": "/c/", "current": True},
    ]
    page = frame(user=somebody(), nav_items=items)
    assert [link["href"] for link in page.all("a", **{"aria-current": "page"})] == ["/c/"]


def test_signing_out_is_a_post() -> None:
    page = frame(user=somebody())
    forms = page.all("form", action=reverse("account_logout"))
    assert [form["method"] for form in forms] == ["post"]
    assert page.all("a", href=reverse("account_logout")) == []


def test_outside_there_is_a_way_in_and_no_menu() -> None:
    page = frame(user=SimpleNamespace(is_authenticated=False))
    assert page.all("a", href=reverse("account_login"))
    assert page.all("summary") == []


@pytest.mark.parametrize(("theme", "said"), [("system", None), ("dark", "dark"), ("light", "light")])
def test_theme_is_the_devices_unless_chosen(theme: str, said: str | None) -> None:
    (html,) = frame(user=somebody(theme=theme)).all("html")
    assert html.get("data-bs-theme") == said


def test_htmx_may_neither_evaluate_nor_style() -> None:
    (meta,) = frame().all("meta", name="htmx-config")
    config = json.loads(meta["content"])
    assert config["allowEval"] is False
    assert config["includeIndicatorStyles"] is False
    assert config["selfRequestsOnly"] is True
    assert {"code": "422", "swap": True} in config["responseHandling"]


def test_the_token_of_forms_travels_with_htmx() -> None:
    (body,) = frame().all("body")
    assert json.loads(body["hx-headers"]) == {"X-CSRFToken": "abc"}


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "500.html", "403_csrf.html"])
def test_error_pages_need_nothing_from_the_site(name: str) -> None:
    page = Page(get_template(name).render())
    assert_whole(page)
    assert page.all("a", href="/", **{"class": "btn btn-primary"})


@pytest.mark.django_db
def test_an_unknown_address_is_answered_in_the_frame(client: Client) -> None:
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_page_of_components_is_for_the_schools_admins(inside: Client, person: object) -> None:
    address = reverse("common:components-show")
    assert inside.get(address).status_code == 404
    get_user_model().objects.update(is_school_admin=True)
    answer = inside.get(address)
    html = answer.content.decode()
    assert "The few parts that every page is made of." in html
    assert Page(html).inline() == []


def test_every_page_asks_for_one_stylesheet_of_ours() -> None:
    html = render_to_string("components/styles.html")
    assert re.findall(r'href="([^"]+)"', html) == ["/static/webside/webside.css"]


class Rows(django_tables2.Table):
    """Two columns, the second with figures."""

    caption = "Modules"
    name = django_tables2.Column("Module")
    minutes = django_tables2.Column("Minutes", attrs={"th": {"class": "num"}, "td": {"class": "num"}})


def test_data_table_has_a_caption_row_heads_and_its_order() -> None:
    request = RequestFactory().get("/", {"sort": "-minutes", "group": "a"})
    table = Rows([{"name": "<b>A</b>", "minutes": 5}, {"name": "B", "minutes": 7}], order_by="-minutes")
    table.paginate(per_page=1)
    source = "{% load django_tables2 %}{% render_table table %}"
    html = Template(source).render(Context({"table": table, "request": request}))
    page = Page(html)
    assert "<caption>Modules</caption>" in html
    assert page.all("th", scope="row")
    (sorted_head,) = page.all("th", **{"aria-sort": "descending"})
    assert "num" in sorted_head["class"].split()
    assert page.all("a", href="?sort=name&group=a") or page.all("a", href="?group=a&sort=name")
    assert page.all("a", rel="next")
    assert "<b>A</b>" not in html
