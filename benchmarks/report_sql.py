"""The report of a cohort's progress, as one would ask for it in SQL by hand: the same cells, row by row."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from assessments.models import Attainment

JOINED: Final = {"postgresql": "string_agg({}, '; ')", "sqlite": "group_concat({}, '; ')"}
LINES: Final = """
SELECT '="' || i.ids || '"', u.family_name, u.given_name, u.email, g.names, c.code, c.title,
       {status}, a.level, COALESCE(l.name, ''), o.level, o.level - a.level,
       COALESCE(a.evidence_counted, 0), COALESCE(a.evidence_left_out, 0),
       {first}, {last}, %(n)s
FROM people_enrolment e
JOIN people_user u ON u.id = e.user_id
JOIN (SELECT user_id, {ids} AS ids FROM people_externalid GROUP BY user_id) i ON i.user_id = u.id
JOIN (SELECT s.user_id, {names} AS names FROM people_groupspell s JOIN people_group p ON p.id = s.group_id
      WHERE p.cohort_id = %(cohort)s AND s.recorded_until IS NULL GROUP BY s.user_id) g ON g.user_id = u.id
CROSS JOIN competencies_competency c
LEFT JOIN assessments_attainment a
  ON a.learner_id = u.id AND a.competency_id = c.id AND a.policy_version_id = %(policy)s AND {standing}
LEFT JOIN (
  SELECT f.user_id, r.competency_id, r.level
  FROM assessments_selfassessment f JOIN assessments_selfrating r ON r.self_assessment_id = f.id
  WHERE f.state = 'submitted' AND f.submitted_at <= %(then)s AND f.administration_id = %(ratings)s
) o ON o.user_id = u.id AND o.competency_id = c.id
LEFT JOIN competencies_level l ON l.scale_id = %(scale)s AND l.ordinal = a.level
WHERE e.cohort_id = %(cohort)s AND e.recorded_until IS NULL AND e.starts_on <= %(on)s
  AND (e.ends_on IS NULL OR e.ends_on >= %(on)s) AND u.erased_at IS NULL AND c.version_id = %(version)s
ORDER BY u.sort_name, u.id, c.position
"""
COUNTED: Final = "(SELECT COUNT(*) FROM people_enrolment n WHERE n.cohort_id = %(cohort)s)"
FIGURES: Final = """
SELECT c.code, c.title, %(target)s, {counted}, {counts}, COUNT(CASE WHEN a.level >= %(target)s THEN 1 END),
       COALESCE(SUM(a.evidence_counted), 0), COALESCE(SUM(a.evidence_left_out), 0), %(n)s
FROM competencies_competency c
LEFT JOIN assessments_attainment a
  ON a.competency_id = c.id AND a.policy_version_id = %(policy)s AND a.valid_until IS NULL
WHERE c.version_id = %(version)s
GROUP BY c.code, c.title, c.position
ORDER BY c.position
"""
NOW: Final = "a.valid_until IS NULL"
THEN: Final = "a.valid_from <= %(then)s AND (a.valid_until IS NULL OR a.valid_until > %(then)s)"


def lines(*, past: bool = False) -> str:
    """Return SQL for a line of each learner and competency, as it stands or as it stood."""
    joined = JOINED[connection.vendor]
    return LINES.format(
        status=_status(),
        first=_day("a.first_shown_at"),
        last=_day("a.last_shown_at"),
        ids=joined.format("sourced_id"),
        names=joined.format("p.name"),
        standing=THEN if past else NOW,
    )


def figures() -> str:
    """Return SQL for the figures of each competency, where nobody is on leave and nothing turns stale."""
    seen = [f"COUNT(CASE WHEN a.status = '{one.value}' THEN 1 END)" for one in Attainment.Status][1:]
    return FIGURES.format(counted=COUNTED, counts=", ".join((f"{COUNTED} - COUNT(a.id)", *seen)))


def _status() -> str:
    labels = " ".join(f"WHEN '{one.value}' THEN '{one.label}'" for one in Attainment.Status)
    return f"CASE COALESCE(a.status, 'not_assessed') {labels} END"


def _day(instant: str) -> str:
    """The school's day of an instant. SQLite knows no time zones: it is told when the clocks change."""
    if connection.vendor == "postgresql":
        return f"({instant} AT TIME ZONE '{settings.SCHOOL_TIME_ZONE}')::date"
    offsets = "".join(
        f"WHEN {instant} < '{until:%Y-%m-%d %H:%M:%S}' THEN '{minutes} minutes' "
        for until, minutes in _offsets()
    )
    return f"date({instant}, CASE {offsets}END)"


def _offsets() -> list[tuple[datetime, int]]:
    """Until when (in UTC) the school's clock differs by how many minutes, 2025 to 2027."""
    zone, hour = ZoneInfo(settings.SCHOOL_TIME_ZONE), timedelta(hours=1)

    def minutes(instant: datetime) -> int:
        offset = instant.astimezone(zone).utcoffset()
        assert offset is not None
        return int(offset / timedelta(minutes=1))

    at, end = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
    found: list[tuple[datetime, Any]] = []
    while at < end:
        if minutes(at) != minutes(at + hour):
            found.append((at + hour, minutes(at)))
        at += hour
    return [*found, (end, minutes(end - hour))]
