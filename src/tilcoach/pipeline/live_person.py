"""One person in a live stream: what was seen lately, and the lifts it makes."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from tilcoach.coaching import (
    JudgedLift,
    PersonFrameResult,
    WarningCode,
    judge,
    warnings_of_stream,
)
from tilcoach.config import Settings, body_height_m
from tilcoach.filtering import PoseFilter
from tilcoach.kinematics import (
    UNKNOWN_VIEW,
    FramingMonitor,
    LiveCalibration,
    Posture,
    Upright,
    measure,
    steady_views,
)
from tilcoach.lifting import (
    CandidateTimes,
    Lift,
    LiftPhase,
    LiftTracker,
    PictureEvidence,
    common_share,
)
from tilcoach.load_detection import ThumbnailRecorder, hand_region_probe
from tilcoach.pipeline.recording import MIN_SEEN_S, review_person, unsound_in
from tilcoach.pipeline.surroundings import Surroundings
from tilcoach.pose import Pose, PoseSeries

REMEMBERED_S = 60.0
"""The longest bend takes 20 s; a live stream remembers that, what was around it, and most of what
is carried afterwards."""

CATCH_UP_S, CATCH_UP_AFTER_S = 20.0, 0.5
"""A lift before the first standing is found afterwards, in so much of what is remembered; once the
person stood for so long, since a look back at a film that ends sooner does not see a standing."""


class LivePerson:
    """One person before a live camera; has state.

    Parameters
    ----------
    settings
        What the user has set.
    thumbnails
        Of the stream, for what moves with the hands.
    crowded_s
        Moments at which several people were in view.
    everybody
        Who is remembered, this person among them.
    """

    def __init__(
        self,
        settings: Settings,
        thumbnails: ThumbnailRecorder,
        crowded_s: Sequence[float],
        everybody: Mapping[int, LivePerson],
    ) -> None:
        tuning = settings.tuning
        self.recent: deque[Pose] = deque()  # what the model gave, unsmoothed
        self._settings = settings
        self._thumbnails = thumbnails
        self._crowded_s = crowded_s
        self._everybody = everybody
        self._filter = PoseFilter(tuning.one_euro)
        self._calibration = LiveCalibration(tuning.live_calibration)
        self._framing = FramingMonitor(tuning.framing)
        self._tracker = LiftTracker(settings.load, tuning.lifts, self._probe, self._was_held)
        self._newest: PersonFrameResult
        self._stood_since_s = float("nan")
        self._is_caught_up = False
        self._paused_s = -np.inf
        self._lift_count = 0
        self._lift_view = UNKNOWN_VIEW
        self._view_before = UNKNOWN_VIEW
        self._untold: deque[JudgedLift] = deque()
        self._last_lift: JudgedLift | None = None
        self._reviewed_s = -np.inf
        self._reviewed: tuple[JudgedLift, ...] | None = None

    def step(self, number: int, raw: Pose, *, paused: bool) -> PersonFrameResult:
        """Return what is known of this person after one more pose.

        Parameters
        ----------
        number
            Which person.
        raw
            Later than the one before.
        paused
            Whether nothing that is done now is a lift.
        """
        pose = self._filter.update(raw)
        self.recent.append(raw)
        while raw.time_s - self.recent[0].time_s > REMEMBERED_S:
            self.recent.popleft()
        self._framing.update(pose)
        upright = (
            self._calibration.upright if self._tracker.is_bent else self._calibration.update(pose)
        )
        posture = None
        if upright is not None:
            posture = measure(PoseSeries.of([pose]), upright, body_height_m(self._settings)).at(0)
            self._watch(posture, upright, paused=paused)
        self._paused_s = pose.time_s if paused else self._paused_s
        self._tell()
        self._newest = PersonFrameResult(
            person=number,
            pose=pose,
            posture=posture,
            view=upright.view if upright else UNKNOWN_VIEW,
            phase=self._tracker.phase if posture else LiftPhase.UPRIGHT,
            load_probability=self._tracker.load_probability,
            lift_count=self._told_count,
            last_lift=self._last_lift,
            warnings=warnings_of_stream(self._framing),
        )
        return self._newest

    def finish(self) -> tuple[PersonFrameResult, ...]:
        """Return the newest result, once for each lift that was still open; one at least."""
        upright = self._calibration.upright
        if upright is None:
            self._review_all()
        else:
            if not self._is_caught_up:
                self._catch_up(upright)
            for lift in self._tracker.finish():
                self._take(lift, upright)
        told = [self._newest]
        while self._tell():
            last = replace(self._newest, lift_count=self._told_count, last_lift=self._last_lift)
            told.append(last)
        return tuple(told[1:] or told)

    @property
    def _told_count(self) -> int:
        return self._last_lift.lift.number if self._last_lift else 0

    def _tell(self) -> bool:
        """Make the next lift that is not told yet the last one; False when there is none."""
        if not self._untold:
            return False
        self._last_lift = self._untold.popleft()
        return True

    def _watch(self, posture: Posture, upright: Upright, *, paused: bool) -> None:
        """Let the tracker see a posture, after all that was before the first standing."""
        if self._is_caught_up:
            if not paused:
                self._follow(posture, upright)
        elif np.isnan(self._stood_since_s):
            self._stood_since_s = posture.time_s
            self._is_caught_up = paused
        elif paused or posture.time_s - self._stood_since_s >= CATCH_UP_AFTER_S:
            self._catch_up(upright)

    def _review_all(self) -> None:
        """Judge what was seen of a person who never stood, as that of a film is judged."""
        seen = PoseSeries.of(self.recent).between(self._paused_s, np.inf)
        if len(seen) and seen.time_s[-1] - seen.time_s[0] >= MIN_SEEN_S:
            again = review_person(1, seen, self._settings, self._beside())
            self._newest = replace(self._newest, view=again.view)
            self._untold.extend(again.lifts)

    def _probe(self, times: CandidateTimes) -> PictureEvidence:
        """Return what the remembered pictures show of a load."""
        return hand_region_probe(
            PoseSeries.of(self.recent),
            self._thumbnails.thumbnails(),
            self._settings.tuning.co_motion,
            self._others(),
        )(times)

    def _others(self) -> tuple[PoseSeries, ...]:
        """Return what is remembered of everybody else."""
        others = (person for person in self._everybody.values() if person is not self)
        return tuple(PoseSeries.of(person.recent) for person in others)

    def _catch_up(self, upright: Upright) -> None:
        """Let the tracker see what was before the person first stood upright, since the pause."""
        self._is_caught_up = True
        again = PoseFilter(self._settings.tuning.one_euro)
        since_s = max(self.recent[-1].time_s - CATCH_UP_S, self._paused_s)
        poses = [again.update(pose) for pose in self.recent if pose.time_s > since_s]
        postures = measure(PoseSeries.of(poses), upright, body_height_m(self._settings))
        for index in range(len(postures)):
            self._follow(postures.at(index), upright)

    def _follow(self, posture: Posture, upright: Upright) -> None:
        """Let the tracker see a posture, and judge the lift that it finishes."""
        lift = self._tracker.update(posture)
        if lift is not None:
            self._take(lift, upright)

    def _take(self, lift: Lift, upright: Upright) -> None:
        """Judge a lift that is finished, and count it."""
        if lift.number > self._lift_count:  # later reports of it are seen from the same side
            self._view_before = self._lift_view
            (self._lift_view,) = steady_views([upright.view], self._view_before)
        judged = self._judged(lift, upright)
        if judged is not None:
            self._untold.append(judged)
        self._lift_count = lift.number

    def _judged(self, lift: Lift, upright: Upright) -> JudgedLift | None:
        """Judge a lift as a recording is judged, if looking back finds it; else as it was seen.

        None when looking back finds that nothing was held after all: what was told stays.
        """
        same = self._look_back(lift)
        if same is not None and same.lift.load.held:
            return replace(same, lift=replace(same.lift, number=lift.number))
        if same is not None and lift.number == self._lift_count:
            return None
        own, recent = self._settings, PoseSeries.of(self.recent)
        return judge(
            lift,
            self._lift_view,
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
        if self._reviewed is None:
            return lift.load.held
        return same is not None and same.lift.load.held

    def _look_back(self, lift: Lift) -> JudgedLift | None:
        """Return a lift or a bend as a review of the last seconds finds it; None if it does not.

        Nothing was reviewed where the person stood before these seconds, and not within them.
        """
        newest_s = self.recent[-1].time_s
        if self._reviewed_s != newest_s:  # whether it is one, and its verdicts, are asked at once
            since_s = lift.start_s - LOOK_BACK_S
            lately = PoseSeries.of(self.recent).between(since_s, np.inf)
            again = review_person(1, lately, self._settings, self._beside())
            # A standing from before these seconds is better than one that is made up from parts.
            stood_before = self._stood_since_s < since_s
            unsure = stood_before and WarningCode.PARTIAL_CALIBRATION in again.warnings
            self._reviewed = None if unsure else (*again.lifts, *again.bends)
            self._reviewed_s = newest_s
        known = self._reviewed or ()
        same = (o for o in known if common_share(o.lift, lift) >= SAME_LIFT_SHARE)
        return next(same, None)

    def _beside(self) -> Surroundings:
        """Return what is known beside the poses of this person."""
        return Surroundings(
            self._thumbnails.thumbnails(),
            np.array(self._crowded_s),
            self._others(),
            self._view_before,
        )


LOOK_BACK_S = 10.0
"""A lift is judged with so much of what was before it: time enough to have stood still. Of 236
rendered lifts 222 got a recording's verdicts without looking back, and 231 with it."""

SAME_LIFT_SHARE = 0.5
"""Two lifts are one when they have so much of their time together."""
