"""The public API for recordings and live streams; `import tilcoach` is its front."""

from tilcoach.api.films import analyze
from tilcoach.api.live import draw, open_pipeline
from tilcoach.api.recording import RecordedLift, Recording, compare

__all__ = ["RecordedLift", "Recording", "analyze", "compare", "draw", "open_pipeline"]
