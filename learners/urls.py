"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from learners.views import home, starting

app_name = "learners"

urlpatterns = [
    path("", home.home, name="home"),
    path("assignments/<uuid:public_id>/start/", starting.start, name="assignment-start"),
]
