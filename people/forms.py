"""What people type about people: claims, settings, programs, cohorts, groups, spells and roles."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from people.models import User
from people.models.user import Theme


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
