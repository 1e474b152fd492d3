"""No page is heavy or jumps: the demo school, with a full class, as it is deployed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from assessments.models import Attainment, Attempt
from competencies.models import Competency, Module
from config import css_purge, stylesheet
from interop.framework.load import load_content
from interop.framework.validate import load_folder
from learners.models import Assignment
from people.models import Cohort, User
from tests.browser.weighing import SHIFTS, Load, deployed, first_load
from tests.factories import EnrolmentFactory, UserFactory
from tests.interop.framework_support import SEED
from tests.plugins.browser import NARROW, WIDE, Visitor

HEAVIEST = 100_000
"""Bytes of a first load over the wire: HTML, CSS, JavaScript, pictures."""
MOST_REQUESTS = 8
SHIFT = 0.02
A_PAGE = 50


@pytest.fixture
def school(transactional_db: None, settings) -> Cohort:
    """The demo school, its class filled up to more than one page of the dashboard."""
    settings.DEMO_PASSWORD = "seven willows by the river"
    load_content(content=load_folder(SEED), at=timezone.now())
    call_command("seed_demo", stdout=io.StringIO())
    cohort = Cohort.objects.get()
    fullest = sorted(_by_learner(Attainment.objects.filter(valid_until=None)), key=len)[-10:]
    copies = []
    for place in range(A_PAGE):
        learner = UserFactory(family_name=f"Featherstone{place}")
        EnrolmentFactory(user=learner, cohort=cohort)
        copies += [
            Attainment(**{**_values(row), "learner_id": learner.pk}) for row in fullest[place % len(fullest)]
        ]
    Attainment.objects.bulk_create(copies)
    return cohort


def _by_learner(standing) -> list[list[Attainment]]:
    found: dict[int, list[Attainment]] = {}
    for row in standing:
        found.setdefault(row.learner_id, []).append(row)
    return list(found.values())


def _values(row: Attainment) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.fields if not field.primary_key}


@pytest.fixture
def site(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    with deployed(tmp_path) as address:
        yield address


def _signed_in(name: str) -> Client:
    client = Client()
    client.force_login(_person(name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def _person(name: str) -> User:
    return User.objects.get(email__startswith=f"{name}@")


def _sitting() -> str:
    """The address of the first question of work that the student begins now."""
    client = _signed_in("student")
    for given in Assignment.objects.filter(administration__isnull=False):
        client.post(reverse("learners:assignment-start", args=[given.public_id]))
    attempt = Attempt.objects.filter(user=_person("student"), state=Attempt.State.OPEN).first()
    assert attempt, "The student has nothing to sit."
    return reverse("assessments:attempt-item", args=[attempt.public_id, 1])


def _marking() -> str:
    page = _signed_in("faculty").get(reverse("assessments:marking-queue")).content.decode()
    found = re.search(r'href="(/marking/[0-9a-f-]{36}/\d+/[^"]*)"', page)
    assert found, "Nothing waits for a mark."
    return found[1]


def _pages(cohort: Cohort) -> dict[str, list[str]]:
    """Every main page, by who reads it."""
    student = _person("student")
    competency = Competency.objects.order_by("pk").first()
    module = Module.objects.filter(state="published").order_by("pk").first()
    shelf = ["library", "fact-list", "reference-list", "glossary"]
    home = Assignment.objects.filter(module__isnull=False).first()
    of_school = [
        reverse("people:school"),
        reverse("people:person-list"),
        reverse("people:program-detail", args=[cohort.program.public_id]),
        reverse("people:cohort-roster", args=[cohort.public_id]),
        reverse("people:cohort-staff", args=[cohort.public_id]),
        reverse("interop:roster-import"),
    ]
    return {
        "": [reverse("account_login"), reverse("people:account-claim")],
        "student": [
            "/",
            reverse("learners:competency-detail", args=[competency.public_id]),
            reverse("learners:module-detail", args=[module.public_id]),
            reverse("learners:standing-detail", args=[student.public_id, competency.public_id]),
            reverse("learners:assignment-detail", args=[home.public_id]),
            _sitting(),
            *[reverse(f"competencies:{name}") for name in shelf],
            reverse("competencies:framework-detail", args=[competency.version.framework.code]),
            reverse("people:settings"),
        ],
        "faculty": [
            reverse("learners:cohort-list"),
            reverse("learners:cohort-detail", args=[cohort.public_id]),
            reverse("learners:learner-detail", args=[student.public_id]),
            reverse("learners:standing-detail", args=[student.public_id, competency.public_id]),
            reverse("learners:assignment-create") + f"?cohort={cohort.public_id}",
            reverse("assessments:marking-queue"),
            _marking(),
            reverse("assessments:encounter-create"),
            reverse("assessments:encounter-group", args=[cohort.public_id]),
            reverse("competencies:module-list"),
            reverse("assessments:assessment-list"),
        ],
        "admin": [*of_school, reverse("reports:cohort-export", args=[cohort.public_id]), "/components/"],
    }


@pytest.mark.slow
def test_no_page_is_heavy_or_jumps_or_asks_elsewhere(school, site, browser: Browser) -> None:
    known = css_purge.classes(css_purge.parse(stylesheet.BOOTSTRAP.read_text()))
    served = css_purge.classes(css_purge.parse(stylesheet.joined()))
    wrong: list[str] = []
    weights: dict[str, Load] = {}
    for place, (name, addresses) in enumerate(_pages(school).items()):
        visitor = _visitor(browser, site, WIDE if place % 2 else NARROW)
        if name:
            visitor.sign_in(_person(name))
        for address in addresses:
            weights[f"{name} {address}"] = load = first_load(visitor, address)
            wrong += [f"{name} {address}: {said}" for said in _wrong(load, site, known - served)]
        visitor.close()
    for page, load in weights.items():
        print(f"{load.bytes:>7} B, {len(load.sizes):>2} requests, shift {load.shifted:.3f}  {page}")
    assert wrong == []
    assert len(weights) > 30
    assert _rows_of_the_dashboard(school) == A_PAGE
    dashboard = next(load for page, load in weights.items() if re.search(r"faculty /cohorts/.{36}/$", page))
    assert dashboard.of(".css") < 20_000


def _visitor(browser: Browser, site: str, width: int) -> Visitor:
    visitor = Visitor(browser, site, width=width, dark=False, javascript=True, locale="en-CA")
    visitor.context.add_init_script(SHIFTS)
    return visitor


def _wrong(load: Load, site: str, left_out: set[str]) -> Iterator[str]:
    if load.bytes >= HEAVIEST:
        yield f"{load.bytes} bytes"
    if len(load.sizes) > MOST_REQUESTS:
        yield f"{len(load.sizes)} requests"
    if load.shifted >= SHIFT:
        yield f"shifts by {load.shifted:.3f}"
    elsewhere = {urlsplit(address).netloc for address in load.sizes} - {urlsplit(site).netloc}
    if elsewhere:
        yield f"asks {elsewhere}"
    if load.classes & left_out:
        yield f"uses classes of Bootstrap that are not served: {load.classes & left_out}"


def _rows_of_the_dashboard(cohort: Cohort) -> int:
    page = _signed_in("faculty").get(reverse("learners:cohort-detail", args=[cohort.public_id]))
    table = page.content.decode().partition('<table class="hm"')[2].partition("</table>")[0]
    return table.partition("<tbody")[2].count("<tr")


def test_static_files_are_named_by_content_and_kept_for_ever(site) -> None:
    page = _get(site, "/accounts/login/")
    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]
    html = _get(site, "/accounts/login/", encoding="identity").read().decode()
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    assert {name.rsplit(".", 1)[1] for name in files} == {"css", "js", "svg"}
    for name in files:
        assert re.search(r"\.[0-9a-f]{12}\.(css|js|svg)$", name), name
        answer = _get(site, name)
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert _get(site, name, encoding="br, gzip").headers["Content-Encoding"] == "br"
    assert any(name.startswith("/static/django_htmx/htmx-2.min.") for name in files)
    assert not re.search(r"<script(?![^>]* defer)", html)


def _get(site: str, path: str, *, encoding: str = "gzip"):
    return urlopen(Request(f"{site}{path}", headers={"Accept-Encoding": encoding}), timeout=30)
