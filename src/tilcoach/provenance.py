"""What a measurement was made of: the code that was measured, and the libraries under it.

A figure is as old as its code, whatever the day on which it was written down: `make release`
compares what stands here with the checkout, and a figure that comes out the same as before is new
all the same.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from tilcoach.estimation.model_files import manifest_file

MODELS = "models"
"""The part that stands for the list of pose models with their SHA-256."""

_PACKAGE = Path(__file__).resolve().parent
_ALWAYS = frozenset({"__init__", MODELS})
_WORDS = frozenset({"cli", "i18n"})  # they read options and tell of results, and change no number
_ALSO = ("opencv-contrib-python",)  # comes with mediapipe, and reads and turns pictures
_LENGTH = 12
_EXTRAS = re.compile(r"extra == '(app|lab)'|^[^;]*$")  # what a user may have, and not a developer


@dataclass(frozen=True, slots=True)
class Provenance:
    """What was measured.

    Attributes
    ----------
    code
        The beginning of the SHA-256 of each part of tilcoach that took part: a module or package
        directly below it, by its name, or `MODELS`. Empty when nobody wrote it down.
    libraries
        The version of each library that tilcoach names itself and that took part.
    """

    code: Mapping[str, str] = field(default_factory=dict)
    libraries: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_loaded(cls) -> Provenance:
        """Return what this process has loaded: all that a measurement without others ran."""
        loaded = {name.split(".")[1] for name in sys.modules if name.startswith("tilcoach.")}
        known = code_digests(_PACKAGE, manifest_file())
        code = {name: known[name] for name in known if name in (loaded - _WORDS) | _ALWAYS}
        return cls(code, _versions(_distributions_of(sys.modules)))

    @classmethod
    def of_everything(cls) -> Provenance:
        """Return all of tilcoach: for a measurement that starts other processes."""
        return cls(code_digests(_PACKAGE, manifest_file()), _versions(_own_requirements()))

    @classmethod
    def from_json(cls, found: Mapping[str, Any] | None) -> Provenance:
        """Return what `as_json` wrote; nothing is known of a file that does not say it."""
        return cls(**found) if found else cls()

    def as_json(self) -> dict[str, dict[str, str]]:
        """Return it as a file holds it."""
        return asdict(self)


def code_digests(package: Path, manifest: Path) -> Mapping[str, str]:
    """Return the beginning of the SHA-256 of each part of a package.

    Parameters
    ----------
    package
        The folder ``tilcoach``, of a checkout or installed.
    manifest
        The list of pose models.
    """
    parts = {path.stem: path for path in sorted(package.iterdir()) if _is_part(path)}
    return {name: _digest(path) for name, path in (*parts.items(), (MODELS, manifest))}


def _is_part(path: Path) -> bool:
    if path.is_dir():
        return (path / "__init__.py").exists()
    return path.suffix == ".py"


def _digest(part: Path) -> str:
    """Return the beginning of the SHA-256 of a file, or of all files in a folder."""
    whole = hashlib.sha256()
    for path in _files(part):
        whole.update(f"{path.relative_to(part.parent).as_posix()}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:_LENGTH]


def _files(part: Path) -> Iterator[Path]:
    if part.is_file():
        yield part
        return
    for path in sorted(part.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def _own_requirements() -> Iterator[str]:
    """Give the libraries that tilcoach names, without those for developers."""
    for requirement in metadata.requires("tilcoach") or ():
        if _EXTRAS.search(requirement):
            yield re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
    yield from _ALSO


def _distributions_of(modules: Iterable[str]) -> Iterator[str]:
    """Give those of tilcoach's own libraries that some modules are from."""
    owners = metadata.packages_distributions()
    used = {_normal(name) for module in modules for name in owners.get(module, ())}
    return (name for name in _own_requirements() if _normal(name) in used)


def _normal(name: str) -> str:
    """Return the name of a library as it is compared: a registry takes three signs for one."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _versions(distributions: Iterable[str]) -> Mapping[str, str]:
    found = {one: _version(one) for one in distributions}
    return {name: version for name, version in sorted(found.items()) if version}


def _version(distribution: str) -> str:
    """Return the version of a library; empty when it is not installed."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""
