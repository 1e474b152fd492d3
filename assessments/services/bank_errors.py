"""Why a verb of the item bank refused. Messages can be shown as they are."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from assessments.kinds.base import Problem
from assessments.services.errors import Refused


class InvalidItem(Refused):
    """The item is not well formed. `problems` says where and what."""

    default_code = "invalid-item"
    default_message = _("This item is not complete yet, and nothing was saved. Mend what is marked.")

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


class KindStays(Refused):
    """A version of another kind than the item's."""

    default_code = "kind-stays"
    default_message = _("An item keeps its kind. Write a new item to ask it in another way.")


class CompetencyStays(Refused):
    """The item was used, and what it measures is in the record."""

    default_code = "competency-stays"
    default_message = _(
        "This item was used, and results rest on its competency. Write a new item for another competency."
    )


class KeyNeedsPublisher(Refused):
    """A key that marks is corrected by somebody who may only draft."""

    default_code = "key-needs-publisher"
    default_message = _(
        "This key marks answers already. Ask somebody who publishes content to correct it, or change the"
        " question as well: that is a further version."
    )


class TranslationNeedsPublisher(Refused):
    """What learners read already is written in a further language by somebody who may only draft."""

    default_code = "translation-needs-publisher"
    default_message = _(
        "This version is in use, so learners would read the translation at once. Ask somebody who publishes"
        " content to save it."
    )


class EditedMeanwhile(Refused):
    """Somebody saved the item after this page was opened."""

    default_code = "edited-meanwhile"
    default_message = _("Somebody else saved this item meanwhile. Open it again to see what they changed.")


class NoSuchStep(Refused):
    """An item cannot go from its state to that one."""

    default_code = "no-such-step"
    default_message = _(
        "Not every chosen item can take this step now. Load the list again to see how they stand."
    )


class PictureRefused(Refused):
    """The file is not a picture that can be shown."""

    default_code = "picture-refused"
    default_message = _("This file is not a picture that can be shown. Choose a PNG, JPEG, WebP or GIF file.")


class PictureTooLarge(PictureRefused):
    """The file has too many bytes or pixels."""

    default_code = "picture-too-large"
    default_message = _("This picture is too large. Choose one of at most 5 MB and 40 million pixels.")
