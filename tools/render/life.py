"""Nobody stands quite still: sway, breath and small movements of the head."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tools.render.arrays import Array
from tools.render.parameters import Parameters

_BREATH_HZ = 0.27

_SWAY = {
    "pelvis_side_m": (0.005, (0.2, 0.35, 0.5)),
    "pelvis_back_m": (0.004, (0.25, 0.4, 0.7)),
    "head_yaw_deg": (2.0, (0.15, 0.3)),
    "neck_extension_deg": (1.2, (0.2, 0.45)),
    "spine_twist_deg": (0.6, (0.2, 0.4)),
    "spine_bend_deg": (0.35, (0.2, 0.33)),
    "spine_flexion_deg": (0.5, (_BREATH_HZ,)),
}
"""Amplitude and frequencies (Hz) of each movement; small against what is measured."""


def enliven(
    motion: Sequence[Parameters], times_s: Array, period_s: float, seed: int
) -> tuple[Parameters, ...]:
    """Add sway to a motion.

    Parameters
    ----------
    motion
        Parameters of F frames.
    times_s
        Shape (F,).
    period_s
        Length of the clip.
    seed
        Gives the same sway again.

    Returns
    -------
    tuple
        F parameters. Every movement fits the clip a whole number of times, so that a clip whose
        last pose is its first one can be looped without a jump.
    """
    rng = np.random.default_rng(seed)
    waves = {
        name: amplitude * _wave(times_s, period_s, frequencies, rng)
        for name, (amplitude, frequencies) in _SWAY.items()
    }
    return tuple(
        replace(now, **{name: getattr(now, name) + float(wave[n]) for name, wave in waves.items()})
        for n, now in enumerate(motion)
    )


def _wave(
    times_s: Array, period_s: float, frequencies: tuple[float, ...], rng: np.random.Generator
) -> Array:
    """Sum of sines (F,) about -1 to 1, each with whole cycles in the period."""
    cycles = [max(1, round(frequency * period_s)) for frequency in frequencies]
    phases = rng.uniform(0, 2 * np.pi, len(cycles))
    sines = [
        np.sin(2 * np.pi * count * times_s / period_s + phase)
        for count, phase in zip(cycles, phases, strict=True)
    ]
    mean: Array = np.mean(sines, axis=0)
    return mean
