"""A file, or a set of files, is there whole or as it was before."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tilcoach.atomic_files import (
    atomic_path,
    film_folder,
    remove_abandoned_films,
    replace_files,
    write_atomically,
    write_new,
)


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_an_older_file_is_replaced_and_nobody_else_can_read_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    write_atomically(path, b"new")
    assert contents(tmp_path) == {"a.txt": "new"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_fault_leaves_the_older_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")

    def write_half() -> None:
        with atomic_path(path) as part:
            part.write_text("half", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert contents(tmp_path) == {"a.txt": "old"}


MAKE_AND_DIE = (
    "import os, sys, tempfile; tempfile.tempdir = sys.argv[1]; "
    "from tilcoach.atomic_files import film_folder; "
    "(film_folder() / 'film.mp4').write_bytes(b'a person'); os._exit(9)"
)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere they are removed after a day")
def test_films_that_a_killed_process_left_are_removed_and_those_of_a_living_one_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    own = film_folder()
    subprocess.run([sys.executable, "-c", MAKE_AND_DIE, str(tmp_path)], check=False)  # noqa: S603
    assert len(list(tmp_path.iterdir())) == 2
    remove_abandoned_films()
    assert list(tmp_path.iterdir()) == [own]
    assert stat.S_IMODE(own.stat().st_mode) == 0o700


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".txt")
    write_atomically(path, b"new")
    assert contents(tmp_path) == {path.name: "new"}


def test_a_name_that_is_taken_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    write_new(path, b"first")
    with pytest.raises(FileExistsError):
        write_new(path, b"second")
    assert contents(tmp_path) == {"a.txt": "first"}
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        write_new(tmp_path / "b.txt", b"third")
    assert contents(tmp_path) == {"a.txt": "first"}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Return results of an older run with a note beside them, and those of a newer one."""
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, names in ((old, "xyz"), (new, "xy")):
        folder.mkdir()
        for name in names:
            (folder / name).write_text(folder.name, encoding="utf-8")
    (old / "note").write_text("mine", encoding="utf-8")
    return old, new


def test_nothing_of_an_older_run_stays_beside_a_newer_one(folders: tuple[Path, Path]) -> None:
    old, new = folders
    replace_files(old, new, "xyz")
    assert contents(old) == {"x": "new", "y": "new", "note": "mine"}
    assert {path.name for path in old.parent.iterdir()} == {"old", "new"}


@pytest.mark.parametrize("fails", range(6))
def test_what_cannot_be_moved_leaves_all_as_it_was(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    old, new = folders
    replace, calls = Path.replace, iter(range(99))

    def sometimes(source: Path, target: Path) -> Path:
        if next(calls) == fails:
            raise PermissionError
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", sometimes)
    with pytest.raises(PermissionError):
        replace_files(old, new, "xyz")
    assert contents(old) == {"x": "old", "y": "old", "z": "old", "note": "mine"}
    assert {path.name for path in old.parent.iterdir()} == {"old", "new"}
