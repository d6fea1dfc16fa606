"""The live pass over known landmarks, at rates of webcams, and where the file says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tilcoach.coaching import Finding, FrameResult, JudgedLift
from tilcoach.config import Settings
from tilcoach.load_detection import Thumbnails
from tilcoach.pipeline import Pipeline
from tilcoach.pose import Pose, PoseSeries, VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.validation.intervals import Estimate, Part, share
from tilcoach.validation.recordings import lifts_of, review_recording

LIVE_RATES_HZ = (10, 15, 30)
"""The frame rates at which the live pass is held against the file."""

_SAME_LIFT_S = 0.5
_ALMOST = 0.95  # a webcam of 29.97 Hz gives 30
_CLOCK_TICKS = 0.1  # frame times are not exact; every second frame of 30 Hz is 15 Hz


def _same_lift(filed: JudgedLift, live: Sequence[JudgedLift]) -> JudgedLift | None:
    """Return the lift of the live pass that ends upright when one of the file does."""
    upright_s = filed.lift.upright_s
    return next((o for o in live if abs(o.lift.upright_s - upright_s) < _SAME_LIFT_S), None)


def _difference(filed: JudgedLift, live: JudgedLift | None) -> str:
    """Return what the live pass says otherwise of a lift; nothing when all is the same."""
    if live is None:
        return "not found live"
    pairs = zip(filed.findings, live.findings, strict=True)
    return "; ".join(
        f"{file.pattern} {_verdict_text(file)} in the file, {_verdict_text(now)} live"
        for file, now in pairs
        if file.verdict is not now.verdict
    )


def _verdict_text(finding: Finding) -> str:
    return f"{finding.verdict} ({finding.reason})" if finding.reason else finding.verdict.value


def differences(
    name: str, rate_hz: int, filed: Sequence[JudgedLift], live: Sequence[JudgedLift]
) -> tuple[str, ...]:
    """Return in words each lift of a film on which file and live pass say otherwise."""
    alike = {id(one): _same_lift(one, live) for one in filed}
    met = {id(other) for other in alike.values() if other is not None}
    found = [(one, _difference(one, alike[id(one)])) for one in filed]
    found += [(one, _ONLY_LIVE) for one in live if id(one) not in met]
    return tuple(
        f"{name}, {rate_hz} Hz: lift at {one.lift.start_s:.1f} s: {difference}"
        for one, difference in found
        if difference
    )


_ONLY_LIVE = "only found live"


@dataclass(frozen=True, slots=True)
class LivePass:
    """What the live pass makes of a film at one frame rate.

    Attributes
    ----------
    lifts
        In their final state.
    filed
        The lifts of the file pass over all pictures of the film.
    filed_at_rate
        The lifts of the file pass over the same pictures as the live pass: what differs from
        these comes from looking live, the rest from the frame rate.
    """

    lifts: tuple[JudgedLift, ...]
    filed: tuple[JudgedLift, ...]
    filed_at_rate: tuple[JudgedLift, ...]


LivePasses = Mapping[int, LivePass]
"""The live passes over one film, by frame rate."""


def agreement(films: Iterable[LivePasses], rate_hz: int, *, at_rate: bool = False) -> Estimate:
    """Return the share of lifts on which the file and the live pass at some rate say the same.

    Parameters
    ----------
    films
        Those without that rate do not count.
    rate_hz
        Of the live pass.
    at_rate
        Whether the file pass sees the pictures of the live pass only.
    """
    parts: list[Part] = []
    for passes in films:
        if (one := passes.get(rate_hz)) is not None:
            filed = one.filed_at_rate if at_rate else one.filed
            differs = differences("", rate_hz, filed, one.lifts)
            total = len(filed) + sum(what.endswith(_ONLY_LIVE) for what in differs)
            parts.append((total - len(differs), total))
    return share(parts)


def all_differences(films: Iterable[tuple[str, LivePasses]]) -> tuple[str, ...]:
    """Return in words, per name of a film, each lift on which any live pass says otherwise."""
    return tuple(
        f"{what} (as does the file at that rate)" if what in of_rate else what
        for name, passes in films
        for rate_hz, one in passes.items()
        for of_rate in [differences(name, rate_hz, one.filed, one.filed_at_rate)]
        for what in differences(name, rate_hz, one.filed, one.lifts)
    )


def rates_of(films: Iterable[LivePasses]) -> tuple[int, ...]:
    """Return the rates at which any film could be played."""
    known = {rate_hz for one in films for rate_hz in one}
    return tuple(rate_hz for rate_hz in LIVE_RATES_HZ if rate_hz in known)


def live_passes(
    series: PoseSeries,
    settings: Settings,
    filed: tuple[JudgedLift, ...],
    thumbnails: Thumbnails | None = None,
) -> LivePasses:
    """Return the live pass at every rate that the film has, beside the file pass."""
    return {
        rate_hz: LivePass(
            live_lifts(slower, settings, thumbnails),
            filed,
            lifts_of(review_recording(slower, settings, thumbnails)),
        )
        for rate_hz in LIVE_RATES_HZ
        if (slower := at_rate(series, rate_hz)) is not None
    }


def at_rate(series: PoseSeries, rate_hz: float) -> PoseSeries | None:
    """Return a series as a slower webcam would have given it; None where it is slower itself."""
    steps_s = np.diff(series.time_s)
    if not len(steps_s) or 1 / float(np.median(steps_s)) < _ALMOST * rate_hz:
        return None
    ticks = np.floor((series.time_s - series.time_s[0]) * rate_hz + _CLOCK_TICKS).astype(int)
    return series.where(np.diff(ticks, prepend=-1) > 0)


class _Player:
    """Gives known poses to the live pipeline, one per frame."""

    def __init__(self, series: PoseSeries) -> None:
        self._series = series

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        """Return the pose of this frame; nobody where nobody was seen."""
        pose = self._series.at(frame.index)
        return (pose,) if np.isfinite(pose.image_px[0, 0]) else ()

    def close(self) -> None:
        """Hold nothing, free nothing."""


def live_lifts(
    series: PoseSeries, settings: Settings, thumbnails: Thumbnails | None = None
) -> tuple[JudgedLift, ...]:
    """Return the lifts of the live pass over the same landmarks, in their final state."""
    latest: dict[tuple[int, int], JudgedLift] = {}

    def note(result: FrameResult) -> None:
        for person in result.people:
            if person.last_lift is not None:
                latest[person.person, person.last_lift.lift.number] = person.last_lift

    pictures = _Pictures(thumbnails)
    small = replace(series, image_px=series.image_px * pictures.shrink)
    with Pipeline(_Player(small), settings) as pipeline:
        for index, time_s in enumerate(series.time_s.tolist()):
            note(pipeline.step(VideoFrame(pictures.at(time_s), time_s, index)))
        for result in pipeline.finish():
            note(result)
    return tuple(latest.values())


class _Pictures:
    """Gives the frames of a video of which only the thumbnails are known, or not even these.

    A frame is as small as its thumbnail, and the body in it (`shrink`): the live pass then takes
    the same thumbnail of it. A frame without a thumbnail has no pixels.
    """

    def __init__(self, thumbnails: Thumbnails | None) -> None:
        self._grey: dict[float, Bytes] = {}
        self.shrink = 1.0
        if thumbnails is not None and len(thumbnails):
            self._grey = dict(zip(thumbnails.time_s.tolist(), thumbnails.all(), strict=True))
            self.shrink = thumbnails.shrink

    def at(self, time_s: float) -> Bytes:
        """Return the frame at some moment."""
        if time_s not in self._grey:
            return _NO_PIXELS
        return np.repeat(self._grey[time_s][:, :, None], 3, axis=2)


_NO_PIXELS = np.zeros((0, 0, 3), np.uint8)
