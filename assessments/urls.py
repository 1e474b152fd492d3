"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from assessments.views import attaching

app_name = "assessments"

ASSESSMENT = "teaching/assessments/<uuid:public_id>/"

urlpatterns = [
    path(f"{ASSESSMENT}competencies/", attaching.assessment_competencies, name="assessment-competencies"),
    path(f"{ASSESSMENT}levels/", attaching.assessment_levels, name="assessment-levels"),
    path(f"{ASSESSMENT}detach/<uuid:competency_id>/", attaching.assessment_detach, name="assessment-detach"),
]
