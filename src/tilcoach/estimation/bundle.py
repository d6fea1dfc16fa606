"""From two TFLite files to the ``.task`` bundle that MediaPipe Tasks reads.

A bundle is a zip file, stored and not compressed, of the detector and the landmark model. Each
must say in its metadata how pixels become its input numbers: ``(pixel - mean) / std``.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tilcoach.errors import InputError
from tilcoach.estimation import flatbuffer
from tilcoach.estimation.flatbuffer import Blob, Old, Table, Vector

DETECTOR_MEMBER = "pose_detector.tflite"
LANDMARKS_MEMBER = "pose_landmarks_detector.tflite"
MEMBERS = (DETECTOR_MEMBER, LANDMARKS_MEMBER)

NORMALISATION: Mapping[str, tuple[float, float]] = {
    DETECTOR_MEMBER: (127.5, 127.5),  # pixels become -1 to 1
    LANDMARKS_MEMBER: (0.0, 255.0),  # pixels become 0 to 1
}
"""Mean and standard deviation, in pixel values, as MediaPipe's own pose graphs set them."""

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # fixed, so that the same models give the same bytes

_ZIP_HEADER_SIZE = 30  # before the name of an entry
_PADDING_ID = 0xD935  # the extra field that Android's zipalign pads with
_PADDING_HEADER = struct.Struct("<HH")
_ALIGNMENT = 16

_METADATA_NAME = "TFLITE_METADATA"
_MODEL_BUFFERS, _MODEL_METADATA = 4, 6  # field numbers in the TFLite schema
_ENTRY_NAME, _ENTRY_BUFFER = 0, 1
_BUFFER_DATA = 0


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A bundle's name and fingerprint, as they stand in ``session.json``.

    Attributes
    ----------
    name
        The file's name without ``.task``.
    sha256
        Of the file, in hexadecimal.
    """

    name: str
    sha256: str

    @classmethod
    def of(cls, bundle: Path) -> ModelInfo:
        """Return the name and fingerprint of a file."""
        with bundle.open("rb") as file:
            return cls(bundle.stem, hashlib.file_digest(file, "sha256").hexdigest())


def build_bundle(detector: bytes, landmarks: bytes) -> bytes:
    """Return a ``.task`` bundle; the same models give the same bytes on every machine."""
    models = {DETECTOR_MEMBER: detector, LANDMARKS_MEMBER: landmarks}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as bundle:
        for name, model in models.items():
            mean, std = NORMALISATION[name]
            entry = _aligned_entry(name, file.tell())
            bundle.writestr(entry, with_normalisation(model, mean, std))
    return file.getvalue()


def bundle_fault(bundle: Path) -> InputError | None:
    """Return the fault of a bundle; None when it is whole.

    It is a phrase, to be the cause inside another sentence.
    """
    try:
        with zipfile.ZipFile(bundle) as file:
            missing = set(MEMBERS) - set(file.namelist())
            damaged = file.testzip()
    except zipfile.BadZipFile:
        return InputError("it is no whole zip file")
    except OSError as error:
        return InputError("it cannot be read: {cause}", cause=error.strerror or error)
    if missing:
        return InputError("it lacks {members}", members=", ".join(sorted(missing)))
    return InputError("{member} in it is damaged", member=damaged) if damaged else None


def with_normalisation(model: bytes, mean: float, std: float) -> bytes:
    """Return a TFLite model whose metadata holds the normalisation of its input."""
    if _METADATA_NAME in metadata_names(model):
        return model
    root: dict[int, int | flatbuffer.Part] = {}
    for number, slot in flatbuffer.root_fields(model).items():
        is_number = number == 0  # the version; every other field of a Model is a reference
        root[number] = (
            int.from_bytes(model[slot : slot + 4], "little")
            if is_number
            else Old(flatbuffer.target(model, slot))
        )
    buffers, entries = _items(model, _MODEL_BUFFERS), _items(model, _MODEL_METADATA)
    metadata = _normalisation_metadata(mean, std)
    buffer = Table({_BUFFER_DATA: Blob(metadata, len(metadata))})
    entry = Table(
        {_ENTRY_NAME: flatbuffer.string(_METADATA_NAME), _ENTRY_BUFFER: len(buffers)},
    )
    root[_MODEL_BUFFERS] = Vector([*buffers, buffer])
    root[_MODEL_METADATA] = Vector([*entries, entry])
    return flatbuffer.build(Table(root), b"TFL3", model)


def metadata_names(model: bytes) -> tuple[str, ...]:
    """Return the names of the metadata entries of a TFLite model."""
    names = []
    for entry in _items(model, _MODEL_METADATA):
        slot = flatbuffer.table_fields(model, entry.position)[_ENTRY_NAME]
        names.append(flatbuffer.blob_bytes(model, flatbuffer.target(model, slot)).decode())
    return tuple(names)


def _items(model: bytes, field: int) -> list[Old]:
    slot = flatbuffer.root_fields(model).get(field)
    if slot is None:
        return []
    vector = flatbuffer.target(model, slot)
    return [Old(flatbuffer.target(model, item)) for item in flatbuffer.vector_slots(model, vector)]


def _normalisation_metadata(mean: float, std: float) -> bytes:
    """Return a ModelMetadata FlatBuffer; field numbers as in mediapipe's metadata_schema.fbs."""
    options = Table({0: flatbuffer.floats(mean), 1: flatbuffer.floats(std)})
    process_unit = Table({0: 1, 1: options})  # 1: the options are NormalizationOptions
    tensor = Table({0: flatbuffer.string("image"), 4: Vector([process_unit])})
    subgraph = Table({2: Vector([tensor])})
    root = Table({3: Vector([subgraph]), 7: flatbuffer.string("1.0.0")})
    return flatbuffer.build(root, b"M001")


def _aligned_entry(name: str, position: int) -> zipfile.ZipInfo:
    """Return a zip entry whose data starts where TFLite can use it in place, without a copy."""
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type = zipfile.ZIP_STORED
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o644 << 16
    start = position + _ZIP_HEADER_SIZE + len(name) + _PADDING_HEADER.size
    padding = -start % _ALIGNMENT
    entry.extra = _PADDING_HEADER.pack(_PADDING_ID, padding) + bytes(padding)
    return entry
