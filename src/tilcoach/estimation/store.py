"""Where the pose bundles live on this machine, and whether they are whole.

Looked through in this order:

1. the folder that ``$TILCOACH_MODELS`` names;
2. ``models/`` of the checkout, when tilcoach runs from one;
3. ``models/`` inside the installed package: the wheel carries the full model;
4. the user's data folder.

New bundles go to the first of 1, 2 and 4 that there is.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tilcoach.errors import InputError, ModelError
from tilcoach.estimation.bundle import ModelInfo, bundle_fault
from tilcoach.estimation.manifest import Manifest, read_manifest

FOLDER_VARIABLE = "TILCOACH_MODELS"
PREFIX = "pose_landmarker_"
SUFFIX = ".task"

_MANIFEST = "manifest.toml"
_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def known_models() -> Manifest:
    """Return the models that tilcoach knows, from the checkout or the installed package."""
    checkout = _checkout_folder()
    return read_manifest((checkout or _PACKAGE / "models") / _MANIFEST)


def model_folders() -> tuple[Path, ...]:
    """Return the folders that bundles are looked for in, the first one first."""
    named = os.environ.get(FOLDER_VARIABLE)
    folders = (
        Path(named).expanduser() if named else None,
        _checkout_folder(),
        _PACKAGE / "models",
        _user_folder(),
    )
    return tuple(folder for folder in folders if folder is not None)


def own_folder() -> Path:
    """Return the folder that new bundles are put in."""
    return next(folder for folder in model_folders() if folder != _PACKAGE / "models")


def find_bundle(model: str) -> Path:
    """Return the bundle of a model, after checking that it is whole.

    Parameters
    ----------
    model
        ``lite``, ``full``, ``heavy``, or the name of a bundle that was added.

    Raises
    ------
    ModelError
        If it is missing, or not the file that it was; says what to run.
    """
    fault: ModelError | None = None
    for bundle in bundles():
        if short_name(bundle) == model:
            try:
                check_bundle(bundle)
            except ModelError as error:  # a whole one may stand in a later folder
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
    """Give all bundles on this machine, in the order in which they are looked for."""
    for folder in model_folders():
        yield from sorted(folder.glob(f"*{SUFFIX}"))


def short_name(bundle: Path) -> str:
    """Return what a bundle is called on the command line: ``full``, for example.

    Parameters
    ----------
    bundle
        The ``.task`` file.
    """
    return bundle.stem.removeprefix(PREFIX)


def fetch_command(model: str) -> str:
    """Return the command that brings a model.

    Parameters
    ----------
    model
        One of the known models.
    """
    return "tilcoach models fetch" + ("" if model == "full" else f" {model}")


def check_bundle(bundle: Path) -> None:
    """Check that a bundle is whole, and the very file that was fetched or added.

    Parameters
    ----------
    bundle
        The ``.task`` file.

    Raises
    ------
    ModelError
        If it is not; says what to run.
    """
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
    """Return the SHA-256 that a bundle must have; None when it was never recorded.

    Parameters
    ----------
    bundle
        The ``.task`` file.
    """
    recorded = sidecar(bundle)
    if recorded.is_file():
        return recorded.read_text(encoding="ascii").split()[0]
    return next((m.sha256 for m in known_models().values() if m.file == bundle.name), None)


def sidecar(bundle: Path) -> Path:
    """Return the file beside a bundle that records the SHA-256 of one that was added by hand.

    Parameters
    ----------
    bundle
        The ``.task`` file.
    """
    return bundle.with_name(bundle.name + ".sha256")


def write_whole(data: bytes, path: Path) -> None:
    """Write a file that appears whole or not at all.

    Parameters
    ----------
    data
        What to write.
    path
        Where; an older file there is replaced.

    Raises
    ------
    ModelError
        If the folder cannot be written to; names it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            part.chmod(0o644)  # mkstemp lets nobody else read
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        sentence = (
            "The pose model cannot be written to {folder} ({cause}): "
            "make room, or name another folder in {variable}."
        )
        raise ModelError(
            sentence, folder=path.parent, cause=error.strerror, variable=FOLDER_VARIABLE
        ) from error


def _checkout_folder() -> Path | None:
    """Return ``models/`` of the checkout that this very file is part of."""
    source = _PACKAGE.parent
    folder = source.parent / "models"
    return folder if source.name == "src" and (folder / _MANIFEST).is_file() else None


def _user_folder() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415 - not there when a wheel is built

    return user_data_path("tilcoach", appauthor=False) / "models"
