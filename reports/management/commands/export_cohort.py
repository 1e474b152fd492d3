"""`manage.py export_cohort`: a report of a cohort, as a file."""

from __future__ import annotations

import getpass
import json
import sys
from argparse import ArgumentTypeError
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.utils import timezone, translation

from common.fields import DayField
from common.school_time import end_of_day, school_day, school_zone
from learners.periods import Period
from people.models import Cohort
from reports.audience import Audience
from reports.catalogue import FOLDER, FORMATS, INVENTORY, READY
from reports.formats.csv_file import DELIMITERS, ENCODINGS, CsvShape
from reports.formats.pdf_file import TooLongForPaperError
from reports.models import Study
from reports.ready import progress
from reports.services.exporting import (
    Choice,
    Exported,
    NobodyToNameError,
    NoPeriodError,
    NotInThatFormatError,
    NotYetError,
    OnlyForStaffError,
    export_cohort,
)
from reports.writing import SeveralDocumentsError


class Command(BaseCommand):
    """Write a report of a cohort to a file, or to standard output."""

    help = (
        "Export a report of a cohort: by default one line per learner and competency (--wide: per learner)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("cohort", help="the cohort's code, or PROGRAM/CODE where two programs share it")
        parser.add_argument("--report", choices=[*READY], default=progress.NAME)
        parser.add_argument("--format", choices=[*FORMATS, INVENTORY, FOLDER], default="csv")
        parser.add_argument("--output", metavar="PATH", default="-", help="a file, or - for standard output")
        parser.add_argument(
            "--as-of", metavar="D", help="as recorded by the end of a day (2026-06-30) or by an instant"
        )
        parser.add_argument(
            "--from", metavar="D", dest="first", type=_day, help="of what was handed in on that day or later"
        )
        parser.add_argument(
            "--to", metavar="D", dest="last", type=_day, help="of what was handed in by the end of that day"
        )
        parser.add_argument(
            "--also", metavar="COHORT", action="append", default=[], help="a further cohort in the same file"
        )
        parser.add_argument(
            "--columns", metavar="KEYS", default="", help="those to show, in their order, by their keys"
        )
        parser.add_argument("--wide", action="store_true", help="one line per learner")
        parser.add_argument(
            "--pseudonymise", metavar="STUDY", help="a pseudonym of this study in place of name and address"
        )
        parser.add_argument(
            "--audience",
            choices=[one.value for one in Audience],
            default=Audience.STAFF.value,
            help="all but staff get figures of groups that are large enough, and no names",
        )
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="of titles, statuses and notes in the file; codes, dates and numbers stay as they are",
        )
        parser.add_argument("--delimiter", choices=[*DELIMITERS], default="comma", help="of CSV")
        parser.add_argument("--encoding", choices=[*ENCODINGS], default="utf-8", help="of CSV")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, and beside it what it is. A file that cannot be written whole leaves nothing."""
        cohort, at = _cohort(options["cohort"]), timezone.now()
        choice = Choice(
            report=options["report"],
            file_format=options["format"],
            wide=options["wide"],
            audience=Audience(options["audience"]),
            as_of=_instant(options["as_of"], at=at),
            period=Period(options["first"], options["last"]),
            study=self._study(options["pseudonymise"]),
            columns=tuple(options["columns"].replace(",", " ").split()),
            others=tuple(_cohort(one) for one in options["also"]),
            shape=CsvShape(options["delimiter"], options["encoding"]),
        )
        with translation.override(options["language"]):
            file = _export(cohort, choice, at)
        if options["output"] == "-":
            sys.stdout.buffer.write(file.content)
            return
        path = Path(options["output"])
        manifest = json.dumps(file.manifest, ensure_ascii=False, indent=2) + "\n"
        _write(path, file.content)
        _write(path.with_name(f"{path.name}.manifest.json"), manifest.encode())
        self.stderr.write(f"{path}: {file.log.rows} lines of {cohort}, sha256 {file.log.sha256}")

    def _study(self, name: str | None) -> Study | None:
        if not name:
            return None
        study, new = Study.objects.get_or_create(name=name)
        if new:
            self.stderr.write(f"The study {name} begins with this file.")
        return study


def _export(cohort: Cohort, choice: Choice, at: datetime) -> Exported:
    try:
        return export_cohort(cohort=cohort, at=at, by=None, host_user=getpass.getuser(), choice=choice)
    except NotYetError as error:
        raise CommandError("--as-of has not come yet.") from error
    except NobodyToNameError as error:
        raise CommandError(
            "--pseudonymise is for reports that have a line for each learner, and for the audience staff."
        ) from error
    except NoPeriodError as error:
        named = ", ".join(one.name for one in READY.values() if one.period)
        raise CommandError(f"--from and --to are for {named}, and for the audience staff.") from error
    except NotInThatFormatError as error:
        formats = ", ".join(READY[choice.report].formats)
        raise CommandError(f"{choice.report} can be had as: {formats}.") from error
    except OnlyForStaffError as error:
        raise CommandError(f"{choice.report} names every learner: it is for the audience staff.") from error
    except SeveralDocumentsError as error:
        raise CommandError("That is several files, or none. Take --format zip.") from error
    except TooLongForPaperError as error:
        raise CommandError("That is too long for paper. Take --format xlsx.") from error


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error


def _day(said: str) -> date:
    try:
        day = date.fromisoformat(said)
        DayField().run_validators(day)
    except ValidationError as error:
        raise ArgumentTypeError(f"{said}: {error.messages[0]}") from error
    except ValueError as error:
        raise ArgumentTypeError(f"{said} is no date. Write it as 2026-06-30.") from error
    return day


def _instant(said: str | None, *, at: datetime) -> datetime | None:
    """The instant that was said; a day is meant until its end, and today until now."""
    if not said:
        return None
    try:
        if len(said) == len("2026-06-30"):
            day = date.fromisoformat(said)
            return None if day == school_day(at) else end_of_day(day)
        instant = datetime.fromisoformat(said)
    except (ValueError, OverflowError) as error:
        raise CommandError(f"{said} is no date. Write it as 2026-06-30.") from error
    return instant if instant.tzinfo else instant.replace(tzinfo=school_zone())


def _cohort(named: str) -> Cohort:
    # A code may hold a slash itself, as 2029/30 does.
    whole = Concat("program__code", Value("/"), "code")
    found = Cohort.objects.select_related("program").alias(whole=whole)
    cohorts = list(found.filter(Q(code=named) | Q(whole=named)))
    if len(cohorts) == 1:
        return cohorts[0]
    if cohorts:
        names = ", ".join(f"{one.program.code}/{one.code}" for one in cohorts)
        raise CommandError(f"Several cohorts have the code {named}. Say which: {names}.")
    known = ", ".join(f"{one.program.code}/{one.code}" for one in Cohort.objects.select_related("program"))
    raise CommandError(f"There is no cohort {named}. Known: {known or 'none'}.")
