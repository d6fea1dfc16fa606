"""What only the user can know of a film: whether it plays slowly, and how it was held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QuarterTurn = Literal[0, 90, 180, 270]

SLOW_MOTION = (1.0, 64.0)
"""How many times slower a film may play: the fastest telephone films 960 pictures a second."""


@dataclass(frozen=True, slots=True)
class FilmChoices:
    """What the user says of a film.

    Attributes
    ----------
    slow_motion
        How many times slower than real time it plays; 1 = it does not, None = not said.
    rotate_deg
        How far to turn its pictures clockwise, after what the file itself asks for.
    mirrored
        Whether left and right are swapped in it; they are swapped back.
    """

    slow_motion: float | None = None
    rotate_deg: QuarterTurn = 0
    mirrored: bool = False
