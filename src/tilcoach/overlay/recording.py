"""The overlay of a recording, with the findings of the review."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tilcoach.coaching import JudgedLift, PersonRecordingResult, RecordingResult
from tilcoach.overlay.figure import Box, draw_angles, draw_pose, draw_tag
from tilcoach.overlay.live import VERDICTS_SHOWN_S
from tilcoach.overlay.panel import draw_status, draw_verdicts
from tilcoach.overlay.text import OverlayWords
from tilcoach.pose.arrays import Bytes

_SAME_FRAME_S = 0.025  # less than a frame at 30 Hz: a body is never drawn on another moment


def draw_review(bgr: Bytes, time_s: float, review: RecordingResult, words: OverlayWords) -> Bytes:
    """Return a copy of one frame of a recording with the findings drawn over it.

    Of several people, the words are of the one who lifted last.
    """
    canvas = bgr.copy()
    several = len(review.people) > 1
    _draw_bodies(canvas, review.people, time_s, tagged=several)
    told = [person for person in review.people if _is_told(person, time_s)]
    if told:
        person = max(told, key=lambda one: _upright_s(one, time_s))  # the first of equals
        _draw_status(canvas, person, time_s, words, person.person if several else None)
        judged = _newest(person.lifts, time_s)
        if judged is not None:
            poses = [one.poses.at(_nearest_row(one, time_s)) for one in told]
            draw_verdicts(canvas, judged, words, poses)
    return canvas


def _draw_bodies(
    canvas: Bytes, people: Sequence[PersonRecordingResult], time_s: float, *, tagged: bool
) -> None:
    rows = ((person, _row_at(person, time_s)) for person in people)
    seen = [(person, person.poses.at(row), row) for person, row in rows if row is not None]
    for _, pose, _ in seen:
        draw_pose(canvas, pose)
    written: Sequence[Box] = ()
    for person, pose, row in seen:
        if person.postures is not None:
            written = draw_angles(canvas, pose, person.postures.at(row), written)
    for person, pose, _ in seen:
        if tagged:
            draw_tag(canvas, pose, person.person)


def _draw_status(
    canvas: Bytes,
    person: PersonRecordingResult,
    time_s: float,
    words: OverlayWords,
    tag: int | None,
) -> None:
    phase = person.phases[_nearest_row(person, time_s)]
    done = sum(judged.lift.upright_s <= time_s for judged in person.lifts)
    draw_status(canvas, words.phases[phase], done, words, tag)


def _is_told(person: PersonRecordingResult, time_s: float) -> bool:
    """Return whether there is anything to write of a person: in view, or judged just now."""
    return _row_at(person, time_s) is not None or _newest(person.lifts, time_s) is not None


def _upright_s(person: PersonRecordingResult, time_s: float) -> float:
    """Return when the newest lift of a person ended."""
    ended = [one.lift.upright_s for one in person.lifts if one.lift.upright_s <= time_s]
    return max(ended, default=-math.inf)


def _row_at(person: PersonRecordingResult, time_s: float) -> int | None:
    """Return the index of this frame, or None when the person was not tracked in it."""
    if len(person.poses) == 0:
        return None
    row = _nearest_row(person, time_s)
    return row if abs(person.poses.time_s[row] - time_s) < _SAME_FRAME_S else None


def _nearest_row(person: PersonRecordingResult, time_s: float) -> int:
    return int(np.abs(person.poses.time_s - time_s).argmin())


def _newest(lifts: tuple[JudgedLift, ...], time_s: float) -> JudgedLift | None:
    """Return the last lift that ended a few seconds ago at most."""
    shown = [j for j in lifts if 0 <= time_s - j.lift.upright_s < VERDICTS_SHOWN_S]
    return shown[-1] if shown else None
