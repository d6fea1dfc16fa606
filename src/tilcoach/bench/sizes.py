"""What films of other sizes and codecs cost: from 480p to 4K, as telephones make them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from fractions import Fraction
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from tilcoach.bench.figure import Figure
from tilcoach.bench.files import Cost, ratios
from tilcoach.bench.test_videos import fitted
from tilcoach.video import VideoFile

if TYPE_CHECKING:
    from av.video.codeccontext import VideoCodecContext
    from av.video.stream import VideoStream

SIZES_PX: Mapping[str, tuple[int, int]] = {
    "480p": (640, 480),
    "720p": (1280, 720),
    "1080p": (1920, 1080),
    "4K": (3840, 2160),
}

ENCODERS: Mapping[str, tuple[str, ...]] = {
    "H.264": ("libx264", "libopenh264"),
    "HEVC": ("libx265", "libkvazaar"),
}
"""Of each codec, the encoders that FFmpeg may have; the first that is there is used."""

GOAL_SIZE = "1080p"
SIZE_GOAL, SIZE_ANNOTATED_GOAL, SIZE_MEMORY_GOAL_MB = 1.10, 1.5, 700.0

_FAST = {"preset": "ultrafast"}  # of an encoder that knows no presets, FFmpeg leaves it out
_QUIET = {"libx265": {"x265-params": "log-level=none"}}  # else it tells its settings

FRAMES = 120
"""Four seconds: enough for a lift to begin, and a film of 4K is made in seconds."""

MeasureCost = Callable[[Path], Cost]
MeasureMemory = Callable[[Path], float | None]


def size_figures(
    source: Path,
    measure_cost: MeasureCost,
    measure_memory: MeasureMemory,
    tell: Callable[[str], None],
) -> Iterator[Figure]:
    """Yield cost and memory for each size and codec that can be made here.

    Parameters
    ----------
    source
        The film from which the others are made.
    measure_cost, measure_memory
        How a film is measured.
    tell
        Takes a sentence on what cannot be measured.
    """
    for codec, names in ENCODERS.items():
        encoder = next(filter(can_encode, names), None)
        if encoder is None:
            tell(f"{codec} cannot be made here (none of {', '.join(names)}), and is left out.")
            continue
        for size, size_px in SIZES_PX.items():
            with TemporaryDirectory() as folder:
                film = Path(folder) / "sized.mp4"
                sized_film(source, film, size_px, encoder)
                yield from _figures(f"{size} {codec}", film, measure_cost, measure_memory)


def _figures(
    name: str, film: Path, measure_cost: MeasureCost, measure_memory: MeasureMemory
) -> Iterator[Figure]:
    cost, at_goal_size = measure_cost(film), name.startswith(GOAL_SIZE)
    how = f"{cost.frames} frames, pairs from the same round"
    for title, with_video, goal in (
        ("no annotated video", False, SIZE_GOAL),
        ("annotated video", True, SIZE_ANNOTATED_GOAL),
    ):
        values = ratios(cost, with_video=with_video)
        yield Figure(f"{name}, {title}", "x model", values, goal if at_goal_size else None, how)
    peak_mb = measure_memory(film)
    if peak_mb is not None:
        note = f"{cost.frames} frames, with annotated video"
        yield Figure(f"{name}, memory", "MB", (peak_mb,), SIZE_MEMORY_GOAL_MB, note)


def can_encode(encoder: str) -> bool:
    """Return whether FFmpeg has an encoder that works: a bundle has only the name of some."""
    import av  # noqa: PLC0415 - slow to import, and --help must not wait for it

    try:
        context = cast("VideoCodecContext", av.CodecContext.create(encoder, "w"))
        context.width, context.height = SIZES_PX["480p"]
        context.pix_fmt, context.time_base = "yuv420p", Fraction(1, 30)
        context.options = _QUIET.get(encoder, {})
        context.open()
    except (ValueError, av.FFmpegError):  # the first is PyAV's for one that is not there
        return False
    return True


def sized_film(
    source: Path, path: Path, size_px: tuple[int, int], encoder: str, frames: int = FRAMES
) -> None:
    """Write the beginning of a film in another size, with black beside it."""
    import av  # noqa: PLC0415

    with closing(VideoFile(source)) as film, av.open(str(path), "w") as out:
        added = out.add_stream(encoder, rate=30, options=_FAST | _QUIET.get(encoder, {}))
        stream = cast("VideoStream", added)
        stream.width, stream.height = size_px
        stream.pix_fmt = "yuv420p"
        for frame in islice(film, frames):
            picture = av.VideoFrame.from_ndarray(fitted(frame.bgr, size_px), format="bgr24")
            out.mux(stream.encode(picture))
        out.mux(stream.encode(None))
