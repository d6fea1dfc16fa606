"""Results are there whole, or not at all."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.batch import Analysis, check_writable, output_folders, write_outputs
from tilcoach.errors import StoreError
from tilcoach.report import Model


def test_three_files_tell_the_same_story(analysis: Analysis, model: Model, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    folder = tmp_path / "out" / "lift"
    write_outputs(analysis, folder, model, on_progress=lambda *done: told.append(done))
    assert sorted(path.name for path in folder.iterdir()) == [
        "annotated.mp4",
        "frames.csv",
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


def test_only_this_user_can_read_them(analysis: Analysis, model: Model, tmp_path: Path) -> None:
    folder = tmp_path / "out" / "lift"
    write_outputs(analysis, folder, model)
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    assert folder.stat().st_mode & 0o777 == folder.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["...mp4", "..", ". .mp4", "..  .mov"])
def test_no_name_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    assert output_folders([Path(name)], tmp_path) == (tmp_path / "video",)


def test_without_video_there_are_two_files(
    analysis: Analysis, model: Model, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    write_outputs(analysis, folder, model, with_video=False)
    assert {path.name for path in folder.iterdir()} == {"frames.csv", "session.json"}


def test_a_second_run_replaces_its_own_files_only(
    analysis: Analysis, model: Model, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "session.json").write_text("old", encoding="utf-8")
    write_outputs(analysis, folder, model, with_video=False)
    assert (folder / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (folder / "session.json").read_text(encoding="utf-8") != "old"


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_a_run_that_stops_halfway_leaves_nothing(
    analysis: Analysis, model: Model, tmp_path: Path, stop: type[BaseException]
) -> None:
    def halfway(done: int, _total: int) -> None:
        if done == 10:
            raise stop

    folder = tmp_path / "out" / "lift"
    with pytest.raises((KeyboardInterrupt, StoreError)):
        write_outputs(analysis, folder, model, on_progress=halfway)
    assert not folder.parent.exists()


def test_a_file_in_the_way_is_a_sentence(analysis: Analysis, model: Model, tmp_path: Path) -> None:
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


def test_videos_of_one_name_get_folders_of_their_own() -> None:
    paths = [Path("a/lift.mp4"), Path("b/lift.mov"), Path("Lift.mp4"), Path("lift-2.mp4")]
    names = [folder.as_posix() for folder in output_folders(paths, Path("out"))]
    assert names == ["out/lift", "out/lift-2", "out/Lift-3", "out/lift-2-2"]


@given(st.lists(st.sampled_from(["a", "A", "a-2", "a-2-2", "b"]), max_size=12))
def test_no_two_videos_share_a_folder(stems: list[str]) -> None:
    folders = output_folders([Path(f"{stem}.mp4") for stem in stems], Path("out"))
    assert len({str(folder).casefold() for folder in folders}) == len(stems)
