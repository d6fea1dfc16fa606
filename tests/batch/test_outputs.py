"""Results are there whole, or not at all."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from tests.doubles import StandingPerson

from tilcoach.atomic_files import PART, hidden_path
from tilcoach.batch import Analysis, analyse_file, check_writable, write_outputs
from tilcoach.config import Settings
from tilcoach.errors import StoreError
from tilcoach.session_files import ModelIdentity
from tilcoach.video import VideoFile, VideoWriter


def test_all_files_tell_the_same_story(
    analysis: Analysis, model: ModelIdentity, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    folder = tmp_path / "out" / "lift"
    write_outputs(analysis, folder, model, on_progress=lambda *done: told.append(done))
    assert sorted(path.name for path in folder.iterdir()) == [
        "annotated.mp4",
        "frames.csv",
        "landmarks.npz",
        "session.json",
    ]
    session = json.loads((folder / "session.json").read_text(encoding="utf-8"))
    assert (session["source"]["frames"], session["source"]["frames_without_person"]) == (20, 1)
    assert session["model"] == {"name": "no_model", "sha256": "ef" * 32}
    with (folder / "frames.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 19
    with av.open(str(folder / "annotated.mp4")) as video:
        assert sum(1 for _ in video.decode(video=0)) == 20
    assert told[-1] == (20, 20)
    assert [path.name for path in folder.parent.iterdir()] == ["lift"]


def test_only_this_user_can_read_them(
    analysis: Analysis, model: ModelIdentity, tmp_path: Path
) -> None:
    folder = tmp_path / "out" / "lift"
    write_outputs(analysis, folder, model)
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    assert folder.stat().st_mode & 0o777 == folder.parent.stat().st_mode & 0o777 == 0o700


def test_without_video_there_is_none(
    analysis: Analysis, model: ModelIdentity, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    write_outputs(analysis, folder, model, with_video=False)
    assert {path.name for path in folder.iterdir()} == {
        "frames.csv",
        "landmarks.npz",
        "session.json",
    }


def test_a_second_run_replaces_its_own_files_only(
    analysis: Analysis, model: ModelIdentity, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    for name in ("session.json", "annotated.mp4"):
        (folder / name).write_text("old", encoding="utf-8")
    write_outputs(analysis, folder, model, with_video=False)
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (folder / "session.json").read_text(encoding="utf-8") != "old"
    assert not (folder / "annotated.mp4").exists()  # it would show another film's numbers


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_a_run_that_stops_halfway_leaves_nothing(
    analysis: Analysis, model: ModelIdentity, tmp_path: Path, stop: type[BaseException]
) -> None:
    def halfway(done: int, _total: int) -> None:
        if done == 10:
            raise stop

    folder = tmp_path / "out" / "lift"
    with pytest.raises((KeyboardInterrupt, StoreError)):
        write_outputs(analysis, folder, model, on_progress=halfway)
    assert not folder.parent.exists()


def test_a_file_in_the_way_is_a_sentence(
    analysis: Analysis, model: ModelIdentity, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="choose another folder"):
        write_outputs(analysis, folder, model, with_video=False)
    assert folder.read_text(encoding="utf-8") == "in the way"
    with pytest.raises(StoreError, match="is not a folder"):
        check_writable(folder / "deeper")


def test_a_folder_that_can_be_made_is_fine(tmp_path: Path) -> None:
    check_writable(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_tried_before_the_analysis_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "lift"
    folder.mkdir()
    (folder / "frames.csv").write_text("older", encoding="utf-8")
    check_writable(folder)
    assert [path.name for path in tmp_path.rglob("*")] == ["lift", "frames.csv"]

    (folder / "session.json").mkdir()
    with pytest.raises(StoreError, match=r"session\.json is a folder"):
        check_writable(folder)
    (folder / "session.json").rmdir()

    def held(path: Path, _target: Path) -> Path:
        if not path.exists():
            raise FileNotFoundError
        raise PermissionError(13, "The process cannot access the file", str(path))

    with monkeypatch.context() as patched:  # as Windows answers while a spreadsheet has it open
        patched.setattr(Path, "rename", held)
        with pytest.raises(StoreError, match=r"frames\.csv cannot be replaced"):
            check_writable(folder)

    def full(**_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", full)
    with pytest.raises(StoreError, match="may not be written to"):
        check_writable(folder)


def test_what_a_killed_process_left_half_written_is_removed(
    analysis: Analysis, model: ModelIdentity, tmp_path: Path
) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    mine, dead = hidden_path(tmp_path / "lift", PART), str(ended.pid)
    left = mine.with_name(mine.name.replace(f".{os.getpid()}.", f".{dead}."))
    other = mine.with_name(f".lift.another-machine.{dead}.part")
    alive = mine.with_name(mine.name.replace(f".{os.getpid()}.", f".{os.getppid()}."))
    for folder in (left, other, alive):
        folder.mkdir()
    write_outputs(analysis, tmp_path / "lift", model, with_video=False)
    assert [folder.exists() for folder in (left, other, alive)] == [False, True, True]


def test_a_folder_within_a_folder_is_private_and_goes_again_when_the_run_stops(
    analysis: Analysis, model: ModelIdentity, tmp_path: Path
) -> None:
    def halfway(done: int, _total: int) -> None:
        if done == 10:
            raise KeyboardInterrupt

    folder = tmp_path / "out" / "monday" / "lift"
    with pytest.raises(KeyboardInterrupt):
        write_outputs(analysis, folder, model, on_progress=halfway)
    assert not (tmp_path / "out").exists()
    write_outputs(analysis, folder, model, with_video=False)
    assert {p.stat().st_mode & 0o777 for p in (folder, *folder.parents[:2])} == {0o700}


def test_the_annotated_video_is_at_most_1280_pixels_along_its_longer_side(
    person: StandingPerson, model: ModelIdentity, tmp_path: Path
) -> None:
    film, folder = tmp_path / "large.mp4", tmp_path / "out"
    with VideoWriter(film, 1920, 1080) as writer:
        for index in range(3):
            writer.write(np.full((1080, 1920, 3), 90, np.uint8), index / 30)
    write_outputs(analyse_file(film, Settings(), person), folder, model)
    info = VideoFile(folder / "annotated.mp4").info
    assert (info.width_px, info.height_px, info.frames) == (1280, 720, 3)
