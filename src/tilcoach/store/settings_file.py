"""The user's settings between sessions: a small file that only the user can read.

It is a profile file (`tilcoach.config`) beside the history, so that one button erases both. It
holds only what differs from the defaults.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from tilcoach.atomic_files import write_atomically
from tilcoach.config import Settings, load_settings
from tilcoach.errors import StoreError
from tilcoach.store.paths import SETTINGS_FILE, finish_what_was_cut, history_folder, make_folder

_HEAD = "# What was set in tilcoach. It may be changed by hand, and erased without harm.\n"


def settings_path(folder: Path | None = None) -> Path:
    """Return the path of the settings; the file need not exist."""
    return (folder or history_folder()) / SETTINGS_FILE


def read_saved_settings(path: Path) -> Settings:
    """Return the saved settings; the defaults when there are none."""
    finish_what_was_cut(path.parent)
    return load_settings(path) if path.exists() else Settings()


def save_settings(settings: Settings, path: Path) -> None:
    """Save the settings; an older file is replaced whole or not at all."""
    finish_what_was_cut(path.parent)
    try:
        make_folder(path.parent)
        text = _HEAD + "".join(f"{line}\n" for line in _lines(settings))
        write_atomically(path, text.encode())
    except OSError as error:
        sentence = (
            "What you set cannot be kept in {path} ({cause}): it holds until you close tilcoach."
        )
        raise StoreError(sentence, path=path, cause=error.strerror) from error


def delete_settings(path: Path) -> None:
    """Remove the file, so that the defaults apply again; no file is fine."""
    path.unlink(missing_ok=True)


def _lines(settings: Settings) -> Iterator[str]:
    """Yield lines of TOML; codes, numbers and lists of codes are written as in JSON."""
    own = Settings()
    for field in fields(Settings):
        value = getattr(settings, field.name)
        if field.name not in ("limits", "tuning") and value != getattr(own, field.name):
            plain = sorted(value) if isinstance(value, frozenset) else value
            yield f"{field.name} = {json.dumps(plain, ensure_ascii=False)}"
    yield from _table("limits", settings.limits.values(), own.limits.values())
    yield from _table("tuning", settings.tuning.numbers(), own.tuning.numbers())


def _table(heading: str, values: Mapping[str, float], ours: Mapping[str, float]) -> Iterator[str]:
    """Yield what differs from our own numbers, as a table of TOML."""
    changed = {name: value for name, value in values.items() if value != ours[name]}
    if changed:
        yield f"[{heading}]"
        yield from (f"{json.dumps(name)} = {json.dumps(v)}" for name, v in changed.items())
