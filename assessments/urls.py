"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from assessments import urls_analysis, urls_bank, urls_building, urls_panels
from assessments.views import attaching, attempts, catalogue, feedback, marking, observing, self_rating

app_name = "assessments"

ATTEMPT = "attempts/<uuid:public_id>/"
MARKING = "marking/<uuid:public_id>/<int:position>/"
SELF_RATING = "self-ratings/<uuid:public_id>/"
ASSESSMENT = "teaching/assessments/<uuid:public_id>/"

urlpatterns = [
    *urls_bank.urlpatterns,
    *urls_analysis.urlpatterns,
    *urls_panels.urlpatterns,
    *urls_building.urlpatterns,
    path(ATTEMPT, attempts.attempt_detail, name="attempt-detail"),
    path(f"{ATTEMPT}<int:position>/", attempts.attempt_item, name="attempt-item"),
    path(f"{ATTEMPT}hand-in/", attempts.attempt_submit, name="attempt-submit"),
    path(f"{ATTEMPT}feedback/", feedback.attempt_feedback, name="attempt-feedback"),
    path("marking/", marking.marking_queue, name="marking-queue"),
    path(MARKING, marking.marking_detail, name="marking-detail"),
    path(f"{MARKING}return/", marking.marking_return, name="marking-return"),
    path("observations/new/", observing.encounter_create, name="encounter-create"),
    path("observations/group/<uuid:public_id>/", observing.encounter_group, name="encounter-group"),
    path("observations/<uuid:public_id>/", observing.encounter_detail, name="encounter-detail"),
    path(
        "observations/<uuid:public_id>/<uuid:learner_id>/take-back/",
        observing.evidence_void,
        name="evidence-void",
    ),
    path(SELF_RATING, self_rating.selfassessment_detail, name="selfassessment-detail"),
    path(f"{SELF_RATING}words/", self_rating.selfassessment_words, name="selfassessment-words"),
    path(f"{SELF_RATING}hand-in/", self_rating.selfassessment_submit, name="selfassessment-submit"),
    path(f"{SELF_RATING}<uuid:competency_id>/", self_rating.selfassessment_rate, name="selfassessment-rate"),
    path("teaching/assessments/", catalogue.assessment_list, name="assessment-list"),
    path(ASSESSMENT, catalogue.assessment_detail, name="assessment-detail"),
    path(
        f"{ASSESSMENT}allow-counting/", catalogue.assessment_allow_counting, name="assessment-allow-counting"
    ),
    path(f"{ASSESSMENT}competencies/", attaching.assessment_competencies, name="assessment-competencies"),
    path(f"{ASSESSMENT}levels/", attaching.assessment_levels, name="assessment-levels"),
    path(f"{ASSESSMENT}detach/<uuid:competency_id>/", attaching.assessment_detach, name="assessment-detach"),
]
