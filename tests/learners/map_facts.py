"""Facts of a map for tests: a small one with everything, to which something is done."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

from assessments.policy_rules import DEFAULT_CEILINGS
from assessments.tiers import Tier
from learners.curriculum_map_facts import (
    NEVER,
    AssessmentPlace,
    CurriculumMap,
    Given,
    MapAssessment,
    MapCompetency,
    MapDomain,
    MapIndicator,
    MapModule,
    ModulePlace,
    Outcome,
    Question,
)

CEILINGS = dict(zip(Tier, DEFAULT_CEILINGS, strict=True))
GIVEN = Given(times=1, counting=1)
SPOKEN = {"language": "en", "translations": {}}


def key(number):
    return uuid.UUID(int=number)


def module(pk=1, **more):
    facts = {
        "pk": pk,
        "public_id": key(pk),
        "code": f"M{pk}",
        "title": f"Module {pk}",
        "minutes": 20,
        "state": "published",
        "overdue": False,
        "given": GIVEN,
        "in_use": True,
    }
    return MapModule(**{**facts, **SPOKEN, **more})


def taught(pk=1, level_from=1, level_to=3, **more):
    return ModulePlace(module(pk, **more), level_from, level_to)


def assessed(pk=1, type_="quiz", tier=Tier.DOES, questions=None, ceilings=CEILINGS, **more):
    """An assessment at a competency, with two questions of its tier unless others are given."""
    facts = {
        "pk": pk,
        "public_id": key(100 + pk),
        "code": f"A{pk}",
        "title": f"Assessment {pk}",
        "type": type_,
        "minutes": 10,
        "state": "published",
        "may_count": True,
        "given": GIVEN,
        "in_use": True,
    }
    if questions is None:
        own = [] if tier is None else [Question(pk * 10 + n, "single_best_answer", tier) for n in range(2)]
        questions = tuple(own)
    return AssessmentPlace(
        assessment=MapAssessment(**{**facts, **SPOKEN, **more}),
        level_from=1,
        level_to=3,
        questions=questions,
        tier=tier,
        can_show=0 if tier is None else ceilings.get(tier),
    )


def indicator(pk=1, asked=1, in_bank=1):
    return MapIndicator(pk=pk, code=f"I{pk}", text=f"Indicator {pk}", asked=asked, in_bank=in_bank, **SPOKEN)


def competency(pk=1, **more):
    """A competency without a gap, unless something else is given."""
    facts = {
        "pk": pk,
        "public_id": key(1000 + pk),
        "code": f"SM-{pk}",
        "title": f"Competency {pk}",
        "short_title": f"Comp {pk}",
        "domain": MapDomain(pk=1, code="D1", name="Domain 1", **SPOKEN),
        "modules": (taught(pk),),
        "assessments": (assessed(pk),),
        "indicators": (indicator(pk),),
        "items": 2,
        "items_overdue": 0,
    }
    return MapCompetency(**{**facts, **SPOKEN, **more})


def map_of(*competencies, outcomes=(), ceilings=CEILINGS, cohort_name="", cohort_learners=None):
    return CurriculumMap(
        framework_code="social",
        framework_title="Social media",
        version=1,
        target_level=3,
        levels=5,
        cohort_name=cohort_name,
        cohort_learners=cohort_learners,
        at=datetime(2026, 11, 2, 14, tzinfo=UTC),
        on=date(2026, 11, 2),
        ceilings=ceilings,
        competencies=competencies,
        outcomes=outcomes,
    )


def outcome(pk=1, framework="GMC", competencies=("SM-1",), **more):
    facts = {
        "pk": pk,
        "framework": framework,
        "code": f"O{pk}",
        "name": f"Outcome {pk}",
        "note": "",
        "code_verified": True,
        "name_verified": True,
        "competencies": competencies,
    }
    return Outcome(**{**facts, **more})


NOT_GIVEN = NEVER
