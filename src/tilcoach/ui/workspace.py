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
            The file's name as the browser tells it; folders in it are left out.
        content
            Its bytes.
        """
        plain = PureWindowsPath(PurePosixPath(name).name).name.lstrip(".") or "video"
        path = self.folder / plain
        path.write_bytes(content)
        return path

    def remove(self) -> None:
        """Remove the folder and everything in it; twice is fine."""
        self._finalizer()
