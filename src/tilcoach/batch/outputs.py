"""Writes the results of an analysis: all files, or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import cv2
import numpy as np

from tilcoach.atomic_files import (
    FILE_MODE,
    FOLDER_MODE,
    PART,
    hidden_path,
    make_folders,
    remove_abandoned,
    replace_files,
)
from tilcoach.batch.analysis import Analysis, Progress
from tilcoach.batch.prefetch import prefetch
from tilcoach.coaching import RecordingResult
from tilcoach.config import body_height_m
from tilcoach.errors import StoreError
from tilcoach.i18n import translator
from tilcoach.overlay import OverlayWords, draw_review
from tilcoach.pose import VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.session_files import (
    ModelIdentity,
    SessionDocument,
    session_document,
    write_frames_csv,
    write_json,
)
from tilcoach.session_files.landmarks import write_landmarks
from tilcoach.video import VideoFile, VideoWriter

_AHEAD = 1  # a picture: two would take 24 MB more at 1080p, and the encoder has much in memory

SESSION, FRAMES, VIDEO = "session.json", "frames.csv", "annotated.mp4"
LANDMARKS = "landmarks.npz"
RESULTS = (SESSION, FRAMES, LANDMARKS, VIDEO)


def check_writable(folder: Path, names: Collection[str] = RESULTS) -> None:
    """Check before a long analysis that files of these names can be written to a folder.

    It is tried: a folder is made where results would go, and each older file is renamed to what it
    is called already, which fails while another program holds it (on Windows, a spreadsheet does).
    """
    nearest = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    if not nearest.is_dir():
        raise _in_the_way(folder, nearest)
    _try_to_write(folder, nearest)
    if folder.exists():
        _try_to_write(folder, folder.absolute().parent)  # what is half done lies beside it
    for path in (folder / name for name in names):
        if path.is_dir():
            sentence = (
                "The results cannot be written to {folder} ({place} is a folder): "
                "choose another folder."
            )
            raise StoreError(sentence, folder=folder, place=path)
        _check_free(path)


def _in_the_way(folder: Path, place: Path) -> StoreError:
    sentence = (
        "The results cannot be written to {folder} ({place} is not a folder): "
        "choose another folder."
    )
    return StoreError(sentence, folder=folder, place=place)


def _try_to_write(folder: Path, place: Path) -> None:
    """Make a folder in a place, and remove it."""
    try:
        Path(tempfile.mkdtemp(prefix=".tilcoach-", dir=place)).rmdir()
    except OSError as error:
        sentence = (
            "The results cannot be written to {folder} ({place} may not be written to): "
            "choose another folder."
        )
        raise StoreError(sentence, folder=folder, place=place) from error


def _check_free(path: Path) -> None:
    """Check that no other program holds a file."""
    try:
        path.rename(path)
    except FileNotFoundError:
        return
    except OSError as error:
        sentence = (
            "{path} cannot be replaced ({cause}): close it in other programs, such as a "
            "spreadsheet, and try again."
        )
        raise StoreError(sentence, path=path, cause=error.strerror or error) from error


def document_of(analysis: Analysis, model: ModelIdentity) -> SessionDocument:
    """Return the ``session.json`` of an analysis."""
    return session_document(
        analysis.review,
        analysis.source,
        model,
        analysis.settings,
        analysis.frames_without_person,
        translator(analysis.settings.language),
        analysis.second,
    )


def write_outputs(
    analysis: Analysis,
    folder: Path,
    model: ModelIdentity,
    *,
    with_video: bool = True,
    on_progress: Progress | None = None,
) -> None:
    """Write ``session.json``, ``frames.csv``, ``landmarks.npz`` and ``annotated.mp4`` to a folder.

    They are written beside it first and moved at the end, so an error or Ctrl-C leaves no partial
    results. Only this user can read them.
    """
    with _all_or_nothing(folder) as part:
        write_json(document_of(analysis, model), part / SESSION)
        write_frames_csv(analysis.review, part / FRAMES, analysis.settings.csv)
        write_landmarks(analysis.review, body_height_m(analysis.settings), part / LANDMARKS)
        if with_video:
            write_annotated_video(analysis, part / VIDEO, on_progress)


def write_annotated_video(
    analysis: Analysis, path: Path, on_progress: Progress | None = None
) -> None:
    """Write the video with skeleton, measures and verdicts as an overlay."""
    words = OverlayWords.of(translator(analysis.settings.language))
    source = analysis.source
    size_px = _drawn_size_px(source.width_px, source.height_px)
    with (
        closing(VideoFile(analysis.path, analysis.settings.film)) as video,
        VideoWriter(path, *size_px) as writer,
        closing(prefetch(video, _AHEAD)) as frames,
        closing(prefetch(_drawn(frames, analysis.review, words, size_px), _AHEAD)) as pictures,
    ):
        for done, (bgr, time_s) in enumerate(pictures, start=1):
            writer.write(bgr, time_s)
            if on_progress is not None:
                on_progress(done, source.frames)


LONGEST_DRAWN_PX = 1280
"""Along the longer side of the annotated video: encoding takes most of its time, by the pixel. A
picture of Full HD takes 8 ms, one of 1280x720 3.6 (docs/decisions/0022-free-films.md)."""


def _drawn_size_px(width_px: int, height_px: int) -> tuple[int, int]:
    """Return the size of the annotated video."""
    shrink = min(1.0, LONGEST_DRAWN_PX / max(width_px, height_px))
    return max(1, round(shrink * width_px)), max(1, round(shrink * height_px))


def _drawn(
    frames: Iterable[VideoFrame],
    review: RecordingResult,
    words: OverlayWords,
    size_px: tuple[int, int],
) -> Iterator[tuple[Bytes, float]]:
    """Yield each picture with its overlay, as large as the video, and its time."""
    for frame in frames:
        drawn = draw_review(frame.bgr, frame.time_s, review, words)
        if drawn.shape[1::-1] != size_px:
            drawn = np.asarray(cv2.resize(drawn, size_px), np.uint8)
        yield drawn, frame.time_s


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[Path]:
    """Yield a hidden folder to write in; its files replace those of an older run, all or none."""
    part = hidden_path(folder, PART)
    new: tuple[Path, ...] = ()
    try:
        new = make_folders(part.parent)
        remove_abandoned(folder)
        part.mkdir(mode=FOLDER_MODE, exist_ok=True)
        yield part
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        for path in part.iterdir():
            path.chmod(FILE_MODE)
        replace_files(folder, part, RESULTS)
    except OSError as error:
        sentence = "The results cannot be written to {folder} ({cause}): choose another folder."
        raise StoreError(sentence, folder=folder, cause=error.strerror or error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        for path in new:
            with suppress(OSError):  # there is something in it, as there should be
                path.rmdir()
