"""Words of Django and other libraries that Webside says in its own way, collected with its own texts.

Nothing reads this module but the collection of texts: a translation of ours wins over that of a library.
"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Short names of months as Canadian French abbreviates them, and of weekdays with their full stop.
MONTHS: Final = (
    pgettext_lazy("abbrev. month", "Jan."),
    pgettext_lazy("abbrev. month", "Feb."),
    pgettext_lazy("abbrev. month", "July"),
)
WEEKDAYS: Final = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
