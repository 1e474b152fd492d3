"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from reports.views import cohort

app_name = "reports"

urlpatterns = [
    path("cohorts/<uuid:public_id>/export/", cohort.cohort_export, name="cohort-export"),
]
