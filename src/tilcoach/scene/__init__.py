"""What the picture shows beside the person: whether something came or went under the hands."""

from __future__ import annotations

from tilcoach.scene.change import change_share
from tilcoach.scene.glimpses import GlimpseKeeper, Glimpses
from tilcoach.scene.look import look_under_hands

__all__ = ["GlimpseKeeper", "Glimpses", "change_share", "look_under_hands"]
