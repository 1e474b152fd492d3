"""The addresses of expert panels, for those who keep the bank and for the members, who have no account; and
those of second marks and saved comments."""

from __future__ import annotations

from django.urls import path

from assessments.views import comments, panel_closing, panel_member, panels, second_marking

PANELS = "teaching/panels/"
PANEL = "teaching/panels/<uuid:public_id>/"
MEMBER = f"{PANEL}members/<uuid:member_id>/"
JUDGING = "panel/<uuid:public_id>/"

urlpatterns = [
    path(PANELS, panels.panel_list, name="panel-list"),
    path(f"{PANELS}new/", panels.panel_create, name="panel-create"),
    path(PANEL, panels.panel_detail, name="panel-detail"),
    path(f"{PANEL}edit/", panels.panel_edit, name="panel-edit"),
    path(f"{PANEL}items/", panels.panel_items, name="panel-items"),
    path(f"{PANEL}items/<int:position>/take-out/", panels.panel_item_out, name="panel-item-out"),
    path(f"{PANEL}members/new/", panels.panel_invite, name="panel-invite"),
    path(f"{MEMBER}renew/", panels.panel_renew, name="panel-renew"),
    path(f"{MEMBER}take-back/", panels.panel_withdraw, name="panel-withdraw"),
    path(f"{PANEL}open/", panel_closing.panel_open, name="panel-open"),
    path(f"{PANEL}results/", panel_closing.panel_results, name="panel-results"),
    path(f"{PANEL}close/", panel_closing.panel_close, name="panel-close"),
    path("panel/not-here/", panel_member.panel_stale, name="panel-stale"),
    path(JUDGING, panel_member.panel_member, name="panel-member"),
    path(f"{JUDGING}<int:position>/", panel_member.panel_judge, name="panel-judge"),
    path(f"{JUDGING}finish/", panel_member.panel_finish, name="panel-finish"),
    path("marking/comments/", comments.comment_list, name="comment-list"),
    path("marking/comments/<uuid:public_id>/share/", comments.comment_share, name="comment-share"),
    path("marking/comments/<uuid:public_id>/delete/", comments.comment_delete, name="comment-delete"),
    path("marking/second/", second_marking.second_list, name="second-list"),
    path("marking/second/<uuid:public_id>/", second_marking.second_detail, name="second-detail"),
    path("marking/second/<uuid:public_id>/<int:position>/", second_marking.second_desk, name="second-desk"),
    path("panel/<str:token>/", panel_member.panel_link, name="panel-link"),
]
