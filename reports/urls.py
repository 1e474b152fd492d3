"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from reports.views import building, cohort, inventory, runs

app_name = "reports"

urlpatterns = [
    path("cohorts/<uuid:public_id>/export/", cohort.cohort_export, name="cohort-export"),
    path("cohorts/<uuid:public_id>/reports/", runs.report_list, name="report-list"),
    path("cohorts/<uuid:public_id>/reports/new/", building.report_create, name="report-create"),
    path("report-choices/<uuid:public_id>/", building.definition_edit, name="definition-edit"),
    path("report-choices/<uuid:public_id>/ask/", building.definition_ask, name="definition-ask"),
    path(
        "report-choices/<uuid:public_id>/duplicate/",
        building.definition_duplicate,
        name="definition-duplicate",
    ),
    path("report-choices/<uuid:public_id>/delete/", building.definition_delete, name="definition-delete"),
    path("curriculum/inventory/", inventory.inventory, name="inventory"),
    path("reports/<uuid:public_id>/", runs.run_detail, name="run-detail"),
    path("reports/<uuid:public_id>/act/", runs.run_act, name="run-act"),
    path("reports/<uuid:public_id>/file/", runs.run_file, name="run-file"),
]
