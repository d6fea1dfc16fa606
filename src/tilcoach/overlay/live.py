"""The overlay of the live page: what is known after the newest analysed frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tilcoach.coaching import PersonStep, Step
from tilcoach.overlay.figure import draw_angles, draw_pose, draw_tag
from tilcoach.overlay.panel import draw_status, draw_verdicts
from tilcoach.overlay.words import OverlayWords
from tilcoach.pose.arrays import Bytes

VERDICTS_SHOWN_S = 6.0
"""How long the verdicts stay after a lift: time to look up and read three short lines."""


def draw_step(
    bgr: Bytes, step: Step, words: OverlayWords, tags: Mapping[int, int] | None = None
) -> Bytes:
    """Return a copy of the picture with everything known after one frame drawn over it.

    Parameters
    ----------
    bgr
        The picture, shape (height, width, 3), uint8; it stays as it was.
    step
        The newest step; a few frames old is fine.
    words
        In the user's language.
    tags
        Of a group, by the number of the person; None for nobody's, or the numbers themselves when
        several people are in view.
    """
    canvas = bgr.copy()
    draw_people(canvas, step.people, tags)
    if step.people:
        _draw_first(canvas, step.people[0], step.time_s, words)
    return canvas


def draw_people(
    canvas: Bytes, people: Sequence[PersonStep], tags: Mapping[int, int] | None = None
) -> None:
    """Draw each body with its angles, and its tag over it.

    Parameters
    ----------
    canvas
        Shape (height, width, 3); changed in place.
    people
        In view.
    tags
        As for `draw_step`.
    """
    if tags is None:
        tags = {p.person: p.person for p in people} if len(people) > 1 else {}
    for person in people:
        draw_pose(canvas, person.pose)
        if person.posture is not None:
            draw_angles(canvas, person.pose, person.posture)
        if person.person in tags:
            draw_tag(canvas, person.pose, tags[person.person])


def _draw_first(canvas: Bytes, person: PersonStep, time_s: float, words: OverlayWords) -> None:
    draw_status(canvas, words.phases[person.phase], person.lift_count, words)
    last = person.last_lift
    if last is not None and time_s - last.lift.upright_s < VERDICTS_SHOWN_S:
        draw_verdicts(canvas, last, words, person.pose)
