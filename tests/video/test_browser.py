"""The newest frame wins, and nobody waits for nothing."""

from __future__ import annotations

import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.pose.arrays import Bytes
from tilcoach.video import LatestFrame

PICTURE: Bytes = np.zeros((2, 2, 3), np.uint8)


def test_a_frame_goes_through() -> None:
    place = LatestFrame()
    place.put(PICTURE, 7.0)
    frame = place.take(0)
    assert frame is not None
    assert (frame.index, frame.time_s) == (0, 0.0)
    assert place.take(0) is None


def test_the_newest_wins() -> None:
    place = LatestFrame()
    for time_s in (1.0, 1.5, 3.0):
        place.put(PICTURE, time_s)
    frame = place.take(0)
    assert frame is not None
    assert (frame.index, frame.time_s) == (2, 2.0)
    assert place.dropped == 2


def test_a_time_that_does_not_rise_is_dropped() -> None:
    place = LatestFrame()
    place.put(PICTURE, 1.0)
    place.put(PICTURE, 1.0)
    frame = place.take(0)
    assert frame is not None
    assert frame.index == 0
    assert place.dropped == 1


@given(st.lists(st.booleans()))
def test_every_frame_is_taken_waits_or_is_dropped(takes: list[bool]) -> None:
    place = LatestFrame()
    taken = []
    for number, take in enumerate(takes):
        place.put(PICTURE, float(number))
        taken += [place.take(0)] if take else []
    waiting = place.take(0)
    assert all(taken)
    assert len(taken) + place.dropped + (waiting is not None) == len(takes)


def test_a_worker_that_waits_is_woken_by_a_frame() -> None:
    place = LatestFrame()
    got = []
    worker = threading.Thread(target=lambda: got.append(place.take()))
    worker.start()
    place.put(PICTURE, 0.0)
    worker.join()
    assert got[0] is not None


def test_a_worker_that_waits_is_let_go() -> None:
    place = LatestFrame()
    got = [object()]
    worker = threading.Thread(target=lambda: got.append(place.take()))
    worker.start()
    place.close()
    worker.join()
    assert got[1] is None


def test_nothing_comes_after_closing() -> None:
    place = LatestFrame()
    place.put(PICTURE, 0.0)
    place.close()
    assert place.take() is None
