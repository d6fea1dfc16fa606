"""What ``tilcoach analyze`` does once its options are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from tilcoach.batch import (
    Analysis,
    analyse_file,
    check_writable,
    document_of,
    output_folders,
    write_outputs,
)
from tilcoach.cli.progress import FrameProgress
from tilcoach.cli.summary import summary
from tilcoach.config import Settings
from tilcoach.errors import InputError
from tilcoach.estimation import open_estimator
from tilcoach.messages import translator
from tilcoach.report import SessionDocument, json_list_text, json_text
from tilcoach.video import VideoFile


@dataclass(frozen=True, slots=True)
class Job:
    """Videos to judge, and what to make of them.

    Attributes
    ----------
    files
        The videos; a pattern such as ``*.mp4`` stands for the files that it matches.
    out_dir
        Where the results go; None = nowhere.
    settings
        What the user had set.
    with_video
        Whether to write the annotated video.
    as_json
        Whether to print JSON on standard output, and nothing else.
    """

    files: tuple[Path, ...]
    out_dir: Path | None
    settings: Settings
    with_video: bool
    as_json: bool


def run_job(job: Job) -> int:
    """Judge all videos, and return the exit code: 0, or that of a file that cannot be read.

    Parameters
    ----------
    job
        What to do; one file that cannot be read does not stop the others.
    """
    if job.out_dir is not None:
        check_writable(job.out_dir)
    files = [path for given in job.files for path in _matched(given)]
    folders = output_folders(files, job.out_dir) if job.out_dir else (None,) * len(files)
    documents: list[SessionDocument] = []
    code = 0
    for path, folder in zip(files, folders, strict=True):
        try:
            documents.append(_judge(path, folder, job))
        except InputError as error:
            typer.echo(translator(job.settings.language).error(error), err=True)
            code = error.exit_code
    if job.as_json:
        _print_json(documents, alone=len(files) == 1)
    return code


def _matched(path: Path) -> Iterator[Path]:
    """Give the files that a pattern stands for; Windows hands ``*.mp4`` over as it is."""
    is_pattern = not path.exists() and ("*" in path.name or "?" in path.name)
    found = sorted(path.parent.glob(path.name)) if is_pattern else []
    yield from found or [path]


def _judge(path: Path, folder: Path | None, job: Job) -> SessionDocument:
    """Judge one video, write its files, show its summary."""
    words = translator(job.settings.language)
    notes = Console(stderr=True)
    VideoFile(path).close()  # a file that is no video is told at once, before a model is opened
    estimator = open_estimator(job.settings.model, job.settings.persons)
    with FrameProgress(notes, words.text("Looking at {name}", name=path.name), words) as bar:
        analysis = analyse_file(path, job.settings, estimator, bar)
    document = document_of(analysis, estimator.model)
    if folder is not None:
        label = words.text("Drawing on {name}", name=path.name)
        with FrameProgress(notes, label, words) as bar:
            write_outputs(
                analysis, folder, estimator.model, with_video=job.with_video, on_progress=bar
            )
    if not job.as_json:
        _show(analysis, folder)
    return document


def _show(analysis: Analysis, folder: Path | None) -> None:
    """Print the summary, and where the files are."""
    words = translator(analysis.settings.language)
    screen = Console(highlight=False)
    screen.print(summary(analysis.source, analysis.review, words))
    if folder is not None:
        line = words.text("Saved in {folder}", folder=folder)
        screen.print(line, style="dim", markup=False, soft_wrap=True)
        screen.print()


def _print_json(documents: list[SessionDocument], *, alone: bool) -> None:
    """Print one session, or a list; as bytes, because JSON is UTF-8 on every terminal."""
    if not alone:
        typer.echo(json_list_text(documents).encode(), nl=False)
    for document in documents if alone else ():
        typer.echo(json_text(document).encode(), nl=False)
