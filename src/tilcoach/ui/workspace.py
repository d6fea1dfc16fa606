"""A folder for the video that is looked at now; it is gone when the next one comes."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path, PurePosixPath, PureWindowsPath


class Workspace:
    """A temporary folder that is removed with this object, or when the program ends."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tilcoach-"))
        self._finalizer = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def keep(self, name: str, content: bytes | memoryview) -> Path:
        """Write an uploaded file and return where it lies.

        Parameters
        ----------
        name
            The file's name as the browser tells it; never trusted: see `plain_name`.
        content
            Its bytes.
        """
        path = self.folder / plain_name(name)
        path.write_bytes(content)
        return path

    def remove(self) -> None:
        """Remove the folder and everything in it; twice is fine."""
        self._finalizer()


def plain_name(name: str) -> str:
    """Return a name that is safe for a file in one folder, on any system.

    Parameters
    ----------
    name
        What somebody else calls a file: folders in it, signs that a system reads in its own way,
        and length beyond reason are left out.
    """
    bare = PureWindowsPath(PurePosixPath(name).name).name
    shown = "".join(sign for sign in bare if sign.isprintable() and sign not in _NOT_IN_NAMES)
    stem, dot, suffix = shown.strip(". ").rpartition(".")
    kept = f"{stem[:_LONGEST]}{dot}{suffix[:_LONGEST_SUFFIX]}"
    if kept.partition(".")[0].rstrip().upper() in _WINDOWS_DEVICES:
        return f"file-{kept}"
    return kept or "video"


_NOT_IN_NAMES = frozenset('<>:"/\\|?*')
_LONGEST, _LONGEST_SUFFIX = 50, 10  # letters; four bytes each still fit in 255
_WINDOWS_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}
)
