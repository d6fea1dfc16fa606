"""What is written can be read again, and nothing half written stays."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import Colorspace
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.errors import StoreError
from tilcoach.pose.arrays import Bytes
from tilcoach.video import VideoFile, VideoWriter


def grey(width: int, height: int, value: int = 120) -> Bytes:
    return np.full((height, width, 3), value, np.uint8)


def test_pictures_and_their_uneven_times(tmp_path: Path) -> None:
    times_s = [0.0, 0.033, 0.1, 0.11, 0.6]
    with VideoWriter(tmp_path / "a.mp4", 64, 48) as writer:
        for number, time_s in enumerate(times_s):
            writer.write(grey(64, 48, 40 * number), time_s)
    frames = list(VideoFile(tmp_path / "a.mp4"))
    assert [frame.time_s for frame in frames] == pytest.approx(times_s, abs=1e-4)
    values = [frame.bgr.mean() for frame in frames]
    assert values == pytest.approx([0, 40, 80, 120, 160], abs=3)
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


def test_a_browser_can_play_it_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with VideoWriter(path, 64, 48) as writer:
        writer.write(grey(64, 48), 0.0)
    with av.open(str(path)) as file:
        context = file.streams.video[0].codec_context
        assert (context.name, context.pix_fmt) == ("vp9", "yuv420p")
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_length_is_that_of_the_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with VideoWriter(path, 64, 48) as writer:
        for time_s in (0.0, 0.1, 0.2, 3.0, 3.1):
            writer.write(grey(64, 48), time_s)
    with av.open(str(path)) as file:
        assert (file.duration or 0) / av.time_base == pytest.approx(3.2)  # the last stays too


def test_the_rate_is_that_of_the_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with VideoWriter(path, 64, 48) as writer:
        for number in range(50):
            writer.write(grey(64, 48), number / 25)
    with av.open(str(path)) as file:
        assert file.streams.video[0].average_rate == 25
        assert file.duration == 2 * av.time_base


@pytest.mark.parametrize("bgr", [(0, 0, 255), (0, 255, 0), (255, 0, 0), (200, 30, 120)])
def test_the_colours_stay_and_are_named(tmp_path: Path, bgr: tuple[int, int, int]) -> None:
    path = tmp_path / "a.mp4"
    with VideoWriter(path, 64, 48) as writer:
        writer.write(np.full((48, 64, 3), bgr, np.uint8), 0.0)
    (frame,) = VideoFile(path)
    assert frame.bgr.mean(axis=(0, 1)) == pytest.approx(bgr, abs=3)
    with av.open(str(path)) as file:
        assert file.streams.video[0].codec_context.colorspace == Colorspace.ITU601


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 4), (64, 49)])
def test_odd_sizes_are_padded(tmp_path: Path, width: int, height: int) -> None:
    with VideoWriter(tmp_path / "a.mp4", width, height) as writer:
        writer.write(grey(width, height), 0.0)
    (frame,) = VideoFile(tmp_path / "a.mp4")
    assert frame.bgr.shape == (height + height % 2, width + width % 2, 3)
    assert frame.bgr.mean() == pytest.approx(120, abs=3)


@given(times_s=st.lists(st.floats(0, 5), min_size=1, max_size=4))
def test_times_that_do_not_rise_are_moved_by_a_tick(
    tmp_path_factory: pytest.TempPathFactory, times_s: list[float]
) -> None:
    path = tmp_path_factory.mktemp("writer") / "a.mp4"
    with VideoWriter(path, 16, 16) as writer:
        for time_s in times_s:
            writer.write(grey(16, 16), time_s)
    assert len(list(VideoFile(path))) == len(times_s)


def test_nothing_stays_after_a_fault(tmp_path: Path) -> None:
    def write_and_fail() -> None:
        with VideoWriter(tmp_path / "a.mp4", 64, 48) as writer:
            writer.write(grey(64, 48), 0.0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_and_fail()
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"older")

    def write_two_sizes() -> None:
        with VideoWriter(path, 64, 48) as writer:
            writer.write(grey(64, 48), 0.0)
            writer.write(grey(48, 64), 0.1)

    with pytest.raises(ValueError, match=r"expected width and height \(64, 48\), got \(48, 64\)"):
        write_two_sizes()
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_no_picture_no_file(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "a.mp4", 64, 48):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"a.mp4 cannot be written .*: check the folder"):
        VideoWriter(tmp_path / "nowhere" / "a.mp4", 64, 48)


class FullDisk:
    """In place of the container: no byte can be written."""

    def mux(self, packets: object) -> None:
        raise OSError(28, "No space left on device", packets)

    def close(self) -> None:
        """Nothing to close."""


def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = VideoWriter(tmp_path / "a.mp4", 64, 48)
    writer._container.close()
    monkeypatch.setattr(writer, "_container", FullDisk())
    with pytest.raises(StoreError, match=r"a.mp4 cannot be written \(No space left"), writer:
        writer.write(grey(64, 48), 0.0)
    assert list(tmp_path.iterdir()) == []
