"""Where the frames of a recording came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What is known of a video before, or after, its frames are read.

    Attributes
    ----------
    name
        The file's name without its folder, or a word for a camera.
    sha256
        Of the file's bytes, in hexadecimal; empty for a camera.
    duration_s
        From the first to the end of the last frame, by the video's own timestamps.
    frame_rate_hz
        The mean rate over the whole video.
    width_px, height_px
        Of the upright picture, after the rotation in the file's metadata.
    frames
        How many frames there are; before reading, what the file says of itself (0 = unknown).
    """

    name: str
    sha256: str
    duration_s: float
    frame_rate_hz: float
    width_px: int
    height_px: int
    frames: int
