"""What is said of a file of questions that cannot be taken at all, and what to do next."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

FILES: Final[dict[str, StrPromise]] = {
    "empty": _("The file is empty. Open it to see whether the export worked, then send it again."),
    "file-too-large": _("The file has %(size)s MB; at most %(limit)s MB are taken. Split it."),
    "not-text": _("The file is not text. Save it as UTF-8 and send that."),
    "unknown-format": _("The format is not recognised. Choose it, or export the questions in another one."),
    "other-xml": _("The file is XML of another kind (its first element is “%(name)s”)."),
    "not-well-formed": _("The file is not well-formed XML, so nothing of it can be read. Export it again."),
    "xml-entities": _("The file defines XML entities, which are not taken. Export it without them."),
    "too-deep": _("Something in the file is nested too deeply."),
    "too-many-elements": _("The file holds too many elements. Split it."),
    "too-many-questions": _("The file holds more than %(limit)s questions. Split it."),
    "no-questions": _("There is no question in the file."),
    "not-yaml": _("The file is not YAML. Check indents and quotation marks in this line and just above it."),
    "yaml-alias": _("An alias (*name) is not taken here. Write the value out."),
    "no-list": _("The file has no list of questions. It should begin with one of: %(names)s."),
    "zip-broken": _("The zip is damaged. Pack it again."),
    "zip-locked": _("The zip has a password. Pack it without one."),
    "zip-entries": _("The zip holds %(found)s files; at most %(limit)s are taken."),
    "zip-path": _("The zip names a path outside itself (%(name)s) and is not opened."),
    "zip-too-large": _("The zip unpacks to more than %(limit)s MB and is not opened."),
    "file-missing": _("The package names a file that is not in it: %(name)s."),
}
