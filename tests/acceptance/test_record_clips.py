"""The recorded clips that stand in for videos and model."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose
from tools.record_clips import NAMES, record

from tilcoach.load_detection import Thumbnails
from tilcoach.pose import PoseSeries
from tilcoach.validation import TrueClip, read_clips, read_recording

KEPT = Path(__file__).parents[1] / "recordings" / "tune"
NAME = "t11_twist_both"


@pytest.fixture
def clips(
    tmp_path: Path, stick: Callable[..., PoseSeries], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Give a folder in which one clip has a video, with somebody standing in it."""
    folder = tmp_path / "clips"
    shutil.copytree(KEPT, folder, ignore=shutil.ignore_patterns("*.npz"))
    (folder / f"{NAME}.mp4").touch()

    class Seen:
        def __init__(self, folder: Path) -> None:
            assert folder.name == "poses"

        def poses(self, clip: TrueClip) -> PoseSeries:
            assert clip.has_video
            return stick(np.arange(0, 1, 0.1))

        def thumbnails(self, clip: TrueClip) -> Thumbnails:
            assert clip.has_video
            return Thumbnails(np.full((2, 3, 4), 7, np.uint8), np.array([0.0, 0.5]), 0.15)

    monkeypatch.setattr("tools.record_clips.LandmarkCache", Seen)
    return folder


def test_what_was_seen_and_what_is_true_is_written(clips: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    record(clips, (NAME,), out)
    (clip,) = read_clips(out)
    assert clip.name == NAME
    assert clip.lifts == next(one for one in read_clips(KEPT) if one.name == NAME).lifts
    assert len(read_recording(out / f"{NAME}.npz")) == 10
    with np.load(out / f"{NAME}.thumbnails.npz") as kept:
        assert kept["grey"].shape == (2, 3, 4)
        assert_allclose(float(kept["shrink"]), 0.15)


def test_a_clip_without_a_video_is_left_out_and_said(
    clips: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(clips, (NAME, "t18_tie_shoe"), tmp_path / "out")
    assert "t18_tie_shoe has no video and is left out" in capsys.readouterr().out
    assert [clip.name for clip in read_clips(tmp_path / "out")] == [NAME]


def test_all_that_should_be_recorded_is_and_it_stays_small() -> None:
    assert {clip.name for clip in read_clips(KEPT)} == set(NAMES)
    assert sum(path.stat().st_size for path in KEPT.iterdir()) < 2_000_000
