"""A sample film plays at its own rate, and waits for a coach that is not ready."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from tilcoach.live.playback_clock import MAX_BACKLOG, paced
from tilcoach.pose import SourceInfo, VideoFrame

INTERVAL_S = 0.04


class Film:
    """Ten frames, given at once."""

    @property
    def info(self) -> SourceInfo:
        raise NotImplementedError

    def __iter__(self) -> Iterator[VideoFrame]:
        black = np.zeros((2, 2, 3), np.uint8)
        return (VideoFrame(black, index * INTERVAL_S, index) for index in range(10))

    def close(self) -> None:
        pass


class Time:
    """Goes on only while somebody waits."""

    def __init__(self) -> None:
        self.now_s = 50.0
        self.backlog = 0

    def wait(self, wait_s: float) -> None:
        self.now_s += wait_s
        self.backlog = 0


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def play(time: Time) -> Callable[..., Iterator[VideoFrame]]:
    def begin(goes_on: Callable[[], bool] = lambda: True) -> Iterator[VideoFrame]:
        return paced(Film(), lambda: time.backlog, goes_on, lambda: time.now_s, time.wait)

    return begin


def test_each_frame_comes_when_it_is_due(
    time: Time, play: Callable[..., Iterator[VideoFrame]]
) -> None:
    came_s = [time.now_s for _ in play()]
    assert np.diff(came_s) == pytest.approx(INTERVAL_S)


def test_a_late_frame_is_not_made_up_for(
    time: Time, play: Callable[..., Iterator[VideoFrame]]
) -> None:
    came_s = []
    for frame in play():
        came_s.append(time.now_s)
        if frame.index == 4:
            time.now_s += 1.0  # a busy computer
    assert np.diff(came_s)[4] == pytest.approx(1.0)
    assert np.diff(came_s)[5:] == pytest.approx(INTERVAL_S)


def test_no_frame_is_skipped_for_a_coach_that_is_not_ready(
    time: Time, play: Callable[..., Iterator[VideoFrame]]
) -> None:
    given = []
    for frame in play():
        assert time.backlog < MAX_BACKLOG
        given.append(frame.index)
        time.backlog = MAX_BACKLOG
    assert given == list(range(10))


def test_it_ends_without_a_viewer(time: Time, play: Callable[..., Iterator[VideoFrame]]) -> None:
    time.backlog = MAX_BACKLOG
    assert list(play(lambda: False)) == []
