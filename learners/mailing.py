"""Links that open the reader's own mail with a message begun. Nothing is sent from here.

A message names no level, no comment and no concern: these stand on the page behind its link.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from django.utils.translation import gettext as _

from people.models import Cohort


def mail_link(to: Iterable[str] = (), *, subject: str, body: str = "", hidden: bool = False) -> str:
    """Return a mailto: address. `hidden` puts the receivers where they do not see each other."""
    receivers = ",".join(quote(address, safe="@") for address in to)
    fields = [("bcc", receivers)] if hidden and receivers else []
    fields += [("subject", quote(subject)), *([("body", quote(body))] if body else [])]
    asked = "&".join(f"{name}={value}" for name, value in fields)
    return f"mailto:{'' if hidden else receivers}?{asked}"


def reminder(to: Iterable[str], *, cohort: Cohort, home: str) -> str:
    """Return the link of a message to learners whose work is past its date; `home` is where they find it."""
    return mail_link(
        to,
        subject=_("%(cohort)s: work past its date") % {"cohort": cohort},
        body=_("Some of your work is past its date and not in yet. It stands on your page: %(address)s")
        % {"address": home},
        hidden=True,
    )


def request_to_observe(*, cohort: Cohort, code: str, address: str, name: str = "") -> str:
    """Return the link of a message that asks a colleague to observe; `address` is the page that records it.

    `name` is the learner whom it is about, none where it is about several.
    """
    subject = (
        _("%(cohort)s: an observation for %(code)s")
        if not name
        else _("An observation of %(name)s, %(code)s")
    )
    return mail_link(
        subject=subject % {"cohort": cohort, "code": code, "name": name},
        body=_("Whoever sees it at work or in a simulation records it here: %(address)s")
        % {"address": address},
    )
