"""Addresses of imports."""

from __future__ import annotations

from django.urls import path

from interop.views import importing, uploading

app_name = "interop"

_BATCH = "imports/<uuid:batch_id>/"

urlpatterns = [
    path("rosters/import/", uploading.roster_import, name="roster-import"),
    path("rosters/template.csv", uploading.roster_template, name="roster-template"),
    path(_BATCH, importing.batch_detail, name="batch-detail"),
    path(f"{_BATCH}progress/", importing.batch_progress, name="batch-progress"),
    path(f"{_BATCH}classes/", importing.batch_classes, name="batch-classes"),
    path(f"{_BATCH}write/", importing.batch_confirm, name="batch-confirm"),
    path(f"{_BATCH}discard/", importing.batch_discard, name="batch-discard"),
    path(f"{_BATCH}carry-on/", importing.batch_carry_on, name="batch-carry-on"),
]
