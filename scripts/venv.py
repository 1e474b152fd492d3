"""Make or refresh the virtual environment. Needs nothing but Python 3.11 and its venv module.

    python3 scripts/venv.py requirements.txt

Installs exactly what the lock names, checked by hash, with uv where it is there and else with pip.
A lock that is installed already costs no time.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def main(lock_name: str) -> int:
    """Install the lock; return 0, or 1 after saying what is missing."""
    lock = ROOT / lock_name
    mark = f"{lock_name} {hashlib.sha256(lock.read_bytes()).hexdigest()}"
    stamp = VENV / ".installed"
    if _works() and stamp.exists() and mark in stamp.read_text(encoding="ascii").splitlines():
        return 0
    if problem := _problem():
        print(problem, file=sys.stderr)
        return 1
    if not _works():
        print("Making .venv", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    stamp.unlink(missing_ok=True)
    print(f"Installing {lock_name} into .venv", flush=True)
    if not _install(lock):
        print(
            "The libraries could not be installed: see above. Is the package index reachable?",
            file=sys.stderr,
        )
        return 1
    marks = [mark]
    if lock_name == "requirements-dev.txt":  # holds all of the other lock, at the same versions
        runtime = ROOT / "requirements.txt"
        marks.append(f"{runtime.name} {hashlib.sha256(runtime.read_bytes()).hexdigest()}")
    stamp.write_text("\n".join(marks) + "\n", encoding="ascii")
    return 0


def _problem() -> str:
    version = ".".join(str(part) for part in sys.version_info[:2])
    if sys.version_info < OLDEST:
        return (
            f"{sys.executable} is Python {version}; 3.11 or newer is needed. Name one: make PYTHON=python3.12"
        )
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        return (
            f"{sys.executable} cannot make a virtual environment: its venv module is missing.\n"
            f"On Debian or Ubuntu: apt-get install python{version}-venv"
        )
    return ""


def _works() -> bool:
    """Return whether .venv has a Python that starts (its home may have moved or gone)."""
    try:
        return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _install(lock: Path) -> bool:
    locked = ["--quiet", "--require-hashes", "-r", str(lock)]
    uv = shutil.which("uv", path=str(PYTHON.parent)) or shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--python", str(PYTHON), *locked]
        if subprocess.run(command, check=False).returncode == 0:
            return True
        print("uv did not manage; trying pip.", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--only-binary", ":all:", *locked]
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else "requirements.txt"))
