"""A striped room in small pictures, with a box, and the landmarks of somebody who handles it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tilcoach.pose import N_KEYPOINTS, Keypoint
from tilcoach.pose.arrays import Bytes, Floats

HEIGHT_PX = 50.0
"""Of the person, in pixels of the small pictures."""

BODY_PX = {
    Keypoint.NOSE: (30, 10),
    Keypoint.LEFT_EAR: (29, 9),
    Keypoint.RIGHT_EAR: (29, 9),
    Keypoint.LEFT_SHOULDER: (29, 17),
    Keypoint.RIGHT_SHOULDER: (29, 17),
    Keypoint.LEFT_HIP: (29, 31),
    Keypoint.RIGHT_HIP: (29, 31),
    Keypoint.LEFT_KNEE: (30, 43),
    Keypoint.RIGHT_KNEE: (30, 43),
    Keypoint.LEFT_ANKLE: (29, 55),
    Keypoint.RIGHT_ANKLE: (29, 55),
    Keypoint.LEFT_HEEL: (28, 57),
    Keypoint.RIGHT_HEEL: (28, 57),
    Keypoint.LEFT_FOOT_INDEX: (33, 57),
    Keypoint.RIGHT_FOOT_INDEX: (33, 57),
}


@pytest.fixture(scope="session")
def body() -> Callable[[float], Floats]:
    """Give the landmarks (33, 2) of a standing body with the hands at a height, in front."""

    def at(hands_y_px: float) -> Floats:
        points = np.full((N_KEYPOINTS, 2), np.nan)
        for keypoint, place in BODY_PX.items():
            points[keypoint] = place
        hands = np.array([46.0, hands_y_px])
        for side in (
            (Keypoint.LEFT_ELBOW, Keypoint.LEFT_WRIST, Keypoint.LEFT_INDEX),
            (Keypoint.RIGHT_ELBOW, Keypoint.RIGHT_WRIST, Keypoint.RIGHT_INDEX),
        ):
            points[list(side)] = hands - [[8, 3], [1, 1], [-1, -1]]
        return points

    return at


@pytest.fixture(scope="session")
def room() -> Callable[..., Bytes]:
    """Give three pictures (3, 72, 96) of a striped room, with or without a dark box."""

    def show(
        box_y_px: int | None = None,
        *,
        shift_px: int = 0,
        exposure: float = 1.0,
        noise: float = 0.0,
    ) -> Bytes:
        rows, columns = np.mgrid[:72, :96]
        picture = 120 + 40 * np.sin((columns + shift_px) / 7 + rows / 5) + 10 * (rows > 40)
        if box_y_px is not None:
            picture[box_y_px : box_y_px + 12, 40 - shift_px : 54 - shift_px] = 60
        rng = np.random.default_rng(1)
        pictures = exposure * picture + rng.normal(0, noise, (3, 72, 96))
        grey: Bytes = np.clip(pictures, 0, 255).astype(np.uint8)
        return grey

    return show
