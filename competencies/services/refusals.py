"""Why something was not done, in words for the person who asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class ContentRefusedError(Exception):
    """Something that content does not allow; `str()` is the sentence to show, with what to do next."""


class TextChangedError(ContentRefusedError):
    """The text was changed since it was opened, so that saving would lose what somebody else wrote."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody changed this while you were writing, in another tab or on another computer."
                " Nothing was overwritten, and your text is still here."
            )
        )


class OrderChangedError(ContentRefusedError):
    """The sections are no longer those whose order was given."""

    def __init__(self) -> None:
        super().__init__(
            _("The sections were changed in another tab. The order you see now is the saved one; move again.")
        )
