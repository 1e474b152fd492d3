"""What people type about people: claims, settings, programs, cohorts, groups, spells and roles."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from allauth.account.forms import LoginForm, UserTokenForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.fields import DayField
from people.models import Cohort, Enrolment, ExternalId, Group, Program, StaffRole, User
from people.models.user import Theme
from people.services.accounts import NewPerson, tidy_email


class ClaimCodeForm(forms.Form):
    """The code on the paper."""

    code = forms.CharField(
        label=_("Claim code"),
        max_length=40,
        help_text=_("Three groups of four, as on your paper. Capitals and dashes do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ClaimAddressForm(forms.Form):
    """The address that the claimant will sign in with."""

    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        help_text=_("You will sign in with it. We send a link there to see that it is yours."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SignInForm(LoginForm):
    """Address and password, asked for by the names that the page gives them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("School email")
        self.fields["login"].error_messages["required"] = _("Give the address that your school knows.")
        self.fields["password"].error_messages["required"] = _("Give your password.")


class ResetTokenForm(UserTokenForm):
    """The two parts of a mailed link to set a password: whose it is, by public id, and the proof."""

    def _get_user(self, uidb36: str) -> User | None:
        try:
            public_id = UUID(hex=uidb36)
        except ValueError:
            return None
        found: User | None = User.objects.living().filter(public_id=public_id, is_active=True).first()
        return found


class LanguageForm(forms.Form):
    """One of the languages that the pages speak, and the page to go back to."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
    next = forms.CharField(required=False, max_length=2000)


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """How the pages speak and look to one person."""

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("Like my browser")), *settings.LANGUAGES],
        help_text=_("For the pages. Content is shown in this language where it was translated."),
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices, widget=forms.RadioSelect)

    class Meta:
        model = User
        fields = ("language", "theme")


class PlacedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form for something within a place that the view gives; the place takes part in the checks."""

    placed_in = ""

    def _get_validation_exclusions(self) -> set[str]:
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # Django's own hook
        return exclusions - {self.placed_in}


class ProgramForm(forms.ModelForm):  # type: ignore[type-arg]
    """A program's code and name."""

    class Meta:
        model = Program
        fields = ("name", "code")
        help_texts = {"code": _("Short and lasting, such as MD. Files name the program by it.")}


class CohortForm(PlacedForm):
    """A cohort's code, name and days."""

    placed_in = "program"
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty while it is not known.")
    )

    class Meta:
        model = Cohort
        fields = ("name", "code", "starts_on", "ends_on")
        help_texts = {
            "name": _("As people say it, such as Class of 2029."),
            "code": _("Short and lasting, such as 2029. Files name the cohort by it."),
        }


class NamedPersonForm(forms.Form):
    """Somebody who is here already, found by address or identifier, or somebody new.

    After validation `person` is who was found, or None, and `new` is who is to be made, or None.
    """

    who = forms.CharField(
        label=_("Email address or identifier"),
        required=False,
        max_length=255,
        help_text=_(
            "Finds a person who is here already. Without an address they claim the account by a code."
        ),
    )
    given_name = forms.CharField(label=_("Given name"), required=False, max_length=150)
    family_name = forms.CharField(
        label=_("Family name"), required=False, max_length=150, help_text=_("Names are for somebody new.")
    )

    person: User | None = None
    new: NewPerson | None = None

    def clean(self) -> dict[str, Any]:
        """Find the person, or ask for the names of a new one."""
        data = super().clean() or {}
        who = data.get("who", "").strip()
        found = self._find(who) if who else []
        if len(found) > 1:
            self.add_error("who", _("Several people have this identifier. Give the address instead."))
        elif found:
            self.person = found[0]
        elif who and "@" not in who:
            self.add_error("who", _("Nobody has this identifier. Leave it empty and give the names."))
        elif not (data.get("given_name") or data.get("family_name")):
            self.add_error(
                "given_name",
                _("Nobody here has this address yet. Give the names of the new person.")
                if who
                else _("Give the names of a new person, or the address or identifier of one who is here."),
            )
        elif who and self._not_an_address(who):
            self.add_error("who", _("Write a whole address, such as name@school.example."))
        else:
            self.new = NewPerson(data["given_name"], data["family_name"], tidy_email(who))
        return data

    def _find(self, who: str) -> list[User]:
        by_address = list(User.objects.living().filter(email__iexact=who))
        if by_address:
            return by_address
        users = ExternalId.objects.filter(sourced_id=who).values("user_id")
        return list(User.objects.living().filter(pk__in=users))

    def _not_an_address(self, who: str) -> bool:
        try:
            forms.EmailField().clean(who)
        except forms.ValidationError:
            return True
        return False


