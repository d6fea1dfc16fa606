"""Working ahead changes nothing but the waiting."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tilcoach.batch import prefetch
from tilcoach.errors import VideoError
from tilcoach.pose import VideoFrame

PIXEL = np.zeros((1, 1, 3), dtype=np.uint8)


def frames(count: int) -> Iterator[VideoFrame]:
    return (VideoFrame(PIXEL, float(index), index) for index in range(count))


def working_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "prefetch"]


@settings(deadline=None)
@given(count=st.integers(0, 30), depth=st.integers(1, 5))
def test_the_same_frames_come_in_the_same_order(count: int, depth: int) -> None:
    assert [frame.index for frame in prefetch(frames(count), depth)] == list(range(count))
    assert working_threads() == []


def test_a_fault_comes_after_the_frames_before_it() -> None:
    def broken() -> Iterator[VideoFrame]:
        yield from frames(3)
        message = "The file ends here."
        raise VideoError(message)

    seen: list[int] = []
    with pytest.raises(VideoError, match="ends here"):
        seen.extend(frame.index for frame in prefetch(broken()))
    assert working_threads() == []


@settings(deadline=None)
@given(taken=st.integers(0, 6), depth=st.integers(1, 4))
def test_leaving_early_ends_the_thread(taken: int, depth: int) -> None:
    ahead = prefetch(frames(1000), depth)
    assert [next(ahead).index for _ in range(taken)] == list(range(taken))
    ahead.close()
    assert working_threads() == []


def test_it_never_reads_far_ahead() -> None:
    read: list[int] = []

    def counted() -> Iterator[VideoFrame]:
        for frame in frames(100):
            read.append(frame.index)
            yield frame

    ahead = prefetch(counted(), depth=2)
    for frame in ahead:
        # Two wait in the queue, one waits for a place in it.
        assert len(read) <= frame.index + 1 + 3
    assert len(read) == 100
