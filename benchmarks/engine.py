"""All measurements on one engine, in a process and a database of their own. Prints JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from typing import Any

import django

from benchmarks.options import Options, options

Part = Callable[[Options], Iterator[Any]]


def parts() -> dict[str, Part]:
    """Return what can be measured, by name, in the order in which it is."""
    from benchmarks import dashboard, exports, handing_in, mapping, reading, regrading, serving, writing

    return {
        "cohort": lambda of: reading.cohort_views(quick=of.quick),
        "dashboard": lambda of: dashboard.dashboards(of.sizes),
        "map": lambda of: mapping.mapped(of.sizes),
        "exports": lambda of: exports.exports(of.sizes),
        "requests": lambda _of: reading.requests(),
        "submitting": lambda _of: writing.submitting(),
        "importing": lambda of: writing.importing(quick=of.quick),
        "lines": lambda of: reading.exporting(quick=of.quick),
        "regrading": lambda of: regrading.regrading(quick=of.quick),
        "http": lambda of: serving.over_http(seconds=3 if of.quick else 10),
        "together": lambda of: handing_in.together(
            learners=30 if of.quick else 300, within=6 if of.quick else 60
        ),
    }


def main() -> None:
    """Migrate an empty database, measure, and print one JSON object per figure."""
    wanted = options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for name, part in parts().items():
        if not wanted.only or name in wanted.only:
            for found in part(wanted):
                print(json.dumps(found.as_json()), flush=True)


if __name__ == "__main__":
    main()
