"""The act that closes a gap, with the address that does it, and who may do that act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from learners.curriculum_map_facts import OBSERVATION, PUBLISHED, MapAssessment, MapModule
from learners.gaps import Gap, GapKind
from people.access import Capability, can, capabilities_in, is_learner
from people.models import Cohort, User


@dataclass(frozen=True, slots=True, kw_only=True)
class May:
    """What a person may do about gaps; `writes_items` is the bank, closed to who learns here as well."""

    drafts: bool
    publishes: bool
    teaches: bool
    manages: bool
    writes_items: bool


@dataclass(frozen=True, slots=True)
class Remedy:
    """The act that closes a gap. `href` is empty where the reader may not do it; `who` then says who may."""

    label: str
    href: str
    who: str = ""


def may_of(user: User, cohort: Cohort | None, *, on: date) -> May:
    """Return what `user` may do about the gaps of a school, or of a cohort."""
    here = capabilities_in(user, cohort, on=on) if cohort else frozenset[Capability]()

    def holds(capability: Capability) -> bool:
        return capability in here if cohort else can(user, capability, on=on)

    drafts = can(user, Capability.DRAFT_CONTENT, on=on)
    return May(
        drafts=drafts,
        publishes=can(user, Capability.PUBLISH_CONTENT, on=on),
        teaches=holds(Capability.TEACH),
        manages=can(user, Capability.MANAGE, on=on),
        writes_items=drafts and not is_learner(user, on=on),
    )


def remedy_of(gap: Gap, may: May, cohort: Cohort | None) -> Remedy:
    """Return the act that closes the gap, with its address where the person may go there."""
    return _REMEDIES[gap.kind](gap, may, cohort)


def _for_module(gap: Gap, may: May, _cohort: Cohort | None) -> Remedy:
    if gap.module is None:
        href = f"{reverse('competencies:module-create')}?{_about(gap)}"
        return _if(may.drafts, _("Write a module"), href, _authors())
    label = _("Look at it again") if gap.kind is GapKind.MODULE_OVERDUE else _("Finish the draft")
    return _if(
        may.drafts, label, reverse("competencies:module-edit", args=[gap.module.public_id]), _authors()
    )


def _for_giving(gap: Gap, may: May, cohort: Cohort | None) -> Remedy:
    return _assign(may, cohort, module=gap.module)


def _for_assessment(gap: Gap, may: May, cohort: Cohort | None) -> Remedy:
    assessment = gap.assessment
    if assessment is None:
        return _build(may)
    if assessment.state != PUBLISHED:
        href = reverse("assessments:assessment-build", args=[assessment.public_id])
        return _if(may.drafts, _("Finish the draft"), href, _authors())
    if assessment.type == OBSERVATION:
        return _observe(may, cohort)
    return _assign(may, cohort, assessment=assessment)


def _for_evidence(gap: Gap, may: May, cohort: Cohort | None) -> Remedy:
    assessment = gap.assessment
    if assessment is None:
        return _build(may)
    if assessment.pk not in {place.assessment.pk for place in gap.competency.measured}:
        href = reverse("assessments:assessment-build", args=[assessment.public_id])
        return _if(may.publishes, _("Choose its questions"), href, _leads())
    if assessment.may_count:
        return _assign(may, cohort, assessment=assessment)
    href = reverse("assessments:assessment-allow-counting", args=[assessment.public_id])
    return _if(may.manages, _("Let it count"), href, _leads())


def _for_level(gap: Gap, may: May, cohort: Cohort | None) -> Remedy:
    """A published observation form shows most of all; where none stands, an assessment nearer to practice."""
    forms = any(
        place.assessment.type == OBSERVATION and place.assessment.state == PUBLISHED
        for place in gap.competency.assessments
    )
    return _observe(may, cohort) if cohort is not None and forms else _build(may)


def _for_case(gap: Gap, may: May, cohort: Cohort | None) -> Remedy:
    if gap.further is not None:
        return _assign(may, cohort, assessment=gap.further)
    href = f"{reverse('assessments:item-create', args=[gap.question_kind])}?{_about(gap)}"
    return _by_authors(_("Write another case"), href, may)


def _for_indicator(gap: Gap, may: May, cohort: Cohort | None) -> Remedy:
    if gap.assessment is not None:
        return _for_assessment(gap, may, cohort)
    if gap.count and gap.indicator is not None:
        href = f"{reverse('assessments:item-list')}?{urlencode({'indicator': gap.indicator.code})}"
        return _by_authors(_("See the questions"), href, may)
    return _by_authors(_("Write a question"), f"{reverse('assessments:item-kinds')}?{_about(gap)}", may)


def _about(gap: Gap) -> str:
    """What the form for a new module or question begins with."""
    query = {"competency": gap.competency.public_id}
    return urlencode({**query, "indicator": gap.indicator.code} if gap.indicator else query)


def _for_review(gap: Gap, may: May, _cohort: Cohort | None) -> Remedy:
    query = urlencode({"competency": gap.competency.public_id, "overdue": "on"})
    return _by_authors(_("Review them"), f"{reverse('assessments:item-list')}?{query}", may)


def _assign(
    may: May,
    cohort: Cohort | None,
    *,
    module: MapModule | None = None,
    assessment: MapAssessment | None = None,
) -> Remedy:
    query = {
        "cohort": cohort.public_id if cohort else None,
        "module": module.public_id if module else None,
        "assessment": assessment.public_id if assessment else None,
    }
    told = urlencode({key: value for key, value in query.items() if value})
    return _if(may.teaches, _("Assign it"), f"{reverse('learners:assignment-create')}?{told}", _teachers())


def _observe(may: May, cohort: Cohort | None) -> Remedy:
    href = (
        reverse("assessments:encounter-group", args=[cohort.public_id])
        if cohort
        else reverse("assessments:encounter-create")
    )
    return _if(may.teaches, _("Record observation"), href, _teachers())


def _build(may: May) -> Remedy:
    return _if(may.drafts, _("Build an assessment"), reverse("assessments:assessment-create"), _authors())


def _by_authors(label: str, href: str, may: May) -> Remedy:
    return _if(may.writes_items, label, href, _authors())


def _if(allowed: bool, label: str, href: str, who: str) -> Remedy:
    return Remedy(label, href) if allowed else Remedy(label, "", who)


def _authors() -> str:
    return _("For whoever drafts content.")


def _teachers() -> str:
    return _("For whoever teaches the cohort.")


def _leads() -> str:
    return _("For a lead or an admin.")


_REMEDIES: Final[dict[GapKind, Callable[[Gap, May, Cohort | None], Remedy]]] = {
    GapKind.NO_MODULE: _for_module,
    GapKind.NO_ASSESSMENT: _for_assessment,
    GapKind.ONLY_SELF_RATINGS: _for_assessment,
    GapKind.NO_DIRECT_MEASURE: _for_evidence,
    GapKind.LEVEL_OUT_OF_REACH: _for_level,
    GapKind.SINGLE_JUDGEMENT_CASE: _for_case,
    GapKind.INDICATOR_UNTOUCHED: _for_indicator,
    GapKind.MODULE_NOT_GIVEN: _for_giving,
    GapKind.ITEMS_OVERDUE: _for_review,
    GapKind.MODULE_OVERDUE: _for_module,
}
