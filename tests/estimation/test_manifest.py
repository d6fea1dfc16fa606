"""The manifest is complete, and says the same as the README beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tilcoach.estimation.manifest import Manifest, read_manifest

MODELS = Path(__file__).parents[2] / "models"


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return read_manifest(MODELS / "manifest.toml")


def test_there_are_three_models(manifest: Manifest) -> None:
    assert list(manifest) == ["full", "lite", "heavy"]
    assert [model.name for model in manifest.values()] == list(manifest)


def test_every_file_is_pinned(manifest: Manifest) -> None:
    for model in manifest.values():
        assert model.file == f"pose_landmarker_{model.name}.task"
        for pinned in (model.sha256, model.detector.sha256, model.landmarks.sha256):
            assert re.fullmatch(r"[0-9a-f]{64}", pinned)


def test_the_default_model_needs_pip_alone(manifest: Manifest) -> None:
    assert manifest["full"].package.kind == "pip"


def test_the_archive_is_of_the_version_that_is_named(manifest: Manifest) -> None:
    for package in (model.package for model in manifest.values()):
        flat = package.name.removeprefix("@").replace("/", "-")
        assert package.archive.startswith(f"{flat}-{package.version}")
        assert package.licence == "Apache-2.0"


def test_the_readme_says_the_same(manifest: Manifest) -> None:
    readme = (MODELS / "README.md").read_text(encoding="utf-8")
    for model in manifest.values():
        assert f"| `{model.name}` |" in readme
        assert f"`{model.package.name}` {model.package.version}" in readme
