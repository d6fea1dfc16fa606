"""The last lift once more: kept in memory, shown slowly, and written only when the user asks."""

from tilcoach.replay.clip import clip_bytes, drawn_jpegs
from tilcoach.replay.keeper import MOST_BYTES, REMEMBERED_S, ReplayKeeper, span_of
from tilcoach.replay.moment import Moment, Replay

__all__ = [
    "MOST_BYTES",
    "REMEMBERED_S",
    "Moment",
    "Replay",
    "ReplayKeeper",
    "clip_bytes",
    "drawn_jpegs",
    "span_of",
]
