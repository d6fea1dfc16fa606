"""One frame of a replay, and the replay of one lift."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import cv2

from tilcoach.coaching import FrameResult, PersonFrameResult
from tilcoach.pose import Pose, VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.video import read_jpeg, write_jpeg

LONGEST_PX = 640
"""Of a stored picture: the size of the live picture, and a quarter of an HD film."""


@dataclass(frozen=True, slots=True)
class ReplayFrame:
    """A picture with the people in it, small enough to store many.

    Attributes
    ----------
    jpeg
        The picture without any drawing.
    time_s
        Seconds since the first frame of the stream.
    people
        The results for this frame; poses are in pixels of the stored picture.
    """

    jpeg: bytes
    time_s: float
    people: tuple[PersonFrameResult, ...]

    @classmethod
    def of(cls, frame: VideoFrame, step: FrameResult) -> Self:
        """Return a scaled-down frame with its results."""
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
    """One lift with some time before and after it.

    Attributes
    ----------
    person, lift
        Whose lift, and which one.
    moments
        In order of time; at least one.
    """

    person: int
    lift: int
    moments: tuple[ReplayFrame, ...]


def _smaller(person: PersonFrameResult, scale: float) -> PersonFrameResult:
    """Return the results without the last lift, whose curves are not needed, and a scaled pose."""
    pose = person.pose
    if scale < 1:
        pose = Pose(scale * pose.image_px, pose.world_m, pose.visibility, pose.time_s)
    return replace(person, pose=pose, last_lift=None)
