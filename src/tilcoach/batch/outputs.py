"""Puts what was found into files: all of them, or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tilcoach.batch.analysis import Analysis, Progress
from tilcoach.batch.work_ahead import work_ahead
from tilcoach.coaching import Review
from tilcoach.errors import StoreError
from tilcoach.messages import translator
from tilcoach.overlay import OverlayWords, draw_review
from tilcoach.pose import VideoFrame
from tilcoach.pose.arrays import Bytes
from tilcoach.report import Model, SessionDocument, session_document, write_frames_csv, write_json
from tilcoach.video import VideoFile, VideoWriter

# What is found about a body is for this user alone.
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600

SESSION, FRAMES, VIDEO = "session.json", "frames.csv", "annotated.mp4"


def output_folders(paths: Sequence[Path], out_dir: Path) -> tuple[Path, ...]:
    """Return one folder per video, named after it; videos of the same name get a number.

    Parameters
    ----------
    paths
        The videos.
    out_dir
        The folder that will hold the folders.
    """
    taken: set[str] = set()
    names = []
    for path in paths:
        stem = path.stem.strip(". ") or "video"  # a film may be called "...mp4"
        name = stem
        number = 1
        while name.casefold() in taken:  # Windows and macOS do not tell "Lift" from "lift"
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.casefold())
        names.append(name)
    return tuple(out_dir / name for name in names)


def check_writable(folder: Path) -> None:
    """Make sure, before long work, that a folder can be made and written to.

    Parameters
    ----------
    folder
        It need not exist yet.

    Raises
    ------
    StoreError
        If it cannot.
    """
    nearest = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    if not nearest.is_dir():
        sentence = (
            "The results cannot be written to {folder} ({place} is not a folder): "
            "choose another folder."
        )
        raise StoreError(sentence, folder=folder, place=nearest)
    if not os.access(nearest, os.W_OK | os.X_OK):
        sentence = (
            "The results cannot be written to {folder} ({place} may not be written to): "
            "choose another folder."
        )
        raise StoreError(sentence, folder=folder, place=nearest)


def document_of(analysis: Analysis, model: Model) -> SessionDocument:
    """Return what ``session.json`` says of an analysis.

    Parameters
    ----------
    analysis
        What was found.
    model
        The pose model that was used.
    """
    return session_document(
        analysis.review,
        analysis.source,
        model,
        analysis.settings,
        analysis.frames_without_person,
        translator(analysis.settings.language),
    )


def write_outputs(
    analysis: Analysis,
    folder: Path,
    model: Model,
    *,
    with_video: bool = True,
    on_progress: Progress | None = None,
) -> None:
    """Write ``session.json``, ``frames.csv`` and ``annotated.mp4`` into a folder.

    They are written beside it first and moved at the end, so that a fault or a Ctrl-C leaves
    nothing half written. Only this user can read them.

    Parameters
    ----------
    analysis
        What was found.
    folder
        Made when it is not there; files of the same name in it are replaced.
    model
        The pose model that was used.
    with_video
        Whether to write the annotated video, which takes a second look at the file.
    on_progress
        Called after every frame of the annotated video.

    Raises
    ------
    StoreError
        If the folder cannot be written to.
    """
    with _all_or_nothing(folder) as part:
        write_json(document_of(analysis, model), part / SESSION)
        write_frames_csv(analysis.review, part / FRAMES)
        if with_video:
            write_annotated_video(analysis, part / VIDEO, on_progress)


def write_annotated_video(
    analysis: Analysis, path: Path, on_progress: Progress | None = None
) -> None:
    """Write the video again with the body, the measures and the verdicts drawn over it.

    Parameters
    ----------
    analysis
        What was found.
    path
        Where to.
    on_progress
        Called after every frame.
    """
    words = OverlayWords.of(translator(analysis.settings.language))
    source = analysis.source
    with (
        closing(VideoFile(analysis.path)) as video,
        VideoWriter(path, source.width_px, source.height_px) as writer,
        closing(work_ahead(video)) as frames,
        closing(work_ahead(_drawn(frames, analysis.review, words))) as pictures,
    ):
        for done, (bgr, time_s) in enumerate(pictures, start=1):
            writer.write(bgr, time_s)
            if on_progress is not None:
                on_progress(done, source.frames)


def _drawn(
    frames: Iterable[VideoFrame], review: Review, words: OverlayWords
) -> Iterator[tuple[Bytes, float]]:
    """Give each picture with the findings drawn over it, and its time."""
    for frame in frames:
        yield draw_review(frame.bgr, frame.time_s, review, words), frame.time_s


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[Path]:
    """Give a hidden folder to write in, and move its files into place when all went well."""
    # The number of the process keeps two runs apart that write to the same place.
    part = folder.parent / f".{folder.name}.{os.getpid()}.part"
    is_new = not folder.parent.exists()
    try:
        part.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        part.mkdir(mode=_FOLDER_MODE, exist_ok=True)
        yield part
        folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)
        for path in sorted(part.iterdir()):
            path.chmod(_FILE_MODE)
            path.replace(folder / path.name)
    except OSError as error:
        sentence = "The results cannot be written to {folder} ({cause}): choose another folder."
        raise StoreError(sentence, folder=folder, cause=error.strerror or error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        if is_new:
            with suppress(OSError):  # there is something in it, as there should be
                folder.parent.rmdir()
