"""The path of a frame, on one screen; the live page, files, tests and tools all walk it.

::

    VideoFrame ─► estimate ─► assign ─┬─► filter ─► measure ─► track lifts ─► judge ─► Step   live
          │       (model)   (people)  └─► Recorder ··· review: smooth ─► the same ─► Review   files
          └─► glimpse (small, grey) ─────────► look under the hands ▲

A live stream is judged frame by frame, without knowing what comes. A recording is first read whole
and then reviewed: smoothed without delay, and measured against the upright of the whole recording.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

import numpy as np

from tilcoach.coaching import (
    JudgedLift,
    PersonReview,
    PersonStep,
    Review,
    Step,
    WarningCode,
    judge,
    warnings_of_person,
    warnings_of_recording,
    warnings_of_stream,
    with_more_doubt,
)
from tilcoach.config import Settings
from tilcoach.estimation import PoseEstimator
from tilcoach.filtering import PoseFilter, smooth
from tilcoach.kinematics import (
    UNKNOWN_VIEW,
    FramingWatch,
    Posture,
    Upright,
    UprightKeeper,
    View,
    find_stances,
    leaps,
    main_view,
    measure,
    measure_stances,
    upright_at,
)
from tilcoach.lifting import (
    BendTimes,
    Lift,
    LiftPhase,
    LiftTracker,
    blind,
    load_probability_of,
    phases_of,
)
from tilcoach.pose import Pose, PoseSeries, VideoFrame
from tilcoach.scene import GlimpseKeeper, Glimpses, look_under_hands
from tilcoach.tracking import PeopleTracker

DEFAULT_HEIGHT_M = 1.75
"""Used for metres when the user did not say; verdicts use shares of body height and do not need it.
A round number between Dutch women and men."""


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
            own, leapt = self.settings, _leapt(PoseSeries.of(self.recent), lift, upright)
            self.last_lift = judge(lift, self.lift_view, own.limits, own.switched_off, leapt=leapt)
            self.lift_count = lift.number


class Recorder:
    """Collects the poses of a recording, person by person, and glimpses of it; has state."""

    def __init__(self) -> None:
        self._tracker = PeopleTracker()
        self._poses: dict[int, list[Pose]] = {}
        self._glimpses = GlimpseKeeper()
        self.frames_without_person = 0

    def keep(
        self, poses: tuple[Pose, ...], frame: VideoFrame | None = None
    ) -> tuple[tuple[int, Pose], ...]:
        """Keep the poses of one frame, and return them with their person.

        Parameters
        ----------
        poses
            The people in the frame.
        frame
            The frame itself, later than the one before; None for an old recording of poses.
        """
        if frame is not None:
            self._glimpses.add(frame)
        found = self._tracker.assign(poses)
        self.frames_without_person += not found
        for person, pose in found:
            self._poses.setdefault(person, []).append(pose)
        return found

    def recordings(self) -> Mapping[int, PoseSeries]:
        """Return the poses of each person so far."""
        return MappingProxyType({n: PoseSeries.of(poses) for n, poses in self._poses.items()})

    def glimpses(self) -> Glimpses:
        """Return the small pictures of the frames so far."""
        return self._glimpses.glimpses()


MIN_SEEN_S = 0.5
"""Somebody seen for less is a wild detection and no person."""


def review(
    recordings: Mapping[int, PoseSeries], settings: Settings, glimpses: Glimpses | None = None
) -> Review:
    """Return everything that a whole recording shows.

    Parameters
    ----------
    recordings
        The poses of each person.
    settings
        The user's settings.
    glimpses
        Small pictures of the same video; without them only the landmarks tell what was held.
    """
    seen = {n: s for n, s in recordings.items() if s.time_s[-1] - s.time_s[0] >= MIN_SEEN_S}
    people = tuple(
        _review_person(n, series, settings, glimpses) for n, series in sorted(seen.items())
    )
    height_known = settings.height_cm is not None
    return Review(people, warnings_of_recording(people, height_known=height_known))


def _review_person(
    number: int, raw: PoseSeries, settings: Settings, glimpses: Glimpses | None
) -> PersonReview:
    series = smooth(raw)
    stances = find_stances(series)
    warnings = warnings_of_person(series, stances)
    if not stances:
        nothing = (LiftPhase.UPRIGHT,) * len(series)
        zeros = np.zeros(len(series))
        return PersonReview(number, UNKNOWN_VIEW, series, None, nothing, zeros, (), warnings)
    unsure = WarningCode.SHORT_LOOK in warnings
    limits = with_more_doubt(settings.limits) if unsure else settings.limits
    postures = measure_stances(series, stances, body_height_m(settings))
    look = look_under_hands(series, glimpses) if glimpses else blind
    tracker = LiftTracker(settings.load, look=look)
    found = [tracker.update(postures.at(i)) for i in range(len(postures))] + [tracker.finish()]
    # A lift comes again under the same number when its holding is over: the last word counts.
    lifts = {lift.number: lift for lift in found if lift is not None}

    def judged(lift: Lift) -> JudgedLift:
        own = upright_at(stances, lift.grasp_s)
        leapt = _leapt(raw, lift, own)
        return judge(lift, own.view, limits, settings.switched_off, leapt=leapt)

    return PersonReview(
        person=number,
        view=main_view(stances, series.time_s),
        poses=series,
        postures=postures,
        phases=phases_of(series.time_s, tuple(lifts.values())),
        load_probability=load_probability_of(series.time_s, tuple(lifts.values())),
        lifts=tuple(judged(lift) for lift in lifts.values()),
        warnings=warnings,
        bends=tuple(judged(bend) for bend in tracker.bends),
    )


LEAP_BEFORE_S = 3.0
"""A body that leaps so long before a lift may still be somebody else's when the lift begins."""


def _leapt(raw: PoseSeries, lift: Lift, upright: Upright) -> bool:
    return leaps(raw.between(lift.start_s - LEAP_BEFORE_S, lift.end_s), upright.body_height_px)


def body_height_m(settings: Settings) -> float:
    """Return the height in metres that distances are scaled by.

    Parameters
    ----------
    settings
        The user's settings; a height that is not given is the default one.
    """
    return DEFAULT_HEIGHT_M if settings.height_cm is None else settings.height_cm / 100
