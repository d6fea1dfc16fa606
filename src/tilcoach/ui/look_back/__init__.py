"""Looking back at the last lift: the player, and saving what it shows."""

from tilcoach.ui.look_back.dialog import show_look_back
from tilcoach.ui.look_back.looked_at import LookBack, LookedAt

__all__ = ["LookBack", "LookedAt", "show_look_back"]
