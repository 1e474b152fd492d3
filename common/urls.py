"""Addresses of pages that belong to no room."""

from django.urls import path

from common.views.components import components

app_name = "common"

urlpatterns = [path("components/", components, name="components-show")]
