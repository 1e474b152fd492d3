"""The lists of people: everybody, a cohort's roster, the staff of a place."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from common.parts.acts import button
from people.models import Cohort, Enrolment, Program, StaffRole, User

PAGE = 50
NOTHING = "–"
BY_NAME = ("sort_name", "pk")
BY_NAME_OF_USER = ("user__sort_name", "user_id", "starts_on")
_DAYS = '{% include "people/_days.html" with row=record %}'


def _then(first: str, rest: tuple[str, ...]) -> tuple[str, ...]:
    """What a column sorts by: rows that are alike there stand in the order of the rest."""
    return (first, *rest)


class ListTable(tables.Table):
    """A list in pages of fifty whose heads sort it; the page around it says what the list holds."""

    hide_caption = True
    caption: Any = ""

    class Meta:
        abstract = True

    def shown(self, request: HttpRequest, *, in_pages: bool = True) -> ListTable:
        """Sort and page the list as the address says; an order or a page that is not there is ignored."""
        tables.RequestConfig(request, paginate={"per_page": PAGE} if in_pages else False).configure(self)
        return self


class TrimmedColumn(tables.TemplateColumn):
    """A cell that a template draws, beside its label without a gap."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Return it without the space around."""
        return SafeString(super().render(*args, **kwargs).strip())


class PersonTable(ListTable):
    """Everybody. The rows come with `external_ids` and `open_codes`."""

    caption = _("People")

    name = tables.Column(_("Name"), accessor="sort_name", order_by=BY_NAME)
    email = tables.Column(_("Email"), default=NOTHING, order_by=_then("email", BY_NAME))
    identifier = tables.Column(_("Identifier"), empty_values=(), orderable=False)
    account = TrimmedColumn(
        '{% include "people/_account.html" with person=record %}',
        verbose_name=_("Account"),
        order_by=_then("activated_at", BY_NAME),
    )

    class Meta:
        order_by = "name"

    def render_name(self, record: User) -> str:
        """Lead to the person."""
        return link("people:person-detail", record.public_id, text=record)

    def render_email(self, value: str) -> str:
        """Let a long address break after its sign rather than within a word."""
        return format_html("{}@<wbr>{}", *value.rsplit("@", 1)) if "@" in value else value

    def render_identifier(self, record: User) -> str:
        """Say under which identifiers other systems know the person."""
        return identifiers(record)


class RosterTable(ListTable):
    """The spells of a cohort with their people, who come with `external_ids`, `open_codes` and, in
    `groups_here`, their groups in the cohort."""

    caption = _("Learners of the cohort")

    name = tables.Column(_("Name"), accessor="user__sort_name", order_by=BY_NAME_OF_USER)
    identifier = tables.Column(_("Identifier"), empty_values=(), orderable=False)
    status = TrimmedColumn(
        "{{ record.get_status_display }}, " + _DAYS,
        verbose_name=_("Status"),
        order_by=_then("status", BY_NAME_OF_USER),
    )
    group = tables.Column(_("Group"), empty_values=(), orderable=False)
    account = TrimmedColumn(
        '{% include "people/_account.html" with person=record.user %}',
        verbose_name=_("Account"),
        order_by=_then("user__activated_at", BY_NAME_OF_USER),
    )

    class Meta:
        order_by = "name"

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort

    def render_name(self, record: Enrolment) -> str:
        """Lead to the learner's place in the cohort."""
        return link("people:learner-place", self.cohort.public_id, record.user.public_id, text=record.user)

    def render_identifier(self, record: Enrolment) -> str:
        """Say under which identifiers other systems know the learner."""
        return identifiers(record.user)

    def render_group(self, record: Enrolment) -> str:
        """Say in which groups of the cohort the learner is."""
        return ", ".join(spell.group.name for spell in record.user.groups_here) or NOTHING  # type: ignore[attr-defined]


class FormerStaffTable(ListTable):
    """Roles in a place, with their people."""

    caption = _("Former staff")

    name = tables.Column(_("Name"), accessor="user__sort_name", order_by=BY_NAME_OF_USER)
    role = tables.Column(_("Role"), accessor="get_role_display", order_by=_then("role", BY_NAME_OF_USER))
    days = TrimmedColumn(_DAYS, verbose_name=_("When"), order_by=_then("starts_on", BY_NAME_OF_USER))

    class Meta:
        order_by = "name"

    def render_name(self, record: StaffRole) -> str:
        """Name the person."""
        return str(record.user)


class StaffTable(FormerStaffTable):
    """Roles that hold or will, with who gave them and the way to end them."""

    caption = _("Staff now and to come")

    given_by = tables.Column(
        _("Given by"),
        accessor="created_by",
        default=NOTHING,
        order_by=_then("created_by__sort_name", BY_NAME_OF_USER),
    )
    change = tables.Column(
        pgettext_lazy("what becomes different", "Change"), empty_values=(), orderable=False
    )

    def __init__(self, *args: Any, place: Program | Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place

    def render_change(self, record: StaffRole) -> str:
        """Lead to ending the role."""
        name = "people:program-role-end" if isinstance(self.place, Program) else "people:cohort-role-end"
        keys = (self.place.public_id, record.user.public_id, record.role, record.starts_on)
        about = f"{record.user}, {record.get_role_display()}"
        return button(gettext("End"), href=reverse(name, args=keys), small=True, about=about)


def identifiers(person: User) -> str:
    """The identifiers of a person, by which other systems know them."""
    return ", ".join(each.sourced_id for each in person.external_ids.all()) or NOTHING


def link(name: str, *keys: object, text: Model) -> str:
    """A link to an address of the house; the text is escaped."""
    return format_html('<a href="{}">{}</a>', reverse(name, args=keys), text)
