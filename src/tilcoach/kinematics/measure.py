"""From landmarks and the person's own upright to the posture: pure, for one frame or a thousand.

What is used for what, and why, stands beside each function; how true it is, in validation/.
"""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics.angles import angle_deg, horizontal, turn_deg, turned
from tilcoach.kinematics.body_points import (
    ANKLES,
    FEET,
    HIPS,
    KNEES,
    SHOULDERS,
    WRISTS,
    feet_heading_deg,
    hybrid_points_m,
    midpoint,
    seen_midpoint,
)
from tilcoach.kinematics.legs import leg_bones
from tilcoach.kinematics.posture import PostureSeries
from tilcoach.kinematics.upright import Upright
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Bools, Floats

MIN_VISIBILITY = 0.2
"""Below it a wrist, knee or ankle is a guess of the model; the measure is then missing. Measured on
rendered people: near side 0.95 and more, a limb behind a box or the body 0.1 to 0.25."""

MIN_DROP_RATIO = 0.06
"""The index divides by the drop of the shoulders: below 6 % of body height it is mostly noise
(Schmid 2022 uses the main phases of the lift only)."""

MAX_REACH_RATIO = 0.5
"""Nobody holds a load so far before the ankles, as a share of body height, and stays on the feet:
arms held out level reach 0.38, with the trunk bent over 0.47. Beyond it the depth of an ankle
behind a box is astray, and the distance is missing."""

HIDDEN_VISIBILITY = 0.35
MAX_APART_RATIO = 0.08
"""Hands that hold one load are equally far away. When the model puts a hidden one so much nearer or
farther than the seen one, as a share of body height, it has lost it: an arm held out then reads
6 cm less."""

MODEL_LEAN_DEG = 4.0
"""The model's line from mid-hip to mid-shoulder lies so much behind that of the joints: its hips
are too far forward, and its shoulders do not come along when the arms reach. Own measurement:
rendered people in motion 5.7° from the side, 5.9° obliquely, 6.0° from the front, alike in both
halves of the tune split; real people who stand upright 3.8° (13 recordings from the side, spread
3.4°). Taken is what both agree on."""


def measure(series: PoseSeries, upright: Upright, body_height_m: float) -> PostureSeries:
    """Return the posture at T moments.

    Parameters
    ----------
    series
        T moments of one person; NaN where the person was not seen.
    upright
        The same person standing upright in front of the same camera.
    body_height_m
        The person's height; world landmarks are 10 to 16 % too small, so metres need it.

    Returns
    -------
    PostureSeries
        NaN wherever a measure cannot be had.
    """
    points = hybrid_points_m(series)
    trunk = midpoint(points, SHOULDERS) - midpoint(points, HIPS)
    leaned = lean_forward(trunk, upright)
    thighs, shanks = leg_bones(series, points, upright)
    best = upright.best_side
    leg_visibility = np.minimum(series.visibility[:, KNEES], series.visibility[:, ANKLES])
    arm_visibility = series.visibility[:, WRISTS].max(axis=1)
    knees = _where(leg_visibility >= MIN_VISIBILITY, angle_deg(thighs, shanks))
    distance = _where(
        (arm_visibility >= MIN_VISIBILITY) & (leg_visibility.max(axis=1) >= MIN_VISIBILITY),
        load_distance_ratio(series, points, upright),
    )
    shoulder_drop, hip_drop, wrist_height = _heights(series, upright)
    return PostureSeries(
        time_s=series.time_s,
        trunk_flexion_deg=trunk_flexion_deg(leaned, upright),
        knee_flexion_left_deg=knees[:, 0],
        knee_flexion_right_deg=knees[:, 1],
        knee_flexion_deg=knees[:, best],
        hip_flexion_deg=_where(np.isfinite(knees[:, best]), angle_deg(leaned, -thighs[:, best])),
        trunk_rotation_deg=trunk_rotation_deg(points, trunk, upright),
        load_distance_m=distance * body_height_m,
        load_distance_ratio=distance,
        stoop_squat_index=stoop_squat_index(shoulder_drop, hip_drop),
        shoulder_drop_ratio=shoulder_drop,
        hip_drop_ratio=hip_drop,
        wrist_height_ratio=_where(arm_visibility >= MIN_VISIBILITY, wrist_height),
        feet_shift_ratio=feet_shift_ratio(series, upright),
        feet_turn_deg=feet_turn_deg(feet_heading_deg(points), upright.feet_heading_deg),
        leg_visibility=leg_visibility[:, best],
        arm_visibility=arm_visibility,
        visibility=series.visibility[:, (*SHOULDERS, *HIPS, KNEES[best], ANKLES[best])].mean(
            axis=1
        ),
    )


