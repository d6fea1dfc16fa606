"""A live stream, frame by frame; owns its model and what is remembered of the last seconds."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from tilcoach.coaching import (
    FrameResult,
    JudgedLift,
    PersonFrameResult,
    WarningCode,
    judge,
    warnings_of_stream,
)
from tilcoach.config import Settings, body_height_m
from tilcoach.estimation import PoseEstimator
from tilcoach.filtering import PoseFilter
from tilcoach.kinematics import (
    UNKNOWN_VIEW,
    FramingMonitor,
    LiveCalibration,
    Posture,
    Upright,
    View,
    measure,
    steady_views,
)
from tilcoach.lifting import CandidateTimes, Lift, LiftPhase, LiftTracker, PictureEvidence
from tilcoach.load_detection import ThumbnailRecorder, hand_region_probe
from tilcoach.pipeline.recording import review_person, unsound_in
from tilcoach.pipeline.surroundings import Surroundings
from tilcoach.pose import Pose, PoseSeries, VideoFrame
from tilcoach.tracking import PeopleTracker


class Pipeline:
    """Judges a live stream frame by frame; owns its model and is closed with it.

    In a pause (``is_paused``) people are followed and measured, but nothing they do is a lift.

    Parameters
    ----------
    estimator
        Finds the people; closed with the pipeline.
    settings
        What the user has set.
    """

    def __init__(self, estimator: PoseEstimator, settings: Settings) -> None:
        self._estimator = estimator
        self._settings = settings
        self.is_paused = False
        self._tracker = PeopleTracker(settings.tuning.tracking)
        self._thumbnails = ThumbnailRecorder(REMEMBERED_S, settings.persons)
        self._people: dict[int, _LivePerson] = {}
        self._crowded_s: deque[float] = deque()
        self._newest: FrameResult | None = None

    def step(self, frame: VideoFrame) -> FrameResult:
        """Return everything known after this frame.

        Parameters
        ----------
        frame
            Later than the frame before.

        Returns
        -------
        FrameResult
            The people in view, each with pose, posture, phase and newest finished lift.

        Raises
        ------
        ModelError
            The pose model stopped, or is closed already.
        """
        poses = self._estimator.estimate(frame)
        self._thumbnails.add(frame)
        found = self._tracker.assign(poses, frame.time_s)
        if len(found) > 1:
            self._crowded_s.append(frame.time_s)
        while self._crowded_s and frame.time_s - self._crowded_s[0] > REMEMBERED_S:
            self._crowded_s.popleft()
        people = [
            self._person(number).step(number, pose, paused=self.is_paused) for number, pose in found
        ]
        for gone in self._people.keys() - self._tracker.people:
            del self._people[gone]
        self._newest = FrameResult(frame.index, frame.time_s, tuple(people))
        return self._newest

    def finish(self) -> FrameResult | None:
        """Return the newest result once more, with the lifts that were still open.

        To be called when the stream has ended: a lift whose arms were still being observed, or
        whose load was still held, is judged by what was seen of it, as at the end of a file.

        Returns
        -------
        FrameResult or None
            As `step` gave it last, with everyone who is still remembered; None when there was no
            frame.
        """
        if self._newest is None or self.is_paused:
            return self._newest
        known = (person.finish() for person in self._people.values())
        return replace(self._newest, people=tuple(known))

    @property
    def people_in_memory(self) -> int:
        """How many people are remembered: those in view, and those who may come back."""
        return len(self._people)

    def close(self) -> None:
        """Free the model; closing twice is fine."""
        self._estimator.close()

    def _person(self, number: int) -> _LivePerson:
        if number not in self._people:
            self._people[number] = _LivePerson(
                self._settings, self._thumbnails, self._crowded_s, self._people
            )
        return self._people[number]

    def __enter__(self) -> Self:
        """Use the pipeline in a ``with`` block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Free the model."""
        self.close()


REMEMBERED_S = 60.0
"""The longest bend takes 20 s; a live stream remembers that, what was around it, and most of what
is carried afterwards."""

CATCH_UP_S = 20.0
"""A lift before the first standing is found afterwards, in so much of what is remembered."""


@dataclass(slots=True)
class _LivePerson:
    """The state of one person in a live stream; `recent` is what the model gave, unsmoothed."""

    settings: Settings
    thumbnails: ThumbnailRecorder
    crowded_s: deque[float]
    everybody: Mapping[int, _LivePerson]
    recent: deque[Pose] = field(default_factory=deque)
    filter: PoseFilter = field(init=False)
    calibration: LiveCalibration = field(init=False)
    framing: FramingMonitor = field(init=False)
    tracker: LiftTracker = field(init=False)
    newest: PersonFrameResult = field(init=False)
    lift_count: int = 0
    lift_view: View = UNKNOWN_VIEW
    view_before: View = UNKNOWN_VIEW
    last_lift: JudgedLift | None = None
    paused_s: float = -np.inf
    reviewed_s: float = -np.inf
    reviewed: tuple[JudgedLift, ...] | None = None

    def __post_init__(self) -> None:
        tuning = self.settings.tuning
        self.filter = PoseFilter(tuning.one_euro)
        self.calibration = LiveCalibration(tuning.live_calibration)
        self.framing = FramingMonitor(tuning.framing)
        self.tracker = LiftTracker(self.settings.load, tuning.lifts, self._probe, self._was_held)

    def step(self, number: int, raw: Pose, *, paused: bool) -> PersonFrameResult:
        """Return what is known of this person after one more pose."""
        pose = self.filter.update(raw)
        self.recent.append(raw)
        while raw.time_s - self.recent[0].time_s > REMEMBERED_S:
            self.recent.popleft()
        self.framing.update(pose)
        self.paused_s = pose.time_s if paused else self.paused_s
        is_first = self.calibration.upright is None
        upright = (
            self.calibration.upright if self.tracker.is_bent else self.calibration.update(pose)
        )
        posture = None
        if upright is not None:
            posture = measure(PoseSeries.of([pose]), upright, body_height_m(self.settings)).at(0)
            if not paused and is_first:
                self._catch_up(upright)
            elif not paused:
                self._follow(posture, upright)
        self.newest = PersonFrameResult(
            person=number,
            pose=pose,
            posture=posture,
            view=upright.view if upright else UNKNOWN_VIEW,
            phase=self.tracker.phase if posture else LiftPhase.UPRIGHT,
            load_probability=self.tracker.load_probability,
            lift_count=self.lift_count,
            last_lift=self.last_lift,
            warnings=warnings_of_stream(self.framing),
        )
        return self.newest

    def finish(self) -> PersonFrameResult:
        """Return the newest result with the lifts that were still open."""
        upright = self.calibration.upright
        if upright is not None:
            for lift in self.tracker.finish():
                self._take(lift, upright)
        return replace(self.newest, lift_count=self.lift_count, last_lift=self.last_lift)

    def _probe(self, times: CandidateTimes) -> PictureEvidence:
        """Return what the remembered pictures show of a load."""
        return hand_region_probe(
            PoseSeries.of(self.recent),
            self.thumbnails.thumbnails(),
            self.settings.tuning.co_motion,
            self._others(),
        )(times)

    def _others(self) -> tuple[PoseSeries, ...]:
        """Return what is remembered of everybody else."""
        others = (person for person in self.everybody.values() if person is not self)
        return tuple(PoseSeries.of(person.recent) for person in others)

    def _catch_up(self, upright: Upright) -> None:
        """Let the tracker see what was before the person first stood upright, since the pause."""
        again = PoseFilter(self.settings.tuning.one_euro)
        since_s = max(self.recent[-1].time_s - CATCH_UP_S, self.paused_s)
        poses = [again.update(pose) for pose in self.recent if pose.time_s > since_s]
        postures = measure(PoseSeries.of(poses), upright, body_height_m(self.settings))
        for index in range(len(postures)):
            self._follow(postures.at(index), upright)

    def _follow(self, posture: Posture, upright: Upright) -> None:
        """Let the tracker see a posture, and judge the lift that it finishes."""
        lift = self.tracker.update(posture)
        if lift is not None:
            self._take(lift, upright)

    def _take(self, lift: Lift, upright: Upright) -> None:
        """Judge a lift that is finished, and count it."""
        if lift.number > self.lift_count:  # later reports of it are seen from the same side
            self.view_before = self.lift_view
            (self.lift_view,) = steady_views([upright.view], self.view_before)
        judged = self._judged(lift, upright)
        if judged is not None:
            self.last_lift = judged
        self.lift_count = lift.number

    def _judged(self, lift: Lift, upright: Upright) -> JudgedLift | None:
        """Judge a lift as a recording is judged, if looking back finds it; else as it was seen.

        None when looking back finds that nothing was held after all: what was told stays.
        """
        same = self._look_back(lift)
        if same is not None and same.lift.load.held:
            return replace(same, lift=replace(same.lift, number=lift.number))
        if same is not None and lift.number == self.lift_count:
            return None
        own, recent = self.settings, PoseSeries.of(self.recent)
        return judge(
            lift,
            self.lift_view,
            own.limits,
            own.switched_off,
            unsound=unsound_in(lift, recent, upright, own.tuning.body_jump),
            unseen_because=self._beside().why_unseen(
                lift, recent, own.tuning.guidance.setup.framing.dark
            ),
        )

    def _was_held(self, lift: Lift) -> bool:
        """Return whether a bend that is just over was a lift, by looking back where that can be."""
        same = self._look_back(lift)
        if self.reviewed is None:
            return lift.load.held
        return same is not None and same.lift.load.held

    def _look_back(self, lift: Lift) -> JudgedLift | None:
        """Return a lift or a bend as a review of the last seconds finds it; None if it does not.

        Nothing was reviewed where the person was not seen to stand in these seconds.
        """
        newest_s = self.recent[-1].time_s
        if self.reviewed_s != newest_s:  # whether it is one, and its verdicts, are asked at once
            lately = PoseSeries.of(self.recent).between(lift.start_s - LOOK_BACK_S, np.inf)
            again = review_person(1, lately, self.settings, self._beside())
            unsure = WarningCode.PARTIAL_CALIBRATION in again.warnings
            self.reviewed = None if unsure else (*again.lifts, *again.bends)
            self.reviewed_s = newest_s
        known = self.reviewed or ()
        same = (o for o in known if _common_share(o.lift, lift) >= SAME_LIFT_SHARE)
        return next(same, None)

    def _beside(self) -> Surroundings:
        """Return what is known beside the poses of this person."""
        return Surroundings(
            self.thumbnails.thumbnails(),
            np.array(self.crowded_s),
            self._others(),
            self.view_before,
        )


LOOK_BACK_S = 10.0
"""A lift is judged with so much of what was before it: time enough to have stood still. Of 236
rendered lifts 222 got a recording's verdicts without looking back, and 231 with it."""

SAME_LIFT_SHARE = 0.5
"""Two lifts are one when they have so much of their time together."""


def _common_share(one: Lift, other: Lift) -> float:
    """Return the common time of two lifts as a share of the time of both, below 0 when apart."""
    common_s = min(one.upright_s, other.upright_s) - max(one.start_s, other.start_s)
    both_s = max(one.upright_s, other.upright_s) - min(one.start_s, other.start_s)
    return common_s / both_s
