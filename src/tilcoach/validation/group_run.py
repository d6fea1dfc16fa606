"""One clip of several people, run through tilcoach both ways at once: live, and as a file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from tilcoach.coaching import FrameResult, JudgedLift
from tilcoach.config import PERSONS, Settings
from tilcoach.estimation import PoseEstimator
from tilcoach.pipeline import Pipeline, Recorder, review
from tilcoach.pose import Pose, VideoFrame
from tilcoach.validation.clip_scores import Stretch
from tilcoach.validation.group_clips import GroupClip
from tilcoach.video import VideoFile

Lifts = tuple[tuple[int, Stretch], ...]
"""The number of a person, and from when to when the lift lasts."""


@dataclass(frozen=True, slots=True)
class GroupRun:
    """What tilcoach makes of a clip of several people.

    Attributes
    ----------
    clip
        The truth.
    people
        Per frame, every pose with the number of its person.
    live, filed
        The lifts that were found, live and in the file.
    """

    clip: GroupClip
    people: tuple[tuple[tuple[int, Pose], ...], ...]
    live: Lifts
    filed: Lifts


class _Kept:
    """An estimator that keeps what it saw last."""

    def __init__(self, estimator: PoseEstimator) -> None:
        self._estimator = estimator
        self.poses: tuple[Pose, ...] = ()

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        """Return the poses in a frame."""
        self.poses = self._estimator.estimate(frame)
        return self.poses

    def close(self) -> None:
        """Free the model."""
        self._estimator.close()


def run_group(clip: GroupClip, open_estimator: Callable[[int], PoseEstimator]) -> GroupRun:
    """Return what tilcoach makes of a clip; the model looks once, for both ways."""
    settings = Settings(persons=PERSONS[1])
    estimator = _Kept(open_estimator(settings.persons))
    recorder = Recorder(settings.tuning.tracking, settings.tuning.film, persons=settings.persons)
    latest: dict[tuple[int, int], JudgedLift] = {}
    people: list[tuple[tuple[int, Pose], ...]] = []
    with closing(VideoFile(clip.video)) as video, Pipeline(estimator, settings) as pipeline:
        for frame in recorder.take_thumbnails(video):
            result = pipeline.step(frame)
            recorder.keep(estimator.poses)
            seen = zip(result.people, estimator.poses, strict=True)
            people.append(tuple((person.person, raw) for person, raw in seen))
            _note(result, latest)
        for result in pipeline.finish():
            _note(result, latest)
    reviewed = review(recorder.recordings(), settings, recorder.thumbnails(), recorder.film_spans())
    filed = [(one.person, lift) for one in reviewed.people for lift in one.lifts]
    return GroupRun(
        clip=clip,
        people=tuple(people),
        live=tuple((person, _stretch(lift)) for (person, _), lift in latest.items()),
        filed=tuple((person, _stretch(lift)) for person, lift in filed),
    )


def _note(result: FrameResult, latest: dict[tuple[int, int], JudgedLift]) -> None:
    for person in result.people:
        if person.last_lift is not None:
            latest[person.person, person.last_lift.lift.number] = person.last_lift


def _stretch(judged: JudgedLift) -> Stretch:
    return judged.lift.start_s, judged.lift.upright_s
