"""Export items of the bank from the console."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Item
from interop.questions.exporting import export, with_content
from interop.questions.formats import FORMATS, WRITABLE


class Command(BaseCommand):
    """Write items into a file, and say what the format does not hold."""

    help = "Export items of the bank: GIFT, Moodle XML, QTI 3.0 (a package) or YAML."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--format", choices=WRITABLE, required=True, dest="format_code")
        parser.add_argument(
            "--code", action="append", default=[], help="an item, by its code; again for others"
        )
        parser.add_argument("--output", type=Path, metavar="PATH", help="the file to write (standard output)")

    def handle(self, *_args: Any, **said: Any) -> None:
        """Run the command. Raises CommandError for codes that are not in the bank."""
        items = Item.objects.all()
        if said["code"]:
            items = items.filter(code__in=said["code"])
            missing = sorted(set(said["code"]) - set(items.values_list("code", flat=True)))
            if missing:
                raise CommandError(_("There is no item %(codes)s.") % {"codes": ", ".join(missing)})
        found = export(format_code=said["format_code"], items=with_content(items))
        if said["output"]:
            said["output"].write_bytes(found.content)
        elif FORMATS[said["format_code"]].media_type == "application/zip":
            raise CommandError(_("A package is a zip: say where to write it with --output."))
        else:
            self.stdout.write(found.content.decode(), ending="")
        count = len(found.written)
        done = ngettext("%(count)s item was exported.", "%(count)s items were exported.", count)
        self.stderr.write(done % {"count": count})
        for left in found.left_out:
            self.stderr.write(
                _("Left out: %(code)s (the format holds no %(kind)s)")
                % {"code": left.item.code, "kind": left.kind}
            )
        for lost in found.lost:
            said_lost = {"code": lost.item.code, "fields": ", ".join(lost.fields)}
            self.stderr.write(_("Not whole: %(code)s (%(fields)s)") % said_lost)
