"""A model is found where it is, and only used when it is the very file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tilcoach.errors import InputError, ModelError
from tilcoach.estimation import model_files
from tilcoach.estimation.bundle import DETECTOR_MEMBER, LANDMARKS_MEMBER, ModelInfo
from tilcoach.estimation.model_files import add_bundle, find_bundle, known_models, recognised

FULL = "pose_landmarker_full.task"


def put(bundle: Path, folder: Path, name: str = FULL) -> Path:
    """Put a bundle in a folder, with its SHA-256 recorded beside it."""
    folder.mkdir(exist_ok=True)
    place = folder / name
    place.write_bytes(bundle.read_bytes())
    model_files.sidecar(place).write_text(ModelInfo.of(bundle).sha256)
    return place


def test_a_recorded_bundle_is_found(models_home: Path, bundle: Path) -> None:
    place = put(bundle, models_home)
    assert model_files.find_bundle("full") == place


def test_a_bundle_of_ones_own_is_found_by_its_name(models_home: Path, bundle: Path) -> None:
    place = put(bundle, models_home, "mine.task")
    assert model_files.find_bundle("mine") == place


def test_the_named_folder_goes_before_the_users(models_home: Path, bundle: Path) -> None:
    put(bundle, models_home.parent / "user")
    here = put(bundle, models_home)
    assert model_files.find_bundle("full") == here
    assert model_files.own_folder() == models_home


def test_a_whole_one_further_on_is_used_when_the_first_is_damaged(
    models_home: Path, bundle: Path
) -> None:
    put(bundle, models_home).write_bytes(b"damaged")
    whole = put(bundle, models_home.parent / "user")
    assert model_files.find_bundle("full") == whole


@pytest.mark.usefixtures("models_home")
@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        ("full", "The full pose model is not on this machine: run `tilcoach models fetch`."),
        ("lite", "The lite pose model is not on this machine: run `tilcoach models fetch lite`."),
        (
            "mine",
            "There is no pose model called mine: choose one of full, lite, heavy, or add your own.",
        ),
    ],
)
def test_a_model_that_is_missing(model: str, sentence: str) -> None:
    with pytest.raises(ModelError) as error:
        model_files.find_bundle(model)
    assert str(error.value) == sentence
    assert error.value.exit_code == 4


def test_a_model_that_was_changed(models_home: Path, bundle: Path) -> None:
    place = put(bundle, models_home)
    place.write_bytes(place.read_bytes() + b"\0")
    with pytest.raises(ModelError, match=r"cannot be used .*: run `tilcoach models fetch`\."):
        model_files.find_bundle("full")


def test_a_known_name_with_other_bytes_is_refused(models_home: Path, bundle: Path) -> None:
    (models_home / FULL).write_bytes(bundle.read_bytes())
    with pytest.raises(ModelError, match="is not the file that tilcoach put there"):
        model_files.find_bundle("full")


def test_an_own_model_that_was_never_recorded_is_refused(models_home: Path, bundle: Path) -> None:
    (models_home / "mine.task").write_bytes(bundle.read_bytes())
    with pytest.raises(ModelError, match="add it again with `tilcoach models add`"):
        model_files.find_bundle("mine")


def test_without_a_named_folder_a_checkout_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(model_files.FOLDER_VARIABLE, raising=False)
    checkout = Path(__file__).parents[2] / "models"
    assert model_files.own_folder() == checkout
    assert model_files.model_folders()[1:] == (
        Path(model_files.__file__).parents[1] / "models",
        model_files._user_folder(),
    )


def test_writing_replaces_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.task"
    model_files.write_model(b"old", path)
    model_files.write_model(b"new", path)
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_writing_where_one_may_not(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ModelError, match="name another folder in TILCOACH_MODELS"):
        model_files.write_model(b"new", tmp_path / "file" / "a.task")


def test_an_interrupted_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.task"
    path.write_bytes(b"old")

    def full_disk(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(ModelError, match="No space left on device"):
        model_files.write_model(b"new", path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


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
