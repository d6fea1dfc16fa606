"""A second picture of the same person: read and analysed beside the first, in its own threads."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from typing import Protocol

from tilcoach.coaching import FrameResult, JudgedLift
from tilcoach.errors import TilcoachError, VideoError
from tilcoach.fusion import on_first_clock
from tilcoach.kinematics import UNKNOWN_VIEW, View
from tilcoach.live.camera_locks import camera_lock
from tilcoach.live.frame_pace import SHARED_HZ, FramePace
from tilcoach.live.processor import NO_FRAMES, SILENCE_S, UNEXPECTED_STOP, LivePipeline
from tilcoach.live.shutdown import close_before_exit
from tilcoach.pose import VideoFrame
from tilcoach.video import FrameHealthMonitor, FrameSource, LatestFrame

_log = logging.getLogger(__name__)

RETRY_S = 1.0
"""Between two attempts to open a camera that is busy or unplugged."""

_KEPT = 5  # lifts: the newest is paired within a second
_LAST_FRAME_S = 2.0  # for the frame that is being read when the program ends
_RATE_OVER = 45  # frames: three seconds


class CameraSource(Protocol):
    """A camera that can be opened; `tilcoach.video.CameraDevice` is one."""

    @property
    def key(self) -> str:
        """Tells it from other cameras."""
        ...

    def open(self) -> FrameSource:
        """Open it."""
        ...


class SecondCamera:
    """Reads a camera and judges the lifts in it; nothing of it is shown or kept but the lifts.

    Parameters
    ----------
    source
        The camera.
    open_pipeline
        Opens a pipeline of its own, in the worker thread.
    captured_s
        When a frame was taken, on the clock; None = when it is read.
    """

    def __init__(
        self,
        source: CameraSource,
        open_pipeline: Callable[[], LivePipeline],
        captured_s: Callable[[VideoFrame], float] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._open_pipeline = open_pipeline
        self._clock = clock
        self._captured_s = captured_s or (lambda _frame: clock())
        self._latest = LatestFrame()
        self._health = FrameHealthMonitor()
        self._zero_s: float | None = None
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._lifts: deque[JudgedLift] = deque(maxlen=_KEPT)
        self._newest_of_pipeline: JudgedLift | None = None
        self._view = UNKNOWN_VIEW
        self._error: TilcoachError | None = None
        self._analysed_at_s: deque[float] = deque(maxlen=_RATE_OVER)
        self._reader = threading.Thread(target=self._read, name="tilcoach-camera-2", daemon=True)
        self._worker = threading.Thread(target=self._work, name="tilcoach-live-2", daemon=True)

    def start(self) -> None:
        """Open the camera, and a pipeline, in threads of their own."""
        close_before_exit(self)
        self._reader.start()
        self._worker.start()

    def stop(self) -> None:
        """Close the camera and end the analysis; may be called twice."""
        self._ended.set()
        self._latest.close()

    def shut_down(self) -> None:
        """Stop, and wait until the model is freed, because the program ends."""
        self.stop()
        self.join(_LAST_FRAME_S)

    def join(self, timeout_s: float) -> bool:
        """Wait until the camera is closed and the model freed, and return whether they are."""
        for thread in (self._worker, self._reader):
            if thread.ident is not None:
                thread.join(timeout_s)
        return not (self._worker.is_alive() or self._reader.is_alive())

    @property
    def lifts(self) -> tuple[JudgedLift, ...]:
        """The newest lifts, in order of time, on the clock of this object."""
        with self._lock:
            return tuple(self._lifts)

    @property
    def view(self) -> View:
        """From where it looks; unknown until the person was seen standing upright."""
        with self._lock:
            return self._view

    @property
    def error(self) -> TilcoachError | None:
        """Why no frames arrive now, or why it has ended; None while all is well."""
        with self._lock:
            return self._error

    @property
    def analysed_hz(self) -> float:
        """Frames a second over the last seconds; 0 when none came lately."""
        with self._lock:
            times_s = tuple(self._analysed_at_s)
        if len(times_s) < 2 or self._clock() - times_s[-1] > SILENCE_S:  # noqa: PLR2004 - of two
            return 0.0
        return (len(times_s) - 1) / max(times_s[-1] - times_s[0], 1e-6)

    def _read(self) -> None:
        """Pass the newest frame on to the worker, again and again, until the stream has ended."""
        try:
            while not self._ended.is_set():
                try:
                    with camera_lock(self._source), closing(self._source.open()) as camera:
                        self._submit_all(camera)
                except VideoError as error:
                    self._set_error(error)
                    self._ended.wait(RETRY_S)
        except Exception:  # noqa: BLE001  a thread has no caller that would report it
            _log.exception("The second camera stopped unexpectedly")
            self._set_error(UNEXPECTED_STOP)
        finally:
            self.stop()

    def _submit_all(self, camera: FrameSource) -> None:
        for frame in camera:
            if self._ended.is_set():
                return
            taken_s = self._captured_s(frame)
            if self._zero_s is None:
                self._zero_s = taken_s
            self._set_error(self._health.update(frame.bgr, taken_s))
            self._latest.put(frame.bgr, taken_s - self._zero_s)

    def _work(self) -> None:
        """Analyse the newest frame, again and again, until the stream has ended."""
        pace = FramePace(SHARED_HZ, self._clock)
        try:
            with closing(self._open_pipeline()) as pipeline:
                while not self._ended.is_set():
                    frame = self._latest.take(SILENCE_S)
                    if frame is not None:
                        self._note(pipeline.step(frame))
                        pace.wait(self._ended)
                    elif not self._ended.is_set():
                        self._set_error(self.error or NO_FRAMES)
                for result in pipeline.finish():
                    self._note(result)
        except TilcoachError as error:
            self._set_error(error)
        except Exception:  # noqa: BLE001  a thread has no caller that would report it
            _log.exception("The analysis of the second camera stopped unexpectedly")
            self._set_error(UNEXPECTED_STOP)

    def _note(self, result: FrameResult) -> None:
        """Keep what a frame has shown: the view, and the newest lift on this machine's clock."""
        person = result.people[0] if result.people else None
        with self._lock:
            self._analysed_at_s.append(self._clock())
            if person is None:
                return
            self._view = person.view
            judged = person.last_lift
            if judged is None or judged is self._newest_of_pipeline:
                return
            self._newest_of_pipeline = judged
            if self._lifts and self._lifts[-1].number == judged.number:
                self._lifts.pop()
            self._lifts.append(on_first_clock(judged, self._zero_s or 0.0))

    def _set_error(self, error: TilcoachError | None) -> None:
        with self._lock:
            self._error = error
