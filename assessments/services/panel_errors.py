"""Why a verb of expert panels refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from assessments.services.errors import Refused


class PanelNotDraft(Refused):
    """What the members see is settled once the panel is open."""

    default_code = "panel-not-draft"
    default_message = _(
        "The panel has begun, so its items and its rule stay as they are. Make another panel for other items."
    )


class PanelNotOpen(Refused):
    """The panel takes no judgements: it has not begun, or it was closed."""

    default_code = "panel-not-open"
    default_message = _("This panel takes no answers now. Whoever invited you can say whether it will again.")


class PanelIsEmpty(Refused):
    """There is nothing to judge, or nobody to judge it."""

    default_code = "panel-is-empty"
    default_message = _("Add at least one item and two members, then begin.")


class NotForPanels(Refused):
    """Items of that kind have no key that a panel could give."""

    default_code = "not-for-panels"
    default_message = _(
        "Reflections, short answers and numbers have no key that a panel could give. Leave them out."
    )


class LinkNotValid(Refused):
    """The link is unknown, expired, or was taken back."""

    default_code = "link-not-valid"
    default_message = _("This link does not open anything any more. Ask whoever invited you for a new one.")


class JudgementInvalid(Refused):
    """What was sent does not fit the item."""

    default_code = "judgement-invalid"
    default_message = _("This answer does not fit the question. Load the page again, then answer.")
