"""Production settings come from the environment alone and fail loudly; the embedded ones need nothing."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config import databases
from config.local_files import kept_secret

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "SECRET_KEY": "Kq3vPz0mT8sWn5xLr2yJd7hFb4gCa9eUi6oQkXtMpVwYzRjNsBh1",
    "ALLOWED_HOSTS": "webside.school.example",
    "DATABASE_URL": "postgres://webside:secret@db.school.example/webside",
    "SCHOOL_NAME": "A school",
    "SCHOOL_TIME_ZONE": "Europe/Paris",
    "EMAIL_URL": "submission://user:password@mail.school.example:587",
    "DEFAULT_FROM_EMAIL": "webside@school.example",
}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py in a process of its own, with this environment and nothing inherited."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONWARNINGS": "error::DeprecationWarning:config", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def production(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(*arguments, DJANGO_SETTINGS_MODULE="config.settings_production", **environment)


def test_production_settings_name_everything_that_is_missing() -> None:
    done = production("check")
    assert done.returncode != 0
    for name in (*COMPLETE, "WEBSIDE_VAR"):
        assert f"\n  {name}: " in done.stderr


@pytest.mark.parametrize("left_out", sorted(COMPLETE))
def test_production_settings_refuse_to_start_without_one(left_out: str, tmp_path: Path) -> None:
    rest = {name: value for name, value in COMPLETE.items() if name != left_out}
    done = production("check", WEBSIDE_VAR=str(tmp_path), **rest)
    assert done.returncode != 0
    named = done.stderr.partition("missing:")[2]
    assert f"  {left_out}: " in named
    assert [name for name in rest if f"  {name}: " in named] == []


def test_production_settings_refuse_a_short_secret_key(tmp_path: Path) -> None:
    done = production("check", WEBSIDE_VAR=str(tmp_path), **{**COMPLETE, "SECRET_KEY": "short"})
    assert done.returncode != 0
    assert "SECRET_KEY must have at least 50 characters" in done.stderr


def test_production_on_sqlite_warns(tmp_path: Path) -> None:
    environment = {
        **COMPLETE,
        "WEBSIDE_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
    }
    done = production("check", "--deploy", "--database", "default", **environment)
    assert "config.W001" in done.stderr
    assert "runs on SQLite" in done.stderr


def test_embedded_settings_need_nothing_and_keep_their_secret(tmp_path: Path) -> None:
    show = (
        "from django.conf import settings; print(settings.SECRET_KEY, settings.DATABASES['default']['NAME'])"
    )
    first = run("shell", "--no-imports", "-c", show, WEBSIDE_VAR=str(tmp_path))
    second = run("shell", "--no-imports", "-c", show, WEBSIDE_VAR=str(tmp_path))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert first.stdout.split()[1] == str(tmp_path / "webside.sqlite3")
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_kept_secret_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "password"
    made = kept_secret(path, length=12)
    assert len(made) >= 16
    assert kept_secret(path, length=12) == made
    assert [each.name for each in path.parent.iterdir()] == ["password"]


def test_database_address_of_postgresql_keeps_and_checks_connections() -> None:
    made = databases.from_url("postgres://someone:secret@db.school.example:5433/webside")
    assert made["ENGINE"] == "django.db.backends.postgresql"
    assert (made["HOST"], made["PORT"], made["NAME"]) == ("db.school.example", 5433, "webside")
    assert made["CONN_MAX_AGE"] == 600
    assert made["CONN_HEALTH_CHECKS"] is True


def test_database_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="must start with postgres://"):
        databases.from_url("mysql://someone@db.school.example/webside")


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_writes_ahead_and_waits_its_turn() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (20_000,)
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)
    assert connection.transaction_mode == "IMMEDIATE"


def test_every_variable_of_the_environment_is_documented() -> None:
    reading = re.compile(r"""\benv(?:iron)?\.(?:get|[a-z_]+)\(\s*"([A-Z_]{3,})\"""")
    sources = [*ROOT.glob("config/**/*.py"), *ROOT.glob("tests/*.py"), *ROOT.glob("tests/plugins/*.py")]
    read = {name for source in sources for name in reading.findall(source.read_text())}
    documented = set(re.findall(r"`([A-Z_]{3,})`", (ROOT / "docs" / "settings.md").read_text()))
    of_others = {"PATH", "DJANGO_SETTINGS_MODULE", "PLAYWRIGHT_BROWSERS_PATH"}
    assert {"DATABASE_URL", "WEB_PROCESSES"} <= read
    assert sorted(read - documented - of_others) == []
