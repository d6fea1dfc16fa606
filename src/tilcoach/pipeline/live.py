"""A live stream, frame by frame; owns its model and what is remembered of the last seconds."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from tilcoach.coaching import (
    JudgedLift,
    PersonStep,
    Step,
    WarningCode,
    judge,
    warnings_of_stream,
)
from tilcoach.config import Settings
from tilcoach.estimation import PoseEstimator
from tilcoach.filtering import PoseFilter
from tilcoach.kinematics import (
    UNKNOWN_VIEW,
    FramingWatch,
    Posture,
    Upright,
    UprightKeeper,
    View,
    measure,
)
from tilcoach.lifting import BendTimes, Lift, LiftPhase, LiftTracker
from tilcoach.pipeline.recording import body_height_m, review_person, unsound_in
from tilcoach.pose import Pose, PoseSeries, VideoFrame
from tilcoach.scene import GlimpseKeeper, look_under_hands
from tilcoach.tracking import PeopleTracker


class Pipeline:
    """Judges a live stream frame by frame; owns its model and is closed with it.

    In a pause (``is_paused``) people are followed and measured, but nothing they do is a lift.
    """

    def __init__(self, estimator: PoseEstimator, settings: Settings) -> None:
        self._estimator = estimator
        self._settings = settings
        self.is_paused = False
        self._tracker = PeopleTracker()
        self._glimpses = GlimpseKeeper(REMEMBERED_S)
        self._people: dict[int, _LivePerson] = {}

    def step(self, frame: VideoFrame) -> Step:
        """Return everything known after this frame.

        Parameters
        ----------
        frame
            Later than the frame before.
        """
        poses = self._estimator.estimate(frame)
        self._glimpses.add(frame)
        people = [
            self._person(number).step(number, pose, paused=self.is_paused)
            for number, pose in self._tracker.assign(poses)
        ]
        return Step(frame.index, frame.time_s, tuple(people))

    def close(self) -> None:
        """Free the model; closing twice is fine."""
        self._estimator.close()

    def _person(self, number: int) -> _LivePerson:
        if number not in self._people:
            self._people[number] = _LivePerson(self._settings, self._glimpses)
        return self._people[number]

    def __enter__(self) -> Self:
        """Use the pipeline in a ``with`` block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Free the model."""
        self.close()


REMEMBERED_S = 30.0
"""The longest bend takes 20 s; a live stream remembers that and what was around it."""


@dataclass(slots=True)
class _LivePerson:
    """The state of one person in a live stream; `recent` is what the model gave, unsmoothed."""

    settings: Settings
    glimpses: GlimpseKeeper
    recent: deque[Pose] = field(default_factory=deque)
    filter: PoseFilter = field(default_factory=PoseFilter)
    keeper: UprightKeeper = field(default_factory=UprightKeeper)
    watch: FramingWatch = field(default_factory=FramingWatch)
    tracker: LiftTracker = field(init=False)
    lift_count: int = 0
    lift_view: View = UNKNOWN_VIEW
    last_lift: JudgedLift | None = None

    def __post_init__(self) -> None:
        self.tracker = LiftTracker(self.settings.load, look=self._look)

    def step(self, number: int, raw: Pose, *, paused: bool) -> PersonStep:
        """Return what is known of this person after one more pose."""
        pose = self.filter.update(raw)
        self.recent.append(raw)
        while raw.time_s - self.recent[0].time_s > REMEMBERED_S:
            self.recent.popleft()
        self.watch.update(pose)
        upright = self.keeper.upright
        if not self.tracker.is_bent:
            upright = self.keeper.update(pose)
        posture = None
        if upright is not None:
            posture = measure(PoseSeries.of([pose]), upright, body_height_m(self.settings)).at(0)
            if not paused:
                self._follow(posture, upright)
        return PersonStep(
            person=number,
            pose=pose,
            posture=posture,
            view=upright.view if upright else UNKNOWN_VIEW,
            phase=self.tracker.phase if posture else LiftPhase.UPRIGHT,
            load_probability=self.tracker.load_probability,
            lift_count=self.lift_count,
            last_lift=self.last_lift,
            warnings=warnings_of_stream(self.watch),
        )

    def _look(self, bend: BendTimes) -> float:
        """Look under the hands, in what is remembered."""
        return look_under_hands(PoseSeries.of(self.recent), self.glimpses.glimpses())(bend)

    def _follow(self, posture: Posture, upright: Upright) -> None:
        """Let the tracker see a posture, and judge the lift that it finishes."""
        lift = self.tracker.update(posture)
        if lift is not None:
            if lift.number > self.lift_count:  # later words on it are seen from the same side
                self.lift_view = upright.view
            self.last_lift = self._judged(lift, upright)
            self.lift_count = lift.number

    def _judged(self, lift: Lift, upright: Upright) -> JudgedLift:
        """Judge a lift as a recording is judged, if looking back finds it; else as it was seen."""
        own, recent = self.settings, PoseSeries.of(self.recent)
        lately = recent.between(lift.start_s - LOOK_BACK_S, np.inf)
        again = review_person(1, lately, own, self.glimpses.glimpses())
        if WarningCode.SHORT_LOOK not in again.warnings:
            for same in again.lifts:
                if _common_share(same.lift, lift) >= SAME_LIFT_SHARE:
                    return replace(same, lift=replace(same.lift, number=lift.number))
        unsound = unsound_in(lift, recent, upright)
        return judge(lift, self.lift_view, own.limits, own.switched_off, unsound=unsound)


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
