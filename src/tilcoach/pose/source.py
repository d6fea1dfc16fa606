"""Where the frames of a recording came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


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
        Of the upright pictures as they are looked at, after the rotation in the file's metadata;
        those of more than Full HD are made smaller.
    frames
        How many frames there are; before reading, what the file says of itself (0 = unknown).
    recorded_at
        When the recording began, with its time zone; None when nothing says so.
    recorded_at_from
        Whether the video's own metadata says so, or the date of the file, which a copy may change.
    """

    name: str
    sha256: str
    duration_s: float
    frame_rate_hz: float
    width_px: int
    height_px: int
    frames: int
    recorded_at: datetime | None = None
    recorded_at_from: Literal["container", "file"] | None = None
