"""Bundles that the user brings."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tilcoach.errors import InputError
from tilcoach.estimation.added import add_bundle, recognised
from tilcoach.estimation.bundle import DETECTOR_MEMBER, LANDMARKS_MEMBER
from tilcoach.estimation.store import find_bundle, known_models


def official(path: Path, landmarks_bytes: int) -> Path:
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr(DETECTOR_MEMBER, b"detector")
        bundle.writestr(LANDMARKS_MEMBER, bytes(landmarks_bytes))
    return path


@pytest.mark.parametrize("name", ["full", "lite", "heavy"])
def test_an_official_bundle_is_recognised_and_used(
    tmp_path: Path, models_home: Path, name: str
) -> None:
    size = known_models()[name].landmarks.bytes
    file = official(tmp_path / "download (1).task", size + 400)
    assert recognised(file) == name
    place = add_bundle(file, models_home)
    assert place == models_home / f"pose_landmarker_{name}.task"
    assert find_bundle(name) == place


def test_any_other_bundle_keeps_its_name(tmp_path: Path, models_home: Path) -> None:
    file = official(tmp_path / "my model.task", 1000)
    assert recognised(file) is None
    assert add_bundle(file, models_home) == models_home / "my-model.task"
    assert find_bundle("my-model").read_bytes() == file.read_bytes()


def test_what_is_no_bundle_is_refused(tmp_path: Path, models_home: Path) -> None:
    (tmp_path / "photo.task").write_bytes(b"not a zip")
    with pytest.raises(
        InputError, match=r"photo.task is no pose model \(it is no whole zip file\): choose a .task"
    ):
        add_bundle(tmp_path / "photo.task", models_home)
    assert list(models_home.iterdir()) == []


def test_a_file_that_is_not_there(tmp_path: Path, models_home: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        add_bundle(tmp_path / "no.task", models_home)
