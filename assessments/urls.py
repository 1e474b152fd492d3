"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from assessments.views import attaching, attempts, feedback, marking

app_name = "assessments"

ATTEMPT = "attempts/<uuid:public_id>/"
MARKING = "marking/<uuid:public_id>/<int:position>/"
ASSESSMENT = "teaching/assessments/<uuid:public_id>/"

urlpatterns = [
    path(ATTEMPT, attempts.attempt_detail, name="attempt-detail"),
    path(f"{ATTEMPT}<int:position>/", attempts.attempt_item, name="attempt-item"),
    path(f"{ATTEMPT}hand-in/", attempts.attempt_submit, name="attempt-submit"),
    path(f"{ATTEMPT}feedback/", feedback.attempt_feedback, name="attempt-feedback"),
    path("marking/", marking.marking_queue, name="marking-queue"),
    path(MARKING, marking.marking_detail, name="marking-detail"),
    path(f"{MARKING}return/", marking.marking_return, name="marking-return"),
    path(f"{ASSESSMENT}competencies/", attaching.assessment_competencies, name="assessment-competencies"),
    path(f"{ASSESSMENT}levels/", attaching.assessment_levels, name="assessment-levels"),
    path(f"{ASSESSMENT}detach/<uuid:competency_id>/", attaching.assessment_detach, name="assessment-detach"),
]
