"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from competencies.views import attaching, frameworks, library, modules, ordering, sections, states

app_name = "competencies"

MODULE = "teaching/modules/<uuid:public_id>/"
SECTION = f"{MODULE}sections/<uuid:section_id>/"

urlpatterns = [
    path("frameworks/", frameworks.framework_list, name="framework-list"),
    path("frameworks/<slug:code>/", frameworks.framework_detail, name="framework-detail"),
    path("frameworks/<slug:code>/<int:n>/", frameworks.framework_detail, name="framework-version"),
    path("library/", library.library, name="library"),
    path("library/facts/", library.fact_list, name="fact-list"),
    path("glossary/", library.glossary, name="glossary"),
    path("references/", library.reference_list, name="reference-list"),
    path("teaching/markdown/", sections.markdown_preview, name="markdown-preview"),
    path("teaching/modules/", modules.module_list, name="module-list"),
    path("teaching/modules/new/", modules.module_create, name="module-create"),
    path(MODULE, modules.module_edit, name="module-edit"),
    path(f"{MODULE}details/", modules.module_details, name="module-details"),
    path(f"{MODULE}preview/", modules.module_preview, name="module-preview"),
    path(f"{MODULE}review/", states.module_review, name="module-review"),
    path(f"{MODULE}draft/", states.module_to_draft, name="module-to-draft"),
    path(f"{MODULE}publish/", states.module_publish, name="module-publish"),
    path(f"{MODULE}retire/", states.module_retire, name="module-retire"),
    path(f"{MODULE}attach/", attaching.module_attach, name="module-attach"),
    path(f"{MODULE}levels/", attaching.module_levels, name="module-levels"),
    path(f"{MODULE}detach/<uuid:competency_id>/", attaching.module_detach, name="module-detach"),
    path(f"{MODULE}sections/new/", sections.section_create, name="section-create"),
    path(f"{MODULE}sections/order/", ordering.section_order, name="section-order"),
    path(SECTION, sections.section_edit, name="section-edit"),
    path(f"{SECTION}take-out/", sections.section_take_out, name="section-take-out"),
    path(f"{SECTION}put-back/", sections.section_put_back, name="section-put-back"),
]
