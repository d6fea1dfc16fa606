"""What `tilcoach doctor` found, as a file for a report of a fault, with nothing about a person."""

from __future__ import annotations

import getpass
import platform
import re
from collections.abc import Iterable
from pathlib import Path

from tilcoach.atomic_files import write_atomically
from tilcoach.cli.diagnostics import Diagnostic
from tilcoach.cli.terminal import safe_text
from tilcoach.errors import StoreError
from tilcoach.version import __version__


def write_report(path: Path, findings: Iterable[Diagnostic]) -> None:
    """Write what was found on this machine.

    Parameters
    ----------
    path
        Of the file, which is replaced.
    findings
        In English.

    Raises
    ------
    StoreError
        When nothing can be written there.
    """
    system = f"{platform.system()} {platform.release()}, {platform.machine()}"
    lines = [f"tilcoach {__version__}", system]
    lines += [f"{one.state.name.lower()}: {one.subject}: {one.found}" for one in findings]
    text = "".join(f"{_impersonal(line)}\n" for line in lines)
    try:
        write_atomically(path, text.encode())
    except OSError as error:
        sentence = "The report cannot be written to {path} ({cause}): choose another place."
        raise StoreError(sentence, path=path, cause=error.strerror) from error


def _impersonal(line: str) -> str:
    """Return a line without the user's folder, user name and computer, and on one line."""
    plain = " ".join(safe_text(line).split())
    for name in (str(Path.home()), _user(), platform.node()):
        if len(name) > 1:
            plain = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "~", plain)
    return plain


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system without users
        return ""
