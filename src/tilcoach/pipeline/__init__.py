"""The path of a frame, on one screen; the live page, files, tests and tools all walk it.

::

    VideoFrame ─► estimate ─► assign ─┬─► filter ─► measure ─► track lifts ─► judge ─► Step   live
          │       (model)   (people)  └─► Recorder ··· review: smooth ─► the same ─► Review   files
          └─► glimpse (small, grey) ─────────► look under the hands ▲

A live stream is followed frame by frame, without knowing what comes; a lift in it is judged by the
review of the last seconds, so that it gets the verdict that a recording would get. A recording is
first read whole and then reviewed: smoothed without delay, and measured against the upright of the
whole recording.
"""

from __future__ import annotations

from tilcoach.pipeline.live import Pipeline
from tilcoach.pipeline.recording import Recorder, review

__all__ = ["Pipeline", "Recorder", "review"]
