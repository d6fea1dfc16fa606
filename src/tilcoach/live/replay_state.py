"""The replay of one stream: which lift is shown, if any; each lift is drawn once."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Self
from uuid import uuid4

from tilcoach.guidance import GuidanceController
from tilcoach.replay import Replay, ReplayBuffer, drawn_jpegs


@dataclass(frozen=True, slots=True)
class ReplayView:
    """A lift with its frames in the form that the browser needs.

    Attributes
    ----------
    name
        Unique per opened replay.
    replay
        The lift.
    pictures
        Its frames with the overlay, JPEG in base64.
    times_s
        Of each frame, in seconds since the first.
    """

    name: str
    replay: Replay
    pictures: tuple[str, ...]
    times_s: tuple[float, ...]

    @classmethod
    def of(cls, replay: Replay) -> Self:
        """Draw the frames of a lift."""
        start_s = replay.moments[0].time_s
        return cls(
            name=uuid4().hex,
            replay=replay,
            pictures=tuple(b64encode(jpeg).decode() for jpeg in drawn_jpegs(replay)),
            times_s=tuple(round(moment.time_s - start_s, 3) for moment in replay.moments),
        )


class ReplayState:
    """The replay of one stream; the coach pauses while it is open.

    Attributes
    ----------
    buffer
        Holds the frames of the newest lift.
    """

    def __init__(self, controller: GuidanceController | None = None) -> None:
        self._controller = controller
        self._view: ReplayView | None = None
        self.buffer = ReplayBuffer()

    @property
    def view(self) -> ReplayView | None:
        """The lift that is replayed now; None while the coach works."""
        if self._controller is None or not self._controller.is_replaying:
            self._view = None
        return self._view

    def open(self, replay: Replay | None = None) -> None:
        """Replay a lift: the newest one when none is given, if there is one."""
        replay = replay or self.buffer.newest
        if self._controller is not None and replay is not None:
            self._controller.start_replay()
            self._view = ReplayView.of(replay)

    def close(self) -> None:
        """End the replay and let the coach go on."""
        if self._controller is not None:
            self._controller.end_replay()
