"""Why a change to an assessment was refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assessments.services.errors import Refused


class ChangedMeanwhile(Refused):
    """The assessment is no longer as the page showed it."""

    default_code = "changed-meanwhile"
    default_message = _(
        "Somebody changed this assessment meanwhile, in another tab or on another computer. Nothing was"
        " overwritten. You see it as it is now; make your change again."
    )


class NoSuchPlace(Refused):
    """There is nothing at that place."""

    default_code = "no-such-place"
    default_message = _("There is nothing at that place any more. You see the assessment as it is now.")


class WrongCuts(Refused):
    """Cut scores that no level can follow from."""

    default_code = "wrong-cuts"
    default_message = _(
        "Cut scores begin at 0, each is higher than the one before, and none is above 100 %. Correct those"
        " that are not."
    )


class NeverPublished(Refused):
    """It was never in use, so it cannot be taken out of use."""

    default_code = "never-published"
    default_message = _("This is a draft that nobody was given, so there is nothing to take out of use.")
