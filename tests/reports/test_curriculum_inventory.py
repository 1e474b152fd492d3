"""The map as XML for other systems: what stands where, and that no text breaks it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import UTC, datetime

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from reports.curriculum_inventory import write
from reports.models import ExportLog
from reports.services.exporting import Choice, export_cohort
from reports.writing import SeveralDocumentsError
from tests.factories import CohortFrameworkFactory, FrameworkVersionFactory
from tests.learners.classroom import Classroom
from tests.learners.map_facts import assessed, competency, map_of, outcome, taught

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
NAMES = {
    "": "http://ns.medbiq.org/curriculuminventory/v10/",
    "lom": "http://ltsc.ieee.org/xsd/LOM",
    "cf": "http://ns.medbiq.org/competencyframework/v1/",
    "m": "http://ns.medbiq.org/member/v1/",
}


def written(map_, school="Harrowmere"):
    return fromstring(write(map_, at=AT, school=school), forbid_dtd=True)


def test_inventory_names_the_school_the_framework_and_the_day():
    root = written(map_of(competency()))

    assert root.tag == "{http://ns.medbiq.org/curriculuminventory/v10/}CurriculumInventory"
    assert root.findtext("Institution/m:InstitutionName", namespaces=NAMES) == "Harrowmere"
    assert root.findtext("Title", namespaces=NAMES) == "Social media"
    assert root.findtext("ReportDate", namespaces=NAMES) == "2026-11-02"


def test_inventory_holds_each_module_and_assessment_in_use_once_with_what_it_serves():
    shared = taught(7, title="Shared")
    practice = assessed(8, may_count=False, title="Practice")
    draft = taught(9, title="Draft", state="draft", in_use=False)

    root = written(
        map_of(
            competency(1, modules=(shared, draft), assessments=(practice,)),
            competency(2, modules=(shared,), assessments=()),
        )
    )

    events = root.findall("Events/Event", NAMES)
    said = [
        (
            event.findtext("Title", namespaces=NAMES),
            event.findtext("EventDuration", namespaces=NAMES),
            len(event.findall("CompetencyObjectReference", NAMES)),
        )
        for event in events
    ]
    assert said == [("Shared", "PT20M", 2), ("Practice", "PT10M", 1)]
    assert [one.get("purpose") for one in root.iterfind(".//AssessmentMethod", NAMES)] == ["Formative"]


def test_inventory_refers_to_competencies_that_stand_in_it():
    root = written(map_of(competency(1), competency(2)))

    entries = {one.text for one in root.iterfind("Expectations/CompetencyObject//lom:entry", NAMES)}
    references = [one.text for one in root.iterfind(".//CompetencyObjectReference", NAMES)]

    assert len(references) == 4
    assert {one.split("'")[1] for one in references} == entries


def test_inventory_relates_competencies_to_the_entries_that_they_meet():
    first = outcome(1, competencies=("SM-1", "SM-2"))
    root = written(map_of(competency(1), competency(2), outcomes=(first, outcome(2, competencies=()))))

    relations = root.findall(".//cf:Relation", NAMES)

    assert len(relations) == 2
    assert len({one.findtext("cf:Reference2/cf:Entry", namespaces=NAMES) for one in relations}) == 1
    assert len(root.findall("Expectations/CompetencyObject", NAMES)) == 3


def test_inventory_is_the_same_for_the_same_map_at_the_same_instant():
    map_ = map_of(competency(), outcomes=(outcome(),))

    assert write(map_, at=AT, school="A") == write(map_, at=AT, school="A")


@given(st.text())
def test_inventory_can_be_read_whatever_a_title_holds(title):
    map_ = map_of(competency(title=title, modules=(taught(title=title),)), outcomes=(outcome(name=title),))

    root = written(map_, school=title)

    assert len(root.findall("Events/Event", NAMES)) == 2


@pytest.fixture
def room(db: None) -> Classroom:
    return Classroom.open()


def inventory(room: Classroom, **choice) -> bytes:
    said = Choice(report="curriculum-inventory", **{"file_format": "xml", **choice})
    return export_cohort(cohort=room.cohort, at=timezone.now(), by=None, choice=said).content


def test_report_is_the_map_of_what_the_cohort_follows(room):
    root = fromstring(inventory(room), forbid_dtd=True)
    assert room.cohort.name in root.findtext("Title", namespaces=NAMES)
    assert len(root.findall("Expectations/CompetencyObject", NAMES)) == 2


def test_several_frameworks_are_a_folder_and_no_single_document(room):
    CohortFrameworkFactory(cohort=room.cohort, framework_version=FrameworkVersionFactory(state="published"))
    with pytest.raises(SeveralDocumentsError):
        inventory(room)
    folder = zipfile.ZipFile(io.BytesIO(inventory(room, file_format="zip")))
    documents = [name for name in folder.namelist() if name.endswith(".xml")]
    assert len(documents) == 2
    for name in documents:
        fromstring(folder.read(name), forbid_dtd=True)


def test_button_of_the_map_gives_the_file_and_leaves_a_line_in_the_log(room):
    client = Client()
    client.force_login(room.school.other_teacher)
    page = client.get(reverse("learners:map-detail"), {"cohort": str(room.cohort.public_id)}).content.decode()
    assert "It was not checked against the schema" in page
    action = page.split(f'action="{reverse("reports:inventory")}')[1].split('"')[0]
    answer = client.post(reverse("reports:inventory") + action.replace("&amp;", "&"))
    assert answer["Content-Type"] == "application/xml"
    log = ExportLog.objects.get()
    assert (log.cohort, log.report, log.format) == (room.cohort, "curriculum-inventory", "xml")
    assert log.sha256 == hashlib.sha256(answer.content).hexdigest()
