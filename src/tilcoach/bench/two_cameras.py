"""Two live streams at once: how often each of them is analysed."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from tilcoach.bench.figure import Figure
from tilcoach.coaching import MIN_FRAME_RATE_HZ, FrameResult
from tilcoach.config import Settings
from tilcoach.errors import VideoError
from tilcoach.guidance import FeedbackMode, GuidanceController
from tilcoach.live.camera_stream import CameraStream
from tilcoach.live.frame_pace import SHARED_HZ, FramePace
from tilcoach.live.live_state import LiveState
from tilcoach.live.processor import LivePipeline, LiveProcessor
from tilcoach.live.second_camera import SecondCamera
from tilcoach.live.two_cameras import FusingPipeline, PausablePipeline
from tilcoach.pose import VideoFrame
from tilcoach.video import CameraDevice

GOAL_MS = 1000 / MIN_FRAME_RATE_HZ
"""Between two analysed pictures: below 12 a second the fastest part of a lift is missed."""

_WARM_UP_S = 3.0  # both models are loaded
_LONGEST_START_S = 60.0
_LAST_FRAME_S = 5.0


@dataclass(slots=True)
class _Timed:
    """A pipeline that notes when it had analysed a frame."""

    pipeline: PausablePipeline
    done_s: list[float] = field(default_factory=list)
    is_paused: bool = False

    def step(self, frame: VideoFrame, /) -> FrameResult:
        result = self.pipeline.step(frame)
        self.done_s.append(time.monotonic())
        return result

    def finish(self) -> tuple[FrameResult, ...]:
        return self.pipeline.finish()

    def close(self) -> None:
        self.pipeline.close()


def two_camera_figures(
    film: Path, open_pipeline: Callable[[], PausablePipeline], seconds: float
) -> tuple[Figure, ...]:
    """Return the time between analysed pictures of two cameras that show a film.

    The first is drawn on and encoded for a page as in Oefenen; the page itself is not there.

    Parameters
    ----------
    film
        What both cameras show, in real time.
    open_pipeline
        Opens a pipeline with a model of its own.
    seconds
        How long to measure.
    """
    with TemporaryDirectory() as folder, _streams(film, Path(folder), open_pipeline) as timed:
        _wait_until(lambda: all(one.done_s for one in timed))
        time.sleep(_WARM_UP_S)
        begin_s, begin_used_s = time.monotonic(), time.process_time()
        time.sleep(seconds)
        used_s = time.process_time() - begin_used_s
        times_s = [[done_s for done_s in one.done_s if done_s >= begin_s] for one in timed]
    numbered = enumerate(times_s, start=1)
    between = [one for number, done_s in numbered for one in _figures(number, done_s, seconds)]
    used_ms = 1000 * used_s / max(sum(map(len, times_s)), 1)
    note = "of all threads; two cores at 12 pictures/s each have 83 ms"
    name = "live, two cameras: processor time per analysed picture"
    return (*between, Figure(name, "ms", (used_ms,), GOAL_MS, note))


def _figures(number: int, done_s: Sequence[float], seconds: float) -> Iterator[Figure]:
    """Yield the median, and what 95 of 100 pictures keep to."""
    between_ms = [1000 * (b - a) for a, b in pairwise(done_s)]
    if len(between_ms) < 2:  # noqa: PLR2004 - quantiles need two values
        between_ms = [1000 * seconds] * 2
    rate_hz = len(done_s) / seconds
    note = f"{rate_hz:.1f} pictures/s over {seconds:g} s, at most {SHARED_HZ:g}"
    name = f"live, two cameras: between analysed pictures of camera {number}"
    yield Figure(f"{name}, median", "ms", (median(between_ms),), GOAL_MS, note)
    high_ms = quantiles(between_ms, n=20, method="inclusive")[-1]
    yield Figure(f"{name}, 95 %", "ms", (high_ms,), None, note)


@contextmanager
def _streams(
    film: Path, folder: Path, open_pipeline: Callable[[], PausablePipeline]
) -> Iterator[tuple[_Timed, _Timed]]:
    """Run both streams, and give what each of their pipelines notes."""
    settings = Settings()
    timed = _Timed(_Late(open_pipeline)), _Timed(_Late(open_pipeline))
    films = [folder / f"camera-{number}{film.suffix}" for number in (1, 2)]
    for path in films:  # a camera is locked by its name
        shutil.copyfile(film, path)
    first, other = (CameraDevice(str(path), path.stem, path) for path in films)
    second = SecondCamera(other, lambda: timed[1])
    controller = GuidanceController(settings.limits, FeedbackMode.SILENT)

    def fusing() -> LivePipeline:
        return FusingPipeline(timed[0], second, settings.limits)

    processor = LiveProcessor(LiveState(), fusing, controller, pace=FramePace(SHARED_HZ))
    stream = CameraStream(first, processor)
    page = threading.Thread(target=_look, args=(stream,), daemon=True)
    second.start()
    stream.start()
    page.start()
    try:
        yield timed
    finally:
        stream.stop()
        second.stop()
        for ends in (stream.join, processor.join, second.join, page.join):
            ends(_LAST_FRAME_S)


class _Late:
    """A pipeline that is opened with its first frame, in the thread of its worker."""

    is_paused = False

    def __init__(self, open_pipeline: Callable[[], PausablePipeline]) -> None:
        self._open = open_pipeline
        self._pipeline: PausablePipeline | None = None

    def step(self, frame: VideoFrame, /) -> FrameResult:
        if self._pipeline is None:
            self._pipeline = self._open()
        return self._pipeline.step(frame)

    def finish(self) -> tuple[FrameResult, ...]:
        return self._pipeline.finish() if self._pipeline is not None else ()

    def close(self) -> None:
        if self._pipeline is not None:
            self._pipeline.close()


def _look(stream: CameraStream) -> None:
    """Take each picture as a page does."""
    viewer = stream.add_viewer()
    while stream.is_running:
        stream.next_jpeg(1.0)
    stream.remove_viewer(viewer)


def _wait_until(condition: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + _LONGEST_START_S
    while not condition():
        if time.monotonic() > deadline_s:
            sentence = "No picture of the two cameras was analysed: choose another film."
            raise VideoError(sentence)
        time.sleep(0.1)
