"""A live pipeline whose lifts a second camera helps to judge."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from tilcoach.coaching import Camera, FrameResult, JudgedLift, Limits, PersonFrameResult
from tilcoach.fusion import CameraView, LiveFusion, on_first_clock
from tilcoach.kinematics import View
from tilcoach.pose import VideoFrame


class PausablePipeline(Protocol):
    """What is fused: `tilcoach.pipeline.Pipeline` is one."""

    is_paused: bool

    def step(self, frame: VideoFrame, /) -> FrameResult:
        """Analyse one frame."""
        ...

    def finish(self) -> tuple[FrameResult, ...]:
        """Judge the lifts that are still open at the end: a result for each, in order."""
        ...

    def close(self) -> None:
        """Free the model."""
        ...


class Beside(Protocol):
    """What is asked of the second camera; `SecondCamera` is one."""

    @property
    def lifts(self) -> tuple[JudgedLift, ...]:
        """Its newest lifts, on the clock of this machine."""
        ...

    @property
    def view(self) -> View:
        """From where it looks."""
        ...

    @property
    def analysed_hz(self) -> float:
        """Frames a second; 0 when none came lately."""
        ...

    def stop(self) -> None:
        """Begin to end it."""
        ...

    def join(self, timeout_s: float) -> bool:
        """Wait until it has ended."""
        ...


_LAST_LIFT_S = 1.0  # for the second camera to judge what is open when the stream ends


class FusingPipeline:
    """Gives the results of the first camera, with the lifts as both cameras judge them.

    The coach, the recorder and the page see the fused lifts only, each once: a lift waits half a
    second for the other camera. Both are taken to show one person.
    """

    def __init__(
        self,
        pipeline: PausablePipeline,
        second: Beside,
        limits: Limits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pipeline = pipeline
        self._second = second
        self._limits = limits
        self._clock = clock
        self._fusion = LiveFusion()
        self._zero_s = math.inf  # of the first stream, on the clock of this machine
        self._moved: dict[int, tuple[JudgedLift, JudgedLift]] = {}
        self._not_before_s = 0.0

    @property
    def is_paused(self) -> bool:
        """Whether nothing that people do is a lift."""
        return self._pipeline.is_paused

    @is_paused.setter
    def is_paused(self, value: bool) -> None:
        self._pipeline.is_paused = value

    def step(self, frame: VideoFrame, /) -> FrameResult:
        """Analyse one frame of the first camera, and see what the second has found."""
        # The frame that was analysed soonest after it was taken tells best when the stream began.
        self._zero_s = min(self._zero_s, self._clock() - frame.time_s)
        if self.is_paused:
            self._not_before_s = frame.time_s
        result = self._pipeline.step(frame)
        return self._fused(result, waits=self._second.analysed_hz > 0)

    def finish(self) -> tuple[FrameResult, ...]:
        """Return the newest result once more, once for each lift that was still open."""
        results = self._pipeline.finish()
        self._second.stop()
        self._second.join(_LAST_LIFT_S)
        told: list[FrameResult] = []
        for result in results:
            known = -1
            while known < self._fusion.lift_count:
                known = self._fusion.lift_count
                told.append(self._fused(result, waits=False))
        return tuple(told)

    def close(self) -> None:
        """End the second camera, and free the model of the first."""
        self._second.stop()
        self._pipeline.close()

    def _fused(self, result: FrameResult, *, waits: bool) -> FrameResult:
        """Return the result with the lifts of both cameras in place of those of the first."""
        if not result.people:
            return result
        person, *others = result.people
        views = (
            CameraView(Camera.FIRST, person.view, self._limits),
            CameraView(Camera.SECOND, self._second.view, self._limits),
        )
        lift = self._fusion.update(
            result.time_s, person.last_lift, self._lifts_of_second(), views, waits=waits
        )
        told: PersonFrameResult = replace(
            person, last_lift=lift, lift_count=self._fusion.lift_count
        )
        return replace(result, people=(told, *others))

    def _lifts_of_second(self) -> list[JudgedLift]:
        """Return the lifts of the second camera on the clock of the first, each moved once.

        Those from before the first stream began, or made in a pause, are not of this session.
        """
        before, self._moved = self._moved, {}
        for judged in self._second.lifts:
            kept = before.get(judged.number)
            if kept is None or kept[0] is not judged:
                kept = judged, on_first_clock(judged, -self._zero_s)
            self._moved[judged.number] = kept
        moved = [later for _, later in self._moved.values()]
        return [lift for lift in moved if lift.start_s >= self._not_before_s]
