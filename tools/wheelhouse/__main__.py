"""Command: packs tilcoach for another system, and tells where every library has a wheel.

::

    python -m tools.wheelhouse pack windows 3.12 --out dist   # folder and zip, after `make wheel`
    python -m tools.wheelhouse check                          # docs/platforms.md
    python -m tools.wheelhouse page                           # only its table of what was run
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tilcoach.version import __version__
from tools.setup.tried import read_trials
from tools.wheelhouse.lock import lock_of
from tools.wheelhouse.page import PAGE, platforms_page, with_trials
from tools.wheelhouse.pip import download, missing_wheels
from tools.wheelhouse.systems import PYTHONS, SYSTEMS, System

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parents[1]
_LOCK = _ROOT / "requirements" / "app.txt"
_LIST = "requirements.txt"


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m tools.wheelhouse", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="ask for every system and Python, and write the page")
    commands.add_parser("page", help="write the page with what was run, and ask for no wheel")
    packing = commands.add_parser("pack", help="make a folder and an archive of it")
    packing.add_argument("system", choices=SYSTEMS)
    packing.add_argument("python", choices=PYTHONS)
    packing.add_argument("--out", type=Path, default=Path("dist"), help="folder for the files")
    options = parser.parse_args(arguments)
    if options.command == "check":
        PAGE.write_text(
            platforms_page(check(), read_trials(), _LOCK.read_bytes()), encoding="utf-8"
        )
        return
    if options.command == "page":
        page = with_trials(PAGE.read_text(encoding="utf-8"), read_trials())
        PAGE.write_text(page, encoding="utf-8")
        return
    archive = pack(options.system, options.python, options.out)
    print(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB")


def check() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return, per system and Python, the libraries that have no wheel there."""
    found = {}
    for name, system in SYSTEMS.items():
        for python in PYTHONS:
            with TemporaryDirectory() as folder:
                lock = write_lock(Path(folder), system, python)
                found[name, python] = missing_wheels(system, python, lock)
            print(
                f"{name} {python}: {', '.join(found[name, python]) or 'complete'}", file=sys.stderr
            )
    return found


def pack(name: str, python: str, out: Path) -> Path:
    """Make the folder with every wheel and the start script, zip it, and return the zip."""
    system = SYSTEMS[name]
    folder = out / f"tilcoach-{__version__}-{name}-python{python}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "wheels").mkdir(parents=True)
    (wheel,) = out.glob(f"tilcoach-{__version__}-*.whl")
    shutil.copy(wheel, folder / "wheels")
    write_papers(folder, name, python)
    download(system, python, folder / _LIST, folder / "wheels")
    archive = Path(shutil.make_archive(str(folder), "zip", out, folder.name))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_name(f"{archive.name}.sha256").write_text(f"{digest}  {archive.name}\n")
    return archive


def write_papers(folder: Path, name: str, python: str) -> None:
    """Write the start script, the list of libraries and the two readmes."""
    system = SYSTEMS[name]
    words = {"VERSION": __version__, "PYTHON": python, "TITLE": system.title, "START": system.start}
    is_windows = system.start.endswith(".bat")
    start = _filled("start.bat" if is_windows else "start.sh", words)
    script = folder / system.start
    script.write_text(start, encoding="utf-8", newline="\r\n" if is_windows else "\n")
    script.chmod(0o755)
    for paper in ("LEESMIJ.txt", "README.txt"):
        (folder / paper).write_text(_filled(paper, words), encoding="utf-8", newline="\r\n")
    write_lock(folder, system, python)
    shutil.copy(_ROOT / "LICENSE", folder / "LICENSE.txt")


def write_lock(folder: Path, system: System, python: str) -> Path:
    """Write which libraries are installed on a system, and return where."""
    path = folder / _LIST
    text = lock_of(_LOCK.read_text(encoding="utf-8"), system, python)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _filled(name: str, words: dict[str, str]) -> str:
    text = (_HERE / name).read_text(encoding="utf-8")
    for key, value in words.items():
        text = text.replace(f"@{key}@", value)
    return text


if __name__ == "__main__":
    main()
