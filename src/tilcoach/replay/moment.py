"""One moment of a lift as it is kept, and the moments of one lift."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import cv2

from tilcoach.coaching import PersonStep, Step
from tilcoach.pose import Pose, VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.video import read_jpeg, write_jpeg

LONGEST_PX = 640
"""Of a kept picture: as large as the live picture itself, and a quarter of a film in HD."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A picture with the bodies in it, small enough to keep many of them.

    Attributes
    ----------
    jpeg
        The picture without any drawing.
    time_s
        Seconds since the first frame of the stream.
    people
        What was known just then; poses are in pixels of the kept picture.
    """

    jpeg: bytes
    time_s: float
    people: tuple[PersonStep, ...]

    @classmethod
    def of(cls, frame: VideoFrame, step: Step) -> Self:
        """Make a frame small, with what was found in it.

        Parameters
        ----------
        frame
            The frame.
        step
            What is known after it.
        """
        scale = min(1.0, LONGEST_PX / max(frame.width_px, frame.height_px))
        bgr = frame.bgr
        if scale < 1:
            size = round(scale * frame.width_px), round(scale * frame.height_px)
            bgr = cv2.resize(bgr, size, interpolation=cv2.INTER_AREA).astype(bgr.dtype, copy=False)
        people = tuple(_smaller(person, scale) for person in step.people)
        return cls(write_jpeg(bgr), frame.time_s, people)

    def picture(self) -> Bytes:
        """Return the picture, shape (height, width, 3), BGR."""
        return read_jpeg(self.jpeg)


@dataclass(frozen=True, slots=True)
class Replay:
    """One lift as it was seen, with a moment before it and after it.

    Attributes
    ----------
    person, lift
        Whose lift, and which one.
    moments
        In order of time; at least one.
    """

    person: int
    lift: int
    moments: tuple[Moment, ...]


def _smaller(person: PersonStep, scale: float) -> PersonStep:
    """Let go of the last lift, whose curves nobody needs here, and scale the body."""
    pose = person.pose
    if scale < 1:
        pose = Pose(scale * pose.image_px, pose.world_m, pose.visibility, pose.time_s)
    return replace(person, pose=pose, last_lift=None)
