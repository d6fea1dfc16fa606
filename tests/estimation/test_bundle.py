"""Bundles are what MediaPipe Tasks asks for, and the same on every machine."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_schema
from mediapipe.tasks.metadata import schema_py_generated as schema

from tilcoach.estimation.bundle import (
    DETECTOR_MEMBER,
    LANDMARKS_MEMBER,
    ModelInfo,
    build_bundle,
    bundle_fault,
    metadata_names,
    with_normalisation,
)

Toy = Callable[..., bytes]


def read_model(data: bytes) -> Any:  # noqa: ANN401 - mediapipe has no types
    return schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(data, 0))


def normalisation(model: Any) -> tuple[float, float]:  # noqa: ANN401
    """Return mean and standard deviation as mediapipe's own schema reads them."""
    (entry,) = (entry for entry in model.metadata if entry.name == b"TFLITE_METADATA")
    data = bytes(model.buffers[entry.buffer].data)
    assert data[4:8] == b"M001"
    metadata = metadata_schema.ModelMetadataT.InitFromObj(
        metadata_schema.ModelMetadata.GetRootAsModelMetadata(data, 0)
    )
    assert metadata.minParserVersion == b"1.0.0"
    (unit,) = metadata.subgraphMetadata[0].inputTensorMetadata[0].processUnits
    assert unit.optionsType == metadata_schema.ProcessUnitOptions.NormalizationOptions
    return (*unit.options.mean, *unit.options.std)


@pytest.mark.parametrize("entry", [None, "min_runtime_version"])
def test_the_normalisation_is_added_and_nothing_else_changes(toy: Toy, entry: str | None) -> None:
    before = toy(entry=entry)
    after = read_model(with_normalisation(before, 127.5, 2.0))
    assert normalisation(after) == (127.5, 2.0)
    assert (after.version, after.description, len(after.subgraphs)) == (3, b"toy", 1)
    assert [e.name.decode() for e in after.metadata] == [
        *([entry] if entry else []),
        "TFLITE_METADATA",
    ]
    for old, new in zip(read_model(before).buffers, after.buffers, strict=False):
        assert bytes(old.data if old.data is not None else b"") == bytes(
            new.data if new.data is not None else b""
        )


def test_a_model_that_has_metadata_stays_as_it_is(toy: Toy) -> None:
    once = with_normalisation(toy(), 0.0, 255.0)
    assert metadata_names(once) == ("min_runtime_version", "TFLITE_METADATA")
    assert with_normalisation(once, 127.5, 127.5) is once


def test_the_bundle_holds_both_models_stored_and_aligned(toy: Toy) -> None:
    data = build_bundle(toy(), toy(b"other"))
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        assert bundle.namelist() == [DETECTOR_MEMBER, LANDMARKS_MEMBER]
        for entry in bundle.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            model = bundle.read(entry)
            assert data.index(model) % 16 == 0
        assert normalisation(read_model(bundle.read(DETECTOR_MEMBER))) == (127.5, 127.5)
        assert normalisation(read_model(bundle.read(LANDMARKS_MEMBER))) == (0.0, 255.0)


def test_the_same_models_give_the_same_bytes(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    here = build_bundle(toy(), toy(b"other"))
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("time.localtime", lambda *_: pytest.fail("a bundle has no date"))
    assert build_bundle(toy(), toy(b"other")) == here


def test_a_whole_bundle_has_no_fault(bundle: Path) -> None:
    assert bundle_fault(bundle) is None


def test_a_flipped_bit_is_found(bundle: Path) -> None:
    data = bytearray(bundle.read_bytes())
    data[data.index(b"other")] ^= 1
    bundle.write_bytes(data)
    assert str(bundle_fault(bundle)) == f"{LANDMARKS_MEMBER} in it is damaged"


def test_a_bundle_that_is_cut_off_is_found(bundle: Path) -> None:
    bundle.write_bytes(bundle.read_bytes()[:-30])
    assert str(bundle_fault(bundle)) == "it is no whole zip file"


def test_a_bundle_of_something_else_is_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "hand.task", "w") as bundle:
        bundle.writestr("hand_detector.tflite", b"")
    fault = bundle_fault(tmp_path / "hand.task")
    assert str(fault) == f"it lacks {DETECTOR_MEMBER}, {LANDMARKS_MEMBER}"


def test_a_bundle_that_is_not_there(tmp_path: Path) -> None:
    fault = bundle_fault(tmp_path / "no.task")
    assert str(fault) == "it cannot be read: No such file or directory"


def test_name_and_fingerprint(bundle: Path) -> None:
    sha256 = hashlib.sha256(bundle.read_bytes()).hexdigest()
    assert ModelInfo.of(bundle) == ModelInfo("toy", sha256)
