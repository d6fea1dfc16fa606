"""From a film, or two of the same lifts, to a recording."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from tilcoach.api.recording import Progress, Recording
from tilcoach.batch import Analysis, analyse_file, fuse_analyses
from tilcoach.config import Settings
from tilcoach.errors import SettingsError
from tilcoach.estimation import ModelInfo, PoseEstimator, open_estimator
from tilcoach.session_files import ModelIdentity
from tilcoach.video import VideoFile


def analyze(
    path: str | os.PathLike[str],
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
    estimator: PoseEstimator | None = None,
    second: str | os.PathLike[str] | None = None,
    second_begins_s: float | None = None,
    second_estimator: PoseEstimator | None = None,
) -> Recording:
    """Find and judge the lifts in a recorded video, or in two of the same lifts.

    Every frame goes through the pose model; then the whole is smoothed without delay, measured
    against the person's own upright, and judged against the limits. With a second film, each
    pattern is judged by the film that shows it best: ``finding.judged_by`` says which. Both are
    taken to show one person, in each film the one who was seen longest.

    Parameters
    ----------
    path
        A video that FFmpeg can read. Variable frame rate and rotation are followed.
    settings
        Language, model, body height, limits and so on; the defaults when left out.
    progress
        Called after each frame, with the frames of both films where there are two.
    estimator
        Another pose estimator than the bundled one. It is closed at the end. Its attribute
        ``model`` (``name``, ``sha256``), if there is one, is named in ``session.json``.
    second
        A film of the same lifts from another side; None when there is one film.
    second_begins_s
        When it begins, in seconds from the start of the first, and may be below 0; found from the
        lifts themselves when left out.
    second_estimator
        As `estimator`, for the second film: each film needs one of its own.

    Returns
    -------
    Recording
        People, lifts, findings and poses, on the clock of the first film. Without anybody in view
        it has no people, and a warning.

    Raises
    ------
    VideoError
        The file is no video, is empty, or is cut off before its first frame.
    ModelError
        The pose model is unknown, missing or damaged; the message names the remedy.
    InputError
        It cannot be told how the two films lie in time.
    SettingsError
        Something is said of a second film, and there is none; or it has no estimator of its own.

    References
    ----------
    Limits and their sources: ``docs/limits.md``. Measured errors: ``validation/accuracy.md``.
    """
    chosen = settings or Settings()
    films = [Path(path)] if second is None else [Path(path), Path(second)]
    own = (estimator, second_estimator)
    _check_second(own, second_begins_s, with_second=second is not None)
    for film in films:
        VideoFile(film).close()  # a file that is no video is refused before a model is opened
    found: list[Analysis] = []
    models: list[ModelIdentity] = []
    for number, film in enumerate(films):
        used = own[number] or open_estimator(chosen.model, chosen.persons, chosen.tuning.group)
        told = _counted_on(progress, found, len(films) - number)
        found.append(analyse_file(film, chosen, used, told))
        models.append(_identity(used))
    both = found[0] if second is None else fuse_analyses(found[0], found[1], second_begins_s)
    return Recording(both, models[0])


def _check_second(
    own: tuple[PoseEstimator | None, PoseEstimator | None],
    begins_s: float | None,
    *,
    with_second: bool,
) -> None:
    """Hold that what is said of a second film goes with one."""
    if not with_second and (begins_s is not None or own[1] is not None):
        sentence = "second_begins_s and second_estimator go with a second film: give second too."
        raise SettingsError(sentence)
    if with_second and (own[0] is None) is not (own[1] is None):
        sentence = (
            "Each film needs a pose estimator of its own: give estimator and second_estimator, "
            "or neither."
        )
        raise SettingsError(sentence)


def _counted_on(
    progress: Progress | None, done_films: Sequence[Analysis], left: int
) -> Progress | None:
    """Return the callback of one film out of several, which counts on where the last one ended."""
    if progress is None:
        return None
    before = sum(film.source.frames for film in done_films)
    return lambda done, total: progress(before + done, total and before + left * total)


def _identity(estimator: PoseEstimator) -> ModelIdentity:
    """Return what an estimator says of its model, or the name of its class."""
    model: ModelIdentity | None = getattr(estimator, "model", None)
    return model or ModelInfo(type(estimator).__name__, "")
