"""A telephone as a camera: opening it opens the port, closing it closes the port."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from enum import StrEnum

from tilcoach.auth.network_address import network_address
from tilcoach.errors import VideoError
from tilcoach.i18n import Translator
from tilcoach.phone.certificate import make_certificate, server_context
from tilcoach.phone.connection import Connections
from tilcoach.phone.pairing import Pairing
from tilcoach.phone.routes import phone_app
from tilcoach.phone.server import PhoneServer, open_port
from tilcoach.pose import SourceInfo, VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.video import LatestFrame

ADDRESS_VARIABLE = "TILCOACH_PHONE_ADDRESS"
"""The address of this machine that the telephone uses, where the usual one is that of a VPN."""

NO_NETWORK = VideoError(
    "This computer is in no network: connect it to the wireless network that the phone uses."
)
NOT_YET = VideoError("Scan the code with your phone: the picture then comes by itself.")
"""What is said while no telephone has used the code."""

AWAY = VideoError(
    "No picture comes from your phone: keep its page open and its screen on. It goes on by itself."
)

SILENCE_S = 3.0
"""After this long without a picture the page says so."""
_WAIT_S = 1.0  # between two looks whether anybody still waits for a telephone
_USUAL_RATE_HZ = 30.0


class PhoneState(StrEnum):
    """How far a telephone is."""

    CLOSED = "closed"
    WAITING = "waiting"
    EXPIRED = "expired"
    CONNECTED = "connected"
    AWAY = "away"


class PhoneCamera:
    """Gives the pictures of a telephone; each session makes a new one.

    Attributes
    ----------
    key
        Tells it from the cameras of this machine.
    pairing
        The code, and who has used it.
    fingerprint
        Of the certificate; empty before the port is open.
    address
        What the telephone opens, without the code; empty before the port is open.
    """

    key = "phone"

    def __init__(self, words: Translator, clock: Callable[[], float] = time.monotonic) -> None:
        self.pairing = Pairing(clock)
        self.fingerprint = self.address = ""
        self._words = words
        self._clock = clock
        self._lock = threading.Lock()
        self._latest = LatestFrame()
        self._zero_s: float | None = None
        self._connections = Connections(self.pairing, self._put, clock)
        self._server: PhoneServer | None = None
        self._is_closed = False

    def open(self) -> PhonePictures:
        """Listen, if not already, and return the pictures; raise `VideoError` where that fails."""
        with self._lock:
            if self._is_closed:
                raise NOT_YET
            if self._server is None:
                self._listen()
        return PhonePictures(self, self._latest)

    def stop(self) -> None:
        """Begin to close the port for good, and wait for nothing; may be called twice."""
        with self._lock:
            self._is_closed = True
            if self._server is not None:
                self._server.stop()
        self._latest.close()

    def close(self) -> None:
        """Close the port for good, and wait until it is; closing twice is fine."""
        self.stop()
        with self._lock:
            server, self._server = self._server, None
        if server is not None:
            server.join()

    @property
    def link(self) -> str:
        """What the code on the screen opens; what stands behind # is in no request."""
        return f"{self.address}/#{self.pairing.code}"

    @property
    def state(self) -> PhoneState:
        """How far the telephone is."""
        if self._server is None or self._is_closed:
            return PhoneState.CLOSED
        if self._connections.is_connected:
            return PhoneState.CONNECTED
        if self.pairing.is_paired:
            return PhoneState.AWAY
        return PhoneState.WAITING if self.pairing.left_s > 0 else PhoneState.EXPIRED

    @property
    def zero_s(self) -> float:
        """The moment of time 0 of the pictures, on the clock of this machine."""
        return self._clock() if self._zero_s is None else self._zero_s

    def _put(self, bgr: Bytes, taken_s: float) -> None:
        if self._zero_s is None:
            self._zero_s = taken_s
        self._latest.put(bgr, taken_s)

    def _listen(self) -> None:
        address = os.environ.get(ADDRESS_VARIABLE) or network_address()
        if address is None:
            raise NO_NETWORK
        line = open_port(address)
        certificate = make_certificate(address)
        host = f"[{address}]" if ":" in address else address
        netloc = f"{host}:{line.getsockname()[1]}"
        app = phone_app(self._connections, netloc, self._words)
        server = PhoneServer(app, line, server_context(certificate))
        server.start()
        self.fingerprint, self.address = certificate.fingerprint, f"https://{netloc}"
        self._server = server


class PhonePictures:
    """The pictures of a telephone as they come; see `FrameSource`."""

    def __init__(self, phone: PhoneCamera, latest: LatestFrame) -> None:
        self._phone = phone
        self._latest = latest
        self._frames, self._seen_for_s = 0, 0.0
        self._size_px = (0, 0)

    @property
    def info(self) -> SourceInfo:
        """The size of the newest picture, and the number of pictures so far."""
        return SourceInfo(
            name="phone",
            sha256="",
            duration_s=self._seen_for_s,
            frame_rate_hz=_USUAL_RATE_HZ,
            width_px=self._size_px[0],
            height_px=self._size_px[1],
            frames=self._frames,
        )

    def __iter__(self) -> Iterator[VideoFrame]:
        """Yield the newest picture, by the moment at which it was taken; `VideoError` if none."""
        while True:
            waits = self._phone.state in (PhoneState.WAITING, PhoneState.EXPIRED)
            frame = self._latest.take(_WAIT_S if waits else SILENCE_S)
            if frame is None:
                raise NOT_YET if waits else AWAY
            self._frames, self._seen_for_s = self._frames + 1, frame.time_s
            self._size_px = frame.width_px, frame.height_px
            yield frame

    def close(self) -> None:
        """Do nothing: the port stays open until the session ends, so that the phone may return."""
