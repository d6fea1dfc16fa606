"""Analysis of a recorded video: every frame through the model, then the review of the whole."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tilcoach.batch.prefetch import prefetch
from tilcoach.batch.slow_lifts import slower_by
from tilcoach.coaching import RecordingResult, WarningCode
from tilcoach.config import Settings
from tilcoach.estimation import PoseEstimator
from tilcoach.fusion import SecondCamera
from tilcoach.pipeline import Recorder, review
from tilcoach.pose import SourceInfo
from tilcoach.video import FilmChoices, VideoFile

Progress = Callable[[int, int], None]
"""Called with the number of frames done and of all frames (0 = not known)."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The analysis of one recorded video.

    Attributes
    ----------
    path
        The video.
    source
        What the video is; exact, because all of it was read.
    settings
        The settings of the user.
    review
        The findings.
    frames_without_person
        How many frames showed nobody.
    slow_motion
        How many times slower than it was filmed the video plays, by its own tags or else by how
        long its lifts take; 1 when nothing says so.
    second
        The camera that filmed the same lifts from another side; None when there was one camera.
    """

    path: Path
    source: SourceInfo
    settings: Settings
    review: RecordingResult
    frames_without_person: int
    slow_motion: float = 1.0
    second: SecondCamera | None = None


def analyse_file(
    path: Path,
    settings: Settings,
    estimator: PoseEstimator,
    on_progress: Progress | None = None,
) -> Analysis:
    """Analyse one video."""
    recorder = Recorder(settings.tuning.tracking, settings.tuning.film, persons=settings.persons)
    with (
        closing(estimator),
        closing(VideoFile(path, settings.film)) as video,
        closing(prefetch(recorder.take_thumbnails(video))) as frames,
        closing(prefetch(estimator.estimate(frame) for frame in frames)) as seen,
    ):
        for done, poses in enumerate(seen, start=1):
            recorder.keep(poses)
            if on_progress is not None:
                on_progress(done, video.info.frames)
    slower, said = video.notes.slow_motion, settings.film.slow_motion is not None
    found = _reviewed(recorder, settings, times_unsure=not said and slower > 1)
    if not said and slower == 1:
        slower = slower_by([lift for person in found.people for lift in person.lifts])
        if slower > 1:
            found = _reviewed(recorder, settings, times_unsure=True)
    empty = recorder.frames_without_person
    del recorder  # large for a long film, and no longer needed
    release_memory()
    return Analysis(
        path=path,
        source=video.info,
        settings=settings,
        review=_noting(found, video, settings.film, slower),
        frames_without_person=empty,
        slow_motion=slower,
    )


def _reviewed(recorder: Recorder, settings: Settings, *, times_unsure: bool) -> RecordingResult:
    return review(
        recorder.recordings(),
        settings,
        recorder.thumbnails(),
        recorder.film_spans(),
        times_unsure=times_unsure,
    )


def _noting(
    found: RecordingResult, video: VideoFile, said: FilmChoices, slower: float
) -> RecordingResult:
    """Add the warnings that only the file can show."""
    notes = video.notes
    shown = (
        (video.cut_off, WarningCode.FILE_CUT_OFF),
        (slower > 1 and said.slow_motion is None, WarningCode.SLOW_MOTION),
        (notes.times_guessed, WarningCode.GUESSED_TIME),
        (notes.front_camera and not said.mirrored, WarningCode.MAYBE_MIRRORED),
    )
    codes = (code for is_so, code in shown if is_so)
    return replace(found, warnings=tuple(dict.fromkeys((*found.warnings, *codes))))


def release_memory() -> None:
    """Return freed memory to the system, where the C library can (glibc).

    It keeps freed memory for the next request: more than 100 MB after model and review, which the
    annotated video does not need. Elsewhere nothing happens.
    """
    # AttributeError: another C library. OSError, TypeError: Windows has no such handle.
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
