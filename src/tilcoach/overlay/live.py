"""The overlay of the live page: the results of the newest analysed frame."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from tilcoach.coaching import FrameResult, PersonFrameResult
from tilcoach.overlay.figure import Box, draw_angles, draw_pose, draw_tag
from tilcoach.overlay.panel import draw_status, draw_verdicts
from tilcoach.overlay.text import OverlayWords
from tilcoach.pose.arrays import Bytes

VERDICTS_SHOWN_S = 6.0
"""How long the verdicts stay after a lift: time to look up and read three short lines."""


def draw_step(
    bgr: Bytes, step: FrameResult, words: OverlayWords, tags: Mapping[int, int] | None = None
) -> Bytes:
    """Return a copy of the picture with the results of one frame drawn over it.

    Of several people, the words are of the one who lifted last.
    """
    canvas = bgr.copy()
    tags = _numbers(step.people) if tags is None else tags
    draw_people(canvas, step.people, tags)
    if step.people:
        person = max(step.people, key=_upright_s)  # the first of equals
        _draw_words(canvas, person, step, words, tags.get(person.person))
    return canvas


def draw_people(
    canvas: Bytes, people: Sequence[PersonFrameResult], tags: Mapping[int, int] | None = None
) -> None:
    """Draw each body, over all of them their angles, and each one's tag over the head."""
    tags = _numbers(people) if tags is None else tags
    for person in people:
        draw_pose(canvas, person.pose)
    written: Sequence[Box] = ()
    for person in people:
        if person.posture is not None:
            written = draw_angles(canvas, person.pose, person.posture, written)
    for person in people:
        if person.person in tags:
            draw_tag(canvas, person.pose, tags[person.person])


def _numbers(people: Sequence[PersonFrameResult]) -> Mapping[int, int]:
    """Return the tag of each; one alone needs none."""
    return {one.person: one.person for one in people} if len(people) > 1 else {}


def _upright_s(person: PersonFrameResult) -> float:
    return person.last_lift.lift.upright_s if person.last_lift is not None else -math.inf


def _draw_words(
    canvas: Bytes,
    person: PersonFrameResult,
    step: FrameResult,
    words: OverlayWords,
    tag: int | None,
) -> None:
    draw_status(canvas, words.phases[person.phase], person.lift_count, words, tag)
    last = person.last_lift
    if last is not None and step.time_s - last.lift.upright_s < VERDICTS_SHOWN_S:
        draw_verdicts(canvas, last, words, [one.pose for one in step.people])
