"""The work of ``tilcoach analyze`` once its options are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import typer

from tilcoach.batch import (
    BatchRunner,
    FilmOutcome,
    FilmTask,
    SecondFilm,
    check_writable,
    choose_executor,
    film_tasks,
    find_films,
)
from tilcoach.batch.films import SUMMARY
from tilcoach.batch.storage import is_url, shown
from tilcoach.cli.progress import FilmProgress, FilmsProgress, RunProgress
from tilcoach.cli.summary import slow_motion_hint, summary
from tilcoach.cli.terminal import SafeConsole, safe_json, safe_text
from tilcoach.coaching import WarningCode
from tilcoach.config import Settings
from tilcoach.errors import InputError
from tilcoach.i18n import Translator, translator
from tilcoach.session_files import SessionDocument, json_list_text, json_text


@dataclass(frozen=True, slots=True)
class Search:
    """Which films of a folder are meant.

    Attributes
    ----------
    recursive
        Whether those of folders within it too.
    pattern
        What their names are like; None = every kind of film.
    """

    recursive: bool = False
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class AnalyzeJob:
    """Videos to analyse, and the results to write.

    Attributes
    ----------
    places
        Videos, folders, URLs; a pattern such as ``*.mp4`` stands for the files that it matches.
    out
        Where the results go; None = nowhere.
    settings
        The settings of the user.
    with_video
        Whether to write the annotated video.
    as_json
        Whether to print JSON on standard output, and nothing else.
    again
        Whether to do again what is done.
    search
        Which films of a folder are meant.
    workers
        How many films at once.
    cluster
        The scheduler that does it; None = this machine.
    second
        The film of a second camera; None = there was one camera.
    """

    places: tuple[str, ...]
    out: str | None
    settings: Settings
    with_video: bool
    as_json: bool
    again: bool = False
    search: Search = field(default_factory=Search)
    workers: int = 1
    cluster: str | None = None
    second: SecondFilm | None = None

    @property
    def is_alone(self) -> bool:
        """Whether one film comes after the other, so that each can be shown in full."""
        return self.workers == 1 and self.cluster is None


def run_job(job: AnalyzeJob) -> int:
    """Analyse all videos, and return the exit code: 0, or that of a file that cannot be read."""
    tasks = _tasks(job)
    _check_results(job.out, tasks)
    words = translator(job.settings.language)
    notes = SafeConsole(stderr=True)
    progress: RunProgress = (
        FilmProgress(notes, words) if job.is_alone else FilmsProgress(notes, words)
    )
    runner = BatchRunner(tasks, choose_executor(job.workers, job.cluster), progress.frame)
    documents: dict[str, SessionDocument] = {}
    faults: list[FilmOutcome] = []
    with progress:
        for outcome in runner.run():
            progress.film(runner.progress)
            if outcome.error is not None:
                faults.append(outcome)
            elif job.as_json and outcome.document is not None:
                documents[outcome.task.source] = outcome.document
            elif not job.as_json:
                with progress.aside():
                    _show(outcome, words)
    if job.out is not None and runner.progress.failed < len(tasks):
        _tell_end(runner, runner.write_summary(job.out), job, words)
    if job.as_json:
        kept = [documents[task.source] for task in tasks if task.source in documents]
        _print_json(kept, alone=len(tasks) == 1)
    return _tell_faults(faults, words)


def _check_results(out: str | None, tasks: Sequence[FilmTask]) -> None:
    """Check that all results can be written, rather than after the films before them."""
    if out is None or is_url(out):
        return
    check_writable(Path(out), (SUMMARY,))
    for task in tasks:
        if task.folder is not None:
            check_writable(Path(task.folder))


def _tasks(job: AnalyzeJob) -> tuple[FilmTask, ...]:
    films = find_films(
        job.places,
        recursive=job.search.recursive,
        pattern=job.search.pattern,
        leave_out=job.out,
    )
    tasks = film_tasks(films, job.out, job.settings, with_video=job.with_video, again=job.again)
    if job.second is None:
        return tasks
    if len(tasks) != 1:
        sentence = "--with goes with one film at a time, and {folder} holds several: name one."
        raise InputError(sentence, folder=job.places[0])
    return (replace(tasks[0], second=job.second),)


def _show(outcome: FilmOutcome, words: Translator) -> None:
    """Print what was found in a film, and the folder of the results."""
    screen = SafeConsole(highlight=False)
    analysis, document = outcome.analysis, outcome.document
    if analysis is not None:
        screen.print(summary(analysis.source, analysis.review, words, analysis.second))
        if WarningCode.SLOW_MOTION in analysis.review.warnings:
            screen.print(slow_motion_hint(analysis.slow_motion, words), markup=False)
    elif document is not None:
        lifts = sum(len(person.lifts) for person in document.people)
        text = words.plural("{n} lift", "{n} lifts", lifts)
        if outcome.was_done:
            text = words.text("{lifts}, done before (--again does it again)", lifts=text)
        screen.print(f"{outcome.task.name}: {text}", markup=False, soft_wrap=True)
    if outcome.task.folder is not None and analysis is not None:
        line = words.text("Saved in {folder}", folder=shown(outcome.task.folder))
        screen.print(line, style="dim", markup=False, soft_wrap=True)
        screen.print()


def _tell_end(runner: BatchRunner, table: str, job: AnalyzeJob, words: Translator) -> None:
    """Print the counts of a run over several films, and where its table is."""
    if job.as_json or len(runner.tasks) == 1:
        return
    done = runner.progress
    line = words.text(
        "{films}: {analysed} analysed, {kept} done before, {failed} left out. The table: {path}",
        films=words.plural("{n} film", "{n} films", done.films),
        analysed=done.analysed,
        kept=done.kept,
        failed=done.failed,
        path=shown(table),
    )
    SafeConsole(highlight=False).print(line, markup=False, soft_wrap=True)


def _tell_faults(faults: Sequence[FilmOutcome], words: Translator) -> int:
    """Print the error of each film that was left out, and return the exit code."""
    code = 0
    for outcome in faults:
        if outcome.error is not None:
            typer.echo(safe_text(words.error(outcome.error)), err=True)
            code = outcome.error.exit_code
    return code


def _print_json(documents: Sequence[SessionDocument], *, alone: bool) -> None:
    """Print one session, or a list; as bytes, because JSON is UTF-8 on every terminal."""
    if not alone:
        typer.echo(safe_json(json_list_text(documents)).encode(), nl=False)
    for document in documents if alone else ():
        typer.echo(safe_json(json_text(document)).encode(), nl=False)
