"""What the user should know of a recording, or of a stream, beside its lifts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tilcoach.coaching.results import PersonRecordingResult, WarningCode
from tilcoach.kinematics import (
    CalibrationSource,
    FramingMonitor,
    StandingPosition,
    cut_off_moments,
    picture_jumps_s,
    quarter_turn_deg,
    seen_s,
)
from tilcoach.pose import PoseSeries

MIN_FRAME_RATE_HZ = 12.0
"""Below it the fastest part of a lift falls between two frames."""

MIN_SEEN_FOR_A_LIFT_S = 2.0
"""A quick lift takes 1 to 2 s, and standing before and after it belongs to it."""

MIN_SEEN_SHARE = 0.5
"""A person lost for more of the time than this is seen only now and then."""

CUT_OFF_SHARE = 0.3
"""Head or feet out of the picture for so much of a recording: a whole bend is about a third of it,
a step towards the camera is less."""


def warnings_of_person(
    series: PoseSeries, stances: Sequence[StandingPosition]
) -> tuple[WarningCode, ...]:
    """Return what the user should know of one person's recording.

    Parameters
    ----------
    series
        T smoothed moments of the person.
    stances
        Where the person stood; none when there was no zero to be had.
    """

    def given() -> Iterator[WarningCode]:
        if quarter_turn_deg(series):
            yield WarningCode.SIDEWAYS
        elif not stances:
            yield WarningCode.NO_UPRIGHT
        elif stances[0].upright.source is CalibrationSource.PARTIAL_CALIBRATION:
            yield WarningCode.PARTIAL_CALIBRATION
        if cut_off_moments(series).mean() >= CUT_OFF_SHARE:
            yield WarningCode.BODY_CUT_OFF
        if len(picture_jumps_s(series)):
            yield WarningCode.CAMERA_MOVED

    return tuple(given())


def warnings_of_recording(
    people: Sequence[PersonRecordingResult], *, height_known: bool
) -> tuple[WarningCode, ...]:
    """Return what the user should know of a recording as a whole.

    Parameters
    ----------
    people
        Everybody who was seen.
    height_known
        Whether the user gave the height that metres are scaled by.
    """
    if not people:
        return (WarningCode.NOBODY_SEEN,)

    def given() -> Iterator[WarningCode]:
        if max(_frame_rate_hz(person.poses) for person in people) < MIN_FRAME_RATE_HZ:
            yield WarningCode.LOW_FRAME_RATE
        if not any(_seen_enough(person.poses) for person in people):
            yield WarningCode.FEW_FRAMES
        if not height_known and any(person.lifts for person in people):
            yield WarningCode.DEFAULT_HEIGHT

    return tuple(given())


def warnings_of_stream(watch: FramingMonitor) -> tuple[WarningCode, ...]:
    """Return what a person before a live camera should know now.

    Parameters
    ----------
    watch
        Over this person's framing.
    """
    said = ((watch.jumped, WarningCode.CAMERA_MOVED), (watch.cut_off, WarningCode.BODY_CUT_OFF))
    return tuple(code for now, code in said if now)


def _seen_enough(series: PoseSeries) -> bool:
    """Return whether a person was seen long enough, and most of the time, to lift something."""
    seen, there_s = seen_s(series), float(series.time_s[-1] - series.time_s[0])
    return seen >= MIN_SEEN_FOR_A_LIFT_S and seen >= MIN_SEEN_SHARE * there_s


def _frame_rate_hz(series: PoseSeries) -> float:
    return float(1 / np.median(np.diff(series.time_s)))