def lean_forward(trunk: Floats, upright: Upright) -> Floats:
    """Return the line of the model's trunk as that of the joints, shape (T, 3).

    Parameters
    ----------
    trunk
        Shape (T, 3): mid-hip to mid-shoulder, hybrid metres.
    upright
        The own upright: which way forward is.
    """
    return turned(trunk, np.cross(upright.up, upright.forward), MODEL_LEAN_DEG)


def trunk_flexion_deg(trunk: Floats, upright: Upright) -> Floats:
    """Return the trunk's inclination against the own upright, forward positive, shape (T,).

    Beyond 40° it is always forward: people do not lean back further than that.

    Parameters
    ----------
    trunk
        Shape (T, 3): mid-hip to mid-shoulder of the joints.
    upright
        The own upright.

    References
    ----------
    ISO 11226:2000: trunk inclination is relative to the own upright posture; it uses C7 where we
    use mid-shoulder.
    """
    inclination = angle_deg(trunk, upright.up)
    backward = (trunk @ upright.forward < 0) & (inclination < _MAX_EXTENSION_DEG)
    return np.where(backward, -inclination, inclination)


_MAX_EXTENSION_DEG = 40.0


def trunk_rotation_deg(points: Floats, trunk: Floats, upright: Upright) -> Floats:
    """Return how far the shoulders are turned about the trunk, to the left positive, shape (T,).

    Against the shoulders' own standing direction, not against the hips: the model turns the hip
    line along with the shoulders (a true 41° reads 8 to 16° that way). It is a twist only while
    the feet stay where they stood; `feet_shift_ratio` is the witness.

    Parameters
    ----------
    points
        Shape (T, 33, 3), hybrid metres.
    trunk
        Shape (T, 3): mid-hip to mid-shoulder.
    upright
        The own upright.
    """
    shoulders = points[:, SHOULDERS[0]] - points[:, SHOULDERS[1]]
    return turn_deg(np.broadcast_to(upright.across, shoulders.shape), shoulders, trunk)


def load_distance_ratio(series: PoseSeries, points: Floats, upright: Upright) -> Floats:
    """Return the level distance from mid-ankle to mid-wrist as a share of body height, (T,).

    NaN where it would be more than anybody can reach.

    Two hands hold one load, so both wrists count alike: the model puts a hidden hand beside the
    seen one. Only where it puts it far from there the seen one counts alone. Of the ankles the
    seen one counts most. Against known truth, from the side and obliquely: 2.3 and 4.6 cm this
    way, 5.7 and 5.9 cm with the seen wrist foremost.

    Parameters
    ----------
    series
        T moments, for the visibility.
    points
        Shape (T, 33, 3), hybrid metres.
    upright
        The own upright.

    References
    ----------
    Waters et al. 1993, doi 10.1080/00140139308967940: H, the horizontal location. H is taken from
    the hands' grip; we take the wrists.
    """
    ankles = seen_midpoint(points, series.visibility, ANKLES)

    def level(hands: Floats) -> Floats:
        level_m: Floats = np.linalg.norm(horizontal(hands - ankles, upright.up), axis=-1)
        return level_m / upright.body_height_m

    both = np.stack([level(points[:, wrist]) for wrist in WRISTS])
    visibility = series.visibility[:, WRISTS].T
    alone = (visibility.min(axis=0) < HIDDEN_VISIBILITY) & (np.ptp(both, axis=0) > MAX_APART_RATIO)
    seen = np.where(visibility[0] >= visibility[1], both[0], both[1])
    ratio = np.where(alone, seen, level(midpoint(points, WRISTS)))
    return _where(ratio <= MAX_REACH_RATIO, ratio)


