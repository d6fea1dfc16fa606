"""Several people at once: each is looked at by a model of their own, with the others painted over.

One look at the whole picture finds few of those who stand in it: of two people 1.0 to 1.1 were
found (rendered films of 768 by 432, one frame in twelve), and the landmarks jump to another body.
With the others painted over, the same model finds each of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, cycle
from pathlib import Path
from typing import Self

import numpy as np

from tilcoach.estimation.clothing import with_clothing
from tilcoach.estimation.landmarker import MediaPipeEstimator
from tilcoach.estimation.picture_box import Box, box_of, search_windows
from tilcoach.pose import Keypoint, Pose, VideoFrame
from tilcoach.pose.arrays import Bytes

_TRUNK = [
    Keypoint.LEFT_SHOULDER,
    Keypoint.RIGHT_SHOULDER,
    Keypoint.LEFT_HIP,
    Keypoint.RIGHT_HIP,
]
_GREY = 114  # the middle of the model's input


@dataclass(frozen=True, slots=True)
class GroupRule:
    """How several people are looked for and kept.

    Attributes
    ----------
    search_every_s
        So often one part of the picture is searched for somebody new.
    lost_s
        So long the model looks for a person where the person was.
    around
        What is left to see around a body, in lengths of the body.
    same_body
        Two bodies whose trunks lie nearer than this, in lengths of the body, are one body.
    shrinks
        Factor per frame by which the remembered length of a body gets smaller: slowly, since who
        bends for some seconds is no smaller, and the legs must be in view when the body comes up.
    """

    search_every_s: float = 0.2
    lost_s: float = 0.7
    around: float = 0.4
    same_body: float = 0.12
    shrinks: float = 0.995


@dataclass(slots=True)
class _Seat:
    """A model that follows one person; nobody where there is no pose."""

    model: MediaPipeEstimator
    pose: Pose | None = None
    box: Box = field(default_factory=lambda: Box(0.0, 0.0, 0.0, 0.0))
    length_px: float = 0.0
    jump_px: float = 0.0
    seen_s: float = -math.inf
    is_taken: bool = False
    is_there: bool = False

    def take(self, pose: Pose) -> None:
        """Begin to follow a person who was found elsewhere."""
        self.is_taken, self.pose, self.length_px, self.jump_px = True, pose, 0.0, 0.0
        self._look_at(pose, 1.0)

    def follow(self, pose: Pose, shrinks: float) -> None:
        """Take in where the person is now."""
        if self.pose is not None:
            self.jump_px = _trunks_apart_px(pose, self.pose)
        self.pose, self.is_there = pose, True
        self._look_at(pose, shrinks)

    def _look_at(self, pose: Pose, shrinks: float) -> None:
        self.box, self.seen_s = box_of(pose), pose.time_s
        self.length_px = max(self.box.longest_px, shrinks * self.length_px)

    def leave(self, blank: VideoFrame) -> None:
        """Follow nobody any more; the model forgets where it last saw a body."""
        self.is_taken = self.is_there = False
        self.pose = None
        self.model.estimate(blank)


class GroupEstimator:
    """Finds up to so many people, each with a model of their own; one estimator per stream.

    The models work side by side, each in its own thread. Another one searches a part of the
    picture for people who are not followed yet.

    Attributes
    ----------
    model
        The bundle's name and fingerprint.
    """

    def __init__(self, bundle: Path, persons: int, rule: GroupRule | None = None) -> None:
        self._bundle, self._persons = bundle, persons
        self._rule = rule or GroupRule()
        self._searcher = MediaPipeEstimator(bundle, 1, is_stream=False)
        self.model = self._searcher.model
        self._seats: list[_Seat] = []
        self._searched_s = -math.inf
        self._windows: Iterator[Box] | None = None

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        """Return the poses in a frame; empty when nobody is seen."""
        taken = [seat for seat in self._seats if seat.is_taken]
        looks = [seat.model.begin(self._without_others(frame, seat, taken)) for seat in taken]
        search = self._begin_search(frame, taken)
        for seat, look in zip(taken, looks, strict=True):
            self._follow(seat, look(), frame)
        for one, other in combinations([seat for seat in taken if seat.is_there], 2):
            if one.is_there and other.is_there and self._are_one(one, other):
                max(one, other, key=lambda seat: seat.jump_px).leave(_blank(frame))
        if search is not None:
            self._welcome(search(), taken)
        there = [seat.pose for seat in taken if seat.is_there and seat.pose is not None]
        return tuple(with_clothing(pose, frame.bgr) for pose in there)

    def _without_others(self, frame: VideoFrame, seat: _Seat, taken: Sequence[_Seat]) -> VideoFrame:
        """Return the frame with nothing in it but one person and what is around."""
        bgr = np.full_like(frame.bgr, _GREY)
        # Where a body is bent, or its legs are lost, all of it may be above or below.
        rest_px = seat.length_px - (seat.box.bottom_px - seat.box.top_px)
        shown = seat.box.taller(rest_px).grown(self._rule.around * seat.length_px)
        around = shown.within(frame).slices
        bgr[around] = frame.bgr[around]
        for other in taken:
            if other is not seat and other.is_there:
                bgr[other.box.within(frame).slices] = _GREY
        own = seat.box.within(frame).slices
        bgr[own] = frame.bgr[own]
        return VideoFrame(bgr, frame.time_s, frame.index)

    def _follow(self, seat: _Seat, found: tuple[Pose, ...], frame: VideoFrame) -> None:
        if found:
            seat.follow(found[0], self._rule.shrinks)
            return
        seat.is_there = False
        if frame.time_s - seat.seen_s > self._rule.lost_s:
            seat.is_taken, seat.pose = False, None

    def _are_one(self, one: _Seat, other: _Seat) -> bool:
        if one.pose is None or other.pose is None:
            return False
        apart_px = _trunks_apart_px(one.pose, other.pose)
        return apart_px < self._rule.same_body * max(one.length_px, other.length_px)

    def _begin_search(
        self, frame: VideoFrame, taken: Sequence[_Seat]
    ) -> Callable[[], tuple[Pose, ...]] | None:
        """Start to search a part of the picture; None when that is not due."""
        followed = [seat for seat in taken if seat.is_there]
        is_due = not followed or frame.time_s - self._searched_s >= self._rule.search_every_s
        if len(followed) >= self._persons or not is_due:
            return None
        self._searched_s = frame.time_s
        if self._windows is None:
            self._windows = cycle(search_windows(frame.width_px, frame.height_px))
        window = next(self._windows)
        bgr: Bytes = frame.bgr.copy()
        for seat in followed:
            bgr[seat.box.within(frame).slices] = _GREY
        look = self._searcher.begin(
            VideoFrame(np.ascontiguousarray(bgr[window.slices]), frame.time_s, frame.index)
        )
        corner_px = np.array([window.left_px, window.top_px])
        return lambda: tuple(_moved(pose, corner_px) for pose in look())

    def _welcome(self, found: tuple[Pose, ...], taken: Sequence[_Seat]) -> None:
        """Follow somebody who was found, unless it is somebody who is followed already."""
        for pose in found:
            box = box_of(pose)
            near = self._rule.same_body * box.longest_px
            gone = [seat for seat in taken if seat.is_taken and not seat.is_there]
            if any(
                seat.is_there and seat.pose is not None and _trunks_apart_px(seat.pose, pose) < near
                for seat in taken
            ):
                continue
            again = [s for s in gone if s.pose is not None and box.overlaps(s.box)]
            seat = again[0] if again else self._free_seat()
            if seat is not None:
                seat.take(pose)

    def _free_seat(self) -> _Seat | None:
        free = next((seat for seat in self._seats if not seat.is_taken), None)
        if free is None and len(self._seats) < self._persons:
            free = _Seat(MediaPipeEstimator(self._bundle, 1))
            self._seats.append(free)
        return free

    def close(self) -> None:
        """Free the models; closing twice is fine."""
        for model in (self._searcher, *(seat.model for seat in self._seats)):
            model.close()

    def __enter__(self) -> Self:
        """Return the estimator itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Free the models."""
        self.close()


def _trunks_apart_px(one: Pose, other: Pose) -> float:
    """Return the mean distance of shoulders and hips, left and right told apart."""
    apart = np.linalg.norm(one.image_px[_TRUNK] - other.image_px[_TRUNK], axis=1)
    return float(apart.mean())


def _moved(pose: Pose, by_px: np.ndarray) -> Pose:
    return Pose(pose.image_px + by_px, pose.world_m, pose.visibility, pose.time_s)


def _blank(frame: VideoFrame) -> VideoFrame:
    return VideoFrame(np.full_like(frame.bgr, _GREY), frame.time_s, frame.index)
