"""A camera of this machine, or a sample film in its place, through the coach, to one page."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import closing
from weakref import WeakValueDictionary

from tilcoach.errors import TilcoachError, VideoError
from tilcoach.pose import VideoFrame
from tilcoach.ui.farewell import leave_before_exit
from tilcoach.ui.live import STOPPED_BY_ITSELF, LiveProcessor
from tilcoach.ui.local_camera.leases import borrowed
from tilcoach.ui.local_camera.pace import paced
from tilcoach.ui.samples import Sample
from tilcoach.video import CameraPlace, FrameSource, LatestFrame, OddPictureWatch, write_jpeg

_log = logging.getLogger(__name__)

RETRY_S = 1.0
"""How often a camera that is busy or unplugged is asked again."""
FIRST_VISIT_S = 60.0
"""So long a page may take to ask for its first picture; a busy computer is slow to draw a page."""
GRACE_S = 3.0
"""So long a page may be gone before the camera is let go: a reload of a part comes back at once."""
_LAST_PICTURE_S = 2.0  # for the picture that is being read when the program ends

_streams: WeakValueDictionary[str, LocalStream] = WeakValueDictionary()


def stream_of(token: str) -> LocalStream | None:
    """Return the stream that a page may see; None when there is none.

    Parameters
    ----------
    token
        The secret of the stream, which only its own page was told.
    """
    return _streams.get(token)


class LocalStream:
    """Reads a camera, shows the coach every picture and the page the newest one.

    The camera is open from `start` to `stop`, or until no page has looked for some seconds. One
    that is busy or unplugged is asked again every second; meanwhile the slot says what is the
    matter. A sample film waits for the coach, and its lifts take the film's own time.

    Parameters
    ----------
    place
        Which camera, or which film.
    processor
        Coaches and draws; ended with this stream. Another one may take over while it runs.
    clock
        Gives seconds and never jumps; tests bring their own.

    Attributes
    ----------
    token
        The secret by which the page asks for pictures.
    """

    def __init__(
        self,
        place: CameraPlace | Sample,
        processor: LiveProcessor,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.token = secrets.token_urlsafe(32)
        self.processor = processor
        self._place = place
        self._clock = clock
        self._zero_s = clock()
        self._newest = LatestFrame()
        self._watch = OddPictureWatch()
        self._ended = threading.Event()
        self._viewers = _Viewers(clock)
        self._camera = threading.Thread(target=self._work, name="tilcoach-camera", daemon=True)

    def start(self) -> None:
        """Open the camera, in a thread of its own."""
        _streams[self.token] = self
        leave_before_exit(self)
        self._camera.start()

    def stop(self) -> None:
        """Let the camera go and end the coach; twice is fine."""
        self._ended.set()
        self._newest.close()
        self.processor.on_ended()

    def leave(self) -> None:
        """Stop, and wait until the camera is free, because the program ends."""
        self.stop()
        self.join(_LAST_PICTURE_S)

    def join(self, timeout_s: float) -> bool:
        """Wait until the camera is let go, and say whether it is.

        Parameters
        ----------
        timeout_s
            How long to wait at most.
        """
        if self._camera.ident is not None:
            self._camera.join(timeout_s)
        return not self._camera.is_alive()

    @property
    def is_running(self) -> bool:
        """Whether pictures come, or may come again."""
        return not self._ended.is_set()

    @property
    def is_sample(self) -> bool:
        """Whether a sample film plays: of that nothing is ever saved."""
        return isinstance(self._place, Sample)

    def enter(self) -> object:
        """Note that a page looks, and return what tells it from any other; the newest one wins."""
        return self._viewers.enter()

    def exit(self, viewer: object) -> None:
        """Note that a page looks no more.

        Parameters
        ----------
        viewer
            As `enter` returned it.
        """
        self._viewers.exit(viewer)

    def is_for(self, viewer: object) -> bool:
        """Say whether this page is the one to send pictures to.

        Parameters
        ----------
        viewer
            As `enter` returned it.
        """
        return self.is_running and self._viewers.newest is viewer

    def next_picture(self, timeout_s: float) -> tuple[bytes, float] | None:
        """Wait for a picture that was not given yet; return it drawn over, with its moment.

        Parameters
        ----------
        timeout_s
            How long to wait; after that, None.
        """
        frame = self._newest.take(timeout_s)
        if frame is None:
            return None
        return write_jpeg(self.processor.draw(frame.bgr)), self._zero_s + frame.time_s

    def note_shown(self, taken_s: float) -> None:
        """Note that the page shows a picture now.

        Parameters
        ----------
        taken_s
            The moment at which the camera gave it.
        """
        self.processor.slot.note_shown(self._clock() - taken_s)

    def _work(self) -> None:
        try:
            while self._goes_on():
                try:
                    self._read()
                except VideoError as error:
                    self.processor.slot.note_trouble(error)
                    self._ended.wait(RETRY_S)
        except Exception:  # noqa: BLE001  nobody else would see it, least of all the user
            _log.exception("The camera's stream has stopped")
            self.processor.slot.fail(STOPPED_BY_ITSELF)
        finally:
            self.stop()

    def _read(self) -> None:
        if isinstance(self._place, Sample):
            with closing(self._place.open()) as film:
                for frame in paced(film, lambda: self.processor.behind, self._goes_on):
                    self._show(frame, frame.time_s)
        else:
            with borrowed(self._place), closing(self._place.open()) as camera:
                self._read_camera(camera)

    def _read_camera(self, camera: FrameSource) -> None:
        """Show the pictures, under the time of this stream.

        The camera's own time starts anew when it is plugged in again; this one does not.
        """
        for frame in camera:
            if not self._goes_on():
                return
            time_s = self._now_s()
            self._show(frame, time_s, self._watch.update(frame.bgr, time_s))

    def _show(self, frame: VideoFrame, time_s: float, odd: TilcoachError | None = None) -> None:
        """Leave a picture for the coach and for the page."""
        self.processor.take_in(frame.bgr, time_s, trouble=odd)
        self._newest.put(frame.bgr, self._now_s())

    def _now_s(self) -> float:
        return self._clock() - self._zero_s

    def _goes_on(self) -> bool:
        return not self._ended.is_set() and not self._viewers.are_gone


class _Viewers:
    """Who looks at a stream, and since when nobody does."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self.newest: object | None = None
        self._gone_at_s = clock() + FIRST_VISIT_S

    def enter(self) -> object:
        viewer = object()
        with self._lock:
            self.newest = viewer
        return viewer

    def exit(self, viewer: object) -> None:
        with self._lock:
            if self.newest is viewer:
                self.newest = None
                self._gone_at_s = self._clock() + GRACE_S

    @property
    def are_gone(self) -> bool:
        with self._lock:
            return self.newest is None and self._clock() > self._gone_at_s
