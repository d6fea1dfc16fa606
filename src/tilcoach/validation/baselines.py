"""The plain estimators: what a reader would write first. Only for measuring what ours buy.

Each takes one place in which the person stays, and gives one value per moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from tilcoach.kinematics import StandingPosition, Upright, upright_moments
from tilcoach.kinematics.angles import angle_deg, turn_deg
from tilcoach.kinematics.body_points import (
    ANKLES,
    HIPS,
    KNEES,
    SHOULDERS,
    WRISTS,
    hybrid_points_m,
    midpoint,
    unit,
)
from tilcoach.kinematics.trunk import shoulder_turn_deg
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Bools, Floats

PICTURE_UP = np.array([0.0, -1.0, 0.0])
_METRE_TO_CM = 100.0


@dataclass(frozen=True, slots=True)
class BaselineSetting:
    """One person in one place, for as long as the feet stay there.

    Attributes
    ----------
    series
        T smoothed moments.
    standing
        Shape (T,): at which of them the person stands upright.
    upright, first
        The own upright in this place, and in the first place of the recording.
    height_m
        The height of the person.
    """

    series: PoseSeries
    standing: Bools
    upright: Upright
    first: Upright
    height_m: float


Estimator = Callable[[BaselineSetting], Floats]
"""Gives one value per moment, shape (T,)."""


def places(
    series: PoseSeries, stances: Sequence[StandingPosition], height_m: float
) -> list[BaselineSetting]:
    """Return the places of a recording, in order of time."""
    parts = [(series.between(stance.start_s, stance.end_s), stance.upright) for stance in stances]
    return [
        BaselineSetting(part, upright_moments(part), upright, stances[0].upright, height_m)
        for part, upright in parts
        if len(part)
    ]


def in_picture(series: PoseSeries) -> Floats:
    """Return the landmarks flat in the picture, shape (T, 33, 3), pixels; depth is 0."""
    flat = np.zeros((*series.image_px.shape[:2], 1))
    return np.concatenate([series.image_px, flat], axis=2)


def in_world(series: PoseSeries) -> Floats:
    """Return the model's world landmarks, shape (T, 33, 3), metres."""
    return series.world_m


Points = Callable[[PoseSeries], Floats]


def _trunk(points: Floats) -> Floats:
    return midpoint(points, SHOULDERS) - midpoint(points, HIPS)


def trunk_against_picture(points: Points) -> Estimator:
    """Return an estimator of the trunk's angle against the picture's vertical."""
    return lambda place: angle_deg(_trunk(points(place.series)), PICTURE_UP)


def trunk_against_own_upright(points: Points) -> Estimator:
    """Return an estimator of the trunk's angle against ankle-to-shoulder while standing."""

    def estimate(place: BaselineSetting) -> Floats:
        found = points(place.series)
        lines = midpoint(found, SHOULDERS) - midpoint(found, ANKLES)
        if not place.standing.any():
            return np.full(len(found), np.nan)
        return angle_deg(_trunk(found), unit(lines)[place.standing].mean(axis=0))

    return estimate


def trunk_less_standing_angle(place: BaselineSetting) -> Floats:
    """Return the hybrid trunk's angle against the picture, less the same while standing."""
    angle = angle_deg(_trunk(hybrid_points_m(place.series)), PICTURE_UP)
    if not place.standing.any():
        return np.full(len(angle), np.nan)
    return angle - float(np.median(angle[place.standing]))


def knee(points: Points) -> Estimator:
    """Return an estimator of the knee of the side that is seen best."""

    def estimate(place: BaselineSetting) -> Floats:
        found, side = points(place.series), place.upright.best_side
        thigh = found[:, KNEES[side]] - found[:, HIPS[side]]
        return angle_deg(thigh, found[:, ANKLES[side]] - found[:, KNEES[side]])

    return estimate


def knee_by_bone_lengths(place: BaselineSetting) -> Floats:
    """Return the knee from the picture, the depth from what bones lack of their standing length."""
    side, series = place.upright.best_side, place.series
    chain = (HIPS[side], KNEES[side], ANKLES[side])
    bones = np.diff(in_picture(series)[:, chain], axis=1)
    if not place.standing.any():
        return np.full(len(series), np.nan)
    lengths = np.median(np.linalg.norm(bones[place.standing], axis=-1), axis=0)
    missing = np.maximum(lengths**2 - (bones**2).sum(axis=-1), 0.0)
    bones[..., 2] = np.sqrt(missing) * np.sign(np.diff(series.world_m[:, chain, 2], axis=1))
    return angle_deg(bones[:, 0], bones[:, 1])


def shoulders_less_hips(place: BaselineSetting) -> Floats:
    """Return the turn of the shoulder line against the hip line, in world landmarks."""
    points = place.series.world_m
    hips = points[:, HIPS[0]] - points[:, HIPS[1]]
    return turn_deg(hips, points[:, SHOULDERS[0]] - points[:, SHOULDERS[1]], _trunk(points))


def shoulders_whatever_the_feet_do(place: BaselineSetting) -> Floats:
    """Return the turn of the shoulders against the first standing of the recording."""
    return shoulder_turn_deg(hybrid_points_m(place.series), place.first)


def distance_in_picture_cm(place: BaselineSetting) -> Floats:
    """Return the level distance from mid-ankle to mid-wrist in the picture, scaled by height."""
    image = place.series.image_px
    level_px = np.abs((midpoint(image, WRISTS) - midpoint(image, ANKLES))[:, 0])
    scaled: Floats = level_px / place.upright.body_height_px * place.height_m * _METRE_TO_CM
    return scaled


def distance_in_world_cm(place: BaselineSetting) -> Floats:
    """Return the level distance from mid-ankle to mid-wrist in world landmarks, as they are."""
    reach = midpoint(place.series.world_m, WRISTS) - midpoint(place.series.world_m, ANKLES)
    level: Floats = np.linalg.norm(reach[:, [0, 2]], axis=-1) * _METRE_TO_CM
    return level


_TRUNK = MappingProxyType(
    {
        "picture (2-D) against its vertical": trunk_against_picture(in_picture),
        "world landmarks against the picture's vertical": trunk_against_picture(in_world),
        "world landmarks against the own upright": trunk_against_own_upright(in_world),
        "hybrid, less the angle while standing": trunk_less_standing_angle,
    }
)

BASELINES: Mapping[str, Mapping[str, Estimator]] = MappingProxyType(
    {
        "trunk_flexion_deg": _TRUNK,
        "trunk_flexion_deg (neck)": _TRUNK,
        "knee_flexion_deg": MappingProxyType(
            {
                "picture (2-D)": knee(in_picture),
                "world landmarks": knee(in_world),
                "hybrid": knee(hybrid_points_m),
                "picture, depth by bone lengths": knee_by_bone_lengths,
            }
        ),
        "trunk_rotation_deg": MappingProxyType(
            {
                "shoulders less hips, world landmarks": shoulders_less_hips,
                "shoulders, whatever the feet do": shoulders_whatever_the_feet_do,
            }
        ),
        "load_distance_cm": MappingProxyType(
            {
                "picture (2-D), by body height": distance_in_picture_cm,
                "world landmarks as they are": distance_in_world_cm,
            }
        ),
    }
)
"""Per measure, as `errors_per_view.compare` names it, the plain ways to it."""
