"""One estimated body, and a body over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tilcoach.pose.arrays import Bools, Floats, checked_floats
from tilcoach.pose.skeleton import N_KEYPOINTS

_NOT_LOOKED_AT = np.full(6, np.nan)


@dataclass(frozen=True, slots=True)
class Pose:
    """The landmarks of one person in one frame; all arrays are read-only.

    Attributes
    ----------
    image_px
        Shape (33, 2): x to the right and y down, in pixels of the frame; NaN = not seen.
    world_m
        Shape (33, 3): metres from mid-hip, x right, y down, z away from the camera,
        aligned with the camera and not with gravity; NaN = not seen.
    visibility
        Shape (33,): 0 to 1, the model's own belief that the landmark can be seen; just 0 where it
        lies outside the picture.
    time_s
        Seconds since the first frame.
    clothing
        Shape (6,): the colours of shirt and trousers, blue, green and red of each, 0 to 1; NaN =
        not looked at.
    """

    image_px: Floats
    world_m: Floats
    visibility: Floats
    time_s: float
    clothing: Floats = field(default_factory=lambda: _NOT_LOOKED_AT)

    def __post_init__(self) -> None:
        """Check the shapes once and lock the arrays."""
        for name, shape in (
            ("image_px", (N_KEYPOINTS, 2)),
            ("world_m", (N_KEYPOINTS, 3)),
            ("visibility", (N_KEYPOINTS,)),
            ("clothing", (6,)),
        ):
            object.__setattr__(self, name, checked_floats(getattr(self, name), shape, name))


@dataclass(frozen=True, slots=True)
class PoseSeries:
    """The landmarks of one person over T moments; all arrays are read-only.

    Attributes
    ----------
    image_px
        Shape (T, 33, 2), pixels; NaN rows where the person was not seen.
    world_m
        Shape (T, 33, 3), metres.
    visibility
        Shape (T, 33), 0 to 1.
    time_s
        Shape (T,), strictly increasing seconds.
    """

    image_px: Floats
    world_m: Floats
    visibility: Floats
    time_s: Floats

    def __post_init__(self) -> None:
        """Check the shapes once and lock the arrays."""
        time_s = checked_floats(self.time_s, (None,), "time_s")
        n = len(time_s)
        if np.any(np.diff(time_s) <= 0):
            message = "time_s: expected strictly increasing seconds"
            raise ValueError(message)
        object.__setattr__(self, "time_s", time_s)
        for name, shape in (
            ("image_px", (n, N_KEYPOINTS, 2)),
            ("world_m", (n, N_KEYPOINTS, 3)),
            ("visibility", (n, N_KEYPOINTS)),
        ):
            object.__setattr__(self, name, checked_floats(getattr(self, name), shape, name))

    def __len__(self) -> int:
        """Return the number of moments."""
        return len(self.time_s)

    @classmethod
    def of(cls, poses: Sequence[Pose]) -> PoseSeries:
        """Stack poses of rising time into one series.

        Parameters
        ----------
        poses
            Poses of one person, in order of time; at least one.
        """
        return cls(
            image_px=np.stack([pose.image_px for pose in poses]),
            world_m=np.stack([pose.world_m for pose in poses]),
            visibility=np.stack([pose.visibility for pose in poses]),
            time_s=np.array([pose.time_s for pose in poses]),
        )

    def between(self, start_s: float, end_s: float) -> PoseSeries:
        """Return the moments in ``[start_s, end_s)``.

        Parameters
        ----------
        start_s, end_s
            Seconds since the first frame.
        """
        return self.where((self.time_s >= start_s) & (self.time_s < end_s))

    def where(self, keep: Bools) -> PoseSeries:
        """Return the chosen moments.

        Parameters
        ----------
        keep
            Shape (T,): which moments.
        """
        return PoseSeries(
            self.image_px[keep], self.world_m[keep], self.visibility[keep], self.time_s[keep]
        )

    def at(self, index: int) -> Pose:
        """Return the pose at one moment.

        Parameters
        ----------
        index
            The row; negative counts from the end.
        """
        return Pose(
            self.image_px[index],
            self.world_m[index],
            self.visibility[index],
            float(self.time_s[index]),
        )


def seen_inside(image_px: Floats, visibility: Floats, size_px: tuple[float, float]) -> Floats:
    """Return visibility that is 0 for what lies outside the picture.

    The model guesses feet below the picture and is sure of them (up to 0.9): with such feet as the
    witness a clear twist was called none.

    Parameters
    ----------
    image_px
        Shape (..., 33, 2): x to the right and y down, in pixels.
    visibility
        Shape (..., 33): as the model gave it.
    size_px
        Width and height of the picture.

    Returns
    -------
    numpy.ndarray
        Shape (..., 33): 0 to 1.
    """
    outside = ((image_px < 0) | (image_px > size_px)).any(axis=-1)
    return np.where(outside, 0.0, visibility)
