"""What stands on a cohort's dashboard, as one would ask for it in SQL by hand.

Parameters are named: cohort, on (the school's day), at (now), then (an earlier instant), policy, policy_then.
"""

from __future__ import annotations

RUNNING = """
SELECT e.user_id FROM people_enrolment e
WHERE e.cohort_id = %(cohort)s AND e.recorded_until IS NULL AND e.starts_on <= %(on)s
  AND (e.ends_on IS NULL OR e.ends_on >= %(on)s)
"""
ACTIVE = RUNNING + " AND e.status = 'active'"
STATUS_NOW = "CASE WHEN a.stale_at <= %(at)s THEN a.status_when_stale ELSE a.status END"
STANDING = f"""
FROM assessments_attainment a
WHERE a.valid_until IS NULL AND a.policy_version_id = %(policy)s AND a.learner_id IN ({RUNNING})
"""
PEOPLE = """
SELECT u.id, u.public_id, u.given_name, u.family_name, u.sort_name
FROM people_enrolment e JOIN people_user u ON u.id = e.user_id
WHERE e.cohort_id = %(cohort)s AND e.recorded_until IS NULL AND e.starts_on <= %(on)s
  AND (e.ends_on IS NULL OR e.ends_on >= %(on)s) AND u.erased_at IS NULL
ORDER BY u.sort_name, u.id
"""
CELLS = f"SELECT a.learner_id, a.competency_id, a.level, {STATUS_NOW}, a.look_again {STANDING}"
CELLS_OF_SOME = f"""
{CELLS} AND a.learner_id IN (SELECT u.id {PEOPLE[PEOPLE.index("FROM") :]} LIMIT %(some)s)
"""
DISTRIBUTION = f"SELECT a.competency_id, a.level, COUNT(*) {STANDING} GROUP BY a.competency_id, a.level"
THEN = f"""
FROM assessments_attainment a
WHERE a.valid_from <= %(then)s AND (a.valid_until IS NULL OR a.valid_until > %(then)s)
  AND a.policy_version_id = %(policy)s AND a.learner_id IN ({RUNNING})
"""
DISTRIBUTION_THEN = f"SELECT a.competency_id, a.level, COUNT(*) {THEN} GROUP BY a.competency_id, a.level"
RATINGS = f"""
SELECT a.competency_id, COUNT(CASE WHEN r.level < a.level THEN 1 END),
       COUNT(CASE WHEN r.level = a.level THEN 1 END), COUNT(CASE WHEN r.level > a.level THEN 1 END)
FROM assessments_attainment a
JOIN assessments_selfassessment f ON f.user_id = a.learner_id AND f.state = 'submitted'
JOIN assessments_selfrating r ON r.self_assessment_id = f.id AND r.competency_id = a.competency_id
WHERE a.valid_until IS NULL AND a.policy_version_id = %(policy)s AND a.learner_id IN ({RUNNING})
GROUP BY a.competency_id
"""
WAITING = f"""
SELECT a.competency_id, COUNT(*) {STANDING} AND {STATUS_NOW} = 'ready_for_review' GROUP BY a.competency_id
"""
MOVED = f"""
SELECT u.learner_id, u.competency_id, MAX(u.before), MAX(u.now) FROM (
  SELECT a.learner_id, a.competency_id, NULL AS before, a.level AS now {STANDING}
  UNION ALL
  SELECT a.learner_id, a.competency_id, a.level, NULL {THEN}
) u
GROUP BY u.learner_id, u.competency_id
HAVING COALESCE(MAX(u.before), 0) <> COALESCE(MAX(u.now), 0)
"""
SITTINGS = f"""
SELECT s.id, COUNT(DISTINCT CASE WHEN t.state IN ('submitted', 'released') THEN t.user_id END),
       COUNT(DISTINCT CASE WHEN t.state IN ('open', 'returned') THEN t.user_id END)
FROM learners_assignmenttarget g
JOIN learners_assignment s ON s.id = g.assignment_id
JOIN assessments_attempt t ON t.administration_id = s.administration_id
WHERE g.cohort_id = %(cohort)s AND s.state = 'given' AND t.user_id IN ({ACTIVE})
GROUP BY s.id
"""
READING = f"""
SELECT r.id, COUNT(CASE WHEN r.read_ >= r.sections THEN 1 END),
       COUNT(CASE WHEN r.read_ < r.sections THEN 1 END)
FROM (
  SELECT s.id, p.user_id, COUNT(*) AS read_,
         (SELECT COUNT(*) FROM competencies_section w WHERE w.module_id = s.module_id AND w.state = 'current')
           AS sections
  FROM learners_assignmenttarget g
  JOIN learners_assignment s ON s.id = g.assignment_id
  JOIN competencies_section c ON c.module_id = s.module_id AND c.state = 'current'
  JOIN learners_sectionprogress p ON p.section_id = c.id
  WHERE g.cohort_id = %(cohort)s AND s.state = 'given' AND p.user_id IN ({ACTIVE})
  GROUP BY s.id, s.module_id, p.user_id
) r
GROUP BY r.id
"""
TARGETS = """
SELECT id, competency_id, level, measures, direct FROM learners_cohorttarget WHERE cohort_id = %(cohort)s
"""
KINDS = """
SELECT v.learner_id, v.competency_id, COUNT(DISTINCT v.method) AS direct
FROM assessments_evidence v
WHERE v.recorded_at <= %(at)s AND v.voids_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM assessments_evidence w WHERE w.voids_id = v.id AND w.recorded_at <= %(at)s)
  AND NOT EXISTS (SELECT 1 FROM assessments_evidence w
                  WHERE w.attempt_id = v.attempt_id AND w.competency_id = v.competency_id
                    AND w.revision > v.revision AND w.voids_id IS NULL AND w.recorded_at <= %(at)s)
GROUP BY v.learner_id, v.competency_id
"""
RATED = """
SELECT DISTINCT f.user_id, r.competency_id
FROM assessments_selfrating r JOIN assessments_selfassessment f ON f.id = r.self_assessment_id
WHERE f.state = 'submitted' AND f.submitted_at <= %(at)s
"""
REACHED = f"""
SELECT COUNT(*) FROM (
  SELECT a.learner_id
  FROM assessments_attainment a
  JOIN competencies_competency c ON c.id = a.competency_id
  LEFT JOIN ({KINDS}) k ON k.learner_id = a.learner_id AND k.competency_id = a.competency_id
  LEFT JOIN ({RATED}) o ON o.user_id = a.learner_id AND o.competency_id = a.competency_id
  WHERE a.valid_until IS NULL AND a.policy_version_id = %(policy)s AND a.learner_id IN ({ACTIVE})
    AND c.version_id = %(version)s AND (c.id = %(competency)s OR %(competency)s IS NULL)
    AND a.level >= %(level)s AND COALESCE(k.direct, 0) >= %(direct)s
    AND COALESCE(k.direct, 0) + CASE WHEN o.user_id IS NULL THEN 0 ELSE 1 END >= %(measures)s
  GROUP BY a.learner_id
  HAVING COUNT(*) = (SELECT COUNT(*) FROM competencies_competency d
                     WHERE d.version_id = %(version)s AND (d.id = %(competency)s OR %(competency)s IS NULL))
) reached
"""
MONTHS = tuple(f"%(month{n})s" for n in range(12))
TREND = f"""
SELECT a.competency_id, {
    ", ".join(
        f"COUNT(CASE WHEN a.valid_from <= {m} AND (a.valid_until IS NULL OR a.valid_until > {m}) THEN 1 END)"
        for m in MONTHS
    )
}
FROM assessments_attainment a
JOIN competencies_competency c ON c.id = a.competency_id
WHERE a.level >= %(target)s AND a.policy_version_id = %(policy)s AND a.learner_id IN ({RUNNING})
GROUP BY a.competency_id
"""
