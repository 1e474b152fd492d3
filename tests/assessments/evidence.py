"""Makes evidence and decisions by hand, all relative to one instant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assessments.attainment import DecisionFact, DecisionKind, EvidenceFact, Method, PolicyRules, add_months
from assessments.tiers import Tier

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
RULES = PolicyRules()
PEOPLE = {Method.REFLECTION, Method.OBSERVATION}


def ago(*, months=0, days=0):
    return add_months(NOW, -months) - timedelta(days=days)


def piece(level, tier, method, *, shown=None, **more):
    """One piece of evidence, recorded an hour after it was shown, unless said otherwise."""
    shown = shown or ago(days=10)
    name = f"{method.value}-{level}-{tier.code}-{shown.isoformat()}-{more.get('rater')}"
    given = {
        "key": name,
        "source": name,
        "recorded_at": shown + timedelta(hours=1),
        "rater": "rivera" if method in PEOPLE else None,
        **more,
    }
    return EvidenceFact(level=level, tier=tier, method=method, shown_at=shown, **given)


def quiz(level, tier=Tier.KNOWS_HOW, **more):
    return piece(level, tier, Method.QUIZ, **more)


def judgement(level, **more):
    return piece(level, Tier.KNOWS_HOW, Method.JUDGEMENT, **more)


def reflection(level, **more):
    return piece(level, Tier.KNOWS_HOW, Method.REFLECTION, **more)


def seen(level, **more):
    return piece(level, Tier.DOES, Method.OBSERVATION, **more)


def decide(kind, *, level=3, signed=None, signer="okafor", **more):
    level = level if kind in {DecisionKind.ATTAINED, DecisionKind.OVERRIDDEN} else None
    return DecisionFact(kind=kind, level=level, signed_at=signed or ago(days=1), signer=signer, **more)


def enough():
    """Three pieces of three types, one of them a person's, all at level 3: ready for review."""
    return [
        quiz(3, shown=ago(days=30)),
        judgement(3, shown=ago(days=20)),
        seen(3, shown=ago(days=10)),
    ]


def check(standing, code):
    (found,) = [one for one in standing.checks if one.code is code]
    return found
