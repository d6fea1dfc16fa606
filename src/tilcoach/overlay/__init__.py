"""The overlay on a picture: skeleton, measures and verdicts."""

from tilcoach.overlay.face import Face, blur_face, find_face, follow_face
from tilcoach.overlay.ghost import draw_ghost
from tilcoach.overlay.live import draw_people, draw_step
from tilcoach.overlay.recording import draw_review
from tilcoach.overlay.setup import draw_set_up
from tilcoach.overlay.text import OverlayWords

__all__ = [
    "Face",
    "OverlayWords",
    "blur_face",
    "draw_ghost",
    "draw_people",
    "draw_review",
    "draw_set_up",
    "draw_step",
    "find_face",
    "follow_face",
]
