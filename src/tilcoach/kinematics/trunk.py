"""How far the trunk is bent forward, and turned about itself."""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics.angles import turn_deg
from tilcoach.kinematics.body_points import HIPS, SHOULDERS, midpoint
from tilcoach.kinematics.depth_fusion import length_along, level_components
from tilcoach.kinematics.planted_feet import one_foot_stepped, stepped
from tilcoach.kinematics.upright import Upright
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Floats

MODEL_LEAN_DEG = 4.0
"""The model's line from mid-hip to mid-shoulder lies so much behind that of the joints: its hips
are too far forward, and its shoulders do not come along when the arms reach. Own measurement:
rendered people in motion 5.7° from the side, 5.9° obliquely, 6.0° from the front, alike in both
halves of the tune split; real people who stand upright 3.8° (13 recordings from the side, spread
3.4°). Taken is what both agree on."""

HEIGHT_SHARE = 0.8
HEIGHT_FROM_DEG, HEIGHT_FULL_DEG = 20.0, 40.0
"""From the front a bent trunk is mostly depth, which the model shows too little of; how much lower
the shoulders come says more, once the trunk is bent. Own measurement: from the front 6° off this
way, 7 to 11° without; from elsewhere it has hardly a say."""

TURN_GAIN_SIDE, TURN_GAIN_FRONT = 0.8, 1.1
"""Shoulders over pelvis for each degree that the model turns the shoulders: the pelvis goes along
by a fifth, and from the front the model sees too little of a turn. Own measurement: true 35 to 45°
read 36 to 54° from the side, 32 to 47° obliquely (two renderers), 36° from the front."""

BENT_TURN_SHARE = 0.6
BENT_FROM_DEG, BENT_OVER_DEG = 20.0, 60.0
"""The depth of the shoulders of a person bent over is so rough that one that is not turned reads
up to 24°; so much of what is read is believed from 60° of flexion on, all of it up to 20°."""

UPRIGHT_UP_TO_DEG = 30.0
"""Up to here one clearly seen foot that is elsewhere is a step."""

_MAX_EXTENSION_DEG = 40.0


def trunk_flexion_deg(series: PoseSeries, points: Floats, upright: Upright) -> Floats:
    """Return the trunk's inclination against the own upright, forward positive, shape (T,).

    Beyond 40° it is always forward: people do not lean back further than that.

    Parameters
    ----------
    series
        T moments.
    points
        Shape (T, 33, 3), hybrid metres.
    upright
        The own upright.

    References
    ----------
    ISO 11226:2000: trunk inclination is relative to the own upright posture; it uses C7 where we
    use mid-shoulder.
    """
    trunk = (midpoint(points, SHOULDERS) - midpoint(points, HIPS)) / upright.body_height_m
    facing = level_components(upright.forward, upright)
    level = length_along(*level_components(trunk, upright), facing)
    flexion = np.degrees(np.arctan2(level, trunk @ upright.up)) + MODEL_LEAN_DEG
    flexion = np.where(flexion < -_MAX_EXTENSION_DEG, np.abs(flexion), flexion)
    by_height = _flexion_by_height_deg(series, upright, facing)
    bent = np.maximum(flexion, by_height) - HEIGHT_FROM_DEG
    share = np.clip(bent / (HEIGHT_FULL_DEG - HEIGHT_FROM_DEG), 0, 1)
    share = HEIGHT_SHARE * share * (1 - facing[0] ** 2) ** 3 * (flexion > 0)
    return flexion + share * (by_height - flexion)


def _flexion_by_height_deg(
    series: PoseSeries, upright: Upright, facing: tuple[Floats, Floats]
) -> Floats:
    """Return the trunk's inclination by how much lower the shoulders came, shape (T,).

    A camera that looks down shows what comes towards it lower still.
    """
    line = midpoint(series.image_px, SHOULDERS) - midpoint(series.image_px, HIPS)
    standing = upright.shoulder_height_ratio - upright.hip_height_ratio
    height = line @ upright.up_image / upright.body_height_px / max(standing, _SMALLEST_TRUNK)
    looks_down = np.radians(upright.camera_pitch_deg) * facing[1]
    flexion = np.arccos(np.clip(height * np.cos(looks_down), -1, 1)) - looks_down
    flexion_deg: Floats = np.degrees(flexion)
    return flexion_deg


_SMALLEST_TRUNK = 0.1  # of body height: landmarks of an odd file may lie at one point


def shoulder_turn_deg(points: Floats, upright: Upright) -> Floats:
    """Return how far the shoulders are turned from how they stood, to the left positive, (T,).

    Parameters
    ----------
    points
        Shape (T, 33, 3), hybrid metres.
    upright
        The own upright.
    """
    trunk = midpoint(points, SHOULDERS) - midpoint(points, HIPS)
    return _turn_deg(points, SHOULDERS, upright, trunk)


def trunk_rotation_deg(
    series: PoseSeries, points: Floats, upright: Upright, flexion_deg: Floats
) -> tuple[Floats, Floats]:
    """Return how far the shoulders are turned over the pelvis, and over the floor; left positive.

    Over the pelvis against the shoulders' own standing direction, not against the hips: the model
    turns the hip line along with the shoulders (a true 41° reads 8 to 16° that way). But once the
    feet have stepped, the whole body turned with them; then the hips are all there is until the
    person stands elsewhere, and a twist reads too little.

    Parameters
    ----------
    series
        T moments.
    points
        Shape (T, 33, 3), hybrid metres.
    upright
        The own upright.
    flexion_deg
        Shape (T,): of the trunk.

    Returns
    -------
    tuple[Floats, Floats]
        Shape (T,) each; the same as long as the feet stay.
    """
    shoulders = shoulder_turn_deg(points, upright)
    hips = _turn_deg(points, HIPS, upright, upright.up)
    one_foot = one_foot_stepped(series, upright) & (flexion_deg < UPRIGHT_UP_TO_DEG)
    moved = stepped(series, upright) | one_foot
    turn = np.where(moved, (shoulders - hips + 180) % 360 - 180, shoulders)
    to_front = upright.view.yaw_deg / 90
    gain = TURN_GAIN_SIDE + (TURN_GAIN_FRONT - TURN_GAIN_SIDE) * to_front
    bent = np.clip((flexion_deg - BENT_FROM_DEG) / (BENT_OVER_DEG - BENT_FROM_DEG), 0, 1)
    believed = gain * (1 - (1 - BENT_TURN_SHARE) * bent)
    return believed * turn, believed * shoulders


def _turn_deg(points: Floats, pair: tuple[int, int], upright: Upright, axis: Floats) -> Floats:
    """Return how far a line from right to left turned about an axis since standing, (T,)."""
    line = points[:, pair[0]] - points[:, pair[1]]
    return turn_deg(np.broadcast_to(upright.across, line.shape), line, axis)
