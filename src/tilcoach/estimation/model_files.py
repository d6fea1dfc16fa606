"""The pose bundles on this machine, and whether they are whole.

Searched in this order:

1. the folder that ``$TILCOACH_MODELS`` names;
2. ``models/`` of the checkout, when tilcoach runs from one;
3. ``models/`` inside the installed package: the wheel carries the full model;
4. the user's data folder.

New bundles go to the first of 1, 2 and 4 that there is.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tilcoach.atomic_files import write_atomically
from tilcoach.errors import InputError, ModelError
from tilcoach.estimation.bundle import LANDMARKS_MEMBER, ModelInfo, bundle_fault
from tilcoach.estimation.manifest import Manifest, read_manifest

FOLDER_VARIABLE = "TILCOACH_MODELS"
PREFIX = "pose_landmarker_"
SUFFIX = ".task"

_MANIFEST = "manifest.toml"
_READABLE = 0o644  # a model is no secret
_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def known_models() -> Manifest:
    """Return the models that tilcoach knows, from the checkout or the installed package."""
    return read_manifest(manifest_file())


def manifest_file() -> Path:
    """Return the list of models, of the checkout or the installed package."""
    return (_checkout_folder() or _PACKAGE / "models") / _MANIFEST


def model_folders() -> tuple[Path, ...]:
    """Return the folders that are searched for bundles, in order."""
    named = os.environ.get(FOLDER_VARIABLE)
    folders = (
        Path(named).expanduser() if named else None,
        _checkout_folder(),
        _PACKAGE / "models",
        _user_folder(),
    )
    return tuple(folder for folder in folders if folder is not None)


def own_folder() -> Path:
    """Return the folder for new bundles."""
    return next(folder for folder in model_folders() if folder != _PACKAGE / "models")


def find_bundle(model: str) -> Path:
    """Return the bundle of a model after checking it."""
    fault: ModelError | None = None
    for bundle in bundles():
        if short_name(bundle) == model:
            try:
                check_bundle(bundle)
            except ModelError as error:  # a later folder may have a whole one
                fault = fault or error
            else:
                return bundle
    raise fault or _missing(model)


def _missing(model: str) -> ModelError:
    if model in known_models():
        sentence = "The {model} pose model is not on this machine: run `{command}`."
        return ModelError(sentence, model=model, command=fetch_command(model))
    sentence = "There is no pose model called {model}: choose one of {known}, or add your own."
    return ModelError(sentence, model=model, known=", ".join(known_models()))


def bundles() -> Iterator[Path]:
    """Yield all bundles on this machine, in the order of the search."""
    for folder in model_folders():
        yield from sorted(folder.glob(f"*{SUFFIX}"))


def short_name(bundle: Path) -> str:
    """Return the name of a bundle on the command line, such as ``full``."""
    return bundle.stem.removeprefix(PREFIX)


def fetch_command(model: str) -> str:
    """Return the command that fetches a model."""
    return "tilcoach models fetch" + ("" if model == "full" else f" {model}")


def check_bundle(bundle: Path) -> None:
    """Check that a bundle is the file that was fetched or added."""
    expected = expected_sha256(bundle)
    if expected is not None and ModelInfo.of(bundle).sha256 == expected:
        return
    fault = bundle_fault(bundle) or InputError("it is not the file that tilcoach put there")
    name = short_name(bundle)
    if name in known_models():
        sentence = "The pose model {bundle} cannot be used ({cause}): run `{command}`."
        raise ModelError(sentence, bundle=bundle, cause=fault, command=fetch_command(name))
    sentence = (
        "The pose model {bundle} cannot be used ({cause}): "
        "remove it, and add it again with `tilcoach models add`."
    )
    raise ModelError(sentence, bundle=bundle, cause=fault)


def expected_sha256(bundle: Path) -> str | None:
    """Return the SHA-256 that a bundle must have; None when it was never recorded."""
    recorded = sidecar(bundle)
    if recorded.is_file():
        return recorded.read_text(encoding="ascii").split()[0]
    return next((m.sha256 for m in known_models().values() if m.file == bundle.name), None)


def sidecar(bundle: Path) -> Path:
    """Return the file beside a bundle that records the SHA-256 of one that was added by hand."""
    return bundle.with_name(bundle.name + ".sha256")


def write_model(data: bytes, path: Path) -> None:
    """Write a file that appears whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, data, _READABLE)
    except OSError as error:
        sentence = (
            "The pose model cannot be written to {folder} ({cause}): "
            "make room, or name another folder in {variable}."
        )
        raise ModelError(
            sentence, folder=path.parent, cause=error.strerror, variable=FOLDER_VARIABLE
        ) from error


def _checkout_folder() -> Path | None:
    """Return ``models/`` of the checkout that this file belongs to."""
    source = _PACKAGE.parent
    folder = source.parent / "models"
    return folder if source.name == "src" and (folder / _MANIFEST).is_file() else None


def _user_folder() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - not there when a wheel is built

    return user_data_path("tilcoach", appauthor=False) / "models"


# The official bundles hold the same landmark models, written by another program: their sizes
# differ by a few hundred bytes of metadata, and those of two models by more than half.
_SAME_SIZE = 0.02


def add_bundle(file: Path, folder: Path) -> Path:
    """Copy a bundle to the models, record its SHA-256, and return the new path."""
    fault = bundle_fault(file)
    if fault is not None:
        sentence = "{file} is no pose model ({cause}): choose a .task bundle for pose."
        raise InputError(sentence, file=file, cause=fault)
    model = recognised(file)
    own_name = re.sub(r"[^\w.-]", "-", file.stem)
    bundle = folder / (f"{PREFIX}{model}{SUFFIX}" if model else f"{own_name}{SUFFIX}")
    write_model(file.read_bytes(), bundle)
    write_model(f"{ModelInfo.of(bundle).sha256}\n".encode(), sidecar(bundle))
    return bundle


def recognised(bundle: Path) -> str | None:
    """Return which of the known models a bundle is, by the size of its landmark model."""
    with zipfile.ZipFile(bundle) as file:
        size = file.getinfo(LANDMARKS_MEMBER).file_size
    for name, model in known_models().items():
        if abs(size / model.landmarks.bytes - 1) < _SAME_SIZE:
            return name
    return None
