"""One clip, run through tilcoach both ways: as a file and as a live stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tilcoach.coaching import Finding, JudgedLift, PersonReview
from tilcoach.config import Settings
from tilcoach.pipeline import Pipeline
from tilcoach.pose import Pose, PoseSeries, VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.scene import Glimpses
from tilcoach.validation.clip_scores import match
from tilcoach.validation.clips import TrueClip
from tilcoach.validation.recordings import review_recording


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
        The lifts of the live pass, in their last word.
    """

    clip: TrueClip
    series: PoseSeries
    people: tuple[PersonReview, ...]
    live: tuple[JudgedLift, ...]

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
    def main_person(self) -> PersonReview | None:
        """Whoever was seen longest and could be measured; None when nobody could."""
        measured = [person for person in self.people if person.postures is not None]
        return max(measured, key=lambda person: len(person.poses), default=None)

    def live_differs(self) -> list[str]:
        """Return in words each lift of the file pass on which the live pass says otherwise."""
        return [
            f"{self.clip.name}: lift at {one.lift.start_s:.1f} s: {difference}"
            for one in self.lifts
            if (difference := _difference(one, self.live))
        ]


_SAME_LIFT_S = 0.5


def _difference(filed: JudgedLift, live: Sequence[JudgedLift]) -> str:
    """Return what the live pass says otherwise of a lift; nothing when all is the same."""
    upright_s = filed.lift.upright_s
    same = [one for one in live if abs(one.lift.upright_s - upright_s) < _SAME_LIFT_S]
    if not same:
        return "not found live"
    pairs = zip(filed.findings, same[0].findings, strict=True)
    return "; ".join(
        f"{file.pattern} {_told(file)} in the file, {_told(now)} live"
        for file, now in pairs
        if file.verdict is not now.verdict
    )


def _told(finding: Finding) -> str:
    return f"{finding.verdict} ({finding.reason})" if finding.reason else finding.verdict.value


def run_clip(
    clip: TrueClip,
    series: PoseSeries,
    glimpses: Glimpses | None = None,
    settings: Settings | None = None,
) -> ClipRun:
    """Return what tilcoach makes of the landmarks of a clip.

    Parameters
    ----------
    clip
        The truth.
    series
        The landmarks of whoever the model saw in each frame.
    glimpses
        Small pictures of the clip; without them only the landmarks tell what was held.
    settings
        The user's settings; the height of the person is known and set.
    """
    own = replace(settings or Settings(), height_cm=100 * clip.height_m)
    people = review_recording(series, own, glimpses).people
    return ClipRun(clip, series, people, live_lifts(series, own, glimpses))


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
    series: PoseSeries, settings: Settings, glimpses: Glimpses | None = None
) -> tuple[JudgedLift, ...]:
    """Return the lifts that the live pass tells of the same landmarks, in their last word.

    Parameters
    ----------
    series
        The landmarks.
    settings
        The user's settings.
    glimpses
        Small pictures of the same video; they stand in for its frames.
    """
    told: dict[tuple[int, int], JudgedLift] = {}
    pictures = _Pictures(glimpses)
    with Pipeline(_Player(series), settings) as pipeline:
        for index, time_s in enumerate(series.time_s.tolist()):
            step = pipeline.step(VideoFrame(pictures.at(time_s), time_s, index))
            for person in step.people:
                if person.last_lift is not None:
                    told[person.person, person.last_lift.lift.number] = person.last_lift
    return tuple(told.values())


class _Pictures:
    """Gives the frames of a video of which only the glimpses are known.

    A frame of which no glimpse was kept is black: the pipeline does not look at it either.
    """

    def __init__(self, glimpses: Glimpses | None) -> None:
        if glimpses is None or not len(glimpses):
            self._grey: dict[float, Bytes] = {}
            self._black = np.zeros((1, 1, 3), np.uint8)
            return
        self._grey = dict(zip(glimpses.time_s.tolist(), glimpses.grey, strict=True))
        self._rows, self._columns = (
            (np.arange(round(side / glimpses.shrink)) * glimpses.shrink).astype(int)
            for side in glimpses.grey.shape[1:]
        )
        self._black = np.zeros((len(self._rows), len(self._columns), 3), np.uint8)

    def at(self, time_s: float) -> Bytes:
        """Return the frame at some moment, as large as it was."""
        if time_s not in self._grey:
            return self._black
        whole = self._grey[time_s][np.ix_(self._rows, self._columns)]
        return np.repeat(whole[:, :, None], 3, axis=2)
