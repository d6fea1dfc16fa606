"""Draws the person: a thin skeleton, the trunk line, and the angles at their joints."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from tilcoach.kinematics import Posture
from tilcoach.overlay.palette import BONE, INK, MEASURE, Colour
from tilcoach.overlay.scale import letter_px, line_px
from tilcoach.overlay.sprite import badge, label, paste
from tilcoach.pose import BONES, Keypoint, Pose
from tilcoach.pose.arrays import Bools, Bytes, Floats

_SEEN = 0.5  # below this the model itself calls a landmark hidden; a guessed limb is not drawn
_SHIFT = 4  # cv2 draws on 1/16 pixel, so that lines do not jitter with rounding
_FAR_PX = 20_000  # beyond this cv2 overflows; such a landmark is far outside any picture

_HEAD_OF_TRUNK = 0.22  # the radius of a head, as a share of hips to shoulders

Point = Floats
"""x and y in pixels, shape (2,)."""

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""


def draw_pose(canvas: Bytes, pose: Pose) -> None:
    """Draw the skeleton and the trunk line."""
    thin = line_px(canvas)
    seen, at = _all_seen(pose).tolist(), _fixed_point(pose.image_px)
    bones = [(at[a], at[b]) for a, b in BONES if seen[a] and seen[b]]
    for colour, thickness in ((INK, 2 * thin + 1), (BONE, thin)):
        for start, end in bones:
            cv2.line(canvas, start, end, colour, thickness, cv2.LINE_AA, _SHIFT)
    trunk = _trunk(pose)
    if trunk is not None:
        _line(canvas, *trunk, INK, 4 * thin)
        _line(canvas, *trunk, MEASURE, 3 * thin)


def draw_head(canvas: Bytes, pose: Pose) -> None:
    """Draw a round head between the ears, for a body without a picture."""
    ears, shoulders, hips = (_middle(pose, name) for name in ("EAR", "SHOULDER", "HIP"))
    if np.all(np.abs(np.concatenate([ears, shoulders, hips])) < _FAR_PX):
        radius = round(_HEAD_OF_TRUNK * float(np.linalg.norm(shoulders - hips)))
        centre = (round(float(ears[0])), round(float(ears[1])))
        thin = line_px(canvas)
        for colour, thickness in ((INK, 2 * thin + 1), (BONE, thin)):
            cv2.circle(canvas, centre, radius, colour, thickness, cv2.LINE_AA)


def draw_angles(
    canvas: Bytes, pose: Pose, posture: Posture, written: Sequence[Box] = ()
) -> Sequence[Box]:
    """Write the trunk angle beside the trunk line, and draw the knee angle at the knee.

    Parameters
    ----------
    written
        Where angles of other people stand; one that would cover them is left away.

    Returns
    -------
    Sequence[Box]
        The same with these angles.
    """
    trunk = _trunk(pose)
    if trunk is not None and np.isfinite(posture.trunk_flexion_deg):
        middle = (trunk[0] + trunk[1]) / 2
        side = -_sign(_middle(pose, "WRIST")[0] - middle[0])  # on the side of the back
        written = _angle_label(canvas, middle, side, posture.trunk_flexion_deg, written)
    if np.isfinite(posture.knee_flexion_deg):
        written = _draw_knee(canvas, pose, posture, written)
    return written


def draw_tag(canvas: Bytes, pose: Pose, tag: int) -> None:
    """Write a number on a coloured background above the head, to tell people apart."""
    nose = pose.image_px[Keypoint.NOSE]
    if np.all(np.abs(nose) < _FAR_PX):
        piece = badge(tag, 2 * letter_px(canvas))
        x, y = int(nose[0]) - piece.size[0] // 2, int(nose[1]) - 2 * piece.size[1]
        paste(canvas, piece, x, max(0, y))


def _draw_knee(
    canvas: Bytes, pose: Pose, posture: Posture, written: Sequence[Box]
) -> Sequence[Box]:
    side = _measured_side(pose, posture)
    hip, knee, ankle = (Keypoint[f"{side}_{name}"] for name in ("HIP", "KNEE", "ANKLE"))
    if not _seen(pose, hip, knee, ankle):
        return written
    at = pose.image_px[knee]
    up, down = (_direction_deg(at, pose.image_px[end]) for end in (hip, ankle))
    turn = (down - up + 180) % 360 - 180
    radius = 7 * line_px(canvas)
    centre = (int(at[0]), int(at[1]))
    for colour, thickness in ((INK, 5), (MEASURE, 3)):
        thick = max(1, thickness * line_px(canvas) // 2)
        cv2.ellipse(canvas, centre, (radius, radius), 0, up, up + turn, colour, thick, cv2.LINE_AA)
    outward = _sign(at[0] - (pose.image_px[hip][0] + pose.image_px[ankle][0]) / 2)
    return _angle_label(canvas, at, outward, posture.knee_flexion_deg, written)


def _measured_side(pose: Pose, posture: Posture) -> str:
    """Return the side whose knee was measured: the one with the same value, else the one seen."""
    if posture.knee_flexion_deg == posture.knee_flexion_left_deg:
        return "LEFT"
    if posture.knee_flexion_deg == posture.knee_flexion_right_deg:
        return "RIGHT"
    left, right = pose.visibility[Keypoint.LEFT_KNEE], pose.visibility[Keypoint.RIGHT_KNEE]
    return "LEFT" if left >= right else "RIGHT"


def _angle_label(
    canvas: Bytes, at: Point, side: float, angle_deg: float, written: Sequence[Box]
) -> Sequence[Box]:
    piece = label(f"{np.round(angle_deg) + 0.0:.0f}°", letter_px(canvas))
    width, height = piece.size
    gap = 12 * line_px(canvas)
    x = at[0] + gap if side > 0 else at[0] - gap - width
    x = min(max(x, 0), canvas.shape[1] - width)  # an angle at the edge stays readable
    y = min(max(at[1] - height / 2, 0), canvas.shape[0] - height)
    box = (int(x), int(y), int(x) + width, int(y) + height)
    if any(_overlap(box, other) for other in written):
        return written
    paste(canvas, piece, *box[:2])
    return (*written, box)


def _overlap(one: Box, other: Box) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def _trunk(pose: Pose) -> tuple[Point, Point] | None:
    hips, shoulders = _middle(pose, "HIP"), _middle(pose, "SHOULDER")
    near = np.all(np.abs(np.concatenate([hips, shoulders])) < _FAR_PX)  # False for NaN as well
    return (hips, shoulders) if near else None


def _middle(pose: Pose, name: str) -> Point:
    left, right = Keypoint[f"LEFT_{name}"], Keypoint[f"RIGHT_{name}"]
    middle: Point = (pose.image_px[left] + pose.image_px[right]) / 2
    return middle


def _seen(pose: Pose, *keypoints: Keypoint) -> bool:
    return bool(_all_seen(pose)[list(keypoints)].all())


def _all_seen(pose: Pose) -> Bools:
    """Return which landmarks can be drawn; False for NaN as well."""
    near = (np.abs(pose.image_px) < _FAR_PX).all(axis=1)
    seen: Bools = near & (pose.visibility >= _SEEN)
    return seen


def _direction_deg(start: Point, end: Point) -> float:
    return float(np.degrees(np.arctan2(end[1] - start[1], end[0] - start[0])))


def _sign(value: float) -> float:
    return -1.0 if value < 0 else 1.0  # straight, or NaN: to the right


def _line(canvas: Bytes, start: Point, end: Point, colour: Colour, thickness: int) -> None:
    first, last = _fixed_point(np.stack([start, end]))
    cv2.line(canvas, first, last, colour, thickness, cv2.LINE_AA, _SHIFT)


def _fixed_point(points_px: Floats) -> list[list[int]]:
    """Return points as OpenCV draws them, each x and y; those that cannot be drawn anywhere."""
    drawable = np.where(np.abs(points_px) < _FAR_PX, points_px, 0.0)
    points: list[list[int]] = np.rint(drawable * 2**_SHIFT).astype(int).tolist()
    return points
