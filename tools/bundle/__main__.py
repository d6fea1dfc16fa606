"""Command: makes the bundle, a folder and an archive of it that start by a double click.

``make bundle`` calls it in an environment that holds the locked libraries, PyInstaller and the
wheel of tilcoach: ``python -m tools.bundle --out dist``.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tilcoach.version import __version__
from tools.bundle.licences import settle_licences

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parents[1]
_LOCK = _ROOT / "requirements" / "app.txt"
_DOCUMENTS = (_ROOT / "LICENSE", _HERE / "LEESMIJ.txt", _HERE / "README.txt")
_XZ_PRESET: Final = 3  # 6 takes three times as long and saves a twentieth


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the bundle and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tools.bundle", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("dist"), help="folder for the files")
    parser.add_argument("--no-archive", action="store_true", help="only the folder")
    options = parser.parse_args(arguments)
    folder = build(options.out)
    print(f"{folder}: {_megabytes(size_bytes(folder))}")
    if not options.no_archive:
        archive = pack(folder)
        print(f"{archive}: {_megabytes(archive.stat().st_size)}")


def build(out: Path) -> Path:
    """Make the folder ``out/tilcoach`` and return it."""
    subprocess.run(  # noqa: S603 - our own words
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", str(out), "--workpath", str(out / "build")),
            str(_HERE / "tilcoach.spec"),
        ],
        check=True,
    )
    shutil.rmtree(out / "build")
    folder = out / "tilcoach"
    for document in _DOCUMENTS:
        shutil.copy(document, folder)
    settle_licences(folder, _LOCK.read_text(encoding="utf-8"))
    if sys.platform == "linux":
        starter = folder / "tilcoach.desktop"
        shutil.copy(_HERE / "tilcoach.desktop", starter)
        starter.chmod(0o755)  # a desktop starts what may be run
    return folder


def size_bytes(folder: Path) -> int:
    """Return the size of all files in a folder; a link costs nothing."""
    files = (path for path in folder.rglob("*") if not path.is_symlink() and path.is_file())
    return sum(path.stat().st_size for path in files)


def pack(folder: Path) -> Path:
    """Write the archive of a folder beside it, with its SHA-256 in a file, and return it."""
    name = f"tilcoach-{__version__}-{platform.system().lower()}-{platform.machine().lower()}"
    archive = folder.with_name(f"{name}.tar.xz")
    with tarfile.open(archive, "w:xz", preset=_XZ_PRESET) as tar:
        tar.add(folder, arcname=name, filter=_of_nobody)
    with archive.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    archive.with_name(f"{archive.name}.sha256").write_text(f"{digest}  {archive.name}{os.linesep}")
    return archive


def _of_nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who made the bundle."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
