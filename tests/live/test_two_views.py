"""Two live pipelines over recorded poses: real lifts, fused as they come."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from tests.recorded import RECORDINGS

from tilcoach.coaching import Camera, JudgedLift
from tilcoach.config import Settings
from tilcoach.fusion import on_first_clock
from tilcoach.kinematics import UNKNOWN_VIEW, View
from tilcoach.live.two_cameras import FusingPipeline
from tilcoach.pipeline import Pipeline
from tilcoach.pose import Pose, PoseSeries, VideoFrame

LATER_S = 0.3
"""The second camera gave its first picture so much later."""
BEGAN_S = 50.0
"""When the first camera gave its first picture, on the clock of this machine."""


class Seen:
    """Shows again what the pose model saw."""

    def __init__(self, series: PoseSeries) -> None:
        self._series = series

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        pose = self._series.at(frame.index)
        return (pose,) if np.isfinite(pose.image_px[0, 0]) else ()

    def close(self) -> None:
        """Hold nothing, free nothing."""


class Second:
    """A second camera whose pipeline goes on frame by frame, when the test says."""

    analysed_hz = 15.0

    def __init__(self, series: PoseSeries) -> None:
        self._pipeline = Pipeline(Seen(series), Settings())
        self._times_s = series.time_s.tolist()
        self._next = 0
        self._lifts: dict[int, tuple[JudgedLift, JudgedLift]] = {}
        self.view: View = UNKNOWN_VIEW

    @property
    def lifts(self) -> tuple[JudgedLift, ...]:
        return tuple(moved for _, moved in self._lifts.values())

    def go_on_until(self, now_s: float) -> None:
        zero_s = BEGAN_S + LATER_S
        while self._next < len(self._times_s) and zero_s + self._times_s[self._next] <= now_s:
            frame = picture(self._times_s[self._next], self._next)
            self._next += 1
            for person in self._pipeline.step(frame).people:
                self.view = person.view
                judged = person.last_lift
                if judged and self._lifts.get(judged.number, (None,))[0] is not judged:
                    self._lifts[judged.number] = judged, on_first_clock(judged, zero_s)

    def stop(self) -> None:
        self._pipeline.close()

    def join(self, timeout_s: float) -> bool:
        return timeout_s > 0


def picture(time_s: float, index: int) -> VideoFrame:
    return VideoFrame(np.zeros((48, 64, 3), np.uint8), time_s, index)


@pytest.fixture(scope="module")
def series() -> PoseSeries:
    with np.load(RECORDINGS / "lift_and_twist.npz") as arrays:
        return PoseSeries(**arrays)


def told(series: PoseSeries) -> Iterator[tuple[float, int, JudgedLift]]:
    """Yield each change of the newest lift: when, how many there are, and which it is."""
    rest = series.where(series.time_s >= LATER_S)
    zero_s = float(rest.time_s[0])
    second = Second(PoseSeries(rest.image_px, rest.world_m, rest.visibility, rest.time_s - zero_s))
    now_s = [BEGAN_S]
    fusing = FusingPipeline(
        Pipeline(Seen(series), Settings()), second, Settings().limits, clock=lambda: now_s[0]
    )
    newest: JudgedLift | None = None
    for index, time_s in enumerate(series.time_s.tolist()):
        now_s[0] = BEGAN_S + time_s
        second.go_on_until(now_s[0])
        for person in fusing.step(picture(time_s, index)).people:
            if person.last_lift is not None and person.last_lift is not newest:
                newest = person.last_lift
                yield time_s, person.lift_count, newest
    for person in (person for result in fusing.finish() for person in result.people):
        if person.last_lift is not None and person.last_lift is not newest:
            newest = person.last_lift
            yield float(series.time_s[-1]), person.lift_count, newest
    fusing.close()


def test_the_lifts_of_a_performance_are_told_once_each_and_soon(series: PoseSeries) -> None:
    changes = list(told(series))
    first_told = {lift.number: (time_s, lift) for time_s, _, lift in reversed(changes)}
    assert sorted(first_told) == [1, 2]
    assert changes[-1][1] == 2
    time_s, lift = first_told[1]
    assert time_s - lift.upright_s <= 1.1, "half a second to find it, half a second to wait"
    for _, _, lift in changes:
        cameras = {finding.judged_by for finding in lift.findings if finding.reason is None}
        assert cameras <= {Camera.FIRST, Camera.SECOND}
    assert any(finding.reason is None for _, _, lift in changes for finding in lift.findings)
