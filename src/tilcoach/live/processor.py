"""Draws the overlay on every frame at once, and analyses as many frames as it can.

Two threads share the work. The one that brings the frames only submits them and draws the newest
result: the media thread of streamlit-webrtc by `LiveProcessor.recv`, the camera of this machine by
`submit` and `draw`. A worker thread owns the pipeline and always takes the newest frame, so a slow
computer analyses fewer frames, but the picture never waits for it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import closing
from typing import Protocol

import av
import numpy as np

from tilcoach.coaching import FrameResult
from tilcoach.errors import TilcoachError, VideoError
from tilcoach.guidance import FrameStatistics, GuidanceController
from tilcoach.live.frame_pace import FramePace
from tilcoach.live.live_state import LiveState
from tilcoach.live.shutdown import close_before_exit
from tilcoach.live.stream_clock import StreamClock
from tilcoach.overlay import draw_ghost, draw_people, draw_set_up
from tilcoach.pose import Pose, VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.replay import GhostFollower
from tilcoach.video import FrameHealthMonitor, LatestFrame

_log = logging.getLogger(__name__)

_LAST_FRAME_S = 2.0  # for the frame that is being analysed when the program ends

UNEXPECTED_STOP = TilcoachError("The coach has stopped by itself. Load this page again to go on.")
"""What the page says when the analysis meets a fault of our own."""

SILENCE_S = 3.0
"""After this long without a frame the page says so; the slowest cameras give five a second."""

NO_FRAMES = VideoError(
    "No new picture has come for some seconds: see whether the camera is still plugged in and on."
)
"""What the page says then, unless a more specific reason is known."""


class LivePipeline(Protocol):
    """What the worker needs of a pipeline; `tilcoach.pipeline.Pipeline` is one."""

    def step(self, frame: VideoFrame, /) -> FrameResult:
        """Analyse one frame."""
        ...

    def finish(self) -> tuple[FrameResult, ...]:
        """Judge the lifts that are still open at the end: a result for each, in order."""
        ...

    def close(self) -> None:
        """Free the model."""
        ...


class LiveProcessor:
    """Analyses one video stream and draws over it; every start makes a new one."""

    def __init__(
        self,
        state: LiveState,
        open_pipeline: Callable[[], LivePipeline],
        controller: GuidanceController,
        clock: Callable[[], float] = time.monotonic,
        pace: FramePace | None = None,
    ) -> None:
        self.state = state
        self._pace = pace
        self.controller = controller
        self._open_pipeline = open_pipeline
        self._clock = clock
        self._stream_clock = StreamClock()
        self._health = FrameHealthMonitor(may_stand_still=True)
        self._latest = LatestFrame()
        self._ended = threading.Event()
        self._worker = threading.Thread(target=self._work, name="tilcoach-live", daemon=True)
        self._started = False
        self._submitted = self._analysed = 0  # frames, up to the newest
        self._ghost: GhostFollower | None = None
        self._ghost_pose: tuple[int, Pose | None] = (-1, None)  # of which analysed frame

    def recv(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Return a frame with the newest result drawn over it; never waits, never raises."""
        received_s = self._clock()
        try:
            drawn = self._process(frame, received_s)
        except Exception:  # noqa: BLE001  it would end the stream for good; a clean frame does not
            _log.exception("The overlay could not be drawn on a live frame")
            drawn = frame
        self.state.record_returned(self._clock() - received_s)
        return drawn

    async def recv_queued(self, frames: list[av.VideoFrame]) -> list[av.VideoFrame]:
        """Return the newest of several queued frames; the older ones are of no use live."""
        return [self.recv(frames[-1])]

    def on_ended(self) -> None:
        """End the stream; the worker frees the model by itself."""
        self._ended.set()
        self._latest.close()

    def shut_down(self) -> None:
        """End the stream and wait until the model is freed, because the program ends."""
        self.on_ended()
        self.join(_LAST_FRAME_S)

    @property
    def has_ended(self) -> bool:
        """Whether the stream has ended."""
        return self._ended.is_set()

    def join(self, timeout_s: float) -> bool:
        """Wait until the worker has freed the model, and return whether it has."""
        if self._started:
            self._worker.join(timeout_s)
        return not self._worker.is_alive()

    def submit(
        self,
        bgr: Bytes,
        time_s: float,
        lag_s: float = 0.0,
        camera_error: TilcoachError | None = None,
    ) -> None:
        """Hand a frame to the worker; never waits. Call it from one thread only."""
        if not self._started:  # with the first frame: a stream that fails loads no model
            self._started = True
            close_before_exit(self)
            self._worker.start()
        self.state.set_camera_error(camera_error)
        self.state.record_received(time_s, self._clock(), lag_s)
        self._latest.put(bgr, time_s)
        self._submitted += 1

    def set_ghost(self, ghost: GhostFollower | None) -> None:
        """Choose whether another body is drawn over the live one, and which."""
        self._ghost = ghost

    @property
    def backlog(self) -> int:
        """How many frames arrived after the newest analysed one."""
        return self._submitted - self._analysed

    def draw(self, bgr: Bytes) -> Bytes:
        """Return a frame with the newest result drawn over it; unchanged while there is none.

        No words: phase, count and verdicts stand beside the picture, and nothing stands twice.
        """
        newest = self.state.newest
        if newest is None:
            return bgr
        result, guidance = newest
        tags = guidance.group.tags if guidance.group else None
        drawn = bgr.copy()
        self._draw_ghost(drawn, result, is_ready=guidance.setup.is_ready)
        draw_people(drawn, result.people, tags)
        draw_set_up(drawn, guidance.setup, result.people[0].pose if result.people else None)
        return drawn

    def _draw_ghost(self, drawn: Bytes, result: FrameResult, *, is_ready: bool) -> None:
        """Draw the other body, once computed for each analysed frame."""
        ghost = self._ghost
        if ghost is None or not result.people or not is_ready:
            return
        if self._ghost_pose[0] != result.index:
            self._ghost_pose = result.index, ghost.update(result.people[0])
        pose = self._ghost_pose[1]
        if pose is not None:
            draw_ghost(drawn, pose)

    def _process(self, frame: av.VideoFrame, received_s: float) -> av.VideoFrame:
        bgr = frame.to_ndarray(format="bgr24").astype(np.uint8, copy=False)
        time_s = self._stream_clock.read(frame, received_s)
        self.submit(bgr, time_s, self._stream_clock.lag_s, self._health.update(bgr, time_s))
        drawn = self.draw(bgr)
        return frame if drawn is bgr else av.VideoFrame.from_ndarray(drawn, format="bgr24")

    def _finish(self, pipeline: LivePipeline) -> None:
        """Show the lifts that were still open when the stream ended; no sentence follows them."""
        newest = self.state.newest
        for result in pipeline.finish():
            if newest is not None:
                self.state.publish(result, newest[1], self._clock())

    def _work(self) -> None:
        """Analyse the newest frame, again and again, until the stream has ended."""
        try:
            with closing(self._open_pipeline()) as pipeline:
                while not self._ended.is_set():
                    frame = self._latest.take(SILENCE_S)
                    if frame is not None:
                        result = pipeline.step(frame)
                        self._analysed = frame.index + 1
                        guidance = self.controller.update(result, FrameStatistics.of(frame))
                        self.state.publish(result, guidance, self._clock())
                        if self._pace is not None:
                            self._pace.wait(self._ended)
                    elif not self._ended.is_set():
                        self.state.set_default_camera_error(NO_FRAMES)
                self._finish(pipeline)
        except TilcoachError as error:
            self.state.fail(error)
        except Exception:  # noqa: BLE001  a thread has no caller that would report it
            _log.exception("The live analysis stopped unexpectedly")
            self.state.fail(UNEXPECTED_STOP)
