"""Two live streams of one person: each lift is told when both cameras have judged it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tilcoach.coaching import JudgedLift
from tilcoach.fusion.fused_lift import CameraView, FusedLift, fuse, numbered, seen_by_one
from tilcoach.fusion.pairs import MIN_COMMON_SHARE
from tilcoach.lifting import LoadSource, common_share

WAIT_S = 0.5
"""How long a lift waits for the other camera: both find it about when the person stands upright,
and the coach has a second for its sentence."""


@dataclass(slots=True)
class _Known:
    """A lift that was found, by one camera so far or by both."""

    found_s: float
    first: JudgedLift | None = None
    second: JudgedLift | None = None
    number: int = 0  # 0 = not told yet
    fused: FusedLift | None = None

    @property
    def alone(self) -> JudgedLift | None:
        """The lift by the one camera that found it; None when both did."""
        if self.first is not None and self.second is not None:
            return None
        return self.first or self.second


class LiveFusion:
    """Pairs the lifts of two streams as they come; has state.

    A lift is told when both cameras have found it, or half a second after the first of them did. It
    is told again, under the same number, when either camera judges it again.
    """

    def __init__(self) -> None:
        self._known: list[_Known] = []
        self._told = 0

    @property
    def lift_count(self) -> int:
        """How many lifts were told."""
        return self._told

    def update(
        self,
        time_s: float,
        first: JudgedLift | None,
        second: Sequence[JudgedLift],
        views: tuple[CameraView, CameraView],
        *,
        waits: bool = True,
    ) -> FusedLift | None:
        """Return the newest lift that can be told; None before the first.

        Of several at once each takes a call of its own.

        Parameters
        ----------
        time_s
            Now, on the clock of the first camera.
        first
            The newest lift of the first camera; None before its first.
        second
            The newest lifts of the second camera, on the clock of the first.
        views
            How well each camera sees.
        waits
            Whether the other camera may still find what one found; not when it gives no picture.
        """
        if first is not None:
            self._take(first, time_s, is_first=True)
        for judged in second:
            self._take(judged, time_s, is_first=False)
        for known in self._known:
            due = not waits or time_s - known.found_s >= WAIT_S
            if not known.number and _counts(known, views) and (due or known.alone is None):
                self._told += 1
                known.number = self._told
                break
        told = [known for known in self._known if known.number]
        if not told:
            return None
        newest = max(told, key=lambda known: known.number)
        if newest.fused is None:
            newest.fused = numbered(_fused(newest, views), newest.number)
        return newest.fused

    def _take(self, judged: JudgedLift, time_s: float, *, is_first: bool) -> None:
        """Keep a lift that is new, or that was judged again."""
        name = "first" if is_first else "second"
        for known in self._known:
            own, other = known.first, known.second
            if not is_first:
                own, other = other, own
            is_same = own is not None and own.number == judged.number
            is_pair = own is None and other is not None and _is_pair(judged, other)
            if is_same or is_pair:
                if own is not judged:
                    setattr(known, name, judged)
                    known.fused = None
                return
        added = _Known(time_s)
        setattr(added, name, judged)
        self._known.append(added)
        del self._known[:-_MOST]


_MOST = 20  # of lifts that are remembered: the newest is told, and the ones before may be paired


def _is_pair(one: JudgedLift, other: JudgedLift) -> bool:
    return common_share(one.lift, other.lift) >= MIN_COMMON_SHARE


def _counts(known: _Known, views: tuple[CameraView, CameraView]) -> bool:
    """Return whether a lift that one camera alone found may be told.

    The second camera decides nothing by itself unless it is sure of the load.
    """
    alone = known.alone
    if alone is None or known.first is not None:
        return True
    sure = alone.load.probability >= views[1].limits.load_probability.value
    return alone.load.held and (sure or alone.load.source is LoadSource.USER)


def _fused(known: _Known, views: tuple[CameraView, CameraView]) -> FusedLift:
    if known.first is not None and known.second is not None:
        return fuse(known.first, known.second, views, 0.0)
    if known.first is not None:
        return seen_by_one(known.first, views[0])
    if known.second is None:
        message = "a known lift was found by at least one camera"
        raise ValueError(message)
    return seen_by_one(known.second, views[1])
