"""Postures of somebody who bends and rises as told, without any landmarks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields

import numpy as np
import pytest
from numpy.typing import ArrayLike

from tilcoach.kinematics import PostureSeries
from tilcoach.lifting import Lift, LiftRules, LiftTracker, LoadChoice
from tilcoach.pose.arrays import Floats

Stretch = tuple[float, float]

HANGING, CARRYING = 0.44, 0.56
"""Height of the wrists above the ankles, as a share of body height."""


def _bent(time_s: Floats, bends: Sequence[Stretch]) -> Floats:
    """Return how far down, 0 to 1: a third of each bend goes down, a third stays, a third up."""
    share = np.zeros(len(time_s))
    for start_s, end_s in bends:
        third = (end_s - start_s) / 3
        ramp = np.minimum(time_s - start_s, end_s - time_s) / third
        share = np.maximum(share, (1 - np.cos(np.pi * np.clip(ramp, 0, 1))) / 2)
    return share


def _inside(time_s: Floats, stretches: Sequence[Stretch]) -> Floats:
    within = [(time_s >= start_s) & (time_s < end_s) for start_s, end_s in stretches]
    return np.any(within, axis=0).astype(float) if within else np.zeros(len(time_s))


@pytest.fixture(scope="session")
def story() -> Callable[..., PostureSeries]:
    """Tell postures: ``story(bends=[(2, 4)], carried=[(3, 7)])``; measures can be replaced."""

    def tell(
        bends: Sequence[Stretch] = ((2.0, 4.0),),
        carried: Sequence[Stretch] = (),
        total_s: float = 8.0,
        *,
        depth: float = 0.3,
        low_hands: float = 0.08,
        rate_hz: float = 30.0,
        **instead: ArrayLike,
    ) -> PostureSeries:
        time_s = np.arange(0, total_s, 1 / rate_hz)
        bent, held = _bent(time_s, bends), _inside(time_s, carried)
        hands = HANGING + (CARRYING - HANGING) * held
        drop = depth * bent
        measures: dict[str, ArrayLike] = {
            **dict.fromkeys((field.name for field in fields(PostureSeries)), 0.0),
            "time_s": time_s,
            "trunk_flexion_deg": np.degrees(np.arccos(1 - 0.7 * drop / 0.3)),
            "knee_flexion_deg": 20 * bent,
            "shoulder_drop_ratio": drop,
            "hip_drop_ratio": 0.3 * drop,
            "stoop_squat_index": np.where(drop >= 0.06, 70.0, np.nan),
            "wrist_height_ratio": hands * (1 - bent) + low_hands * bent,
            "load_distance_ratio": 0.03 + 0.15 * np.maximum(bent, held),
            "load_distance_m": 1.75 * (0.03 + 0.15 * np.maximum(bent, held)),
            "leg_visibility": 1.0,
            "arm_visibility": 1.0,
            "visibility": 1.0,
            **instead,
        }
        n = len(time_s)
        return PostureSeries(**{name: np.broadcast_to(m, n) for name, m in measures.items()})

    return tell


@pytest.fixture(scope="session")
def watch() -> Callable[..., list[tuple[float, Lift]]]:
    """Let a tracker see postures; give each lift that it tells, and when (inf: at the end)."""

    def see(
        postures: PostureSeries,
        choice: LoadChoice = LoadChoice.AUTO,
        rules: LiftRules | None = None,
    ) -> list[tuple[float, Lift]]:
        tracker = LiftTracker(choice, rules)
        found = [(p.time_s, tracker.update(p)) for p in map(postures.at, range(len(postures)))]
        found += [(float("inf"), lift) for lift in tracker.finish()]
        return [(time_s, lift) for time_s, lift in found if lift is not None]

    return see


@pytest.fixture(scope="session")
def lifts_of(watch: Callable[..., list[tuple[float, Lift]]]) -> Callable[..., list[Lift]]:
    """Let a tracker see postures, and give the last word on each lift."""

    def find(postures: PostureSeries, choice: LoadChoice = LoadChoice.AUTO) -> list[Lift]:
        return list({lift.number: lift for _, lift in watch(postures, choice)}.values())

    return find
