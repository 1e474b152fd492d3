"""The addresses under which assessments are built, looked at beforehand and printed."""

from __future__ import annotations

from django.urls import path

from assessments.views import building, building_items, building_states, paper

ASSESSMENT = "teaching/assessments/<uuid:public_id>/"
BUILD = f"{ASSESSMENT}build/"

urlpatterns = [
    path("teaching/assessments/new/", building.assessment_create, name="assessment-create"),
    path(BUILD, building.assessment_build, name="assessment-build"),
    path(f"{BUILD}rules/", building.assessment_rules, name="assessment-rules"),
    path(f"{BUILD}cut-scores/", building.assessment_cuts, name="assessment-cuts"),
    path(f"{BUILD}questions/", building_items.assessment_pick, name="assessment-pick"),
    path(f"{BUILD}order/", building.assessment_order, name="assessment-order"),
    path(f"{BUILD}draw/", building.assessment_draw, name="assessment-draw"),
    path(f"{BUILD}draw/<int:number>/take-out/", building.assessment_draw_less, name="assessment-draw-less"),
    path(f"{ASSESSMENT}publish/", building_states.assessment_publish, name="assessment-publish"),
    path(f"{ASSESSMENT}retire/", building_states.assessment_retire, name="assessment-retire"),
    path(f"{ASSESSMENT}duplicate/", building_states.assessment_duplicate, name="assessment-duplicate"),
    path(f"{ASSESSMENT}preview/", paper.assessment_preview, name="assessment-preview"),
    path(
        f"{ASSESSMENT}preview/<int:position>/", paper.assessment_preview_item, name="assessment-preview-item"
    ),
    path(f"{ASSESSMENT}paper/", paper.assessment_paper, name="assessment-paper"),
]
