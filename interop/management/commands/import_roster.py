"""Import a roster from the console: look first, then write it in one transaction."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interop.roster import report, staging, wording
from interop.roster.choices import UnknownNameError, find_cohort, options_for, read_mapping
from interop.roster.importing import Order, Outcome, import_now
from interop.roster.reading import check_size
from interop.roster.refusal import FileRefusedError
from interop.roster.steps import Action
from people.access import today
from people.models import Program, User


class Command(BaseCommand):
    """Read PATH, show what importing it would do, and do it unless a row is refused."""

    help = "Import a roster: a CSV file, an Excel workbook, or a OneRoster 1.1 or 1.2 CSV zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("path", type=Path, metavar="PATH", help="the file")
        parser.add_argument("--program", required=True, metavar="CODE", help="code or name of the program")
        parser.add_argument("--cohort", metavar="CODE", help="cohort of rows that name none")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            dest="mapping",
            metavar="CLASS=COHORT",
            help="OneRoster: where a class leads, by its sourcedId, code or title; CLASS= leaves it out",
        )
        parser.add_argument(
            "--starts-on", type=date.fromisoformat, help="first day of new enrolments (today)"
        )
        parser.add_argument("--by", metavar="EMAIL", help="who imports, for the log")
        parser.add_argument("--dry-run", action="store_true", help="show what would happen, write nothing")
        parser.add_argument(
            "--take-good", action="store_true", help="write the good rows although others are refused"
        )
        missing = parser.add_mutually_exclusive_group()
        missing.add_argument(
            "--end-missing",
            action="store_true",
            help="end the enrolment of those whom the file no longer names, or says have left",
        )
        missing.add_argument(
            "--leave-missing", action="store_true", help="leave them as they are (the default)"
        )
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="print JSON instead of a table"
        )

    def handle(self, *_args: Any, **said: Any) -> None:
        """Run the command. Raises CommandError, and so ends with 1, where anything was refused."""
        at = timezone.now()
        program, by = self._program(said["program"]), self._user(said["by"])
        data = self._bytes(said["path"])
        try:
            order = self._order(data, program, by, said, today(at))
            outcome = import_now(order=order, at=at, dry_run=said["dry_run"], report=self._progress)
        except FileRefusedError as refused:
            raise CommandError(f"{said['path'].name}: {wording.say(refused.finding)}") from refused
        except UnknownNameError as unknown:
            raise CommandError(_unknown(unknown)) from unknown
        except IntegrityError as error:
            raise CommandError(_("People changed meanwhile; nothing was written. Run it again.")) from error
        self._tell(outcome, said)

    def _order(self, data: bytes, program: Program, by: User | None, said: dict[str, Any], on: date) -> Order:
        cohort = find_cohort(said["cohort"], program) if said["cohort"] else None
        roster = staging.read_roster(data)
        mapping = read_mapping(said["mapping"], roster.classes, program)
        starts_on = said["starts_on"] or on
        options = options_for(roster, cohort=cohort, starts_on=starts_on, mapping=mapping).with_changes(
            take_good=said["take_good"], end_missing=said["end_missing"]
        )
        return Order(roster, data, said["path"].name, program, cohort, options, by)

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(_("%(done)s of %(total)s rows looked at") % {"done": done, "total": total})

    def _tell(self, outcome: Outcome, said: dict[str, Any]) -> None:
        """Print the preview and what was done; end with 1 where rows were refused and none were taken."""
        if said["as_json"]:
            values = report.as_json(outcome.plan, written=outcome.written)
            self.stdout.write(json.dumps(values, ensure_ascii=False, indent=1))
        else:
            every_row, end_missing = said["verbosity"] > 1, said["end_missing"]
            for line in report.lines(outcome.plan, every_row=every_row, end_missing=end_missing):
                self.stdout.write(line)
            if outcome.written:
                done = _("Written.") if outcome.changes else _("Nothing to change.")
                self.stdout.write(self.style.SUCCESS(done))
            elif said["dry_run"]:
                self.stdout.write(_("Nothing was written: this was a dry run."))
        refused = outcome.plan.count(Action.REFUSED)
        if refused and not said["take_good"]:
            message = ngettext(
                "Nothing was written, because one row is refused. Mend it, or use --take-good.",
                "Nothing was written, because %(count)s rows are refused. Mend them, or use --take-good.",
                refused,
            )
            raise CommandError(message % {"count": refused})

    def _program(self, code: str) -> Program:
        by_code, by_name = (
            Program.objects.filter(code__iexact=code),
            Program.objects.filter(name__iexact=code),
        )
        program = by_code.first() or by_name.first()
        if program is None:
            known = ", ".join(Program.objects.order_by("code").values_list("code", flat=True)) or "–"
            raise CommandError(
                _("There is no program “%(code)s”. There are: %(known)s.") % {"code": code, "known": known}
            )
        return program

    def _bytes(self, path: Path) -> bytes:
        try:
            check_size(path.stat().st_size)
            return path.read_bytes()
        except OSError as error:
            raise CommandError(
                _("The file %(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror}
            ) from error
        except FileRefusedError as refused:
            raise CommandError(f"{path.name}: {wording.say(refused.finding)}") from refused

    def _user(self, email: str | None) -> User | None:
        if not email:
            return None
        user: User | None = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(_("Nobody here has the address %(email)s.") % {"email": email})
        return user


def _unknown(error: UnknownNameError) -> str:
    known = ", ".join(error.known) or "–"
    said = {"name": error.name, "known": known}
    if error.kind == "pair":
        return _("“%(name)s” does not say which class leads where. Write CLASS=COHORT.") % said
    if error.kind == "cohort":
        return _("There is no cohort “%(name)s” in this program. There are: %(known)s.") % said
    if error.several:
        return _("Several classes are called “%(name)s”. Name one by its identifier: %(known)s.") % said
    return _("There is no class “%(name)s” in the file. There are: %(known)s.") % said
