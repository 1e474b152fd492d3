"""Import a roster from the console: look first, then write it in one transaction."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interop.models import ImportBatch
from interop.roster import applying, report, staging, wording
from interop.roster.batches import Options
from interop.roster.choices import UnknownNameError, find_cohort, options_for, read_mapping
from interop.roster.planning import plan
from interop.roster.present import load_snapshot
from interop.roster.reading import check_size
from interop.roster.refusal import FileRefusedError
from interop.roster.rows import Roster
from interop.roster.steps import Action, Plan
from people.access import today
from people.models import Cohort, Program, User


class Command(BaseCommand):
    """Read PATH, show what importing it would do, and do it unless a row is refused."""

    help = "Import a roster: a CSV file, an Excel workbook, or a OneRoster 1.1 or 1.2 CSV zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("path", type=Path, metavar="PATH", help="the file")
        parser.add_argument("--program", required=True, metavar="CODE", help="code of the program")
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
        roster, options, cohort = self._read(data, program, today(at), said)
        wish = options.wish(cohort, on=today(at))
        planned = plan(replace(roster, notes=options.notes), load_snapshot(roster, wish, program), wish)
        refused = planned.count(Action.REFUSED)
        if not said["as_json"]:
            for line in report.lines(
                planned, every_row=said["verbosity"] > 1, end_missing=said["end_missing"]
            ):
                self.stdout.write(line)
        write = not said["dry_run"] and (said["take_good"] or not refused)
        if write and not report.changes_nothing(planned, end_missing=said["end_missing"]):
            batch = staging.stage(
                roster=roster,
                data=data,
                file_name=said["path"].name,
                program=program,
                cohort=cohort,
                options=options,
                by=by,
                at=at,
            )
            self._write(batch, said, at)
        self._close(planned, written=write, refused=refused, said=said)

    def _read(
        self, data: bytes, program: Program, on: date, said: dict[str, Any]
    ) -> tuple[Roster, Options, Cohort | None]:
        try:
            cohort = find_cohort(said["cohort"], program) if said["cohort"] else None
            roster = staging.read_roster(data)
            mapping = read_mapping(said["mapping"], roster.classes, program)
            starts_on = said["starts_on"] or on
            return roster, options_for(roster, cohort=cohort, starts_on=starts_on, mapping=mapping), cohort
        except FileRefusedError as refused:
            raise CommandError(f"{said['path'].name}: {wording.say(refused.finding)}") from refused
        except UnknownNameError as unknown:
            raise CommandError(_unknown(unknown)) from unknown

    def _write(self, batch: ImportBatch, said: dict[str, Any], at: datetime) -> None:
        staging.look_at(batch_id=batch.pk, at=at, report=self._progress if said["verbosity"] else None)
        applying.confirm(batch=batch, take_good=said["take_good"], end_missing=said["end_missing"])
        if not applying.apply(batch_id=batch.pk, at=at):
            raise CommandError(_("People changed meanwhile; nothing was written. Run it again."))

    def _progress(self, done: int, total: int) -> None:
        if total > staging.STEP:
            self.stderr.write(_("%(done)s of %(total)s rows staged") % {"done": done, "total": total})

    def _close(self, planned: Plan, *, written: bool, refused: int, said: dict[str, Any]) -> None:
        """Say what was done, and end with 1 where rows were refused and nobody said to take the others."""
        if said["as_json"]:
            self.stdout.write(
                json.dumps(report.as_json(planned, written=written), ensure_ascii=False, indent=1)
            )
        elif written:
            nothing = report.changes_nothing(planned, end_missing=said["end_missing"])
            self.stdout.write(self.style.SUCCESS(_("Nothing to change.") if nothing else _("Written.")))
        elif said["dry_run"]:
            self.stdout.write(_("Nothing was written: this was a dry run."))
        if refused and not said["take_good"]:
            message = ngettext(
                "Nothing was written, because one row is refused. Mend it, or use --take-good.",
                "Nothing was written, because %(count)s rows are refused. Mend them, or use --take-good.",
                refused,
            )
            raise CommandError(message % {"count": refused})

    def _program(self, code: str) -> Program:
        program = Program.objects.filter(code__iexact=code).first()
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
