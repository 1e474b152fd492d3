"""Do what is due because time has passed."""

from __future__ import annotations

import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from common import ticks


class Command(BaseCommand):
    """Run every registered tick, once or every so many seconds until stopped."""

    help = "Do what is due: deadlines, releases, reminders, jobs whose worker died."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the pause between rounds."""
        parser.add_argument("--every", type=float, default=0, help="Seconds between rounds; 0: one round.")

    def handle(self, *, every: float, **options: Any) -> None:
        """Run one round, or one after the other until a signal ends the process."""
        pause = threading.Event()
        while True:
            done = {name: count for name, count in ticks.run(timezone.now()).items() if count}
            if done or not every:
                self.stdout.write(
                    ", ".join(f"{name}: {count}" for name, count in done.items()) or "nothing was due"
                )
            if not every:
                return
            close_old_connections()
            pause.wait(every)
