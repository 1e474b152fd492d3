"""Load a framework and its content from a folder of YAML."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from interop.framework.compare import Kept
from interop.framework.load import Report, load_content
from interop.framework.problem import ContentError
from interop.framework.validate import load_folder


class Command(BaseCommand):
    """`load_framework PATH`: check the folder, then write it in one transaction, as often as you like."""

    help = "Load a framework and its content from a folder of YAML; a second time changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and what to do about edits made here."""
        parser.add_argument("path", type=Path, help="the folder that holds framework.yaml")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="replace what was edited here; what decides in published content becomes a new version",
        )
        parser.add_argument("--dry-run", action="store_true", help="report the same, write nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, or say what is wrong with the folder. Raises CommandError; then nothing was written."""
        try:
            content = load_folder(options["path"])
            report = load_content(
                content=content,
                overwrite=options["overwrite"],
                dry_run=options["dry_run"],
                at=timezone.now(),
            )
        except ContentError as error:
            listed = "\n".join(f"  {problem}" for problem in error.problems)
            problems = f"{len(error.problems)} problem{'s'[: len(error.problems) != 1]}"
            raise CommandError(f"{problems} in {options['path']}:\n{listed}\nNothing was written.") from None
        self._tell(report, dry_run=options["dry_run"], overwrite=options["overwrite"])

    def _tell(self, report: Report, *, dry_run: bool, overwrite: bool) -> None:
        width = max(map(len, report.counts))
        for name, count in report.counts.items():
            self.stdout.write(f"{name:<{width}}  {count:>5}")
        self.stdout.write("")
        added, changed = report.added.total(), report.changed.total()
        told = f"{added} added, {changed} changed." if added or changed else "Nothing changed."
        self.stdout.write(f"{told} This was a dry run: nothing was written." if dry_run else told)
        for version in report.versions:
            self.stdout.write(f"Opened {version}.")
        self._list("Replaced by the folder's", report.replaced)
        hint = "" if overwrite else "; --overwrite takes the folder's"
        self._list("Left as they are here", report.kept, hint)

    def _list(self, title: str, entries: Sequence[Kept], hint: str = "") -> None:
        if entries:
            self.stdout.write(f"{title} ({len(entries)}{hint}):")
            for entry in entries:
                self.stdout.write(f"  {entry}")
