"""One recorded video: every frame through the model, then the look back over the whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from tilcoach.batch.give_back import give_back
from tilcoach.batch.work_ahead import work_ahead
from tilcoach.coaching import Review, WarningCode
from tilcoach.config import Settings
from tilcoach.estimation import PoseEstimator
from tilcoach.pipeline import Recorder, review
from tilcoach.pose import SourceInfo
from tilcoach.video import VideoFile

Progress = Callable[[int, int], None]
"""Is told how many frames are done, and how many there are (0 = not known)."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is known of one recorded video.

    Attributes
    ----------
    path
        The video.
    source
        What the video is; exact, because all of it was read.
    settings
        What the user had set.
    review
        The findings.
    frames_without_person
        How many frames showed nobody.
    """

    path: Path
    source: SourceInfo
    settings: Settings
    review: Review
    frames_without_person: int


def analyse_file(
    path: Path,
    settings: Settings,
    estimator: PoseEstimator,
    on_progress: Progress | None = None,
) -> Analysis:
    """Return what is known of one video.

    Parameters
    ----------
    path
        The video.
    settings
        What the user had set.
    estimator
        A fresh one, because it follows people from frame to frame; it is closed here.
    on_progress
        Called after every frame.

    Raises
    ------
    VideoError
        If no frame of the file can be read.
    """
    recorder = Recorder()
    with (
        closing(estimator),
        closing(VideoFile(path)) as video,
        closing(work_ahead(recorder.glance(video))) as frames,
        closing(work_ahead(estimator.estimate(frame) for frame in frames)) as seen,
    ):
        for done, poses in enumerate(seen, start=1):
            recorder.keep(poses)
            if on_progress is not None:
                on_progress(done, video.info.frames)
    found = review(recorder.recordings(), settings, recorder.glimpses())
    empty = recorder.frames_without_person
    del recorder  # what it holds grows with the film, and is needed no more
    give_back()
    return Analysis(
        path=path,
        source=video.info,
        settings=settings,
        review=_noting(found, cut_off=video.cut_off),
        frames_without_person=empty,
    )


def _noting(found: Review, *, cut_off: bool) -> Review:
    """Add what only the file can tell: that it ends halfway."""
    if not cut_off or WarningCode.FILE_CUT_OFF in found.warnings:
        return found
    return replace(found, warnings=(*found.warnings, WarningCode.FILE_CUT_OFF))
