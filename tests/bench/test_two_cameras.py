"""The bench of two live streams, with pipelines that do nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.doubles import write_film

from tilcoach.bench import two_cameras as module
from tilcoach.bench.two_cameras import two_camera_figures
from tilcoach.coaching import FrameResult
from tilcoach.errors import VideoError
from tilcoach.live.frame_pace import SHARED_HZ
from tilcoach.pose import VideoFrame


class Idle:
    """A pipeline that sees nobody."""

    is_paused = False

    def step(self, frame: VideoFrame, /) -> FrameResult:
        return FrameResult(frame.index, frame.time_s, ())

    def finish(self) -> tuple[FrameResult, ...]:
        return ()

    def close(self) -> None:
        """Hold nothing, free nothing."""


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WARM_UP_S", 0.2)


def test_both_streams_are_measured_and_kept_to_their_share(tmp_path: Path) -> None:
    film = write_film(tmp_path / "lift.mp4", frames=60)
    figures = two_camera_figures(film, Idle, seconds=2.0)
    assert len(figures) == 5
    assert [figure.unit for figure in figures] == ["ms"] * 5
    for camera in ("camera 1, median", "camera 2, median"):
        (between,) = [figure for figure in figures if figure.name.endswith(camera)]
        assert between.measured > 0.9 * 1000 / SHARED_HZ
        assert between.goal == pytest.approx(83.3, abs=0.1)


def test_a_film_that_gives_no_picture_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LONGEST_START_S", 0.3)
    monkeypatch.setattr(Idle, "step", _never)
    with pytest.raises(VideoError, match="two cameras"):
        two_camera_figures(write_film(tmp_path / "lift.mp4"), Idle, seconds=0.1)


def _never(_self: Idle, _frame: VideoFrame, /) -> FrameResult:
    message = "no picture is analysed"
    raise VideoError(message)
