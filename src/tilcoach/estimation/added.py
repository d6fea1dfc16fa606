"""Pose bundles that the user brings: official ``.task`` files, or a model of one's own."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from tilcoach.errors import InputError
from tilcoach.estimation.bundle import LANDMARKS_MEMBER, ModelInfo, bundle_fault
from tilcoach.estimation.store import PREFIX, SUFFIX, known_models, sidecar, write_whole

# The official bundles hold the same landmark models, written by another program: their sizes
# differ by a few hundred bytes of metadata, and those of two models by more than half.
_SAME_SIZE = 0.02


def add_bundle(file: Path, folder: Path) -> Path:
    """Copy a bundle to the models, record its SHA-256, and return where it is now.

    Parameters
    ----------
    file
        A ``.task`` bundle with a detector and a landmark model.
    folder
        Where it goes: under the name of the model that it is, or else under its own name.

    Raises
    ------
    InputError
        If the file is no such bundle; says what is the matter.
    """
    fault = bundle_fault(file)
    if fault is not None:
        sentence = "{file} is no pose model ({cause}): choose a .task bundle for pose."
        raise InputError(sentence, file=file, cause=fault)
    model = recognised(file)
    own_name = re.sub(r"[^\w.-]", "-", file.stem)
    bundle = folder / (f"{PREFIX}{model}{SUFFIX}" if model else f"{own_name}{SUFFIX}")
    write_whole(file.read_bytes(), bundle)
    write_whole(f"{ModelInfo.of(bundle).sha256}\n".encode(), sidecar(bundle))
    return bundle


def recognised(bundle: Path) -> str | None:
    """Return which of the known models a bundle is, by the size of its landmark model.

    Parameters
    ----------
    bundle
        A whole ``.task`` bundle.
    """
    with zipfile.ZipFile(bundle) as file:
        size = file.getinfo(LANDMARKS_MEMBER).file_size
    for name, model in known_models().items():
        if abs(size / model.landmarks.bytes - 1) < _SAME_SIZE:
            return name
    return None
