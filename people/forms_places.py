"""What people type about the parts of a program: its campuses, and the groups of its cohorts."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from common.labels import labelled
from people.forms import PlacedForm
from people.models import Campus, Group


class CampusForm(PlacedForm):
    """A campus's code and name."""

    placed_in = "program"

    class Meta:
        model = Campus
        fields = ("name", "code")
        help_texts = {
            "name": _("As people say it, such as Riverside."),
            "code": _("Short and lasting, such as R. Files name the campus by it."),
        }


class GroupForm(PlacedForm):
    """A group's code and name, and the campus it is at where the program has campuses."""

    placed_in = "cohort"

    class Meta:
        model = Group
        fields = ("name", "code", "campus")
        help_texts = {"code": _("Short and lasting, such as A. Files name the group by it.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campuses = Campus.objects.filter(program=self.instance.cohort.program_id)
        field = cast("forms.ModelChoiceField[Campus]", self.fields["campus"])
        field.queryset = campuses
        field.to_field_name = "public_id"
        field.empty_label = str(_("No campus"))
        field.help_text = _("Where this part of the cohort learns.")
        if self.instance.campus_id is not None:
            self.initial["campus"] = self.instance.campus.public_id
        if not campuses.exists():
            del self.fields["campus"]


class _GroupsOfCohorts(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Group) -> str:
        return labelled(obj.cohort.name, obj.name)


class CampusGroupsForm(forms.Form):
    """Which groups of the program's cohorts are at a campus."""

    groups = _GroupsOfCohorts(
        label=_("Groups"),
        help_text=_("A group that is chosen here leaves the campus it was at."),
        queryset=Group.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="public_id",
    )

    def __init__(self, data: Any = None, *, campus: Campus) -> None:
        here = campus.groups.values_list("public_id", flat=True)
        super().__init__(data, initial={"groups": list(here)})
        groups = Group.objects.filter(cohort__program=campus.program_id).select_related("cohort")
        field = cast("forms.ModelMultipleChoiceField[Group]", self.fields["groups"])
        field.queryset = groups.order_by("-cohort__starts_on", "cohort__name", "name", "code")
