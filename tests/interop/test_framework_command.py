"""The command, on a database that holds nothing yet."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from competencies.models import Fact
from interop.framework.load import load_content
from interop.framework.validate import load_folder
from interop.models import LoadedEntry
from tests.interop.framework_support import AT, SEED, change, everything

pytestmark = pytest.mark.django_db


def run(*arguments: Any) -> str:
    out = StringIO()
    call_command("load_framework", *arguments, stdout=out)
    return out.getvalue()


def test_dry_run_reports_and_writes_nothing() -> None:
    before = everything()
    report = load_content(content=load_folder(SEED), at=AT, dry_run=True)
    assert report.counts["items"] == 73
    assert report.added.total() > 800
    assert everything() == before


def test_command_prints_the_same_table_both_times() -> None:
    first, second = run(SEED), run(SEED)
    table = [line for line in first.splitlines() if line[-1:].isdigit()]
    assert table == [line for line in second.splitlines() if line[-1:].isdigit()]
    assert [line.split()[-1] for line in table][:3] == ["1", "4", "8"]
    assert "Nothing changed." in second
    assert LoadedEntry.objects.filter(source="social-media", kind="item").count() == 73


def test_command_tells_what_it_left_and_what_it_opened(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SEED, tmp_path / "seed"))
    run(folder)
    Fact.objects.filter(code="F46").update(text="Ours.")
    told_once = run(folder)
    assert (
        "Left as they are here (1; --overwrite takes the folder's):\n  fact F46: text: edited here"
        in told_once
    )
    change(folder, "framework.yaml", "Lists platform names only", "Names platforms only")
    assert "This was a dry run: nothing was written." in run(folder, "--overwrite", "--dry-run")
    assert Fact.objects.get(code="F46").text == "Ours."
    assert "Opened framework social-media version 2." in run(folder, "--overwrite")
