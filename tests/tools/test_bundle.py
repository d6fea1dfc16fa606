"""What the bundle starts, and how it is packed; `make bundle-check` tries a whole one."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from tools.bundle import __main__ as bundle
from tools.bundle import launcher

from tilcoach.cli import main as command_line
from tilcoach.version import __version__

HERE = Path(bundle.__file__).parent


def launch(*arguments: str) -> str:
    """Start the launcher as the bundle does, in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "tools.bundle.launcher", *arguments],
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_it_takes_a_module_and_its_arguments_as_python_does() -> None:
    assert launch("-m", "tilcoach", "--version") == f"tilcoach {__version__}\n"


def test_it_takes_flags_as_python_does() -> None:
    assert launch("-P", "-m", "tilcoach.cli.import_each", "json") == "json\t\n"


def test_other_words_are_the_command_line() -> None:
    assert launch("--version") == f"tilcoach {__version__}\n"


def test_a_double_click_opens_the_app_with_its_window(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(command_line, "run", started.append)
    launcher.main([])
    assert started == [["app", "--window"]]


def test_the_archive_holds_the_folder_and_not_its_maker(tmp_path: Path) -> None:
    folder = tmp_path / "tilcoach"
    folder.mkdir()
    program = folder / "tilcoach"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    archive = bundle.pack(folder)
    with tarfile.open(archive) as tar:
        members = {member.name.split("/", 1)[-1]: member for member in tar.getmembers()}
    assert members["tilcoach"].mode == 0o755
    assert {(member.uname, member.uid) for member in members.values()} == {("", 0)}
    digest, name = archive.with_name(f"{archive.name}.sha256").read_text().split()
    assert digest == hashlib.sha256(archive.read_bytes()).hexdigest()
    assert name == archive.name


def test_the_size_counts_no_file_twice(tmp_path: Path) -> None:
    (tmp_path / "library").write_bytes(b"12345")
    (tmp_path / "other-name").symlink_to(tmp_path / "library")
    assert bundle.size_bytes(tmp_path) == 5


def test_both_languages_say_what_it_is_for() -> None:
    dutch, english = (
        (HERE / name).read_text(encoding="utf-8") for name in ("LEESMIJ.txt", "README.txt")
    )
    assert "geen diagnose" in " ".join(dutch.split())
    assert "no diagnosis" in " ".join(english.split())
