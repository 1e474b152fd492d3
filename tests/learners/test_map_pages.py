"""The curriculum map, its gaps and its crosswalk as pages, and where their remedies lead."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from assessments.models import Item
from learners.curriculum_map import curriculum_map
from learners.gaps import GapKind, gaps
from learners.gaps_remedies import May, may_of, remedy_of
from people.access import today
from tests.factories import (
    AssignmentFactory,
    CohortFrameworkFactory,
    CompetencyFactory,
    CrosswalkFactory,
    FrameworkVersionFactory,
    IndicatorFactory,
    ModuleCompetencyFactory,
)
from tests.factories.assessments import ItemVersionFactory, adopted, quiz
from tests.learners.test_curriculum_map import attached

PAGES = ("learners:map-detail", "learners:map-gaps", "learners:map-crosswalk")


def read(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def taught(cast):
    """A competency that the cohort follows, with a module that it was given and one that it was not."""
    competency = CompetencyFactory(code="SM-6", title="Patients and the web", short_title="Patients")
    CohortFrameworkFactory(cohort=cast.cohort, framework_version=competency.version)
    adopted(competency)
    given = ModuleCompetencyFactory(competency=competency, module__title="Given", module__minutes=25)
    ModuleCompetencyFactory(competency=competency, module__title="Waiting", level_from=2, level_to=4)
    ModuleCompetencyFactory(competency=competency, module__title="Half written", module__state="draft")
    AssignmentFactory(module=given.module, to=[cast.cohort])
    attached(competency, quiz(competency, tier="knows"))
    return competency


def test_map_of_the_school_counts_what_is_published(cast, taught):
    page = read(cast.client("faculty"), "learners:map-detail")

    assert "2 modules and 1 assessment are published" in page
    assert page.count('href="/curriculum/') > 3
    assert "level 2" in page


def test_map_of_a_cohort_counts_what_it_was_given(cast, taught):
    page = read(cast.client("viewer"), "learners:map-detail", cohort=cast.cohort.public_id)

    assert f"What {cast.cohort.name} was given: 1 module and 0 assessments." in page
    assert ", 25 min" in page


def test_map_says_what_to_do_where_no_framework_is_in_force(cast):
    page = read(cast.client("lead"), "learners:map-detail")
    of_cohort = read(cast.client("lead"), "learners:map-detail", cohort=cast.cohort.public_id)

    assert "No framework is in force" in page
    assert reverse("learners:cohort-framework", args=[cast.cohort.public_id]) in of_cohort


def test_competency_of_the_map_shows_drafts_to_who_drafts_alone(cast, taught):
    drafting = read(cast.client("faculty"), "learners:map-competency", taught.public_id)
    viewing = read(cast.client("viewer"), "learners:map-competency", taught.public_id)

    assert "Half written" in drafting
    assert "Half written" not in viewing
    assert "Waiting" in viewing
    assert reverse("assessments:assessment-list") in drafting
    assert reverse("assessments:assessment-list") not in viewing


def test_competency_of_another_framework_is_not_in_the_map_of_a_cohort(cast, taught):
    other = CompetencyFactory(version=FrameworkVersionFactory(framework__title="Another"))
    address = reverse("learners:map-competency", args=[other.public_id])

    answer = cast.client("lead").get(address, {"cohort": cast.cohort.public_id})

    assert answer.status_code == 404


def test_crosswalk_shows_both_ways_and_what_meets_nothing(cast, taught):
    CompetencyFactory(version=taught.version, domain=taught.domain, code="SM-7", short_title="Alone")
    CrosswalkFactory(framework_name="GMC", code="G1", competencies=[taught])
    CrosswalkFactory(framework_name="AAMC PCRS", code="A1")

    page = read(cast.client("viewer"), "learners:map-crosswalk")

    assert "Nothing here meets it" in page
    assert "AAMC PCRS: 1 entry, 1 that nothing meets" in page
    assert "AAMC PCRS: no entry" in page
    assert "It meets no entry of another framework." in page


def test_gaps_lead_where_the_reader_may_go(cast, taught):
    lead = read(cast.client("lead"), "learners:map-gaps", cohort=cast.cohort.public_id)
    viewer = read(cast.client("viewer"), "learners:map-gaps", cohort=cast.cohort.public_id)

    assert f"{reverse('learners:assignment-create')}?cohort={cast.cohort.public_id}&amp;module=" in lead
    assert "Waiting" in viewer
    assert reverse("learners:assignment-create") not in viewer
    assert "For whoever teaches the cohort." in viewer


def everything_missing(cast):
    """A school in which every kind of gap stands, and the cohort that follows it."""
    holes = [CompetencyFactory(version=FrameworkVersionFactory())]
    for _n in range(6):
        holes.append(CompetencyFactory(version=holes[0].version, domain=holes[0].domain))
    empty, draft, rated, public, low, single, old = holes
    adopted(empty)
    CohortFrameworkFactory(cohort=cast.cohort, framework_version=empty.version)
    ModuleCompetencyFactory(competency=draft, module__state="draft")
    attached(rated, quiz(type_="self_rating"))
    attached(public, quiz(public))
    Item.objects.update(is_public=True)
    attached(low, quiz(low, tier="knows"))
    attached(single, quiz(single, kinds=("judgement_rating",)))
    IndicatorFactory(competency=single)
    ItemVersionFactory(item__competency=old, item__review_on="2020-01-01")
    ModuleCompetencyFactory(competency=old, module__review_on="2020-01-01")
    return empty.version


@pytest.mark.parametrize("of_cohort", [False, True])
@pytest.mark.parametrize("actor", ["admin", "lead", "faculty", "signer", "viewer"])
def test_every_remedy_that_is_offered_opens(cast, actor, of_cohort):
    at = timezone.now()
    version = everything_missing(cast)
    cohort = cast.cohort if of_cohort else None
    found = gaps(curriculum_map(version, cohort=cohort, at=at))
    may = may_of(getattr(cast, actor), cohort, on=today(at))
    client = cast.client(actor)

    remedies = {remedy_of(gap, may, cohort) for gap in found}

    if not of_cohort:
        assert {gap.kind for gap in found} == set(GapKind)
    refused = [one.href for one in remedies if one.href and client.get(one.href).status_code != 200]
    assert refused == []
    assert all(one.href or one.who for one in remedies)
    if actor in {"signer", "viewer"}:
        assert not any(one.href for one in remedies)
    if actor == "admin":
        assert all(one.href for one in remedies)


def test_who_learns_here_is_not_sent_to_the_bank(cast):
    may = may_of(cast.faculty_student, None, on=today(timezone.now()))

    assert may == May(drafts=True, publishes=False, teaches=True, manages=False, writes_items=False)


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_the_map_ask_as_often_for_many_as_for_one(cast, taught, name):
    client = cast.client("lead")

    def asked():
        with CaptureQueriesContext(connection) as found:
            read(client, name, cohort=cast.cohort.public_id)
        return len(found)

    asked()
    first = asked()
    for _n in range(3):
        one = CompetencyFactory(version=taught.version, domain=taught.domain)
        ModuleCompetencyFactory(competency=one)
        attached(one, quiz(one))
        CrosswalkFactory(competencies=[one])
    assert asked() == first


def test_the_remedies_open_their_forms_for_the_competency_and_the_indicator_of_the_gap(cast):
    competency = CompetencyFactory(version=everything_missing(cast))
    indicator = IndicatorFactory(competency=competency)
    client, query = cast.client("admin"), {"competency": str(competency.public_id)}
    of_indicator = {**query, "indicator": indicator.code}

    kinds = client.get(reverse("assessments:item-kinds"), of_indicator)
    address = f"{reverse('assessments:item-create', args=['true_false'])}?{urlencode(of_indicator)}"
    assert f'href="{escape(address)}"' in kinds.content.decode()
    facts = client.get(address).context["facts"]
    assert facts["competency"].value() == competency.public_id
    assert list(facts["indicators"].field.queryset) == [indicator]
    assert facts["indicators"].value() == [indicator.pk]

    details = {"title": "Pictures", "objective": "", "minutes": 10, "tags": "", "jurisdiction": ""}
    answer = client.post(f"{reverse('competencies:module-create')}?{urlencode(query)}", details, follow=True)
    assert answer.context["attach_form"]["competency"].value() == competency.public_id


def test_a_form_opens_empty_for_a_competency_that_is_not_there(cast):
    address = reverse("assessments:item-create", args=["true_false"])
    for wrong in ("x", "00000000-0000-4000-8000-000000000000"):
        facts = cast.client("admin").get(address, {"competency": wrong, "indicator": "1"}).context["facts"]
        assert facts["competency"].value() is None
        assert "indicators" not in facts.fields
