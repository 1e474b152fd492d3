"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from reports.views import cohort, runs

app_name = "reports"

urlpatterns = [
    path("cohorts/<uuid:public_id>/export/", cohort.cohort_export, name="cohort-export"),
    path("cohorts/<uuid:public_id>/reports/", runs.report_list, name="report-list"),
    path("reports/<uuid:public_id>/", runs.run_detail, name="run-detail"),
    path("reports/<uuid:public_id>/act/", runs.run_act, name="run-act"),
    path("reports/<uuid:public_id>/file/", runs.run_file, name="run-file"),
]