class LearnerAddForm(NamedPersonForm):
    """Enrol one person in a cohort, and perhaps put them into a group."""

    starts_on = DayField(label=_("First day"))
    group = forms.ModelChoiceField(
        label=_("Group"), required=False, queryset=Group.objects.none(), empty_label=_("No group")
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = cohort.groups.all()  # type: ignore[attr-defined]


class RoleGiveForm(NamedPersonForm):
    """Give one person a role from a day until a day."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (
                StaffRole.Role.LEAD,
                _("Lead: roster, staff, named export; assigns, observes, marks; publishes"),
            ),
            (StaffRole.Role.FACULTY, _("Faculty: assigns, observes, marks, drafts content")),
            (StaffRole.Role.SIGNER, _("Signer: signs what was attained")),
            (StaffRole.Role.VIEWER, _("Viewer: sees figures without names")),
        ],
        widget=forms.RadioSelect,
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty while it is not known.")
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        data = super().clean()
        refuse_backward(self, data)
        return data


class LastDayForm(forms.Form):
    """The last day of a role."""

    ends_on = DayField(label=_("Last day"), help_text=_("Yesterday stops it at once."))


class SpellEndForm(forms.Form):
    """The last day of an enrolment, and how it ended."""

    ends_on = DayField(label=_("Last day"))
    status = forms.ChoiceField(
        label=_("How it ended"),
        choices=[
            (Enrolment.Status.COMPLETED, Enrolment.Status.COMPLETED.label),
            (Enrolment.Status.WITHDRAWN, Enrolment.Status.WITHDRAWN.label),
        ],
        widget=forms.RadioSelect,
    )


class SpellStatusForm(forms.Form):
    """Going on leave, or coming back, on a day."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=[
            (Enrolment.Status.ACTIVE, Enrolment.Status.ACTIVE.label),
            (Enrolment.Status.ON_LEAVE, Enrolment.Status.ON_LEAVE.label),
        ],
        widget=forms.RadioSelect,
    )
    from_day = DayField(label=_("From"))


class SpellMoveForm(forms.Form):
    """Moving to another cohort on a day."""

    to = forms.ModelChoiceField(label=_("To"), queryset=Cohort.objects.none(), empty_label=None)
    from_day = DayField(label=_("First day there"))

    def __init__(self, *args: Any, cohorts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = cohorts  # type: ignore[attr-defined]


class SpellCorrectForm(forms.Form):
    """What an enrolment was in truth."""

    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty while it runs."))
    status = forms.ChoiceField(label=_("Status"), choices=Enrolment.Status.choices, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        data = super().clean() or {}
        refuse_backward(self, data)
        return data


class GroupJoinForm(forms.Form):
    """Learners of the cohort who join a group on a day."""

    learners = forms.ModelMultipleChoiceField(
        label=_("Learners"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="public_id",
    )
    starts_on = DayField(label=_("First day"))

    def __init__(self, *args: Any, learners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["learners"].queryset = learners  # type: ignore[attr-defined]


class RosterFilterForm(forms.Form):
    """What part of a roster to show."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    group = forms.ModelChoiceField(
        label=_("Group"),
        required=False,
        queryset=Group.objects.none(),
        empty_label=_("All groups"),
        to_field_name="public_id",
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("", _("Present")), ("left", _("Who left")), ("account", _("No account yet"))],
    )

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = cohort.groups.all()  # type: ignore[attr-defined]


class PersonFilterForm(forms.Form):
    """Whom to look for in the whole school."""

    q = forms.CharField(label=_("Name, address or identifier"), required=False, max_length=100)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("Everybody")),
            ("nowhere", _("In no cohort and without a role")),
            ("account", _("No account yet")),
            ("closed", _("Closed accounts")),
        ],
    )


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an admin may mend about a person: names, and the address of who never signed in."""

    class Meta:
        model = User
        fields = ("given_name", "family_name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.activated_at is not None:
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _(
                "Only the person themselves can change the address they sign in with."
            )

    def clean_email(self) -> str | None:
        """Return the address as it is stored."""
        return tidy_email(self.cleaned_data.get("email"))


def refuse_backward(form: forms.Form, data: dict[str, Any]) -> None:
    """Add an error when the last day comes before the first."""
    first: date | None = data.get("starts_on")
    last: date | None = data.get("ends_on")
    if first and last and last < first:
        form.add_error("ends_on", _("The last day cannot come before the first."))
