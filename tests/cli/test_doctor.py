"""``tilcoach doctor``: every fault is found and comes with its remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from tilcoach.cli import diagnostics
from tilcoach.cli.diagnostics import Diagnostic, State
from tilcoach.cli.libraries import EXTRAS, LIBRARIES
from tilcoach.errors import ModelError, VideoError
from tilcoach.i18n import translator
from tilcoach.pose import SourceInfo

WORDS = translator("nl")
ROOT = Path(__file__).parents[2]


class FakeCamera:
    """The first camera works, and there is no other."""

    info = SourceInfo("camera 0", "", 0.0, 30.0, 640, 480, 0)

    def __init__(self, index: int) -> None:
        if index:
            message = "no such camera"
            raise VideoError(message)

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture(autouse=True)
def healthy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a machine on which everything is fine in the place of this one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(diagnostics, "import_faults", lambda _modules: {})
    monkeypatch.setattr(diagnostics, "find_bundle", lambda name: Path(f"/models/{name}.task"))
    monkeypatch.setattr(diagnostics, "start_engine", lambda _bundle: None)
    monkeypatch.setattr(diagnostics, "Camera", FakeCamera)


def found(state: State) -> dict[str, str]:
    """Return what is found in this state, by its subject."""
    return {
        finding.subject: finding.found
        for finding in diagnostics.examine(WORDS)
        if finding.state is state
    }


def test_a_healthy_machine(ending: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert ending("doctor") == 0
    shown = capsys.readouterr().out
    assert "Alles wat tilcoach nodig heeft, is er." in shown
    assert "camera 0 (640 x 480)" in shown


def test_a_fault_makes_it_end_with_one(
    ending: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fault = Diagnostic("Python", State.FAULT, "[too old]")
    monkeypatch.setattr(diagnostics, "_python", lambda _words: fault)
    assert ending("doctor", "--lang", "en") == 1
    shown = capsys.readouterr().out
    assert "[too old]" in shown
    assert "1 thing needs your attention." in shown


def test_an_old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version_info", (3, 10, 4))
    sentence = "Python 3.10.4 is te oud: installeer 3.11 of nieuwer."
    assert found(State.FAULT) == {"Python": sentence}


def test_the_oldest_python_is_that_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = ".".join(str(number) for number in diagnostics.OLDEST_PYTHON)
    assert project["requires-python"] == f">={oldest}"


def names(wanted: list[str]) -> set[str]:
    return {re.split(r"[<>=\[ ]", one)[0] for one in wanted}


def test_every_library_of_the_package_is_looked_at() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert names(project["dependencies"]) == LIBRARIES.keys() - {"opencv-contrib-python"}
    extras = {name: names(wanted) for name, wanted in project["optional-dependencies"].items()}
    assert {name: extras[name] for name in EXTRAS} == {
        name: set(libraries) for name, libraries in EXTRAS.items()
    }
    assert extras.keys() - EXTRAS.keys() == {
        "dev",
        "render",
    }  # for developers: no command uses them


def test_a_library_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    faults = {"cv2": "libGL.so.1: cannot open shared object file"}
    monkeypatch.setattr(diagnostics, "import_faults", lambda _modules: faults)
    sentences = found(State.FAULT)
    assert list(sentences) == ["opencv-contrib-python"]
    assert "libGL.so.1" in sentences["opencv-contrib-python"]
    assert "apt-get install -y libgl1" in sentences["opencv-contrib-python"]
    assert "opencv" not in found(State.FINE)["Bibliotheken"]


def test_two_opencvs(monkeypatch: pytest.MonkeyPatch) -> None:
    versions = dict.fromkeys(("opencv-python", "opencv-contrib-python"), "5.0")

    def version(name: str) -> str:
        if name in versions:
            return versions[name]
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", version)
    (sentence,) = found(State.FAULT).values()
    assert "pip uninstall -y opencv-python opencv-contrib-python" in sentence


def test_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Path:
        message = f"There is no {name} model: fetch it."
        raise ModelError(message)

    monkeypatch.setattr(diagnostics, "find_bundle", missing)
    monkeypatch.setattr(diagnostics, "bundles", lambda: iter([Path("pose_landmarker_lite.task")]))
    assert found(State.FAULT) == {
        "Model full": "There is no full model: fetch it.",
        "Model lite": "There is no lite model: fetch it.",  # it is there, but damaged
    }
    assert {"Model heavy", "Houdingsmotor"} <= found(State.NOTE).keys()


def test_a_model_that_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(_bundle: Path) -> None:
        message = "libEGL.so.1 is missing: run apt-get."
        raise ModelError(message)

    monkeypatch.setattr(diagnostics, "start_engine", lacking)
    assert found(State.FAULT) == {"Houdingsmotor": "libEGL.so.1 is missing: run apt-get."}


@pytest.mark.parametrize("error", [VideoError("none"), ImportError("libGL.so.1")])
def test_no_camera_is_no_fault(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def none(_index: int) -> None:
        raise error

    monkeypatch.setattr(diagnostics, "Camera", none)
    assert found(State.FAULT) == {}
    assert "Camera's" in found(State.NOTE)


def test_a_folder_in_which_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    sentences = found(State.FAULT)
    assert list(sentences) == ["Uitkomsten"]
    assert "Permission denied" in sentences["Uitkomsten"]


def test_nothing_is_left_where_it_tried_to_write(tmp_path: Path) -> None:
    assert "Uitkomsten" in found(State.FINE)
    assert list(tmp_path.iterdir()) == []
