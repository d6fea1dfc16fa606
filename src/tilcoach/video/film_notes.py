"""What the metadata of a film say of its time and of its camera."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from tilcoach.video.film_choices import SLOW_MOTION

_CAPTURE_RATES = ("com.android.capture.fps", "com.apple.quicktime.capture.fps", "capture_fps")
_LENSES = ("com.apple.quicktime.camera.lens_model", "lens_model")
_SLOW_FROM = 1.5  # between 25 and 30 pictures a second a player only rounds
_WHOLE_WITHIN = 0.1  # 239.7 by 29.97 pictures a second is 8 times

# Pictures without times around them: FFmpeg, or tilcoach, makes times up from a rate.
_WITHOUT_TIMES = frozenset({"h264", "hevc", "m4v", "mjpeg", "mpegvideo", "image2", "yuv4mpegpipe"})
_REPAIRED_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class FilmNotes:
    """What a file says, or does not say, of its pictures.

    Attributes
    ----------
    slow_motion
        How many times slower than it was filmed it plays, by its own tags; 1 when nothing says so.
    times_guessed
        Whether the file holds no times of its own.
    front_camera
        Whether a camera made it that some telephones mirror.
    """

    slow_motion: float = 1.0
    times_guessed: bool = False
    front_camera: bool = False


def read_notes(tags: Mapping[str, str], format_name: str, rate_hz: float) -> FilmNotes:
    """Return what a file says of its pictures.

    Parameters
    ----------
    tags
        The metadata of the container and of the stream.
    format_name
        Of the container, as FFmpeg calls it.
    rate_hz
        At which the file plays.
    """
    lens = " ".join(tags.get(name, "") for name in _LENSES)
    return FilmNotes(
        slow_motion=_slow_motion(tags, rate_hz),
        times_guessed=bool(_WITHOUT_TIMES & set(format_name.split(","))),
        front_camera="front" in lens.lower(),
    )


def _slow_motion(tags: Mapping[str, str], rate_hz: float) -> float:
    """Return by how much the pictures were filmed faster than they play."""
    for name in _CAPTURE_RATES:
        with suppress(ValueError):
            times = float(tags.get(name, "")) / rate_hz
            if math.isfinite(times) and _SLOW_FROM <= times <= SLOW_MOTION[1]:
                whole = round(times)
                return float(whole) if abs(times - whole) < _WHOLE_WITHIN * whole else times
    return 1.0


def mostly_repaired(repaired: int, frames: int) -> bool:
    """Return whether so many times were made up that none is sure.

    Parameters
    ----------
    repaired, frames
        How many times were made up, of how many frames.
    """
    return repaired > _REPAIRED_SHARE * max(frames, 1)
