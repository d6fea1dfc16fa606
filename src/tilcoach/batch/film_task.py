"""One film of many: what is asked, what came of it, and the work in between."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Self

from tilcoach.atomic_files import restore_files
from tilcoach.batch import storage
from tilcoach.batch.analysis import Analysis, Progress, analyse_file
from tilcoach.batch.outputs import (
    FRAMES,
    LANDMARKS,
    SESSION,
    VIDEO,
    check_writable,
    document_of,
    write_outputs,
)
from tilcoach.batch.two_cameras import SecondFilm, fuse_analyses
from tilcoach.config import Settings
from tilcoach.errors import InputError, ModelError, StoreError, TilcoachError
from tilcoach.estimation import ModelInfo, find_bundle, open_estimator
from tilcoach.session_files import SessionDocument, read_document
from tilcoach.version import __version__
from tilcoach.video import VideoFile

_log = logging.getLogger(__name__)


class Pass(StrEnum):
    """Why the frames of a film are gone through."""

    LOOK = "look"
    LOOK_SECOND = "look_second"
    DRAW = "draw"


@dataclass(frozen=True, slots=True)
class FilmTask:
    """One film to analyse.

    Attributes
    ----------
    source
        The film: a path, or a URL that fsspec knows.
    folder
        Where its results go, a path or a URL; None = nowhere.
    settings
        The settings of the user.
    with_video
        Whether to write the annotated video.
    again
        Whether to analyse it also when its results are there.
    name
        What the film is called in lists, without secrets of its address.
    size_bytes
        How large the file is, as a guess at the work; 0 = not known.
    second
        The film of a second camera; None = there was one camera.
    """

    source: str
    folder: str | None
    settings: Settings
    with_video: bool = True
    again: bool = False
    name: str = ""
    size_bytes: int = 0
    second: SecondFilm | None = None

    @property
    def passes(self) -> tuple[Pass, ...]:
        """How often frames are gone through, and what for."""
        second = (Pass.LOOK_SECOND,) if self.second is not None else ()
        return (Pass.LOOK, *second, *((Pass.DRAW,) if self.draws else ()))

    @property
    def draws(self) -> bool:
        """Whether its frames are gone through a second time, to be drawn on."""
        return self.with_video and self.folder is not None


@dataclass(frozen=True, slots=True)
class FilmOutcome:
    """What came of one film: its session, or the error.

    Attributes
    ----------
    task
        What was asked.
    document
        The session; None when there is an error.
    error
        Why there is no session.
    was_done
        Whether the results were there already, and stayed as they were.
    analysis
        Everything that was found, when it was found in this process just now.
    """

    task: FilmTask
    document: SessionDocument | None = None
    error: TilcoachError | None = None
    was_done: bool = False
    analysis: Analysis | None = None

    def without_analysis(self) -> Self:
        """Return what is small enough to go to another process."""
        return replace(self, analysis=None)


Work = Callable[[FilmTask, Progress | None], FilmOutcome]
"""Does one task, with a callback for its frames; must be importable in another process."""


def analyse_film(task: FilmTask, on_progress: Progress | None = None) -> FilmOutcome:
    """Analyse one film and write its results, unless they are there; its errors are returned.

    Raises
    ------
    ModelError
        The pose model is missing or damaged: no other film would fare better.
    StoreError
        The results cannot be written: the same.
    """
    try:
        with storage.local_copy(task.source) as path:
            if task.second is None:
                return _analysed(task, path, None, on_progress)
            with storage.local_copy(task.second.source) as beside:
                return _analysed(task, path, beside, on_progress)
    except (ModelError, StoreError):
        raise
    except TilcoachError as error:
        return FilmOutcome(task, error=_plain(error))
    except Exception as error:  # noqa: BLE001 - one film of hundreds must not stop the others
        _log.debug("unexpected, at %s", task.name, exc_info=True)
        cause = f"{type(error).__name__}: {error}"
        sentence = (
            "{path} could not be analysed ({cause}), and is left out: run it alone with --debug "
            "to see why."
        )
        fault = InputError(sentence, path=task.name, cause=cause)
        return FilmOutcome(task, error=fault)


def _plain(error: TilcoachError) -> TilcoachError:
    """Return an error that another process can read: with words in place of foreign objects."""
    kept = {
        name: _plain(value) if isinstance(value, TilcoachError) else str(value)
        for name, value in error.values.items()
    }
    return type(error)(error.sentence, **kept)


def _analysed(
    task: FilmTask, path: Path, beside: Path | None, on_progress: Progress | None
) -> FilmOutcome:
    for film in (path, beside) if beside is not None else (path,):
        VideoFile(film).close()  # a file that is no video is refused before a model is opened
    found = None if task.again else earlier_results(task, path, beside)
    if found is not None:
        return FilmOutcome(task, found, was_done=True)
    if task.folder is not None and not storage.is_url(task.folder):
        check_writable(Path(task.folder))
    settings = task.settings
    estimator = open_estimator(settings.model, settings.persons, settings.tuning.group)
    model = estimator.model
    analysis = analyse_file(path, settings, estimator, _told(task, Pass.LOOK, on_progress))
    if beside is not None:
        other = open_estimator(settings.model, settings.persons, settings.tuning.group)
        looked = _told(task, Pass.LOOK_SECOND, on_progress)
        begins_s = task.second.begins_s if task.second is not None else None
        second = analyse_file(beside, settings, other, looked)
        analysis = fuse_analyses(analysis, second, begins_s)
    if task.folder is not None:
        with storage.whole_folder(task.folder) as folder:
            drawn = _told(task, Pass.DRAW, on_progress)
            write_outputs(analysis, folder, model, with_video=task.with_video, on_progress=drawn)
    return FilmOutcome(task, document_of(analysis, model), analysis=analysis)


def _told(task: FilmTask, which: Pass, told: Progress | None) -> Progress | None:
    """Return the callback of one pass over the frames, which counts on where the last one ended."""
    passes = task.passes
    if told is None or which not in passes:
        return told
    before, all_of_them = passes.index(which), len(passes)
    return lambda done, total: told(before * total + done, all_of_them * total)


def earlier_results(
    task: FilmTask, path: Path, beside: Path | None = None
) -> SessionDocument | None:
    """Return the session of an earlier run, of the same films, version, model and settings."""
    if task.folder is None:
        return None
    if not storage.is_url(task.folder):
        with suppress(OSError):  # it will be told when the results are written
            restore_files(Path(task.folder))
    if not _is_complete(task):
        return None
    try:
        document = read_document(storage.read_bytes(storage.join(task.folder, SESSION)), SESSION)
    except (InputError, OSError):  # whatever it is, it will be replaced
        return None
    wanted = (
        path.name,
        __version__,
        known_model(task.settings.model).sha256,
        task.settings.fingerprint,
    )
    source = document.source
    found = (source.name, document.tilcoach, document.model.sha256, document.settings.fingerprint)
    if found != wanted or source.sha256 != _sha256(path):
        return None
    return document if _is_same_second(document, task, beside) else None


def _is_same_second(document: SessionDocument, task: FilmTask, beside: Path | None) -> bool:
    """Return whether a session was made with the same second film, or without one as now."""
    second = document.second_camera
    if second is None or beside is None or task.second is None:
        return second is None and beside is None
    told = task.second.begins_s
    was_found = second.likeness is not None
    same_begin = was_found if told is None else not was_found and second.begins_s == told
    return same_begin and second.sha256 == _sha256(beside)


def _is_complete(task: FilmTask) -> bool:
    names = (SESSION, FRAMES, LANDMARKS, *((VIDEO,) if task.with_video else ()))
    return all(storage.exists(storage.join(task.folder or "", name)) for name in names)


def known_model(name: str) -> ModelInfo:
    """Return name and fingerprint of a pose model without opening it."""
    return ModelInfo.of(find_bundle(name))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
