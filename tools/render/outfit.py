"""What a figure wears, and colours as they are written and as light needs them."""

from dataclasses import dataclass

import numpy as np

from tools.render.arrays import Array

_BYTE = 255.0


@dataclass(frozen=True, slots=True)
class Outfit:
    """Colours and cut of the clothes; colours as "#rrggbb" on a screen.

    Attributes
    ----------
    skin, hair, shirt, trousers, shoes
        Colours.
    hair_style
        "short", "bun" or "bald".
    sleeve
        How far the sleeve comes: 0 at the shoulder, 1 at the elbow, 2 at the wrist.
    leg
        How far the trousers come: 0 at the knee, 1 at the ankle.
    loose_m
        How far the cloth stands off beyond a normal fit.
    beard
        0 shaven, 1 dark stubble.
    """

    skin: str = "#bd9783"
    hair: str = "#3a2c23"
    hair_style: str = "short"
    shirt: str = "#597fb5"
    trousers: str = "#5f5d5a"
    shoes: str = "#343130"
    sleeve: float = 0.7
    leg: float = 1.0
    loose_m: float = 0.0
    beard: float = 0.0


def linear(colour: str) -> Array:
    """Linear light (3,), 0 to 1, of a screen colour "#rrggbb" (sRGB, IEC 61966-2-1)."""
    code = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / _BYTE
    curve: Array = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004
    return curve


def ripple(points_m: Array, waves_per_m: float, seed: int) -> Array:
    """Cheap smooth noise (V,), about -1 to 1: a sum of plane waves over points (V, 3)."""
    rng = np.random.default_rng(seed)
    directions = rng.normal(size=(24, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    directions *= waves_per_m * rng.uniform(0.5, 1.6, (24, 1))
    noise: Array = np.sin(points_m @ directions.T + rng.uniform(0, 2 * np.pi, 24)).mean(axis=1)
    return noise
