"""Puts empty libraries where encoders under the GPL lie, so that a bundle may be given away.

FFmpeg in PyAV's wheel does not load without x264 and x265, so leaving them out is not enough. In
their place come libraries of ours with the same names, in which every function answers nothing:
FFmpeg loads, and says of these two that they cannot be opened. Needs gcc and nm (binutils).
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.bundled_libraries import read_table, stem

_CODE = "TtWw"  # what nm calls functions
_FUNCTION = "void *{name}(void) {{ return 0; }}\n"
_DATA = "const char {name}[4096] = {{0}};\n"  # larger than what stood there


def replace_encoders(folder: Path) -> tuple[Path, ...]:
    """Replace every library in a folder that would bind what is given away with it.

    Parameters
    ----------
    folder
        Of a bundle, or of installed wheels.

    Returns
    -------
    tuple of Path
        Those that were replaced.
    """
    bound = {file for row in read_table("wheel") if row.binds for file in row.files}
    found = tuple(
        path
        for path in sorted(folder.rglob("*.so*"))
        if stem(path.name) in bound and not path.is_symlink()
    )
    for library in found:
        _replace(library)
    return found


def _replace(library: Path) -> None:
    wanted = {
        name
        for other in library.parent.glob("*.so*")
        if other != library
        for name, _ in _symbols(other, "--undefined-only")
    }
    source = "".join(
        (_FUNCTION if kind in _CODE else _DATA).format(name=name)
        for name, kind in _symbols(library, "--defined-only")
        if name in wanted
    )
    _run(
        *("gcc", "-shared", "-fPIC", "-Os", "-s", f"-Wl,-soname,{library.name}", "-x", "c", "-"),
        *("-o", str(library)),
        given=source,
    )


def _symbols(library: Path, which: str) -> Iterator[tuple[str, str]]:
    """Yield the names in a library that others see or that it asks of others, with their kind."""
    for line in _run("nm", "--dynamic", "--format=posix", which, str(library)).splitlines():
        name, kind, *_ = line.split()
        yield name.partition("@")[0], kind


def _run(*command: str, given: str = "") -> str:
    return subprocess.run(  # noqa: S603 - our own words
        command, input=given, check=True, capture_output=True, text=True
    ).stdout
