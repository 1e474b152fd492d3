"""The addresses of the item bank."""

from __future__ import annotations

from django.urls import path

from assessments.views import bank_pictures

urlpatterns = [
    path("pictures/<uuid:public_id>/", bank_pictures.picture_detail, name="picture-detail"),
]
