"""A label before what it labels, with the colon as the language writes it."""

from __future__ import annotations

from django.utils.translation import gettext as _


def labelled(label: object, value: object) -> str:
    """Return "Email: a@school.example", in French with a space before the colon."""
    return _("%(label)s: %(value)s") % {"label": label, "value": value}
