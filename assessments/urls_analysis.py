"""The addresses of item analysis and of corrected keys."""

from __future__ import annotations

from django.urls import path

from assessments.views import analysis, key_previews, regrading

ASSESSMENT = "teaching/assessments/<uuid:public_id>/analysis/"
PREVIEW = "teaching/key-previews/<uuid:public_id>/"
REGRADE = "teaching/regrades/<uuid:public_id>/"

urlpatterns = [
    path(ASSESSMENT, analysis.assessment_analysis, name="assessment-analysis"),
    path(f"{ASSESSMENT}file/", analysis.assessment_analysis_file, name="assessment-analysis-file"),
    path("teaching/items/<uuid:public_id>/analysis/", analysis.item_analysis, name="item-analysis"),
    path(
        "teaching/competencies/<uuid:public_id>/analysis/",
        analysis.competency_analysis,
        name="competency-analysis",
    ),
    path("teaching/items/<uuid:public_id>/key/<int:n>/", regrading.key_correct, name="key-correct"),
    path(PREVIEW, key_previews.preview_detail, name="regrade-preview"),
    path(REGRADE, regrading.regrade_detail, name="regrade-detail"),
    path(f"{REGRADE}progress/", regrading.regrade_progress, name="regrade-progress"),
    path(f"{REGRADE}carry-on/", regrading.regrade_carry_on, name="regrade-carry-on"),
]
