"""Addresses of people."""

from __future__ import annotations

from datetime import date

from django.urls import path, register_converter

from people.views import (
    campuses,
    claiming,
    everybody,
    groups,
    language,
    places,
    roster,
    school,
    settings,
    staff,
)

app_name = "people"


class DayConverter:
    """A day in an address, such as 2026-11-23: spells in one cohort are told apart by their first day."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the day. Raises ValueError, which means 404, for one that the calendar does not have."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Return the day as it stands in an address."""
        return value.isoformat()


register_converter(DayConverter, "day")

_PLACE = "school/cohorts/<uuid:cohort_id>/learners/<uuid:person_id>/"
_SPELL = f"{_PLACE}<day:day>/"
_ROLE = "staff/<uuid:person_id>/<slug:role>/<day:day>/end/"

urlpatterns = [
    path("claim/", claiming.claim_code, name="account-claim"),
    path("claim/address/", claiming.claim_address, name="claim-address"),
    path("claim/sent/", claiming.claim_sent, name="claim-sent"),
    path("claim/link/<str:token>/", claiming.claim_verify, name="claim-verify"),
    path("claim/password/", claiming.claim_password, name="claim-password"),
    path("account/", settings.settings, name="settings"),
    path("language/", language.choose_language, name="language-choose"),
    path("account/sessions/end/", settings.sessions_end, name="sessions-end"),
    path("school/", school.school, name="school"),
    path("school/people/", everybody.person_list, name="person-list"),
    path("school/people/<uuid:person_id>/", everybody.person_detail, name="person-detail"),
    path("school/people/<uuid:person_id>/edit/", everybody.person_edit, name="person-edit"),
    path("school/people/<uuid:person_id>/code/", everybody.person_code, name="person-code"),
    path("school/people/<uuid:person_id>/close/", everybody.person_close, name="person-close"),
    path("school/people/<uuid:person_id>/reopen/", everybody.person_reopen, name="person-reopen"),
    path("school/programs/new/", school.program_create, name="program-create"),
    path("school/programs/<uuid:program_id>/", school.program_detail, name="program-detail"),
    path("school/programs/<uuid:program_id>/edit/", school.program_edit, name="program-edit"),
    path("school/programs/<uuid:program_id>/cohorts/new/", school.cohort_create, name="cohort-create"),
    path("school/programs/<uuid:program_id>/campuses/new/", campuses.campus_create, name="campus-create"),
    path("school/campuses/<uuid:campus_id>/", campuses.campus_detail, name="campus-detail"),
    path("school/campuses/<uuid:campus_id>/edit/", campuses.campus_edit, name="campus-edit"),
    path("school/campuses/<uuid:campus_id>/groups/", campuses.campus_groups, name="campus-groups"),
    path("school/programs/<uuid:program_id>/staff/", staff.program_staff, name="program-staff"),
    path("school/programs/<uuid:program_id>/staff/give/", staff.program_role_give, name="program-role-give"),
    path(f"school/programs/<uuid:program_id>/{_ROLE}", staff.program_role_end, name="program-role-end"),
    path("school/cohorts/<uuid:cohort_id>/", roster.cohort_roster, name="cohort-roster"),
    path("school/cohorts/<uuid:cohort_id>/edit/", school.cohort_edit, name="cohort-edit"),
    path("school/cohorts/<uuid:cohort_id>/learners/add/", roster.learner_add, name="learner-add"),
    path("school/cohorts/<uuid:cohort_id>/codes/", roster.cohort_codes, name="cohort-codes"),
    path("school/cohorts/<uuid:cohort_id>/groups/new/", school.group_create, name="group-create"),
    path("school/cohorts/<uuid:cohort_id>/staff/", staff.cohort_staff, name="cohort-staff"),
    path("school/cohorts/<uuid:cohort_id>/staff/give/", staff.cohort_role_give, name="cohort-role-give"),
    path(f"school/cohorts/<uuid:cohort_id>/{_ROLE}", staff.cohort_role_end, name="cohort-role-end"),
    path(_PLACE, places.learner_place, name="learner-place"),
    path(f"{_PLACE}code/", places.learner_code, name="learner-code"),
    path(f"{_SPELL}end/", places.spell_end, name="spell-end"),
    path(f"{_SPELL}status/", places.spell_status, name="spell-status"),
    path(f"{_SPELL}move/", places.spell_move, name="spell-move"),
    path(f"{_SPELL}correct/", places.spell_correct, name="spell-correct"),
    path(f"{_SPELL}void/", places.spell_void, name="spell-void"),
    path("school/groups/<uuid:group_id>/", groups.group_detail, name="group-detail"),
    path("school/groups/<uuid:group_id>/edit/", school.group_edit, name="group-edit"),
    path("school/groups/<uuid:group_id>/join/", groups.group_join, name="group-join"),
    path("school/groups/<uuid:group_id>/leave/<uuid:person_id>/", groups.group_leave, name="group-leave"),
]
