"""Command: releases a version, or says what stands in the way: `make release VERSION=0.1.0`.

Runs every check, makes the wheel, the source archive, the list of libraries with their licences and
the bundle, writes checksums and notes in dist/, and sets the tag. Nothing is sent anywhere.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.release.state import problems, release_notes

_ROOT = Path(__file__).resolve().parents[2]
_STEPS = ("test", "package", "sbom", "bundle")
_WITH_MODEL = {**os.environ, "TILCOACH_RELEASE": "1"}  # a wheel without it is an error
_FIGURES = ("validation/accuracy.md", "validation/speed.md", "docs/robustness.md")


def main(arguments: Sequence[str] | None = None) -> None:
    """Do it, step by step; ends with 1 and the reasons when a version may not be released."""
    parser = argparse.ArgumentParser(prog="python -m tools.release", description=__doc__)
    parser.add_argument("version", help="as in CHANGELOG.md")
    parser.add_argument("--check", action="store_true", help="only say what stands in the way")
    options = parser.parse_args(arguments)
    found = list(problems(_ROOT, options.version))
    for problem in found:
        print(problem, file=sys.stderr)
    if found:
        sys.exit(1)
    if options.check:
        print(f"Nothing stands in the way of {options.version}.")
        return
    dist = _ROOT / "dist"
    shutil.rmtree(dist, ignore_errors=True)  # what an earlier version left is not given away
    for step in _STEPS:
        words = ["make", step]
        subprocess.run(words, cwd=_ROOT, check=True, env=_WITH_MODEL)  # noqa: S603 - our own words
    for figure in _FIGURES:
        shutil.copy(_ROOT / figure, dist)
    (dist / "notes.md").write_text(f"{release_notes(_ROOT, options.version)}\n", encoding="utf-8")
    write_checksums(dist)
    tag = ["git", "tag", "--annotate", f"v{options.version}", "--message", options.version]
    subprocess.run(tag, cwd=_ROOT, check=True)  # noqa: S603 - our own words
    print(f"dist/ holds tilcoach {options.version}, and the tag v{options.version} is set.")


def write_checksums(folder: Path) -> None:
    """Write the SHA-256 of every file that is given away to SHA256SUMS, as sha256sum reads it."""
    given = sorted(path for path in folder.iterdir() if path.is_file() and path.name != _SUMS)
    lines = [f"{_sha256(path)}  {path.name}\n" for path in given]
    (folder / _SUMS).write_text("".join(lines), encoding="utf-8")


_SUMS = "SHA256SUMS"


def _sha256(path: Path) -> str:
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


if __name__ == "__main__":
    main()
