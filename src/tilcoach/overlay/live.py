"""The overlay of the live page: the results of the newest analysed frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tilcoach.coaching import FrameResult, PersonFrameResult
from tilcoach.overlay.figure import draw_angles, draw_pose, draw_tag
from tilcoach.overlay.panel import draw_status, draw_verdicts
from tilcoach.overlay.text import OverlayWords
from tilcoach.pose.arrays import Bytes

VERDICTS_SHOWN_S = 6.0
"""How long the verdicts stay after a lift: time to look up and read three short lines."""


def draw_step(
    bgr: Bytes, step: FrameResult, words: OverlayWords, tags: Mapping[int, int] | None = None
) -> Bytes:
    """Return a copy of the picture with the results of one frame drawn over it."""
    canvas = bgr.copy()
    draw_people(canvas, step.people, tags)
    if step.people:
        _draw_first(canvas, step.people[0], step.time_s, words)
    return canvas


def draw_people(
    canvas: Bytes, people: Sequence[PersonFrameResult], tags: Mapping[int, int] | None = None
) -> None:
    """Draw each body with its angles, and its tag over it."""
    if tags is None:
        tags = {p.person: p.person for p in people} if len(people) > 1 else {}
    for person in people:
        draw_pose(canvas, person.pose)
        if person.posture is not None:
            draw_angles(canvas, person.pose, person.posture)
        if person.person in tags:
            draw_tag(canvas, person.pose, tags[person.person])


def _draw_first(
    canvas: Bytes, person: PersonFrameResult, time_s: float, words: OverlayWords
) -> None:
    draw_status(canvas, words.phases[person.phase], person.lift_count, words)
    last = person.last_lift
    if last is not None and time_s - last.lift.upright_s < VERDICTS_SHOWN_S:
        draw_verdicts(canvas, last, words, person.pose)
