"""Prepare an embedded site and serve it."""

from __future__ import annotations

import io
import os
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config import preparing, serve


class Command(BaseCommand):
    """Bring tables and content up to date, then run web server, worker and clock until stopped."""

    help = "Prepare and serve the demo site: web server, worker and clock, until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the port."""
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *, port: int, **options: Any) -> None:
        """Serve on the loopback address only: what faces others is set up by config.settings_production."""
        host = "127.0.0.1"
        if serve.is_taken(host, port):
            raise CommandError(f"Port {port} is taken. Choose another one: make run PORT={port + 1}")
        sign_ins = self._prepare()
        connections.close_all()
        supervisor = serve.Supervisor(serve.processes(host=host, port=port), say=self.stderr.write)
        code = supervisor.run(
            is_ready=lambda: serve.is_taken(host, port),
            when_ready=lambda: self._welcome(f"http://{host}:{port}/", sign_ins),
        )
        self.stdout.write("Stopped.")
        if code:
            raise SystemExit(code)

    def _prepare(self) -> str:
        started = time.monotonic()
        preparing.compile_catalogues()
        self.stdout.write("Preparing the database")
        preparing.migrate()
        call_command("check", databases=["default"], stdout=io.StringIO())
        self.stdout.write("Loading the content")
        if said := preparing.load_content():
            self.stdout.write(said.strip())
        self.stdout.write("Making the demo school, unless it stands")
        sign_ins = preparing.seed_demo()
        self.stdout.write("Collecting static files")
        preparing.collect_static()
        self.stdout.write(f"Ready to start after {time.monotonic() - started:.1f} s")
        return sign_ins

    def _welcome(self, address: str, sign_ins: str) -> None:
        self.stdout.write(f"\nWebside is at {address}\n\n{sign_ins.rstrip()}\n\nCtrl-C stops it.")
        self.stdout.flush()
