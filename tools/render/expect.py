"""Verdicts that follow from the truth, and which of them a view allows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tools.render.arrays import Array, Flags
from tools.render.clip import Clip
from tools.render.performance import Performance
from tools.render.script import Lift

PATTERNS = ("straight_legs", "twist_with_load", "load_far")

_ANY = ("goed", "not_judged", "fout")
_SUSTAINED_S = 0.3
_SIDE_DEG, _FRONT_DEG = 30.0, 60.0
"""A view up to the first is a side view, from the second on a front or back view."""


@dataclass(frozen=True, slots=True)
class Band:
    """Below `good` all is well, above `fault` it is not; between them both may be said."""

    good: float
    fault: float

    def verdicts(self, value: float) -> tuple[str, ...]:
        """Name the verdicts that are right for a value."""
        if value > self.fault:
            return ("fout",)
        return ("goed",) if value < self.good else _ANY


TRUNK_BENT = Band(34.0, 48.0)
STRAIGHT_LEGS = Band(70.0, 82.0)
TWIST = Band(18.0, 32.0)
FAR = Band(0.28, 0.335)


@dataclass(frozen=True, slots=True)
class Expected:
    """A lift with the verdicts that are right for it, and its exact measures."""

    lift: Lift
    verdicts: dict[str, tuple[str, ...]]
    measures: dict[str, float | None]


def view_yaw_deg(seen_from_deg: float) -> float:
    """How far a camera stands from a true side view: 0 side, 90 front or back.

    It is seen from 0 where the person's left side is seen, 90 front, 180 right side, 270 back.
    """
    return abs((seen_from_deg + 90.0) % 180.0 - 90.0)


def view_label(seen_from_deg: float) -> str:
    """Name of a view: "side", "oblique", "front" or "back"."""
    yaw_deg = view_yaw_deg(seen_from_deg)
    if yaw_deg < _SIDE_DEG:
        return "side"
    if yaw_deg < _FRONT_DEG:
        return "oblique"
    return "front" if seen_from_deg % 360.0 < 180.0 else "back"  # noqa: PLR2004  (half a turn)


def seen_from_deg(clip: Clip, played: Performance, lift: Lift) -> float:
    """From which side the camera sees the person when a lift begins."""
    frame = min(int(np.searchsorted(played.times_s, lift.start_s)), len(played.times_s) - 1)
    hips = played.joints.across("hip")[frame]
    turned_deg = float(np.degrees(np.arctan2(hips[1], hips[0])))
    return clip.camera.yaw_deg + turned_deg


def expect(clip: Clip, played: Performance) -> tuple[Expected, ...]:
    """Find the right verdicts on every lift of a clip.

    Parameters
    ----------
    clip
        What was played; its camera decides what can be judged.
    played
        The truth.

    Returns
    -------
    tuple
        One entry per lift.
    """
    return tuple(_judged(clip, played, lift) for lift in played.script.lifts)


def _judged(clip: Clip, played: Performance, lift: Lift) -> Expected:
    times = played.times_s
    inside = (times >= lift.start_s) & (times < lift.end_s)
    held = inside & np.array([played.script.at(float(time)).load_held for time in times])
    rate_hz = clip.webcam.frame_rate_hz
    turned = np.abs(played.measures["trunk_rotation_deg"])
    measures = {
        "trunk_flexion_deg": _peak(played.measures["trunk_flexion_deg"], inside),
        "stoop_squat_index": _index_when_low(played, inside),
        "trunk_rotation_deg": _sustained(turned, held, rate_hz),
        "load_distance_ratio": _sustained(played.measures["load_distance_ratio"], held, rate_hz),
    }
    side = view_yaw_deg(seen_from_deg(clip, played, lift))
    verdicts = {
        "straight_legs": _straight_legs(measures),
        "twist_with_load": _verdicts(TWIST, measures["trunk_rotation_deg"], seen=True),
        "load_far": _verdicts(FAR, measures["load_distance_ratio"], seen=side < _FRONT_DEG),
    }
    return Expected(lift, verdicts, measures)


def _straight_legs(measures: dict[str, float | None]) -> tuple[str, ...]:
    index, trunk_deg = measures["stoop_squat_index"], measures["trunk_flexion_deg"]
    if index is None or trunk_deg is None or trunk_deg < TRUNK_BENT.good:
        return ("goed", "not_judged")
    verdicts = STRAIGHT_LEGS.verdicts(index)
    hardly_bent = trunk_deg < TRUNK_BENT.fault and verdicts != ("goed",)
    return _ANY if hardly_bent else verdicts


def _verdicts(band: Band, value: float | None, *, seen: bool) -> tuple[str, ...]:
    """Verdicts on a value; what a view does not show well may always stay unjudged."""
    if value is None:
        return ("not_judged",)
    wanted = band.verdicts(value)
    return wanted if seen else tuple(dict.fromkeys((*wanted, "not_judged")))


def _peak(values: Array, inside: Flags) -> float | None:
    return float(np.max(values[inside])) if inside.any() else None


def _index_when_low(played: Performance, inside: Flags) -> float | None:
    """Stoop-squat index where the shoulders are lowest."""
    shoulder_z = played.joints.middle("shoulder")[:, 2]
    lowest = int(np.where(inside, shoulder_z, np.inf).argmin())
    index = float(played.measures["stoop_squat_index"][lowest])
    return None if np.isnan(index) else index


def _sustained(values: Array, held: Flags, rate_hz: float) -> float | None:
    """Highest value that is reached for at least 0.3 s on end while a load is held."""
    count = round(_SUSTAINED_S * rate_hz)
    windows: Sequence[Array] = [
        values[n : n + count] for n in range(len(values) - count) if held[n : n + count].all()
    ]
    return max((float(window.min()) for window in windows), default=None)
