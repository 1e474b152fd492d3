"""Where a curriculum has holes: what its map says is missing, in words that nobody has to look up. Pure: no
Django.

A gap is a fact about the map, never about a learner. What it says is worded, and its remedy chosen, by
`learners.gaps_page`. The kinds stand in the order in which a committee takes them up: what is not there at
all before what is there and weak, and upkeep last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from assessments.tiers import Tier
from learners.curriculum_map_facts import (
    JUDGEMENT_CASES,
    PUBLISHED,
    RETIRED,
    AssessmentPlace,
    CurriculumMap,
    MapAssessment,
    MapCompetency,
    MapIndicator,
    MapModule,
    Question,
)


class GapKind(StrEnum):
    """What is missing. NO_DIRECT_MEASURE: there are assessments that measure what somebody can do, and no
    result of one becomes evidence. LEVEL_OUT_OF_REACH: no tier in use may show it under the policy."""

    NO_MODULE = "no_module"
    NO_ASSESSMENT = "no_assessment"
    ONLY_SELF_RATINGS = "only_self_ratings"
    NO_DIRECT_MEASURE = "no_direct_measure"
    LEVEL_OUT_OF_REACH = "level_out_of_reach"
    SINGLE_JUDGEMENT_CASE = "single_judgement_case"
    INDICATOR_UNTOUCHED = "indicator_untouched"
    MODULE_NOT_GIVEN = "module_not_given"
    ITEMS_OVERDUE = "items_overdue"
    MODULE_OVERDUE = "module_overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One hole at one competency.

    module, assessment, indicator: what it is about, or what would fill it. further: a published assessment
    that was not given and has further judgement cases. question_kind: the kind of the
    single judgement case. levels: those that nothing can show, the lowest first; tier: the lowest tier that
    could show the lowest of them, None where none may. count: questions overdue, or questions of the bank
    that name the indicator.
    """

    kind: GapKind
    competency: MapCompetency
    module: MapModule | None = None
    assessment: MapAssessment | None = None
    indicator: MapIndicator | None = None
    further: MapAssessment | None = None
    question_kind: str = ""
    levels: tuple[int, ...] = ()
    tier: Tier | None = None
    count: int = 0


def gaps(map_: CurriculumMap) -> tuple[Gap, ...]:
    """Return the gaps of a map, kind by kind, and within a kind in the order of the framework.

    A module that serves several competencies is named once, at the first of them.
    """
    found = [gap for one in map_.competencies for gap in _of_competency(one, map_)]
    order = list(GapKind)
    return tuple(sorted(_each_module_once(found), key=lambda gap: order.index(gap.kind)))


def _each_module_once(found: Iterable[Gap]) -> Iterator[Gap]:
    named: set[tuple[GapKind, int]] = set()
    for gap in found:
        if gap.kind in {GapKind.MODULE_NOT_GIVEN, GapKind.MODULE_OVERDUE} and gap.module is not None:
            if (gap.kind, gap.module.pk) in named:
                continue
            named.add((gap.kind, gap.module.pk))
        yield gap


def _of_competency(one: MapCompetency, map_: CurriculumMap) -> Iterator[Gap]:
    yield from _teaching(one)
    yield from _measuring(one)
    yield from _levels(one, map_)
    yield from _single_case(one)
    yield from _indicators(one)
    if one.items_overdue:
        yield Gap(kind=GapKind.ITEMS_OVERDUE, competency=one, count=one.items_overdue)


def _teaching(one: MapCompetency) -> Iterator[Gap]:
    modules = [place.module for place in one.modules]
    if not any(module.in_use or module.state == PUBLISHED for module in modules):
        draft = next((module for module in modules if module.state != RETIRED), None)
        yield Gap(kind=GapKind.NO_MODULE, competency=one, module=draft)
    for module in modules:
        if module.state == PUBLISHED and not module.given.times:
            yield Gap(kind=GapKind.MODULE_NOT_GIVEN, competency=one, module=module)
        if module.overdue:
            yield Gap(kind=GapKind.MODULE_OVERDUE, competency=one, module=module)


def _measuring(one: MapCompetency) -> Iterator[Gap]:
    """At most one of three, the one that says most."""
    assessed = one.assessed
    direct = [place for place in assessed if place.assessment.is_direct]
    if not assessed:
        yield Gap(kind=GapKind.NO_ASSESSMENT, competency=one, assessment=_to_use(one))
    elif not direct:
        yield Gap(kind=GapKind.ONLY_SELF_RATINGS, competency=one, assessment=_to_use(one))
    elif not any(_counts(place) for place in direct):
        nearest = max(direct, key=lambda place: (place.measures, place.assessment.may_count))
        yield Gap(kind=GapKind.NO_DIRECT_MEASURE, competency=one, assessment=nearest.assessment)


def _counts(place: AssessmentPlace) -> bool:
    """Whether a result of it becomes evidence: it shows a level and may count, and for a cohort it does."""
    assessment = place.assessment
    if not place.measures:
        return False
    return assessment.given.counting > 0 if assessment.given.learners is not None else assessment.may_count


def _to_use(one: MapCompetency) -> MapAssessment | None:
    """The assessment nearest to being used: a published one that was not given, else a draft."""
    waiting = [
        place
        for place in one.assessments
        if not place.assessment.in_use and place.assessment.is_direct and place.assessment.state != RETIRED
    ]
    best = max(
        waiting,
        key=lambda place: (place.assessment.state == PUBLISHED, place.measures, place.assessment.may_count),
        default=None,
    )
    return None if best is None else best.assessment


def _levels(one: MapCompetency, map_: CurriculumMap) -> Iterator[Gap]:
    highest = one.highest
    if not one.measured or highest is None or highest >= map_.levels:
        return
    tiers = [tier for tier in Tier if map_.ceilings.get(tier, 0) > highest]
    yield Gap(
        kind=GapKind.LEVEL_OUT_OF_REACH,
        competency=one,
        levels=tuple(range(highest + 1, map_.levels + 1)),
        tier=min(tiers, default=None),
    )


def _single_case(one: MapCompetency) -> Iterator[Gap]:
    cases = {case.pk: (case, place) for place in one.assessed for case in _cases(place)}
    if len(cases) != 1:
        return
    ((case, asking),) = cases.values()
    further = (
        place.assessment
        for place in one.assessments
        if _waits(place) and any(other.pk != case.pk for other in _cases(place))
    )
    yield Gap(
        kind=GapKind.SINGLE_JUDGEMENT_CASE,
        competency=one,
        assessment=asking.assessment,
        further=next(further, None),
        question_kind=case.kind,
        count=1,
    )


def _cases(place: AssessmentPlace) -> list[Question]:
    return [question for question in place.questions if question.kind in JUDGEMENT_CASES]


def _waits(place: AssessmentPlace) -> bool:
    """Whether it is published and not in use: a cohort was not given it."""
    return place.assessment.state == PUBLISHED and not place.assessment.in_use


def _indicators(one: MapCompetency) -> Iterator[Gap]:
    for indicator in one.indicators:
        if indicator.asked:
            continue
        asking = next(
            (
                place.assessment
                for place in one.assessments
                if _waits(place) and any(indicator.pk in question.indicators for question in place.questions)
            ),
            None,
        )
        yield Gap(
            kind=GapKind.INDICATOR_UNTOUCHED,
            competency=one,
            indicator=indicator,
            assessment=asking,
            count=indicator.in_bank,
        )
