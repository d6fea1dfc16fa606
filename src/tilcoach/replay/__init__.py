"""Lifts once more: the last in slow motion, or two in step; saved only when the user asks."""

from tilcoach.replay.buffer import MOST_BYTES, REMEMBERED_S, ReplayBuffer, span_of
from tilcoach.replay.clip import clip_bytes, drawn_jpegs
from tilcoach.replay.frame import Replay, ReplayFrame
from tilcoach.replay.ghost import Ghost, GhostFollower
from tilcoach.replay.side_by_side import LiftFilm, SideBySide, side_by_side

__all__ = [
    "MOST_BYTES",
    "REMEMBERED_S",
    "Ghost",
    "GhostFollower",
    "LiftFilm",
    "Replay",
    "ReplayBuffer",
    "ReplayFrame",
    "SideBySide",
    "clip_bytes",
    "drawn_jpegs",
    "side_by_side",
    "span_of",
]
