"""What the user set, kept until the next time: a small file that only the user can read.

It is a profile file like any other (`tilcoach.config`), beside the history, so that one button
erases both. Only what differs from tilcoach's own settings stands in it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from tilcoach.config import Settings, load_settings
from tilcoach.errors import StoreError
from tilcoach.store.place import SETTINGS_FILE, history_folder, make_folder

_HEAD = "# What was set in tilcoach. It may be changed by hand, and erased without harm.\n"


def settings_path(folder: Path | None = None) -> Path:
    """Return where the settings are kept; the file need not be there.

    Parameters
    ----------
    folder
        Of the history; the user's own place when left out.
    """
    return (folder or history_folder()) / SETTINGS_FILE


def read_remembered(path: Path) -> Settings:
    """Return what was set; tilcoach's own settings when nothing was.

    Parameters
    ----------
    path
        From `settings_path`.

    Raises
    ------
    SettingsError
        If the file cannot be read, or holds an unknown key or a wrong value.
    """
    return load_settings(path) if path.exists() else Settings()


def remember(settings: Settings, path: Path) -> None:
    """Write what was set; an older file is replaced whole or not at all.

    Parameters
    ----------
    settings
        To keep.
    path
        From `settings_path`.

    Raises
    ------
    StoreError
        If it cannot be written.
    """
    try:
        make_folder(path.parent)
        # mkstemp lets nobody else read.
        handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(_HEAD + "".join(f"{line}\n" for line in _lines(settings)))
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        sentence = (
            "What you set cannot be kept in {path} ({cause}): it holds until you close tilcoach."
        )
        raise StoreError(sentence, path=path, cause=error.strerror) from error


def forget(path: Path) -> None:
    """Remove the file, so that tilcoach's own settings hold again; twice is fine.

    Parameters
    ----------
    path
        From `settings_path`.
    """
    path.unlink(missing_ok=True)


def _lines(settings: Settings) -> Iterator[str]:
    """Give TOML; a code, a number and a list of codes are written as in JSON."""
    own = Settings()
    for field in fields(Settings):
        value = getattr(settings, field.name)
        if field.name != "limits" and value != getattr(own, field.name):
            plain = sorted(value) if isinstance(value, frozenset) else value
            yield f"{field.name} = {json.dumps(plain, ensure_ascii=False)}"
    changed = {n: limit.value for n, limit in settings.limits.items() if limit != own.limits[n]}
    if changed:
        yield "[limits]"
        yield from (f"{name} = {json.dumps(value)}" for name, value in changed.items())
