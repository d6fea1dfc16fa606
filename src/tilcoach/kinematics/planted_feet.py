"""Feet that stay where they stood, and feet that stepped."""

from __future__ import annotations

import numpy as np

from tilcoach.kinematics.body_points import (
    ANKLES,
    FEET,
    feet_heading_deg,
    hybrid_points_m,
)
from tilcoach.kinematics.upright import Upright
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Bools, Floats

SEEN_FOOT = 0.6
"""Visibility of the ankle. Below it the place of a foot is a guess: behind a table it wandered by
0.13 of body height while the foot stayed where it was."""

CLEAR_FOOT = 0.8
"""From here on a single foot is witness enough for a step."""

STEPPED_RATIO = 0.04
"""Of body height. A planted foot that is seen stays within 0.03; turning on the spot with small
steps moves both feet by 0.04 and more within the first 25°."""

TOE_RATIO, TURNED_DEG = 0.1, 25.0
"""For toes alone: of body height, while the foot points less than so far elsewhere. Toes of a foot
that stays wander by up to 0.09, its ankle and heel by 0.03, and while the trunk is turned by 42° it
seems turned by up to 25°. With 10° two of nine twists of the tune split read half of what they
were; turns made with the feet have the same verdicts with 10 and 25° (8 clips)."""


def stepped(series: PoseSeries, upright: Upright) -> Bools:
    """Return at which moments both feet are seen away from where they stood, shape (T,).

    The foot that moved less is the witness, by its ankle and heel.

    Parameters
    ----------
    series
        T moments.
    upright
        The own upright, with the place of the feet.
    """
    moved = _moved_ratio(series, upright)[..., :2].max(axis=-1)
    seen = series.visibility[:, ANKLES] >= SEEN_FOOT
    away: Bools = (~seen | (moved > STEPPED_RATIO)).all(axis=-1) & seen.any(axis=-1)
    return away


def one_foot_stepped(
    series: PoseSeries, upright: Upright, at_least_ratio: float = STEPPED_RATIO
) -> Bools:
    """Return at which moments a clearly seen foot is away from where it stood, shape (T,).

    With the toes, which a turn on the heel moves. Only for a person upright: a load in front of
    the feet makes them wander while they are bent over.

    Parameters
    ----------
    series
        T moments.
    upright
        The own upright, with the place of the feet.
    at_least_ratio
        How far away, as a share of body height.
    """
    turned = np.abs(_turn_deg(feet_heading_deg(hybrid_points_m(series)), upright.feet_heading_deg))
    toes = np.where(turned >= TURNED_DEG, at_least_ratio, max(at_least_ratio, TOE_RATIO))
    moved = _moved_ratio(series, upright)
    foot = (moved[..., :2].max(axis=-1) > at_least_ratio) | (moved[..., 2] > toes)
    away: Bools = ((series.visibility[:, ANKLES] >= CLEAR_FOOT) & foot).any(axis=-1)
    return away


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
    turn: Floats = np.abs(_turn_deg(heading_deg, stood_deg)).min(axis=-1)
    return turn


def _turn_deg(heading_deg: Floats, stood_deg: Floats) -> Floats:
    turn: Floats = (heading_deg - stood_deg + 180.0) % 360.0 - 180.0
    return turn


def ankles_px(series: PoseSeries, upright: Upright) -> Floats:
    """Return where the ankles are in the picture, shape (T, 2, 2).

    That is where they stood, until the feet step: a load that is put down hides them, and the
    model then moves them by up to 10 cm.

    Parameters
    ----------
    series
        T moments.
    upright
        The own upright, with the place of the feet.
    """
    away = stepped(series, upright)[:, None, None]
    ankles: Floats = np.where(away, series.image_px[:, ANKLES], upright.ankles_px)
    return ankles


def _moved_ratio(series: PoseSeries, upright: Upright) -> Floats:
    """Return how far each point of each foot is from where it stood, shape (T, 2, 3)."""
    moved_px = np.linalg.norm(series.image_px[:, FEET] - upright.feet_px, axis=-1)
    ratio: Floats = moved_px / upright.body_height_px
    return ratio
