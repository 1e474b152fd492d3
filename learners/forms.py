"""Forms of the journey."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Decision
from assessments.services.deciding import decline, revoke, sign
from competencies.models import Competency
from people.models import User


class ReadForm(forms.Form):
    """Whether a section is to be taken as unread again."""

    unread = forms.BooleanField(required=False, widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """A signer's judgement: a level where the signer attains, a reason where the count differs."""

    ATTAIN, DECLINE, REVOKE = "attain", "decline", "revoke"

    act = forms.ChoiceField(
        choices=[(ATTAIN, _("Sign")), (DECLINE, _("Not yet")), (REVOKE, _("Revoke"))],
        widget=forms.HiddenInput,
    )
    level = forms.IntegerField(label=_("Level"), min_value=1, max_value=5, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed to decline, to revoke, or to sign against the count. The learner can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for the level where it is needed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("act") == self.ATTAIN and cleaned.get("level") is None and "level" not in self.errors:
            self.add_error("level", _("Say at which level you sign."))
        return cleaned

    def decide(self, *, learner: User, competency: Competency, signer: User, at: datetime) -> Decision:
        """Write the decision. Raises Refused with a message for the page."""
        data = self.cleaned_data
        if data["act"] == self.ATTAIN:
            return sign(
                learner=learner,
                competency=competency,
                signer=signer,
                level=data["level"],
                reason=data["reason"],
                submission=data["submission"],
                at=at,
            )
        verb = decline if data["act"] == self.DECLINE else revoke
        return verb(
            learner=learner,
            competency=competency,
            signer=signer,
            reason=data["reason"],
            submission=data["submission"],
            at=at,
        )
