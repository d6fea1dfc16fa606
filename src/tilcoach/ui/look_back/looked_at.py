"""Looking back: whether somebody does, and at what; a lift is drawn once."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Self
from uuid import uuid4

from tilcoach.guiding import Guide
from tilcoach.replay import Replay, ReplayKeeper, drawn_jpegs


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A lift with its pictures as the browser gets them.

    Attributes
    ----------
    name
        Tells this look from all others.
    replay
        The lift.
    pictures
        With the drawing, JPEG in base64.
    times_s
        Of each picture, in seconds since the first.
    """

    name: str
    replay: Replay
    pictures: tuple[str, ...]
    times_s: tuple[float, ...]

    @classmethod
    def of(cls, replay: Replay) -> Self:
        """Draw a lift.

        Parameters
        ----------
        replay
            The lift.
        """
        start_s = replay.moments[0].time_s
        return cls(
            name=uuid4().hex,
            replay=replay,
            pictures=tuple(b64encode(jpeg).decode() for jpeg in drawn_jpegs(replay)),
            times_s=tuple(round(moment.time_s - start_s, 3) for moment in replay.moments),
        )


class LookBack:
    """Looking back in one stream: the coach waits as long as it lasts.

    Parameters
    ----------
    guide
        Of the stream; None before the first one.

    Attributes
    ----------
    replays
        Keeps the pictures of the newest lift.
    """

    def __init__(self, guide: Guide | None = None) -> None:
        self._guide = guide
        self._looked_at: LookedAt | None = None
        self.replays = ReplayKeeper()

    @property
    def looked_at(self) -> LookedAt | None:
        """The lift that is looked back at now; None when the coach goes on."""
        if self._guide is None or not self._guide.is_looking_back:
            self._looked_at = None
        return self._looked_at

    def begin(self) -> None:
        """Look back at the newest lift, if there is one."""
        replay = self.replays.newest
        if self._guide is not None and replay is not None:
            self._guide.look_back()
            self._looked_at = LookedAt.of(replay)

    def end(self) -> None:
        """Let the coach go on."""
        if self._guide is not None:
            self._guide.look_on()
