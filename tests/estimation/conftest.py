"""Toy models: TFLite files that compute nothing, written with mediapipe's own schema."""

from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import flatbuffers
import numpy as np
import pytest
from mediapipe.tasks.metadata import schema_py_generated as schema

from tilcoach.estimation import model_files
from tilcoach.estimation.bundle import ModelInfo, build_bundle
from tilcoach.estimation.manifest import ModelSpec, Package, SourceFile

WEIGHTS = bytes(range(256)) * 3


def toy_model(weights: bytes = WEIGHTS, entry: str | None = "min_runtime_version") -> bytes:
    """Return a TFLite file with one buffer of weights, and one metadata entry or none."""
    model = schema.ModelT()
    model.version = 3
    model.description = "toy"
    model.buffers = [_buffer(b""), _buffer(weights), _buffer(b"1.5.0")]
    model.subgraphs = [schema.SubGraphT()]
    if entry is not None:
        metadata = schema.MetadataT()
        metadata.name, metadata.buffer = entry, 2
        model.metadata = [metadata]
    builder = flatbuffers.Builder(0)
    builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
    return bytes(builder.Output())


def _buffer(data: bytes) -> schema.BufferT:
    buffer = schema.BufferT()
    buffer.data = np.frombuffer(data, np.uint8) if data else None
    return buffer


@pytest.fixture(scope="session")
def toy() -> Callable[..., bytes]:
    """Make a toy TFLite model: ``toy(weights, entry=None)``."""
    return toy_model


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Return a whole bundle of two toy models."""
    path = tmp_path / "toy.task"
    path.write_bytes(build_bundle(toy_model(), toy_model(b"other")))
    return path


@pytest.fixture
def models_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the only one in which models are looked for."""
    home = tmp_path / "models"
    home.mkdir()
    model_files.known_models()  # kept from here on: the manifest lies in the checkout
    monkeypatch.setenv(model_files.FOLDER_VARIABLE, str(home))
    monkeypatch.setattr(model_files, "_checkout_folder", lambda: None)
    monkeypatch.setattr(model_files, "_user_folder", lambda: tmp_path / "user")
    return home


@pytest.fixture
def registry(tmp_path: Path) -> Callable[[Literal["pip", "npm"]], tuple[ModelSpec, bytes]]:
    """Make a package with two toy models, and say what the manifest would say of it."""

    def publish(kind: Literal["pip", "npm"]) -> tuple[ModelSpec, bytes]:
        files = {"package/detector.tflite": toy_model(), "package/full.tflite": toy_model(b"full")}
        archive = _wheel(files) if kind == "pip" else _tarball(files)
        (tmp_path / "toy.bin").write_bytes(build_bundle(*files.values()))
        sources = [
            SourceFile(member, hashlib.sha256(data).hexdigest(), len(data))
            for member, data in files.items()
        ]
        name = "toy-1.0-cp311-cp311-manylinux_2_28_x86_64.whl" if kind == "pip" else "toy-1.0.tgz"
        package = Package(kind, "toy", "1.0", name, len(archive), "Apache-2.0")
        sha256 = ModelInfo.of(tmp_path / "toy.bin").sha256
        return ModelSpec("full", package, "pose_landmarker_full.task", sha256, *sources), archive

    return publish


def _wheel(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as wheel:
        for name, content in files.items():
            wheel.writestr(name, content)
    return data.getvalue()


def _tarball(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return data.getvalue()
