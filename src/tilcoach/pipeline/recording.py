"""A whole recording: its poses are collected first, and then reviewed person by person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import numpy as np

from tilcoach.coaching import (
    JudgedLift,
    PersonReview,
    Reason,
    Review,
    WarningCode,
    judge,
    warnings_of_person,
    warnings_of_recording,
    with_more_doubt,
)
from tilcoach.config import Settings
from tilcoach.filtering import smooth
from tilcoach.kinematics import (
    UNKNOWN_VIEW,
    Upright,
    find_stances,
    foot_out_share,
    leaps,
    main_view,
    measure_stances,
    upright_at,
)
from tilcoach.lifting import Lift, LiftPhase, LiftTracker, blind, load_probability_of, phases_of
from tilcoach.pose import Pose, PoseSeries, PoseTape, VideoFrame
from tilcoach.scene import GlimpseKeeper, Glimpses, look_under_hands
from tilcoach.tracking import PeopleTracker

DEFAULT_HEIGHT_M = 1.75
"""Used for metres when the user did not say; verdicts use shares of body height and do not need it.
A round number between Dutch women and men."""


class Recorder:
    """Collects the poses of a recording, person by person, and glimpses of it; has state."""

    def __init__(self) -> None:
        self._tracker = PeopleTracker()
        self._tapes: dict[int, PoseTape] = {}
        self._glimpses = GlimpseKeeper()
        self.frames_without_person = 0

    def glance(self, frames: Iterable[VideoFrame]) -> Iterator[VideoFrame]:
        """Give the same frames, and take glimpses of them on the way.

        Parameters
        ----------
        frames
            In order of time; they may go by in another thread than the poses that are kept.
        """
        for frame in frames:
            self._glimpses.add(frame)
            yield frame

    def keep(self, poses: tuple[Pose, ...]) -> None:
        """Keep the poses of one frame, each with its person.

        Parameters
        ----------
        poses
            The people in the frame.
        """
        found = self._tracker.assign(poses)
        self.frames_without_person += not found
        for person, pose in found:
            self._tapes.setdefault(person, PoseTape()).add(pose)

    def recordings(self) -> Mapping[int, PoseSeries]:
        """Return the poses of each person so far."""
        return MappingProxyType({n: tape.series() for n, tape in self._tapes.items()})

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
        review_person(n, series, settings, glimpses) for n, series in sorted(seen.items())
    )
    height_known = settings.height_cm is not None
    return Review(people, warnings_of_recording(people, height_known=height_known))


def review_person(
    number: int, raw: PoseSeries, settings: Settings, glimpses: Glimpses | None
) -> PersonReview:
    """Return everything that a whole recording shows of one person.

    Parameters
    ----------
    number
        Which person.
    raw
        Every moment, as the model gave it.
    settings
        The user's settings.
    glimpses
        Small pictures of the same video, or None.
    """
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
        unsound = unsound_in(lift, raw, own)
        return judge(lift, own.view, limits, settings.switched_off, unsound=unsound)

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


MOST_OUT_SHARE = 0.25
"""Of a lift for so long a foot may be out of the picture. With both feet just out of it, a twist of
39° read 5° (a sample film, its lowest fifth cut off); a quarter is our own choice, so that one step
over the edge does not undo a lift."""


def unsound_in(lift: Lift, raw: PoseSeries, upright: Upright) -> Reason | None:
    """Return why nothing that was seen of a lift can be relied on; None when it can.

    The body leapt in the lift, or shortly before it: then it may be two people. Or a foot was out
    of the picture: then the model guesses more than the feet.

    Parameters
    ----------
    lift
        A finished lift.
    raw
        The moments around it, unsmoothed.
    upright
        The own upright, for the size of the body.
    """
    lately = raw.between(lift.start_s - LEAP_BEFORE_S, lift.end_s)
    if leaps(lately, upright.body_height_px):
        return Reason.BODY_LEAPT
    if foot_out_share(raw.between(lift.start_s, lift.end_s)) > MOST_OUT_SHARE:
        return Reason.NOT_SEEN
    return None


def body_height_m(settings: Settings) -> float:
    """Return the height in metres that distances are scaled by.

    Parameters
    ----------
    settings
        The user's settings; a height that is not given is the default one.
    """
    return DEFAULT_HEIGHT_M if settings.height_cm is None else settings.height_cm / 100
