"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from competencies.views import frameworks, library

app_name = "competencies"

urlpatterns = [
    path("frameworks/", frameworks.framework_list, name="framework-list"),
    path("frameworks/<slug:code>/", frameworks.framework_detail, name="framework-detail"),
    path("frameworks/<slug:code>/<int:n>/", frameworks.framework_detail, name="framework-version"),
    path("library/", library.library, name="library"),
    path("library/facts/", library.fact_list, name="fact-list"),
    path("glossary/", library.glossary, name="glossary"),
    path("references/", library.reference_list, name="reference-list"),
]
