"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from learners.views import home, reading, starting

app_name = "learners"

urlpatterns = [
    path("", home.home, name="home"),
    path("competencies/<uuid:public_id>/", reading.competency_detail, name="competency-detail"),
    path("modules/<uuid:public_id>/", reading.module_detail, name="module-detail"),
    path("sections/<uuid:public_id>/read/", reading.section_read, name="section-read"),
    path("assignments/<uuid:public_id>/start/", starting.start, name="assignment-start"),
]
