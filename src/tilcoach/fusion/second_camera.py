"""What is kept of the second camera beside the lifts that it helped to judge."""

from __future__ import annotations

from dataclasses import dataclass

from tilcoach.fusion.alignment import Alignment
from tilcoach.kinematics import View
from tilcoach.pose import SourceInfo


@dataclass(frozen=True, slots=True)
class SecondCamera:
    """The recording of the second camera.

    Attributes
    ----------
    source
        What it is.
    view
        From where it looks.
    alignment
        How it lies in time to the first.
    lifts
        How many lifts it found by itself.
    """

    source: SourceInfo
    view: View
    alignment: Alignment
    lifts: int
