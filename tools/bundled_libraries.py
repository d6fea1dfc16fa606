"""The libraries of others inside the wheels: what lies there, and under which licence.

A wheel says its own licence, and nothing of the libraries that its maker put in. So the wheels are
looked into, and ``bundled_libraries.toml``, kept by hand, says what each library is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_suffix(".toml")

_LIBRARY = re.compile(r"\.(so|so\.[\w.]+|dylib|dll)$")
_OWN_MODULE = re.compile(r"\.(cpython-[\w-]+|abi3)\.so$")  # Python code that was compiled
_STEM = re.compile(r"^(lib.+?)(-[0-9a-f]{8})*([-.]r?\d[\w.-]*)?\.so")  # auditwheel adds hashes


@dataclass(frozen=True, slots=True)
class Library:
    """A row of the table.

    Attributes
    ----------
    name
        Of the project.
    files
        What its files are called, without hash, version and ending.
    licence
        As an SPDX expression.
    source
        Where its source is given.
    wheels
        In which distributions it lies; none = wherever its files are.
    python
        With which Pythons the locked wheels have it, such as ``< 3.12``; empty = with all.
    """

    name: str
    files: tuple[str, ...]
    licence: str
    source: str
    wheels: tuple[str, ...] = ()
    python: str = ""

    @property
    def binds(self) -> bool:
        """Whether what is given away with it must be given under the GPL too."""
        return self.licence.startswith(("GPL", "AGPL")) and "exception" not in self.licence


@dataclass(frozen=True, slots=True)
class Found:
    """A library's file in a wheel or a folder.

    Attributes
    ----------
    wheel
        The name of the distribution; empty = it is of the system.
    path
        Inside the wheel or the folder.
    """

    wheel: str
    path: str

    @property
    def stem(self) -> str:
        """What it is called, without hash, version and ending."""
        return stem(self.path)


def stem(path: str) -> str:
    """Return what a library is called, without folder, hash, version and ending."""
    name = path.rsplit("/", 1)[-1]
    match = _STEM.match(name)
    return match[1] if match else name


def is_library(path: str) -> bool:
    """Tell whether a file is a library, and not a module that Python imports."""
    return bool(_LIBRARY.search(path)) and not _OWN_MODULE.search(path)


@cache
def read_table(part: str) -> tuple[Library, ...]:
    """Return the rows of a part of the table.

    Parameters
    ----------
    part
        ``wheel``, or ``system``: what a bundle takes from the system that makes it.
    """
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))[part]
    return tuple(_library(name, row) for name, row in rows.items())


def _library(name: str, row: dict[str, Any]) -> Library:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return Library(name, **{**row, **lists})


def libraries_in(wheels: Iterable[str]) -> Iterator[Found]:
    """Give what lies in the wheels that are installed.

    Parameters
    ----------
    wheels
        Names of distributions; those that are not installed here are left out.
    """
    for wheel in wheels:
        try:
            files = distribution(wheel).files or ()
        except PackageNotFoundError:
            continue
        yield from (Found(wheel, str(file)) for file in files if is_library(file.as_posix()))


def libraries_of(folder: Path, wheels: Iterable[str]) -> Iterator[Found]:
    """Give what lies in a folder, such as a bundle.

    Parameters
    ----------
    folder
        It is looked into with all that is below it.
    wheels
        Names of distributions that something of it may come from; the rest is of the system.
    """
    homes = {Path(found.path).name: found.wheel for found in libraries_in(wheels)}
    for path in sorted(folder.rglob("*")):
        if is_library(path.name) and not path.is_symlink():
            yield Found(homes.get(path.name, ""), path.relative_to(folder).as_posix())


def row_of(found: Found) -> Library | None:
    """Return what the table says of a library; None when it is not listed."""
    for row in read_table("wheel" if found.wheel else "system"):
        if found.stem in row.files and (not row.wheels or found.wheel in row.wheels):
            return row
    return None


def libraries_page(libraries: Iterable[Found]) -> str:
    """Return a table in Markdown.

    Parameters
    ----------
    libraries
        What there is.

    Raises
    ------
    SystemExit
        One of them is not listed.
    """
    rows = [
        f"| {found.wheel or 'the system'} | {found.path.rsplit('/', 1)[-1]} | {row.name} "
        f"| {row.licence} | <{row.source}> |"
        for found, row in known(libraries)
    ]
    head = "| from | file | library | licence | source |\n|---|---|---|---|---|"
    return "\n".join((head, *rows, ""))


def add_to_sbom(sbom: dict[str, Any], wheels: Iterable[str]) -> None:
    """Add the libraries inside wheels to a list in the form of CycloneDX.

    Parameters
    ----------
    sbom
        What its JSON holds; it is changed.
    wheels
        Names of distributions.
    """
    sbom.setdefault("components", []).extend(
        {
            "type": "library",
            "bom-ref": f"{found.wheel}:{found.path}",
            "name": row.name,
            "licenses": [{"expression": row.licence}],
            "externalReferences": [{"type": "distribution", "url": row.source}],
            "properties": [
                {"name": "tilcoach:wheel", "value": found.wheel},
                {"name": "tilcoach:file", "value": found.path},
            ],
        }
        for found, row in known(libraries_in(wheels))
    )


def known(libraries: Iterable[Found]) -> Iterator[tuple[Found, Library]]:
    """Give each library with its row; one that is not listed ends the program."""
    for found in libraries:
        row = row_of(found)
        if row is None:
            where = found.wheel or "the system"
            message = f"{found.path} of {where} is not in {TABLE.name}: write it down there."
            raise SystemExit(message)
        yield found, row
