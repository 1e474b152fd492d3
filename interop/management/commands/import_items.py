"""Import questions from the console: read the file, say what comes in and what does not, and write it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interop.questions import present, reading, taking
from interop.questions.formats import READABLE
from interop.questions.limits import MAX_ENTRIES, MAX_UNPACKED_BYTES, MEGABYTE, check_size
from interop.questions.parsed import Parsed, QuestionFileError
from interop.questions.wording import place, reason
from people.models import User


class Command(BaseCommand):
    """Read PATH and write its questions into the bank as drafts, unless one of them is refused."""

    help = (
        "Import questions: GIFT, Aiken, Moodle XML, QTI 2.1 and 3.0 or YAML; a file, a folder or a zip."
        " Ends with 1 and writes nothing where a question is refused, unless --take-good."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("path", type=Path, metavar="PATH", help="the file, folder or zip")
        parser.add_argument(
            "--format", choices=(reading.AUTO, *READABLE), default=reading.AUTO, dest="format_code"
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would come in, write nothing")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print one JSON object")
        parser.add_argument(
            "--take-good", action="store_true", help="write what is good although something is refused"
        )
        parser.add_argument("--by", metavar="EMAIL", help="who imports, for the log of each item")

    def handle(self, *_args: Any, **said: Any) -> None:
        """Run the command. Raises CommandError, and so ends with 1, where nothing could be written."""
        path: Path = said["path"]
        by = self._user(said["by"])
        try:
            parsed = self._read(path, said["format_code"])
        except QuestionFileError as error:
            self._tell_of_file(error, said)
            where = place(error.refused)
            whole = ": ".join(part for part in (path.name, where, reason(error.refused)) if part)
            raise CommandError(whole) from error
        written = 0
        if not said["dry_run"]:
            taken = taking.take(
                parsed=parsed, source=path.name, by=by, at=timezone.now(), take_good=said["take_good"]
            )
            parsed, written = taking.after(parsed, taken), len(taken.items)
        self._tell(parsed, written, said)

    def _read(self, path: Path, format_code: str) -> Parsed:
        try:
            if path.is_dir():
                return reading.read_files(_folder(path), format_code)
            check_size(path.stat().st_size)
            return reading.read(path.read_bytes(), path.name, format_code)
        except OSError as error:
            raise CommandError(
                _("The file %(path)s cannot be read: %(why)s.") % {"path": path, "why": error.strerror}
            ) from error

    def _tell_of_file(self, error: QuestionFileError, said: dict[str, Any]) -> None:
        if said["as_json"]:
            refused = [present.refused_json(error.refused)]
            values = {"format": said["format_code"], "imported": [], "refused": refused, "written": 0}
            self.stdout.write(json.dumps(values, ensure_ascii=False, indent=1))

    def _tell(self, parsed: Parsed, written: int, said: dict[str, Any]) -> None:
        if said["as_json"]:
            values = {**present.as_json(parsed), "written": written}
            self.stdout.write(json.dumps(values, ensure_ascii=False, indent=1))
        else:
            for line in present.lines(parsed, every_item=said["verbosity"] > 1):
                self.stdout.write(line)
            self._say_written(written, dry_run=said["dry_run"])
        refused = len(parsed.refused)
        if refused and not said["take_good"] and not said["dry_run"]:
            message = ngettext(
                "Nothing was written: %(count)s question is refused. Mend it, or use --take-good.",
                "Nothing was written: %(count)s questions are refused. Mend them, or use --take-good.",
                refused,
            )
            raise CommandError(message % {"count": refused})

    def _say_written(self, written: int, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(_("Nothing was written: this was a dry run."))
        elif written:
            done = ngettext("%(count)s item was written.", "%(count)s items were written.", written)
            self.stdout.write(self.style.SUCCESS(done % {"count": written}))

    def _user(self, email: str | None) -> User | None:
        if not email:
            return None
        user: User | None = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(_("Nobody here has the address %(email)s.") % {"email": email})
        return user


def _folder(path: Path) -> dict[str, bytes]:
    """The files of a folder by their path in it; links that lead out of it are left alone."""
    root, left = path.resolve(), MAX_UNPACKED_BYTES
    files: dict[str, bytes] = {}
    for found in sorted(path.rglob("*")):
        if not found.is_file() or not found.resolve().is_relative_to(root):
            continue
        left -= found.stat().st_size
        if left < 0:
            raise QuestionFileError("zip-too-large", limit=MAX_UNPACKED_BYTES // MEGABYTE)
        files[found.relative_to(path).as_posix()] = found.read_bytes()
        if len(files) > MAX_ENTRIES:
            raise QuestionFileError("zip-entries", found=len(files), limit=MAX_ENTRIES)
    return files
