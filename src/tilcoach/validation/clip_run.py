"""One clip, run through tilcoach both ways: as a file and as a live stream."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tilcoach.coaching import Finding, FrameResult, JudgedLift, PersonRecordingResult
from tilcoach.config import Settings
from tilcoach.load_detection import Thumbnails
from tilcoach.pipeline import Pipeline
from tilcoach.pose import Pose, PoseSeries, VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.validation.clip_scores import match
from tilcoach.validation.recordings import review_recording
from tilcoach.validation.true_clip import TrueClip


@dataclass(frozen=True, slots=True)
class ClipRun:
    """What tilcoach makes of one clip.

    Attributes
    ----------
    clip
        The truth.
    series
        The landmarks as the model gave them.
    people
        What the file pass found.
    live
        The lifts of the live pass at each frame rate, in their final state.
    """

    clip: TrueClip
    series: PoseSeries
    people: tuple[PersonRecordingResult, ...]
    live: Mapping[int, tuple[JudgedLift, ...]]

    @property
    def lifts(self) -> tuple[JudgedLift, ...]:
        """The lifts of everybody in the file pass."""
        return tuple(lift for person in self.people for lift in person.lifts)

    def bends(self) -> list[tuple[float, bool]]:
        """Return, per bend of the file pass, how probable a load was said to be, and the truth."""
        found = [one for person in self.people for one in (*person.lifts, *person.bends)]
        held = {id(one) for one, _ in match(found, self.clip.lifts)}
        return [(one.lift.load.probability, id(one) in held) for one in found]

    @property
    def main_person(self) -> PersonRecordingResult | None:
        """The person seen longest who could be measured; None when nobody could."""
        measured = [person for person in self.people if person.postures is not None]
        return max(measured, key=lambda person: len(person.poses), default=None)

    def live_differs(self, rate_hz: int) -> tuple[str, ...]:
        """Return in words each lift on which file and live pass say otherwise."""
        live = self.live[rate_hz]
        alike = {id(one): _same_lift(one, live) for one in self.lifts}
        met = {id(other) for other in alike.values() if other is not None}
        differences = [(one, _difference(one, alike[id(one)])) for one in self.lifts]
        differences += [(one, "only found live") for one in live if id(one) not in met]
        return tuple(
            f"{self.clip.name}, {rate_hz} Hz: lift at {one.lift.start_s:.1f} s: {difference}"
            for one, difference in differences
            if difference
        )


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


def run_clip(
    clip: TrueClip,
    series: PoseSeries,
    thumbnails: Thumbnails | None = None,
    settings: Settings | None = None,
) -> ClipRun:
    """Return what tilcoach makes of the landmarks of a clip."""
    own = replace(settings or Settings(), height_cm=100 * clip.height_m)
    people = review_recording(series, own, thumbnails).people
    live = {
        rate_hz: live_lifts(slower, own, thumbnails)
        for rate_hz in LIVE_RATES_HZ
        if (slower := at_rate(series, rate_hz)) is not None
    }
    return ClipRun(clip, series, people, live)


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

    def note(result: FrameResult | None) -> None:
        for person in result.people if result else ():
            if person.last_lift is not None:
                latest[person.person, person.last_lift.lift.number] = person.last_lift

    pictures = _Pictures(thumbnails)
    with Pipeline(_Player(series), settings) as pipeline:
        for index, time_s in enumerate(series.time_s.tolist()):
            note(pipeline.step(VideoFrame(pictures.at(time_s), time_s, index)))
        note(pipeline.finish())
    return tuple(latest.values())


class _Pictures:
    """Gives the frames of a video of which only the thumbnails are known.

    A frame without a thumbnail is black: the pipeline does not look at it either.
    """

    def __init__(self, thumbnails: Thumbnails | None) -> None:
        if thumbnails is None or not len(thumbnails):
            self._grey: dict[float, Bytes] = {}
            self._black = np.zeros((1, 1, 3), np.uint8)
            return
        self._grey = dict(zip(thumbnails.time_s.tolist(), thumbnails.all(), strict=True))
        self._rows, self._columns = (
            (np.arange(round(side / thumbnails.shrink)) * thumbnails.shrink).astype(int)
            for side in thumbnails.grey.shape[1:]
        )
        self._black = np.zeros((len(self._rows), len(self._columns), 3), np.uint8)

    def at(self, time_s: float) -> Bytes:
        """Return the frame at some moment, as large as it was."""
        if time_s not in self._grey:
            return self._black
        whole = self._grey[time_s][np.ix_(self._rows, self._columns)]
        return np.repeat(whole[:, :, None], 3, axis=2)
