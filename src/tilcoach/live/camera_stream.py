"""A camera of this machine, a telephone or a sample film: through the coach, to one page."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import closing
from weakref import WeakValueDictionary

from tilcoach.errors import TilcoachError, VideoError
from tilcoach.live.camera_locks import camera_lock
from tilcoach.live.playback_clock import paced
from tilcoach.live.processor import UNEXPECTED_STOP, LiveProcessor
from tilcoach.live.samples import Sample
from tilcoach.live.shutdown import close_before_exit
from tilcoach.phone.camera import PhoneCamera
from tilcoach.pose import VideoFrame
from tilcoach.video import CameraDevice, FrameHealthMonitor, FrameSource, LatestFrame, write_jpeg

_log = logging.getLogger(__name__)

RETRY_S = 1.0
"""Between two attempts to open a camera that is busy or unplugged."""
FIRST_VIEWER_S = 60.0
"""How long a page may take to ask for its first frame: a busy computer renders slowly."""
RECONNECT_S = 3.0
"""How long a page may be gone before the camera closes: a partial reload reconnects at once."""
_LAST_FRAME_S = 2.0  # for the frame that is being read when the program ends

_streams: WeakValueDictionary[str, CameraStream] = WeakValueDictionary()


def find_stream(token: str) -> CameraStream | None:
    """Return the running stream with this token, or None."""
    return _streams.get(token)


class CameraStream:
    """Reads a camera; passes every frame to the coach and the newest one to the page.

    The camera is open from `start` to `stop`, or until no page has been connected for some seconds.
    A camera that is busy or unplugged is tried again every second, and the state says what is
    wrong. A sample film waits for the coach, and its lifts keep the film's own time. The port that
    a telephone reaches is open for as long as the camera would be.

    Attributes
    ----------
    token
        The secret with which the page asks for frames.
    """

    def __init__(
        self,
        source: CameraDevice | PhoneCamera | Sample,
        processor: LiveProcessor,
        clock: Callable[[], float] = time.monotonic,
        beside: PhoneCamera | None = None,
    ) -> None:
        self.token = secrets.token_urlsafe(32)
        self.processor = processor
        self._source = source
        self._beside = beside
        self._clock = clock
        self._start_s: float | None = None  # when the first frame was taken
        self._latest = LatestFrame()
        self._health = FrameHealthMonitor()
        self._size_px: tuple[int, int] | None = None
        self._resized = threading.Event()
        self._ended = threading.Event()
        self._viewers = _Viewers(clock)
        self._reader = threading.Thread(target=self._work, name="tilcoach-camera", daemon=True)

    def start(self) -> None:
        """Open the camera in a thread of its own."""
        _streams[self.token] = self
        close_before_exit(self)
        self._reader.start()

    def stop(self) -> None:
        """Close the camera and end the analysis; may be called twice."""
        self._ended.set()
        self._latest.close()
        for phone in self._phones:
            phone.stop()
        self.processor.on_ended()

    def shut_down(self) -> None:
        """Stop, and wait until the camera is closed, because the program ends."""
        self.stop()
        self.join(_LAST_FRAME_S)

    def join(self, timeout_s: float) -> bool:
        """Wait until the camera is closed, and return whether it is."""
        if self._reader.ident is not None:
            self._reader.join(timeout_s)
        return not self._reader.is_alive()

    @property
    def is_running(self) -> bool:
        """Whether frames arrive, or may arrive again."""
        return not self._ended.is_set()

    @property
    def is_sample(self) -> bool:
        """Whether a sample film plays, of which nothing is ever saved."""
        return isinstance(self._source, Sample)

    @property
    def phone(self) -> PhoneCamera | None:
        """The telephone that is the camera; None for another one."""
        return self._source if isinstance(self._source, PhoneCamera) else None

    @property
    def _phones(self) -> tuple[PhoneCamera, ...]:
        """The telephones whose ports close with this stream: the camera, and the second one."""
        return tuple(one for one in (self.phone, self._beside) if one is not None)

    def take_resized(self) -> bool:
        """Return once whether the pictures changed their size, as when a telephone is turned."""
        was_resized = self._resized.is_set()
        self._resized.clear()
        return was_resized

    def add_viewer(self) -> object:
        """Connect a page and return its handle; the newest page gets the frames."""
        return self._viewers.add()

    def remove_viewer(self, viewer: object) -> None:
        """Disconnect a page."""
        self._viewers.remove(viewer)

    def is_watched_by(self, viewer: object) -> bool:
        """Return whether this page is the one that gets the frames."""
        return self.is_running and self._viewers.newest is viewer

    def next_jpeg(self, timeout_s: float) -> tuple[bytes, float] | None:
        """Wait for a new frame; return it with the overlay, and when it was captured."""
        frame = self._latest.take(timeout_s)
        if frame is None:
            return None
        captured_s = (self._start_s or 0.0) + frame.time_s
        return write_jpeg(self.processor.draw(frame.bgr)), captured_s

    def record_shown(self, captured_s: float) -> None:
        """Record that the page shows a frame now."""
        self.processor.state.record_shown(self._clock() - captured_s)

    def _work(self) -> None:
        try:
            while self._is_active():
                try:
                    self._read()
                except VideoError as error:
                    self.processor.state.set_camera_error(error)
                    self._ended.wait(RETRY_S)
        except Exception:  # noqa: BLE001  a thread has no caller that would report it
            _log.exception("The camera stream stopped unexpectedly")
            self.processor.state.fail(UNEXPECTED_STOP)
        finally:
            self.stop()
            for phone in self._phones:
                phone.close()

    def _read(self) -> None:
        if isinstance(self._source, Sample):
            with closing(self._source.open()) as film:
                for frame in paced(film, lambda: self.processor.backlog, self._is_active):
                    self._submit(frame, frame.time_s, self._since_start_s(self._clock()))
        else:
            with camera_lock(self._source), closing(self._source.open()) as camera:
                self._read_camera(camera)

    def _read_camera(self, camera: FrameSource) -> None:
        """Submit the frames with the time of this stream.

        The camera's own time restarts when it is plugged in again; this one does not.
        """
        for frame in camera:
            if not self._is_active():
                return
            self._note_size(frame)
            captured_s = self._captured_s(frame)
            error = self._health.update(frame.bgr, captured_s)
            self._submit(frame, captured_s, captured_s, error)

    def _captured_s(self, frame: VideoFrame) -> float:
        """Return when a frame was taken: now, or when the telephone says."""
        if isinstance(self._source, PhoneCamera):
            return self._since_start_s(self._source.zero_s + frame.time_s)
        return self._since_start_s(self._clock())

    def _note_size(self, frame: VideoFrame) -> None:
        size_px = frame.width_px, frame.height_px
        if self._size_px not in (None, size_px):
            self._resized.set()
        self._size_px = size_px

    def _submit(
        self,
        frame: VideoFrame,
        time_s: float,
        captured_s: float,
        camera_error: TilcoachError | None = None,
    ) -> None:
        lag_s = self._since_start_s(self._clock()) - captured_s
        self.processor.submit(frame.bgr, time_s, lag_s, camera_error)
        self._latest.put(frame.bgr, captured_s)

    def _since_start_s(self, moment_s: float) -> float:
        """Return a moment in the time of this stream, which begins with its first frame."""
        if self._start_s is None:
            self._start_s = moment_s
        return moment_s - self._start_s

    def _is_active(self) -> bool:
        return not self._ended.is_set() and not self._viewers.have_left


class _Viewers:
    """The pages that watch a stream, and since when there is none."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self.newest: object | None = None
        self._deadline_s = clock() + FIRST_VIEWER_S

    def add(self) -> object:
        viewer = object()
        with self._lock:
            self.newest = viewer
        return viewer

    def remove(self, viewer: object) -> None:
        with self._lock:
            if self.newest is viewer:
                self.newest = None
                self._deadline_s = self._clock() + RECONNECT_S

    @property
    def have_left(self) -> bool:
        with self._lock:
            return self.newest is None and self._clock() > self._deadline_s
