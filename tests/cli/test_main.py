"""How the command line ends: an exit code and one sentence, never a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import tilcoach
from tilcoach.cli import main
from tilcoach.errors import ModelError, VideoError

Failing = Callable[[BaseException], None]

HEAVY = {"numpy", "cv2", "av", "mediapipe", "streamlit", "babel", "scipy", "pandas"}


def ending(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main.run(list(arguments))
    assert isinstance(caught.value.code, int)
    return caught.value.code


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Give a way to let every command fail with a given fault."""

    def fail_with(fault: BaseException) -> None:
        def fail(*_: object, **__: object) -> None:
            raise fault

        monkeypatch.setattr(main, "app", fail)

    return fail_with


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--version"], 0), (["--help"], 0), (["schema"], 0), ([], 2)]
)
def test_what_needs_no_video_ends_well(arguments: list[str], code: int) -> None:
    assert ending(*arguments) == code


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    ending("--version")
    assert capsys.readouterr().out == f"tilcoach {tilcoach.__version__}\n"


def test_the_schema_is_printed_alone(capsys: pytest.CaptureFixture[str]) -> None:
    ending("schema")
    assert json.loads(capsys.readouterr().out)["title"] == "SessionDocument"


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["analyse"], "analyse"),
        (["analyze"], "FILE"),
        (["analyze", "x.mp4", "--persons", "9"], "--persons"),
        (["analyze", "x.mp4", "--height-cm", "99"], "--height-cm"),
        (["analyze", "x.mp4", "--lang", "fr"], "--lang"),
        (["analyze", "x.mp4", "--load", "maybe"], "--load"),
        (["app", "--port", "0"], "--port"),
    ],
)
def test_wrong_use_is_one_sentence_and_two(
    arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending(*arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert named in said.err
    assert said.err.count("\n") == 1
    assert "--help" in said.err


def test_a_group_without_a_command_shows_its_commands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert ending("models") == 2
    said = capsys.readouterr()
    assert "fetch" in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (VideoError("The file {name} is empty.", name="x.mp4"), 3),
        (ModelError("There is no pose model: run `tilcoach models fetch`."), 4),
        (RuntimeError("two\nlines"), 1),
    ],
)
def test_a_fault_is_one_sentence(
    failing: Failing, fault: Exception, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(fault)
    assert ending("analyze", "x.mp4") == code
    said = capsys.readouterr().err
    assert " ".join(str(fault).split()) in said
    assert said.count("\n") == 1
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "nee.mp4 is leeg"),
        (["--lang", "nl"], "nee.mp4 is leeg"),
        (["--lang", "en"], "nee.mp4 is empty"),
        (["--lang=en"], "nee.mp4 is empty"),
    ],
)
def test_a_fault_speaks_the_language_that_was_asked_for(
    failing: Failing, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(VideoError("{path} is empty (0 bytes): record or copy it again.", path="nee.mp4"))
    assert ending("analyze", "nee.mp4", *options) == 3
    assert capsys.readouterr().err.startswith(said)


def test_debug_shows_the_way_to_the_fault_wherever_it_stands(
    failing: Failing, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(RuntimeError("oops"))
    assert ending("analyze", "x.mp4", "--debug") == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), None])
def test_ctrl_c_is_a_calm_sentence(
    stop: KeyboardInterrupt | None,
    monkeypatch: pytest.MonkeyPatch,
    failing: Failing,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if stop is None:  # typer turns it into the number itself
        monkeypatch.setattr(main, "app", lambda *_, **__: 130)
    else:
        failing(stop)
    assert ending("analyze", "x.mp4") == 130
    assert capsys.readouterr().err.startswith("Gestopt")


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, tilcoach.cli.main; print(*{name.split('.')[0] for name in sys.modules})"
    shown = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert set(shown.stdout.split()) & HEAVY == set()


def test_the_package_can_be_run() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "tilcoach", "--version"], capture_output=True, text=True, check=True
    )
    assert tilcoach.__version__ in shown.stdout


def test_a_full_disk_behind_standard_output_is_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tilcoach", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr.startswith("Wat gevonden is, kan niet worden weggeschreven (No space left")


def test_a_name_that_no_file_can_have_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending("analyze", "a" * 300, "--lang", "en") == 3
    assert "cannot be read (File name too long)" in capsys.readouterr().err
