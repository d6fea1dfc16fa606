"""The live coach behind the picture: draws at once, analyses as fast as it can.

Two threads share the work. Whoever brings the pictures only leaves them here and draws what is
known already: the media thread of streamlit-webrtc by `LiveProcessor.recv`, the camera of this
machine by `take_in` and `draw`. A worker thread owns the pipeline and always takes the newest
frame, so a slow computer analyses fewer frames, but the picture never waits for it.
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

from tilcoach.coaching import Step
from tilcoach.errors import TilcoachError, VideoError
from tilcoach.guiding import Guide, Picture
from tilcoach.overlay import OverlayWords, draw_set_up, draw_step
from tilcoach.pose import VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.ui.farewell import leave_before_exit
from tilcoach.ui.live_slot import LiveSlot
from tilcoach.ui.stream_clock import StreamClock
from tilcoach.video import LatestFrame, OddPictureWatch

_log = logging.getLogger(__name__)

_LAST_FRAME_S = 2.0  # for the frame that is being analysed when the program ends

STOPPED_BY_ITSELF = TilcoachError("The coach has stopped by itself. Load this page again to go on.")
"""What the page says when the analysis meets a fault of our own."""

SILENCE_S = 3.0
"""Without a picture for so long, it is told; the slowest cameras give five a second."""

NO_PICTURE = VideoError(
    "No new picture has come for some seconds: see whether the camera is still plugged in and on."
)
"""What the page says then, unless something more exact is known."""


class Coach(Protocol):
    """What the worker asks of a pipeline; `tilcoach.pipeline.Pipeline` is one."""

    def step(self, frame: VideoFrame, /) -> Step:
        """Analyse one frame."""
        ...

    def close(self) -> None:
        """Free the model."""
        ...


class LiveProcessor:
    """Analyses one video stream and draws over it; every start makes a new one.

    Parameters
    ----------
    slot
        Where results are left for the page.
    words
        What the overlay writes; may be replaced while the stream runs.
    open_coach
        Makes the pipeline; called in the worker thread, since loading the model takes a second.
    guide
        Leads the session; the pipeline asks it whether there is a pause.
    clock
        Gives seconds and never jumps; tests bring their own.
    """

    def __init__(
        self,
        slot: LiveSlot,
        words: OverlayWords,
        open_coach: Callable[[], Coach],
        guide: Guide,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.words = words
        self.slot = slot
        self.guide = guide
        self._open_coach = open_coach
        self._clock = clock
        self._stream = StreamClock()
        self._watch = OddPictureWatch(may_stand_still=True)
        self._newest = LatestFrame()
        self._ended = threading.Event()
        self._worker = threading.Thread(target=self._work, name="tilcoach-live", daemon=True)
        self._started = False
        self._given = self._looked_at = 0  # pictures, from the first to the newest

    def recv(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Give a frame back with the newest results drawn over it; never waits, never raises.

        Parameters
        ----------
        frame
            The newest frame of the stream.
        """
        arrived_s = self._clock()
        try:
            drawn = self._draw(frame, arrived_s)
        except Exception:  # noqa: BLE001  it would end the stream for good; a clean frame does not
            _log.exception("A live frame could not be drawn")
            drawn = frame
        self.slot.note_return(self._clock() - arrived_s)
        return drawn

    async def recv_queued(self, frames: list[av.VideoFrame]) -> list[av.VideoFrame]:
        """Give the newest of several waiting frames back; the older ones are of no use live.

        Parameters
        ----------
        frames
            In the order in which they came.
        """
        return [self.recv(frames[-1])]

    def on_ended(self) -> None:
        """Tell the worker that the stream has ended; it frees the model by itself."""
        self._ended.set()
        self._newest.close()

    def leave(self) -> None:
        """End the stream and wait until the model is freed, because the program ends."""
        self.on_ended()
        self.join(_LAST_FRAME_S)

    @property
    def has_ended(self) -> bool:
        """Whether the stream has ended."""
        return self._ended.is_set()

    def join(self, timeout_s: float) -> bool:
        """Wait until the worker has freed the model, and say whether it has.

        Parameters
        ----------
        timeout_s
            How long to wait at most.
        """
        if self._started:
            self._worker.join(timeout_s)
        return not self._worker.is_alive()

    def take_in(
        self, bgr: Bytes, time_s: float, lag_s: float = 0.0, trouble: TilcoachError | None = None
    ) -> None:
        """Leave a picture for the coach; never waits. Call it from one thread only.

        Parameters
        ----------
        bgr
            Shape (height, width, 3), uint8; not changed afterwards.
        time_s
            By the stream's own clock, in rising seconds.
        lag_s
            How far the stream is behind what happens in front of the camera.
        trouble
            What is the matter with the picture; None when all is well.
        """
        if not self._started:  # not before the first frame: a stream that fails loads no model
            self._started = True
            leave_before_exit(self)
            self._worker.start()
        self.slot.note_trouble(trouble)
        self.slot.note_frame(time_s, self._clock(), lag_s)
        self._newest.put(bgr, time_s)
        self._given += 1

    @property
    def behind(self) -> int:
        """How many pictures have come after the newest one that was looked at."""
        return self._given - self._looked_at

    def draw(self, bgr: Bytes) -> Bytes:
        """Return a picture with the newest results drawn over it; the same while there are none.

        Parameters
        ----------
        bgr
            Shape (height, width, 3), uint8; stays as it was.
        """
        newest = self.slot.newest
        if newest is None:
            return bgr
        step, guidance = newest
        drawn = draw_step(bgr, step, self.words, guidance.group.tags if guidance.group else None)
        draw_set_up(drawn, guidance.set_up, step.people[0].pose if step.people else None)
        return drawn

    def _draw(self, frame: av.VideoFrame, arrived_s: float) -> av.VideoFrame:
        bgr = frame.to_ndarray(format="bgr24").astype(np.uint8, copy=False)
        time_s = self._stream.read(frame, arrived_s)
        self.take_in(bgr, time_s, self._stream.lag_s, self._watch.update(bgr, time_s))
        drawn = self.draw(bgr)
        return frame if drawn is bgr else av.VideoFrame.from_ndarray(drawn, format="bgr24")

    def _work(self) -> None:
        """Analyse the newest frame, again and again, until the stream has ended."""
        try:
            with closing(self._open_coach()) as coach:
                while not self._ended.is_set():
                    frame = self._newest.take(SILENCE_S)
                    if frame is not None:
                        step = coach.step(frame)
                        self._looked_at = frame.index + 1
                        guidance = self.guide.update(step, Picture.of(frame))
                        self.slot.publish(step, guidance, self._clock())
                    elif not self._ended.is_set():
                        self.slot.note_silence(NO_PICTURE)
        except TilcoachError as error:
            self.slot.fail(error)
        except Exception:  # noqa: BLE001  nobody else would see it, least of all the user
            _log.exception("The live analysis has stopped")
            self.slot.fail(STOPPED_BY_ITSELF)
