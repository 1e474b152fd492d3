"""Addresses of imports."""

from __future__ import annotations

from django.urls import path

from interop.views import importing, questions, uploading

app_name = "interop"

_BATCH = "imports/<uuid:batch_id>/"
_QUESTIONS = "teaching/questions/"
_FILE = f"{_QUESTIONS}<uuid:file_id>/"

urlpatterns = [
    path("rosters/import/", uploading.roster_import, name="roster-import"),
    path("rosters/template.csv", uploading.roster_template, name="roster-template"),
    path(_BATCH, importing.batch_detail, name="batch-detail"),
    path(f"{_BATCH}progress/", importing.batch_progress, name="batch-progress"),
    path(f"{_BATCH}classes/", importing.batch_classes, name="batch-classes"),
    path(f"{_BATCH}write/", importing.batch_confirm, name="batch-confirm"),
    path(f"{_BATCH}discard/", importing.batch_discard, name="batch-discard"),
    path(f"{_BATCH}carry-on/", importing.batch_carry_on, name="batch-carry-on"),
    path(_QUESTIONS, questions.question_import, name="question-import"),
    path(f"{_QUESTIONS}export/", questions.question_export, name="question-export"),
    path(_FILE, questions.question_file, name="question-file"),
    path(f"{_FILE}take/", questions.question_take, name="question-take"),
    path(f"{_FILE}discard/", questions.question_discard, name="question-discard"),
]
