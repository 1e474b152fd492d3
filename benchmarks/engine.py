"""All measurements on one engine, in a process and a database of their own. Prints JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator

import django


def figures(*, quick: bool) -> Iterator[object]:
    """Measure one thing after the other."""
    from benchmarks import handing_in, mapping, reading, regrading, serving, writing

    yield from reading.cohort_views(quick=quick)
    yield from mapping.mapped(quick=quick)
    yield from reading.requests()
    yield from writing.submitting()
    yield from writing.importing(quick=quick)
    yield from reading.exporting(quick=quick)
    yield from regrading.regrading(quick=quick)
    yield from serving.over_http(seconds=3 if quick else 10)
    yield from handing_in.together(learners=30 if quick else 300, within=6 if quick else 60)


def main() -> None:
    """Migrate an empty database, measure, and print one JSON object per figure."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for found in figures(quick="--quick" in sys.argv):
        print(json.dumps(found.as_json()), flush=True)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
