"""What tilcoach draws over a picture: the body, what is measured, and the verdicts."""

from tilcoach.overlay.face import Face, blur_face, find_face, follow_face
from tilcoach.overlay.live import draw_people, draw_step
from tilcoach.overlay.review import draw_review
from tilcoach.overlay.set_up import draw_set_up
from tilcoach.overlay.words import OverlayWords

__all__ = [
    "Face",
    "OverlayWords",
    "blur_face",
    "draw_people",
    "draw_review",
    "draw_set_up",
    "draw_step",
    "find_face",
    "follow_face",
]
