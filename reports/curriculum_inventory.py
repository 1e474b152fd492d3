"""The curriculum map as XML in the style of the MedBiquitous Curriculum Inventory.

Namespace: http://ns.medbiq.org/curriculuminventory/v10/. What the map knows is said in the names of that
format: a competency and an entry of another framework are a CompetencyObject, a module and an assessment an
Event, what serves what a CompetencyObjectReference, the crosswalk a Relation of the CompetencyFramework.

What was not validated: nothing was checked against the schema or by a receiver of inventories. Of what they
ask for, the map does not know the address and the identifier of the institution, the program, the reporting
period, the academic levels and the sequence, and none of these is made up. The methods of instruction and of
assessment stand in our own words, not in a controlled vocabulary. A receiver that needs these refuses the
file until somebody adds them.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from common.school_time import school_day
from learners.curriculum_map_facts import (
    CurriculumMap,
    MapAssessment,
    MapCompetency,
    MapModule,
    Outcome,
)

INVENTORY: Final = "http://ns.medbiq.org/curriculuminventory/v10/"
LOM: Final = "http://ltsc.ieee.org/xsd/LOM"
FRAMEWORK: Final = "http://ns.medbiq.org/competencyframework/v1/"
MEMBER: Final = "http://ns.medbiq.org/member/v1/"
RELATED: Final = "http://www.w3.org/2004/02/skos/core#related"
"""How a competency and an entry of another framework relate: the crosswalk says no more than that."""

for _prefix, _space in (("", INVENTORY), ("lom", LOM), ("cf", FRAMEWORK), ("m", MEMBER)):
    register_namespace(_prefix, _space)

# What XML 1.0 does not allow in a document, whatever it is written as.
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(map: CurriculumMap, *, at: datetime, school: str) -> bytes:  # noqa: A002  # the name that callers use
    """Return the inventory as UTF-8, with a declaration and without a document type.

    Only what is in use stands in it: what is published, or what the cohort was given. Characters that XML
    does not allow are left out. The same map at the same instant gives the same bytes.
    """
    root = Element(_in(INVENTORY, "CurriculumInventory"))
    _head(root, map, at, school)
    events = _child(root, INVENTORY, "Events")
    for module in map.modules:
        _module(events, module, [one for one in map.competencies if _taught_by(one, module)])
    for assessment in map.assessments:
        _assessment(events, assessment, [one for one in map.competencies if _assessed_by(one, assessment)])
    _expectations(root, map)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _head(root: Element, map_: CurriculumMap, at: datetime, school: str) -> None:
    scope = f"{map_.framework_code}:{map_.version}:{map_.cohort_name}:{at.isoformat()}"
    report = _child(root, INVENTORY, "ReportID", str(uuid.uuid5(uuid.NAMESPACE_URL, scope)))
    report.set("domain", "urn:uuid")
    institution = _child(root, INVENTORY, "Institution")
    _child(institution, MEMBER, "InstitutionName", school)
    title = f"{map_.framework_title}, {map_.cohort_name}" if map_.cohort_name else map_.framework_title
    _child(root, INVENTORY, "Title", title)
    _child(root, INVENTORY, "ReportDate", school_day(at).isoformat())
    _child(root, INVENTORY, "Language", "en")


def _module(events: Element, module: MapModule, serves: Iterable[MapCompetency]) -> None:
    event = _event(events, module, serves)
    method = _child(event, INVENTORY, "InstructionalMethod", "module")
    method.set("primary", "true")


def _assessment(events: Element, assessment: MapAssessment, serves: Iterable[MapCompetency]) -> None:
    event = _event(events, assessment, serves)
    method = _child(event, INVENTORY, "AssessmentMethod", assessment.type)
    method.set("purpose", "Summative" if assessment.may_count else "Formative")


def _event(events: Element, thing: MapModule | MapAssessment, serves: Iterable[MapCompetency]) -> Element:
    event = _child(events, INVENTORY, "Event")
    event.set("id", f"E{thing.public_id}")
    _child(event, INVENTORY, "Title", thing.title)
    _child(event, INVENTORY, "EventDuration", f"PT{thing.minutes}M")
    for competency in serves:
        path = (
            "/CurriculumInventory/Expectations/CompetencyObject"
            f"[lom:lom/lom:general/lom:identifier/lom:entry='{_uri(competency)}']"
        )
        _child(event, INVENTORY, "CompetencyObjectReference", path)
    return event


def _expectations(root: Element, map_: CurriculumMap) -> None:
    """The competencies, the entries of other frameworks that they meet, and how both relate."""
    met = [outcome for outcome in map_.outcomes if outcome.competencies]
    expectations = _child(root, INVENTORY, "Expectations")
    for competency in map_.competencies:
        described = _child(expectations, INVENTORY, "CompetencyObject")
        _lom(described, _uri(competency), f"{competency.code} {competency.title}")
    for outcome in met:
        described = _child(expectations, INVENTORY, "CompetencyObject")
        _lom(described, _uri(outcome), f"{outcome.framework} {outcome.code}: {outcome.name}")
    framework = _child(expectations, INVENTORY, "CompetencyFramework")
    name = f"{map_.framework_code} {map_.version}"
    _lom(framework, f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}", f"{map_.framework_title}, {name}")
    included: tuple[MapCompetency | Outcome, ...] = (*map_.competencies, *met)
    for one in included:
        _named(_child(framework, FRAMEWORK, "Includes"), _uri(one))
    for outcome in met:
        for competency in map_.competencies_of(outcome):
            relation = _child(framework, FRAMEWORK, "Relation")
            _named(_child(relation, FRAMEWORK, "Reference1"), _uri(competency))
            _child(relation, FRAMEWORK, "Relationship", RELATED)
            _named(_child(relation, FRAMEWORK, "Reference2"), _uri(outcome))


def _lom(parent: Element, uri: str, title: str) -> None:
    general = _child(_child(parent, LOM, "lom"), LOM, "general")
    identifier = _child(general, LOM, "identifier")
    _child(identifier, LOM, "catalog", "URI")
    _child(identifier, LOM, "entry", uri)
    _child(_child(general, LOM, "title"), LOM, "string", title)


def _named(parent: Element, uri: str) -> None:
    _child(parent, FRAMEWORK, "Catalog", "URI")
    _child(parent, FRAMEWORK, "Entry", uri)


def _uri(thing: MapCompetency | Outcome) -> str:
    """The identity of a competency, or one made of what identifies an entry of another framework."""
    if isinstance(thing, Outcome):
        said = "\n".join((thing.framework, thing.code, thing.name))
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, said)}"
    return f"urn:uuid:{thing.public_id}"


def _taught_by(competency: MapCompetency, module: MapModule) -> bool:
    return any(place.module.pk == module.pk for place in competency.taught())


def _assessed_by(competency: MapCompetency, assessment: MapAssessment) -> bool:
    return any(place.assessment.pk == assessment.pk for place in competency.assessed)


def _child(parent: Element, space: str, name: str, text: str = "") -> Element:
    child = SubElement(parent, _in(space, name))
    child.text = _FORBIDDEN.sub("", text) or None
    return child


def _in(space: str, name: str) -> str:
    return f"{{{space}}}{name}"
