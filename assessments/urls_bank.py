"""The addresses of the item bank."""

from __future__ import annotations

from django.urls import path

from assessments.views import bank, bank_items, bank_pictures, bank_translating, bank_writing

BANK = "teaching/bank/"
ITEM = "teaching/bank/<uuid:public_id>/"

urlpatterns = [
    path(BANK, bank.item_list, name="item-list"),
    path(f"{BANK}act/", bank.item_act, name="item-act"),
    path(f"{BANK}new/", bank_writing.item_kinds, name="item-kinds"),
    path(f"{BANK}new/<slug:kind>/", bank_writing.item_create, name="item-create"),
    path(f"{BANK}hints/<slug:kind>/", bank_writing.item_hints, name="item-hints"),
    path(ITEM, bank_items.item_detail, name="item-detail"),
    path(f"{ITEM}edit/", bank_writing.item_edit, name="item-edit"),
    path(f"{ITEM}preview/", bank_items.item_preview, name="item-preview"),
    path(f"{ITEM}languages/<slug:language>/", bank_translating.item_translate, name="item-translate"),
    path("pictures/<uuid:public_id>/", bank_pictures.picture_detail, name="picture-detail"),
]
