"""The analysis of a film, with a progress bar."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from streamlit.delta_generator import DeltaGenerator

from tilcoach.batch import analyse_file, write_outputs
from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.estimation import open_estimator
from tilcoach.i18n import Translator
from tilcoach.ui.components.session_state import VideoResult, Workspace, set_video_result
from tilcoach.ui.film.player import resume_playback

_EVERY_S = 0.25  # often enough to see it move, without keeping the page busy
_WARM_UP_S = 2.0  # before that a speed says little


class AnalysisProgress:
    """Shows the stages of an analysis in one bar, with speed and remaining time."""

    def __init__(
        self, bar: DeltaGenerator, words: Translator, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._bar = bar
        self._words = words
        self._clock = clock
        self._opened_s = clock()
        self._shown_s = -_EVERY_S

    def stage(self, label: str, start: float, end: float) -> Callable[[int, int], None]:
        """Return the callback for every frame of one stage."""
        started_s = self._clock()

        def update(done: int, total: int) -> None:
            now_s = self._clock()
            if now_s - self._shown_s < _EVERY_S:
                return
            self._shown_s = now_s
            share = min(start + (end - start) * (done / total if total else 0.0), 1.0)
            parts = [label]
            if now_s - started_s > _WARM_UP_S:
                parts.append(self._speed(done / (now_s - started_s)))
            if share > 0 and now_s - self._opened_s > _WARM_UP_S:
                parts.append(self._words.time_left((now_s - self._opened_s) * (1 - share) / share))
            self._bar.progress(share, " \N{MIDDLE DOT} ".join(parts))

        return update

    def _speed(self, rate_hz: float) -> str:
        return self._words.text("{fps} frames/s", fps=self._words.number(rate_hz))


_FIRST_SHARE = 0.75  # of the time goes to the pose model, the rest to drawing


@dataclass(frozen=True, slots=True)
class FilmChoice:
    """A film that was just chosen, and the folder for its files."""

    title: str
    path: Path
    workspace: Workspace


def analyse_film(
    choice: FilmChoice, settings: Settings, words: Translator, status: DeltaGenerator
) -> None:
    """Analyse a film and store the result for all pages; show a warning when that fails."""
    resume_playback()
    set_video_result(None)
    bar = AnalysisProgress(status.progress(0.0, words.text("Opening the film")), words)
    try:
        set_video_result(_analyse(choice, settings, words, bar))
    except TilcoachError as error:
        choice.workspace.remove()
        status.warning(words.error(_by_title(error, choice)), icon=":material/info:")
    else:
        status.empty()


def _by_title(error: TilcoachError, choice: FilmChoice) -> TilcoachError:
    """Return an error that calls the film as the user does, and not by where it lies."""
    values = {
        name: choice.title if str(value) == str(choice.path) else value
        for name, value in error.values.items()
    }
    return type(error)(error.sentence, **values)


def _analyse(
    choice: FilmChoice, settings: Settings, words: Translator, bar: AnalysisProgress
) -> VideoResult:
    estimator = open_estimator(settings.model, settings.persons, settings.tuning.group)
    model = estimator.model
    on_frame = bar.stage(words.text("Looking at your lifts"), 0.0, _FIRST_SHARE)
    analysis = analyse_file(choice.path, settings, estimator, on_frame)
    folder = choice.workspace.folder / "found"
    on_drawn = bar.stage(words.text("Drawing what was seen"), _FIRST_SHARE, 1.0)
    write_outputs(analysis, folder, model, on_progress=on_drawn)
    return VideoResult(choice.title, analysis, folder, choice.workspace)
