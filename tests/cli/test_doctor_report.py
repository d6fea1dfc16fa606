"""What goes along with a report of a fault: what was found, and nothing about a person."""

from __future__ import annotations

import getpass
import platform
from collections.abc import Callable
from pathlib import Path

import pytest

from tilcoach.cli import diagnostics, model_commands
from tilcoach.cli.diagnostics import Diagnostic, State
from tilcoach.cli.doctor_report import write_report
from tilcoach.errors import ModelError, StoreError
from tilcoach.version import __version__


def test_names_of_people_and_computers_stay_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/jansen"))
    monkeypatch.setattr(getpass, "getuser", lambda: "jansen")
    monkeypatch.setattr(platform, "node", lambda: "praktijk-7")
    path = tmp_path / "report.txt"
    found = [
        Diagnostic("Model full", State.FINE, "/home/jansen/models/full.task"),
        Diagnostic("Cameras", State.NOTE, "Jansen's \x1b[31mcamera\nof jansen on praktijk-7"),
    ]
    write_report(path, found)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"tilcoach {__version__}\n{platform.system()}")
    assert "fine: Model full: ~/models/full.task\n" in text
    assert "jansen" not in text
    assert "praktijk" not in text
    assert "\x1b" not in text
    assert len(text.splitlines()) == 4


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="choose another place"):
        write_report(tmp_path / "not" / "there.txt", [])


@pytest.fixture
def nothing_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnostics, "examine", lambda _words: iter(()))


@pytest.mark.usefixtures("nothing_found")
def test_the_command_writes_it(
    ending: Callable[..., int], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "report.txt"
    assert ending("doctor", "--report", str(path)) == 0
    assert path.exists()
    assert "bekijk het voordat u het verstuurt" in " ".join(capsys.readouterr().out.split())


@pytest.mark.usefixtures("nothing_found")
def test_mending_fetches_the_model_and_says_why_it_cannot(
    ending: Callable[..., int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []

    def fetch(_self: object, name: str) -> None:
        fetched.append(name)
        message = "Nothing can be fetched."
        raise ModelError(message)

    monkeypatch.setattr(model_commands.ModelCommands, "fetch", fetch)
    assert ending("doctor", "--mend", "--lang", "en") == 0
    assert fetched == ["full"]
    assert "Nothing can be fetched." in capsys.readouterr().out
