"""Forms of the journey."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.models import Decision
from assessments.services.deciding import decline, revoke, sign
from common.local_options import LocalSelect, OptionText
from competencies.models import Competency, FrameworkVersion, Level
from people.models import Cohort, User

if TYPE_CHECKING:
    _VersionField = forms.ModelChoiceField[FrameworkVersion]
else:
    _VersionField = forms.ModelChoiceField


class ReadForm(forms.Form):
    """Whether a section is to be taken as unread again."""

    unread = forms.BooleanField(required=False, widget=forms.HiddenInput)


class AssignStartForm(forms.Form):
    """Where an assignment begins: the cohort, and what was looked at when the button was pressed."""

    cohort_id = forms.UUIDField(required=False)
    module = forms.UUIDField(required=False)
    assessment = forms.UUIDField(required=False)

    def __init__(self, data: QueryDict, *, cohorts: QuerySet[Cohort]) -> None:
        super().__init__({**data.dict(), "cohort_id": data.get("cohort")})
        self.cohorts = cohorts
        self.is_valid()

    @property
    def cohort(self) -> Cohort | None:
        """The cohort asked for, or the only one there is; None where one has to be chosen."""
        wanted = self.cleaned_data.get("cohort_id")
        if wanted:
            return self.cohorts.filter(public_id=wanted).first()
        return self.cohorts[0] if len(self.cohorts) == 1 else None

    @property
    def what(self) -> str:
        """What is to be given, as the form of the assignment names it; empty where it has to be chosen."""
        for kind in ("module", "assessment"):
            if self.cleaned_data.get(kind):
                return f"{kind}:{self.cleaned_data[kind]}"
        return ""


class PublishedField(_VersionField):
    """A choice among published frameworks. The page names each by the framework's public id, of which one
    version at most is published; the value is that version."""

    def prepare_value(self, value: object) -> object:
        """Return what stands for a version in the page."""
        return value.framework.public_id if isinstance(value, FrameworkVersion) else value


class FollowForm(forms.Form):
    """Which published framework a cohort follows."""

    version = PublishedField(
        label=_("Framework"),
        help_text=_(
            "Learners of the cohort then see its competencies, and their evidence is weighed by its policy."
        ),
        queryset=FrameworkVersion.objects.published().select_related("framework"),
        to_field_name="framework__public_id",
        empty_label=None,
        # Names of frameworks are long: a select cuts them on a phone, radios wrap.
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a framework.")},
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        version = cast("forms.ModelChoiceField[FrameworkVersion]", self.fields["version"])
        found = list(cast("QuerySet[FrameworkVersion]", version.queryset)[:2])
        if len(found) == 1:
            version.initial = found[0]


class DecisionForm(forms.Form):
    """A signer's judgement: a level where the signer attains, a reason where the count differs."""

    ATTAIN, DECLINE, REVOKE = "attain", "decline", "revoke"

    act = forms.ChoiceField(
        choices=[(ATTAIN, _("Sign")), (DECLINE, _("Not yet")), (REVOKE, _("Revoke"))],
        widget=forms.HiddenInput,
    )
    level = forms.TypedChoiceField(
        label=_("Level that you sign"),
        coerce=int,
        empty_value=None,
        widget=LocalSelect,
        choices=[(n, n) for n in range(1, 6)],
        error_messages={"required": _("Say at which level you sign.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed to decline, to revoke, or to sign against the count. The learner can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, levels: Mapping[int, Level], counted: int | None = None
    ) -> None:
        super().__init__(data, initial={"submission": uuid4(), "level": counted})
        names = [(ordinal, _option(level)) for ordinal, level in levels.items()]
        level = cast("forms.TypedChoiceField", self.fields["level"])
        level.choices = names
        # Declining and revoking ask for it: "optional" beside it would mislead.
        self.fields["reason"].asked_for_by_some = True  # type: ignore[attr-defined]
        # A level is signed; to decline or to revoke needs none.
        level.required = data is None or data.get("act") == self.ATTAIN

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


def _option(level: Level) -> OptionText:
    return OptionText.of(level.local("name", get_language() or level.language), f"{level.ordinal} %s")
