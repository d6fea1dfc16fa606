"""A live pipeline that saves what it finds."""

from __future__ import annotations

from tilcoach.coaching import FrameResult
from tilcoach.guidance import GuidanceController
from tilcoach.live.two_cameras import PausablePipeline
from tilcoach.pose import VideoFrame
from tilcoach.replay import ReplayBuffer
from tilcoach.store import SessionRecorder


class RecordingPipeline:
    """A live pipeline that saves its lifts and keeps the frames of the newest for the replay."""

    def __init__(
        self,
        pipeline: PausablePipeline,
        recorder: SessionRecorder,
        controller: GuidanceController,
        buffer: ReplayBuffer,
        *,
        keeps_two_lifts: bool,
    ) -> None:
        self._pipeline = pipeline
        self._recorder = recorder
        self._controller = controller
        self._buffer = buffer
        self._keeps_two_lifts = keeps_two_lifts

    def step(self, frame: VideoFrame, /) -> FrameResult:
        """Analyse one frame, and save the lift that it completes before the page shows it."""
        self._pipeline.is_paused = self._controller.is_paused
        result = self._pipeline.step(frame)
        self._recorder.update(frame, result)
        if not self._pipeline.is_paused:
            self._buffer.note(frame, result)
        return result

    def finish(self) -> tuple[FrameResult, ...]:
        """Save the lifts that were still open when the stream ended."""
        results = self._pipeline.finish()
        for result in results:
            self._recorder.finish(result)
        return results

    def close(self) -> None:
        """Save what still waits, free the model, and drop all frames but those of two lifts."""
        if self._keeps_two_lifts:
            self._buffer.end()
        else:
            self._buffer.clear()
        try:
            self._recorder.close()
        finally:
            self._pipeline.close()