def stoop_squat_index(shoulder_drop: Floats, hip_drop: Floats) -> Floats:
    """Return 0 where all of the drop comes from the legs, 100 where the hips stay high; (T,).

    Parameters
    ----------
    shoulder_drop, hip_drop
        Shape (T,): below the own upright, as a share of body height.

    References
    ----------
    Schmid 2022, Archives of Physiotherapy 12:8, doi 10.1186/s40945-022-00135-4. They
    take C7 and the pelvis of markers; we take mid-shoulder and mid-hip in the picture, and the
    formula is our own reading.
    """
    enough = shoulder_drop >= MIN_DROP_RATIO
    share = np.clip(hip_drop / np.where(enough, shoulder_drop, 1.0), 0.0, 1.0)
    return np.where(enough, 100.0 * (1.0 - share), np.nan)


def feet_shift_ratio(series: PoseSeries, upright: Upright) -> Floats:
    """Return how far the feet are from where they stood, as a share of body height, shape (T,).

    Of each foot the point that moved most, so that turning on the spot is seen; of the two feet
    the one that moved less, because a foot behind the body or a box wanders by 0.1 while the
    seen one stays within 0.02. Whoever turns by stepping moves both.

    Parameters
    ----------
    series
        T moments.
    upright
        The own upright, with the place of the feet.
    """
    shift_px = feet_shift_px(series.image_px[:, FEET], upright.feet_px)
    ratio: Floats = shift_px / upright.body_height_px
    return ratio


def feet_shift_px(feet_px: Floats, stood_px: Floats) -> Floats:
    """Return how far the feet are from somewhere else, in pixels, shape (...).

    Parameters
    ----------
    feet_px, stood_px
        Shape (..., 2, 3, 2): ankle, heel and toe of the left and right foot; they broadcast.
    """
    shift: Floats = np.linalg.norm(feet_px - stood_px, axis=-1).max(axis=-1).min(axis=-1)
    return shift


def feet_turn_deg(heading_deg: Floats, stood_deg: Floats) -> Floats:
    """Return how far the feet are turned from how they stood, 0 to 180°, shape (...).

    Of the two feet the one that turned less, for the same reason as with `feet_shift_ratio`:
    while a true twist of 48° went on over planted feet, the seen foot read up to 14°, the hidden
    one up to 40°.

    Parameters
    ----------
    heading_deg, stood_deg
        Shape (..., 2): the left and right foot; they broadcast.
    """
    turn: Floats = np.abs((heading_deg - stood_deg + 180.0) % 360.0 - 180.0).min(axis=-1)
    return turn


def _heights(series: PoseSeries, upright: Upright) -> tuple[Floats, Floats, Floats]:
    """Return the drops of shoulders and hips, and the height of the wrists; each (T,)."""
    image = series.image_px
    ankle = midpoint(image, ANKLES)

    def height(point: Floats) -> Floats:
        above: Floats = (point - ankle) @ upright.up_image / upright.body_height_px
        return above

    return (
        upright.shoulder_height_ratio - height(midpoint(image, SHOULDERS)),
        upright.hip_height_ratio - height(midpoint(image, HIPS)),
        height(seen_midpoint(image, series.visibility, WRISTS)),
    )


def _where(keep: Bools, values: Floats) -> Floats:
    """Return the values where they can be had, NaN elsewhere."""
    return np.where(keep, values, np.nan)
