"""Engines and browsers are found where they are, and missed loudly where they are not."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import psycopg2
import pytest

from tests.plugins import chromium, postgres

pytestmark = pytest.mark.sqlite  # about the machine: once is enough


def owner_of(address: str) -> tuple[str, str]:
    """Return the server's version and the user that owns its folder."""
    connection = psycopg2.connect(address)
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        (folder,) = cursor.fetchone()
        cursor.execute("SHOW listen_addresses")
        (listens,) = cursor.fetchone()
    connection.close()
    assert listens == ""
    return folder, pwd.getpwuid(Path(folder).stat().st_uid).pw_name


@pytest.mark.slow
@pytest.mark.parametrize("source", ["wheel", "system"])
def test_postgres_runs_unprivileged_and_leaves_nothing(source: str) -> None:
    if source == "system" and postgres.system_binaries() is None:
        pytest.skip("there is no PostgreSQL on this system; the wheel serves")
    with postgres.server(source=source) as address:
        folder, owner = owner_of(address)
        assert owner != "root"
    assert not Path(folder).parent.exists()
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(address)


def test_postgres_of_somebody_else_is_taken_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://someone@db.school.example/tests")
    with postgres.server() as address:
        assert address == "postgres://someone@db.school.example/tests"


def test_postgres_missing_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(postgres, "_usable", lambda folder: False)
    before = set(Path("/tmp").glob("wspg*"))
    with pytest.raises(postgres.PostgresNotFoundError, match="apt-get install postgresql"), postgres.server():
        pytest.fail("there is no server")
    assert set(Path("/tmp").glob("wspg*")) <= before


def test_chromium_missing_names_the_remedy_and_what_was_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "installed", lambda: None)
    monkeypatch.setattr(chromium, "_ways_to_fetch", lambda: [["false"]])
    with pytest.raises(chromium.ChromiumNotFoundError) as missing:
        chromium.find_or_fetch()
    assert "apt-get install chromium-headless-shell" in str(missing.value)
    assert "`false` ended with 1" in str(missing.value)


def test_chromium_that_does_not_start_is_not_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(stub))
    assert chromium.installed() is None


def test_chromium_is_fetched_when_it_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "chromium"
    monkeypatch.setenv("CHROMIUM", str(path))
    make = f"printf '#!/bin/sh\\n' > {path} && chmod +x {path}"
    monkeypatch.setattr(chromium, "_ways_to_fetch", lambda: [["false"], ["sh", "-c", make]])
    assert chromium.find_or_fetch() == str(path)


def test_chromium_without_a_sandbox_is_for_root_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--no-sandbox" in chromium.arguments()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "--no-sandbox" not in chromium.arguments()
