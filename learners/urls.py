"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from learners.views import (
    assigning,
    cohorts,
    dashboards,
    dates,
    extra_time,
    findings,
    following,
    home,
    mapping,
    programs,
    reading,
    searching,
    standing,
    starting,
    targets,
    today,
)

app_name = "learners"

urlpatterns = [
    path("", home.home, name="home"),
    path("today/", today.today, name="today"),
    path("search/", searching.search, name="search"),
    path("competencies/<uuid:public_id>/", reading.competency_detail, name="competency-detail"),
    path("modules/<uuid:public_id>/", reading.module_detail, name="module-detail"),
    path("sections/<uuid:public_id>/read/", reading.section_read, name="section-read"),
    path("cohorts/", cohorts.cohort_list, name="cohort-list"),
    path("cohorts/<uuid:public_id>/", dashboards.cohort_detail, name="cohort-detail"),
    path("cohorts/<uuid:public_id>/figures/", dashboards.cohort_figures, name="cohort-figures"),
    path("cohorts/<uuid:public_id>/columns/", dashboards.cohort_columns, name="cohort-columns"),
    path("cohorts/<uuid:public_id>/assignments/", dashboards.cohort_assignments, name="cohort-assignments"),
    path("cohorts/<uuid:public_id>/framework/", cohorts.cohort_framework, name="cohort-framework"),
    path(
        "cohorts/<uuid:public_id>/framework/<uuid:framework_id>/end/",
        following.framework_end,
        name="framework-end",
    ),
    path("cohorts/<uuid:public_id>/targets/", targets.cohort_targets, name="cohort-targets"),
    path(
        "cohorts/<uuid:public_id>/targets/<uuid:target_id>/end/", targets.target_end, name="cohort-target-end"
    ),
    path("cohorts/<uuid:public_id>/years/", programs.cohort_through_years, name="cohort-years"),
    path("programs/<uuid:public_id>/", programs.program_detail, name="program-detail"),
    path("programs/<uuid:public_id>/campuses/", programs.program_campuses, name="program-campuses"),
    path("cohorts/<uuid:public_id>/findings/", findings.cohort_findings, name="cohort-findings"),
    path("cohorts/<uuid:public_id>/findings/new/", findings.finding_create, name="finding-create"),
    path(
        "cohorts/<uuid:public_id>/findings/<uuid:finding_id>/add/", findings.finding_add, name="finding-add"
    ),
    path("learners/<uuid:public_id>/", cohorts.learner_detail, name="learner-detail"),
    path("learners/<uuid:public_id>/extra-time/", extra_time.extra_time, name="extra-time"),
    path(
        "learners/<uuid:public_id>/extra-time/take-back/",
        extra_time.extra_time_revoke,
        name="extra-time-revoke",
    ),
    path(
        "standing/<uuid:learner_id>/<uuid:competency_id>/", standing.standing_detail, name="standing-detail"
    ),
    path(
        "standing/<uuid:learner_id>/<uuid:competency_id>/decide/",
        standing.decision_create,
        name="decision-create",
    ),
    path("curriculum/", mapping.map_detail, name="map-detail"),
    path("curriculum/gaps/", mapping.map_gaps, name="map-gaps"),
    path("curriculum/crosswalk/", mapping.map_crosswalk, name="map-crosswalk"),
    path("curriculum/<uuid:public_id>/", mapping.map_competency, name="map-competency"),
    path("assign/", assigning.assignment_create, name="assignment-create"),
    path("assignments/<uuid:public_id>/", assigning.assignment_detail, name="assignment-detail"),
    path("assignments/<uuid:public_id>/dates/", dates.assignment_dates, name="assignment-dates"),
    path("assignments/<uuid:public_id>/withdraw/", assigning.assignment_withdraw, name="assignment-withdraw"),
    path("assignments/<uuid:public_id>/start/", starting.start, name="assignment-start"),
    path("attempts/<uuid:public_id>/again/", starting.again, name="attempt-again"),
]
