"""The overlay of a recording, with the findings of the review."""

from __future__ import annotations

import numpy as np

from tilcoach.coaching import JudgedLift, PersonRecordingResult, RecordingResult
from tilcoach.overlay.figure import draw_angles, draw_pose, draw_tag
from tilcoach.overlay.live import VERDICTS_SHOWN_S
from tilcoach.overlay.panel import draw_status, draw_verdicts
from tilcoach.overlay.text import OverlayWords
from tilcoach.pose.arrays import Bytes

_SAME_FRAME_S = 0.025  # less than a frame at 30 Hz: a body is never drawn on another moment


def draw_review(bgr: Bytes, time_s: float, review: RecordingResult, words: OverlayWords) -> Bytes:
    """Return a copy of one frame of a recording with the findings drawn over it."""
    canvas = bgr.copy()
    for person in review.people:
        _draw_body(canvas, person, time_s, tagged=len(review.people) > 1)
    if review.people:
        _draw_words(canvas, review.people[0], time_s, words)
    return canvas


def _draw_body(
    canvas: Bytes, person: PersonRecordingResult, time_s: float, *, tagged: bool
) -> None:
    row = _row_at(person, time_s)
    if row is None:
        return
    pose = person.poses.at(row)
    draw_pose(canvas, pose)
    if person.postures is not None:
        draw_angles(canvas, pose, person.postures.at(row))
    if tagged:
        draw_tag(canvas, pose, person.person)


def _draw_words(
    canvas: Bytes, person: PersonRecordingResult, time_s: float, words: OverlayWords
) -> None:
    row = _row_at(person, time_s)
    if row is not None:
        done = sum(judged.lift.upright_s <= time_s for judged in person.lifts)
        draw_status(canvas, words.phases[person.phases[row]], done, words)
    judged = _newest(person.lifts, time_s)
    if judged is not None:
        nearest = _nearest_row(person, time_s)
        draw_verdicts(canvas, judged, words, person.poses.at(nearest))


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
