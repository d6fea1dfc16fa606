"""What tilcoach draws over a picture: the body, what is measured, and the verdicts."""

from tilcoach.overlay.live import draw_step
from tilcoach.overlay.review import draw_review
from tilcoach.overlay.set_up import draw_set_up
from tilcoach.overlay.words import OverlayWords

__all__ = ["OverlayWords", "draw_review", "draw_set_up", "draw_step"]
