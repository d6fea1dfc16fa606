"""What goes into a wheel, by hatch_build.py."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from tilcoach.errors import ModelError
from tilcoach.estimation import download

ROOT = Path(__file__).parents[2]
Build = Callable[[str], dict[str, str]]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout without a model, and with one sample."""
    (tmp_path / "models").mkdir()
    (tmp_path / "sample_videos").mkdir()
    (tmp_path / "sample_videos" / "squat.mp4").write_bytes(b"film")
    shutil.copy(ROOT / "models" / "manifest.toml", tmp_path / "models")
    return tmp_path


@pytest.fixture
def build(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Return what hatchling would add to a wheel of that checkout: where to, by the file's name."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delenv("TILCOACH_RELEASE", raising=False)  # `make release` runs these tests with it
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)

    def run(version: str) -> dict[str, str]:
        hook: Any = module.ModelHook(str(checkout), {}, None, None, "", "wheel")
        data: dict[str, Any] = {"force_include": {}}
        hook.initialize(version, data)
        return {Path(path).name: place for path, place in data["force_include"].items()}

    return run


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        message = "There is no network."
        raise ModelError(message)

    monkeypatch.setattr(download, "fetch_bundle", fail)


@pytest.mark.model
@pytest.mark.usefixtures("offline")
def test_the_full_model_goes_in(build: Build, checkout: Path) -> None:
    shutil.copy(ROOT / "models" / "pose_landmarker_full.task", checkout / "models")
    assert build("standard") == {
        name: f"tilcoach/models/{name}"
        for name in ("manifest.toml", "README.md", "pose_landmarker_full.task")
    } | {"squat.mp4": "tilcoach/sample_videos/squat.mp4"}


def test_a_model_that_is_not_there_is_fetched(
    build: Build, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "fetch_bundle", lambda model, folder: folder / model.file)
    (checkout / "models" / "pose_landmarker_full.task").write_bytes(b"damaged")
    assert "pose_landmarker_full.task" in build("standard")


@pytest.mark.usefixtures("offline")
def test_without_a_network_the_wheel_is_built_without_it(
    build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(build("standard")) == ["manifest.toml", "README.md", "squat.mp4"]
    told = capsys.readouterr()
    assert "The wheel is built without the pose model." in told.out + told.err


@pytest.mark.usefixtures("offline")
def test_a_release_without_the_model_is_an_error(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TILCOACH_RELEASE", "1")
    with pytest.raises(ModelError, match="There is no network"):
        build("standard")


@pytest.mark.usefixtures("offline")
def test_an_editable_install_carries_nothing(build: Build) -> None:
    assert build("editable") == {}


@pytest.mark.usefixtures("offline")
def test_published_errors_go_in_when_there_are_any(build: Build, checkout: Path) -> None:
    releases = checkout / "validation" / "releases"
    releases.mkdir(parents=True)
    (releases / "0.1.0.json").write_text("{}")
    assert build("standard")["0.1.0.json"] == "tilcoach/published/0.1.0.json"
