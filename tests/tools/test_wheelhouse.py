"""What starts tilcoach on another system; `pack` asks the package index and is not run here."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tools.setup.tried import Trial, read_trials
from tools.wheelhouse import __main__ as wheelhouse
from tools.wheelhouse.lock import lock_of
from tools.wheelhouse.page import PAGE, platforms_page, with_trials
from tools.wheelhouse.systems import PYTHONS, SYSTEMS

from tilcoach.version import __version__

HERE = ".".join(str(number) for number in sys.version_info[:2])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make what `pack` writes beside the wheels."""
    wheelhouse.write_papers(tmp_path, "linux", HERE)
    return tmp_path


@pytest.mark.parametrize("name", SYSTEMS)
def test_nothing_is_left_to_fill_in(tmp_path: Path, name: str) -> None:
    wheelhouse.write_papers(tmp_path, name, "3.12")
    for paper in ("LEESMIJ.txt", "README.txt", SYSTEMS[name].start):
        text = (tmp_path / paper).read_text(encoding="utf-8")
        assert "3.12" in text
        assert "@" not in text.replace("@echo off", "").replace('"$@"', "")
    assert __version__ in (tmp_path / SYSTEMS[name].start).read_text(encoding="utf-8")


def test_windows_reads_its_script_by_its_line_ends(tmp_path: Path) -> None:
    wheelhouse.write_papers(tmp_path, "windows", "3.12")
    script = (tmp_path / "Start tilcoach.bat").read_bytes()
    assert script.count(b"\n") == script.count(b"\r\n") > 20
    # A word in brackets is read before what stands in it is done: labels instead.
    assert b"if errorlevel 1 (" not in script
    # Wine finds no file by a star where the folder has a space in its name; pip needs none.
    assert b"*.whl" not in script
    assert f"tilcoach=={__version__}\r\n".encode() in script


LOCK = """\
# made by hand
colorama==1 ; sys_platform == 'win32' \\
    --hash=sha256:c
numpy==2 ; python_full_version < '3.12' \\
    --hash=sha256:n2
numpy==3 ; python_full_version >= '3.12' \\
    --hash=sha256:n3a \\
    --hash=sha256:n3b
scipy==4 \\
    --hash=sha256:s
watchdog==5 ; sys_platform != 'darwin' and platform_machine != 'aarch64' \\
    --hash=sha256:w
"""


@pytest.mark.parametrize(
    ("name", "python", "libraries"),
    [
        ("windows", "3.11", ["colorama==1", "numpy==2", "scipy==4", "watchdog==5"]),
        ("windows", "3.12", ["colorama==1", "numpy==3", "scipy==4", "watchdog==5"]),
        ("macos", "3.11", ["numpy==2", "scipy==4"]),
        ("linux", "3.14", ["numpy==3", "scipy==4", "watchdog==5"]),
        ("linux-arm", "3.12", ["numpy==3", "scipy==4"]),
    ],
)
def test_each_system_has_the_libraries_that_it_asks_for_itself(
    name: str, python: str, libraries: list[str]
) -> None:
    own = lock_of(LOCK, SYSTEMS[name], python)
    assert [line.removesuffix(" \\") for line in own.splitlines() if "==" in line] == libraries
    assert ";" not in own
    assert own.count("--hash") == len(libraries) + ("numpy==3" in libraries)


def test_a_folder_lists_what_its_own_system_asks_for(tmp_path: Path) -> None:
    listed = {}
    for name in ("windows", "macos"):
        wheelhouse.write_papers(tmp_path, name, "3.12")
        listed[name] = (tmp_path / "requirements.txt").read_text(encoding="utf-8")
    assert "colorama==" in listed["windows"]
    assert "pyobjc-core==" in listed["macos"]
    assert "pyobjc-core==" not in listed["windows"]


def start(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    script = folder / "start-tilcoach.sh"
    assert script.stat().st_mode & stat.S_IXUSR
    environment = {**os.environ, "TILCOACH_ENVIRONMENT": str(folder / "own env"), **variables}
    return subprocess.run(  # noqa: S603 - our own script
        [str(script), *words], capture_output=True, text=True, env=environment, check=False
    )


def test_a_ready_environment_is_started_with_the_words_that_were_given(folder: Path) -> None:
    program = folder / "own env" / "bin" / "tilcoach"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    (folder / "own env" / "ready").touch()
    assert start(folder).stdout == "app --window\n"
    assert start(folder, "doctor", "--lang", "en").stdout == "doctor --lang en\n"


def test_without_the_right_python_it_says_which(folder: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("dirname", "sh"):
        found = shutil.which(name)
        assert found
        (tools / name).symlink_to(found)
    ended = start(folder, PATH=str(tools))
    assert ended.returncode == 1
    assert f"tilcoach heeft Python {HERE} nodig" in ended.stdout
    assert f"tilcoach needs Python {HERE}" in ended.stdout


def test_an_install_that_fails_is_tried_again_the_next_time(folder: Path) -> None:
    """The folder has no wheels here: pip refuses, and nothing counts as ready."""
    assert start(folder).returncode != 0
    assert not (folder / "own env" / "ready").exists()


def test_the_page_names_what_is_lacking_and_where() -> None:
    lacking: dict[tuple[str, str], tuple[str, ...]] = {
        (name, python): () for name in SYSTEMS for python in PYTHONS
    }
    lacking["windows", "3.14"] = ("numpy==9", "scipy==9")
    page = platforms_page(lacking, [], b"lock")
    assert "| Windows 10 and 11 | complete | complete | complete | no `numpy==9`, `sc" in page
    assert page.count("complete |") == len(SYSTEMS) * len(PYTHONS) - 1


def test_the_page_tells_what_was_run_and_where_nothing_was() -> None:
    lacking: dict[tuple[str, str], tuple[str, ...]] = {
        (name, python): () for name in SYSTEMS for python in PYTHONS
    }
    trial = Trial("Windows 11, x86-64", "3.14.1", "pip", "tests: 9 passed", "0.1.0", "2026-12-01")
    page = platforms_page(lacking, [], b"lock")
    assert "Nothing was run yet on Windows, macOS, Linux ARM**" in page
    told = with_trials(page, [trial])
    assert told == platforms_page(lacking, [trial], b"lock")
    assert "| Windows 11, x86-64 | 3.14.1 | pip | tests: 9 passed | 0.1.0 | 2026-12-01 |\n" in told
    assert "Nothing was run yet on macOS, Linux ARM**" in told


def test_the_published_page_tells_what_is_written_down() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_trials(page, read_trials()) == page
