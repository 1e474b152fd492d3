"""`manage.py export_cohort`: where a cohort stands, as a file."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from people.models import Cohort
from reports.services.exporting import export_cohort


class Command(BaseCommand):
    """Write the report of a cohort to a file, or to standard output."""

    help = "Export where a cohort stands, one line per learner and competency (--wide: per learner)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("cohort", help="the cohort's code, or PROGRAM/CODE where two programs share it")
        parser.add_argument("--format", choices=["csv"], default="csv")
        parser.add_argument("--output", metavar="PATH", default="-", help="a file, or - for standard output")
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="of titles, statuses and notes in the file; codes, dates and numbers stay as they are",
        )
        parser.add_argument("--wide", action="store_true", help="one line per learner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file. A file that cannot be written whole is not left behind in part."""
        cohort = _cohort(options["cohort"])
        with translation.override(options["language"]):
            file = export_cohort(
                cohort=cohort, at=timezone.now(), by=None, host_user=getpass.getuser(), wide=options["wide"]
            )
        if options["output"] == "-":
            sys.stdout.buffer.write(file.content)
            return
        path = Path(options["output"])
        draft = path.with_name(f".{path.name}.part")
        try:
            draft.write_bytes(file.content)
            draft.replace(path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stderr.write(f"{path}: {file.log.rows} lines of {cohort}, sha256 {file.log.sha256}")


def _cohort(named: str) -> Cohort:
    program, _slash, code = named.rpartition("/")
    found = Cohort.objects.select_related("program").filter(code=code)
    if program:
        found = found.filter(program__code=program)
    cohorts = list(found)
    if len(cohorts) == 1:
        return cohorts[0]
    if cohorts:
        names = ", ".join(f"{one.program.code}/{one.code}" for one in cohorts)
        raise CommandError(f"Several cohorts have the code {code}. Say which: {names}.")
    known = ", ".join(f"{one.program.code}/{one.code}" for one in Cohort.objects.select_related("program"))
    raise CommandError(f"There is no cohort {named}. Known: {known or 'none'}.")
