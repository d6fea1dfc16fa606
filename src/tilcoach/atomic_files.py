"""Files that appear whole or not at all, and that only this user can read.

What is half done carries, in a hidden name, the machine and the process that does it; the next one
that writes at the same place puts right what a process that is no more left behind.
"""

from __future__ import annotations

import glob
import json
import math
import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

FOLDER_MODE = 0o700
"""Of a folder with results or a history: what is found about a body is for this user alone."""

FILE_MODE = 0o600
"""Of a file in it."""

PART, OLD = ".part", ".old"
"""Ends of the names of what is being written, and of what is being replaced."""

_FILMS = ".films"  # end of a temporary folder with pictures of people
_LONGEST_STEM = 40  # a name that is long already leaves no room for what is added to it
_LIST = ".before"  # in a folder of what is being replaced: what was there
_FINISHED_S = {OLD: 60.0, _FILMS: 86_400.0}  # where one cannot ask: renaming takes less, and so
# does a film; what is only half written may take any time


def make_folders(folder: Path) -> tuple[Path, ...]:
    """Make a folder and those above it, for this user alone; return the new ones, inmost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=FOLDER_MODE, exist_ok=True)
    return tuple(missing)


def hidden_path(path: Path, end: str) -> Path:
    """Return a hidden path beside one, for what this process has not finished."""
    return path.absolute().with_name(f"{_prefix(path)}{os.getpid()}{end}")


def abandoned(path: Path, end: str) -> Iterator[Path]:
    """Yield the hidden paths beside one that a process of this machine left when it was killed."""
    prefix = _prefix(path)
    for found in path.absolute().parent.glob(f"{glob.escape(prefix)}*{end}"):
        number = found.name.removeprefix(prefix).partition(".")[0]
        if number.isdecimal() and not _is_alive(int(number), found):
            yield found


def remove_abandoned(path: Path) -> None:
    """Remove what a killed process left half written beside a path."""
    for part in abandoned(path, PART):
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)


def film_folder() -> Path:
    """Make a temporary folder for films, for this user alone; the caller removes it."""
    named = hidden_path(_temporary(), ".")
    return Path(tempfile.mkdtemp(prefix=named.name, suffix=_FILMS, dir=named.parent))


def remove_abandoned_films() -> None:
    """Remove the films that a killed process, or a power cut, left among the temporary files."""
    for folder in abandoned(_temporary(), _FILMS):
        shutil.rmtree(folder, ignore_errors=True)  # it follows no links, nor those of other users


@contextmanager
def atomic_path(path: Path, mode: int = FILE_MODE) -> Iterator[Path]:
    """Give an empty file beside `path` to write to, which takes its name when all went well."""
    with _part(path) as part:
        yield part
        part.chmod(mode)
        part.replace(path)


def write_atomically(path: Path, data: bytes, mode: int = FILE_MODE) -> None:
    """Write a file, or replace an older one; a power cut leaves one of the two, whole."""
    with atomic_path(path, mode) as part:
        _write(part, data)


def write_new(path: Path, data: bytes, mode: int = FILE_MODE) -> None:
    """Write a file whose name must be free; `FileExistsError` when it is not."""
    if os.path.lexists(path):
        raise FileExistsError(path)
    with _part(path) as part:
        _write(part, data)
        part.chmod(mode)
        try:
            os.link(part, path)
        except FileExistsError:
            raise
        except OSError:  # a disk without links, such as a memory stick
            part.replace(path)


def replace_files(folder: Path, written: Path, names: Collection[str]) -> None:
    """Put the files of a folder in the place of all that have these names: every one, or none.

    A process that is killed in between leaves the older files beside the folder, with a list of
    them; `restore_files` brings them back.
    """
    restore_files(folder)
    aside = hidden_path(folder, OLD)
    aside.mkdir(mode=FOLDER_MODE)
    before = [name for name in names if (folder / name).exists()]
    try:
        write_atomically(aside / _LIST, json.dumps([before, list(names)]).encode())
        pairs = [(folder / name, aside / name) for name in before]
        pairs += [(path, folder / path.name) for path in sorted(written.iterdir())]
        for source, target in pairs:
            source.replace(target)
        (aside / _LIST).unlink()  # from here on the new ones hold
    finally:
        _put_back(folder, aside)


def restore_files(folder: Path) -> None:
    """Bring back the older files of a folder when a process was killed while it replaced them."""
    for aside in abandoned(folder, OLD):
        _put_back(folder, aside)


def _put_back(folder: Path, aside: Path) -> None:
    """Undo as far as `aside` lists what was there, and remove it; may be cut off and done again."""
    listed = aside / _LIST
    if listed.exists():
        before, names = json.loads(listed.read_bytes())
        for name in names:
            if (aside / name).exists():
                (aside / name).replace(folder / name)
            elif name not in before:
                (folder / name).unlink(missing_ok=True)
        listed.unlink()
    shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _part(path: Path) -> Iterator[Path]:
    remove_abandoned(path)
    handle, name = tempfile.mkstemp(
        prefix=f"{_prefix(path)}{os.getpid()}.", suffix=PART, dir=path.parent
    )
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _temporary() -> Path:
    return Path(tempfile.gettempdir()) / "tilcoach"


def _prefix(path: Path) -> str:
    return f".{path.absolute().name[:_LONGEST_STEM]}.{_machine()}."


def _is_alive(process: int, left: Path) -> bool:
    """Return whether the process that made something may still be at it."""
    if os.name != "posix":  # elsewhere one cannot ask whether a process lives
        return time.time() - left.stat().st_mtime < _FINISHED_S.get(left.suffix, math.inf)
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True


@cache
def _machine() -> str:
    return re.sub(r"[^\w-]", "-", platform.node())[:_LONGEST_STEM]
