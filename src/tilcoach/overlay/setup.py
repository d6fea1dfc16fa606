"""The outline to step into, and the ring that fills while the person stands still in it."""

from __future__ import annotations

import cv2
import numpy as np

from tilcoach.guidance import SetupState, body_height_px
from tilcoach.overlay.palette import BONE, INK, MEASURE, Colour
from tilcoach.overlay.scale import line_px
from tilcoach.pose import Keypoint, Pose
from tilcoach.pose.arrays import Bytes, Floats

BODY_SHARE = 0.68
"""Height of the outline as a share of the picture: between the smallest and the tallest body that
is well in view, with room to lift."""

FEET_SHARE = 0.88
"""Height of the feet in the picture, from the top."""

_SHIFT = 4  # cv2 draws on 1/16 pixel
_FAR_PX = 20_000  # beyond this cv2 overflows

# Half of an outline from the crown down, in shares of body height: x from the middle, y up.
_HALF = np.array(
    [
        (0.000, 1.000), (0.050, 0.985), (0.068, 0.930), (0.058, 0.880), (0.036, 0.850),
        (0.045, 0.825), (0.110, 0.805), (0.140, 0.765), (0.150, 0.660), (0.152, 0.540),
        (0.146, 0.450), (0.116, 0.440), (0.110, 0.350), (0.098, 0.200), (0.084, 0.060),
        (0.100, 0.000), (0.010, 0.000),
    ]
)  # fmt: skip

_ROUNDS = 3  # of cutting corners, until the outline looks drawn by hand


def draw_set_up(canvas: Bytes, state: SetupState, pose: Pose | None) -> None:
    """Draw the outline until the set-up is done.

    It stands in the middle to be stepped into; it turns blue around a person who stands well in
    the picture, and a ring fills while they stand still.
    """
    if state.is_ready:
        return
    height_px, width_px = canvas.shape[:2]
    feet, tall_px, colour = (width_px / 2, FEET_SHARE * height_px), BODY_SHARE * height_px, BONE
    if pose is not None and state.still_share > 0:
        feet, tall_px, colour = _feet(pose), body_height_px(pose), MEASURE
        _ring(canvas, state.still_share, line_px(canvas))
    if np.all(np.abs([*feet, tall_px]) < _FAR_PX):  # False for NaN as well
        outline = outline_px(feet, tall_px)
        _polygon(canvas, outline, INK, 3 * line_px(canvas))
        _polygon(canvas, outline, colour, 2 * line_px(canvas))


def outline_px(feet: tuple[float, float], tall_px: float) -> Floats:
    """Return the outline of a standing body, shape (N, 2), in pixels."""
    points = np.concatenate([_HALF, _HALF[::-1] * [-1, 1]])
    for _ in range(_ROUNDS):  # Chaikin's corner cutting
        after = np.roll(points, -1, axis=0)
        cut = np.stack([0.75 * points + 0.25 * after, 0.25 * points + 0.75 * after], axis=1)
        points = cut.reshape(-1, 2)
    outline: Floats = np.array(feet) + tall_px * points * [1, -1]
    return outline


def _feet(pose: Pose) -> tuple[float, float]:
    hips = pose.image_px[[Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP], 0].mean()
    soles = pose.image_px[[Keypoint.LEFT_HEEL, Keypoint.RIGHT_HEEL], 1].max()
    return float(hips), float(soles)


def _polygon(canvas: Bytes, points: Floats, colour: Colour, thickness: int) -> None:
    corners = [np.rint(points * 2**_SHIFT).astype(np.int32)]
    cv2.polylines(canvas, corners, True, colour, thickness, cv2.LINE_AA, _SHIFT)  # noqa: FBT003


def _ring(canvas: Bytes, share: float, thin: int) -> None:
    """Draw the progress of standing still in the upper right corner, where nobody stands."""
    radius = 16 * thin
    centre = (canvas.shape[1] - 2 * radius, 2 * radius)
    cv2.circle(canvas, centre, radius, INK, 7 * thin, cv2.LINE_AA)
    end_deg = -90 + 360 * min(share, 1.0)
    ring = (radius, radius)
    cv2.ellipse(canvas, centre, ring, 0, -90, end_deg, MEASURE, 4 * thin, cv2.LINE_AA)
