"""What pip says of another system: which wheels there are for it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.wheelhouse.systems import System


def missing_wheels(system: System, python: str, lock: Path) -> tuple[str, ...]:
    """Return the libraries of a lock that have no wheel for a system.

    Parameters
    ----------
    system, python
        Where it is to be installed.
    lock
        As `lock_of` gives it.
    """
    lacking: list[str] = []
    with TemporaryDirectory() as nowhere:
        rest = Path(nowhere) / lock.name
        rest.write_text(lock.read_text(encoding="utf-8"), encoding="utf-8")
        words = ("install", "--dry-run", "--ignore-installed", "--target", nowhere)
        while (run := _pip(words, system, python, rest)).returncode != 0:
            named = re.search(r"No matching distribution found for (\S+)", run.stderr)
            if named is None:
                return (*lacking, run.stderr.strip().splitlines()[-1])
            lacking.append(named[1])  # pip stops at the first: asked again without it
            block = rf"^{re.escape(named[1])} .*?(?=^\S|\Z)"
            left = re.sub(
                block, "", rest.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
            )
            rest.write_text(left, encoding="utf-8")
    return tuple(lacking)


def download(system: System, python: str, lock: Path, folder: Path) -> None:
    """Fetch every wheel of a lock for a system into a folder; `SystemExit` says what is lacking."""
    run = _pip(("download", "--dest", str(folder)), system, python, lock)
    if run.returncode != 0:
        raise SystemExit(run.stderr)


def _pip(
    words: Sequence[str], system: System, python: str, lock: Path
) -> subprocess.CompletedProcess[str]:
    """Run one command of pip, for wheels of another system alone."""
    platforms = [word for tag in system.tags for word in ("--platform", tag)]
    command = [
        *(sys.executable, "-m", "pip", "--disable-pip-version-check", *words),
        *("--quiet", "--no-deps", "--only-binary=:all:", "--python-version", python),
        "--ignore-requires-python",  # it asks the Python that runs here, not the other one
        *platforms,
        *("--require-hashes", "-r", str(lock)),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
