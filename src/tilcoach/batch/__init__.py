"""Recorded videos: from a file to findings, from findings to files, and many films at once."""

from tilcoach.batch.analysis import Analysis, Progress, analyse_file
from tilcoach.batch.executor import Executor, SerialExecutor
from tilcoach.batch.film_task import FilmOutcome, FilmTask, Pass, analyse_film
from tilcoach.batch.films import Film, find_films, result_folders
from tilcoach.batch.outputs import (
    check_writable,
    document_of,
    write_annotated_video,
    write_outputs,
)
from tilcoach.batch.prefetch import prefetch
from tilcoach.batch.processes import ProcessExecutor
from tilcoach.batch.runner import BatchProgress, BatchRunner, choose_executor, film_tasks
from tilcoach.batch.summary_table import SUMMARY_COLUMNS
from tilcoach.batch.two_cameras import SecondFilm, fuse_analyses

__all__ = [
    "SUMMARY_COLUMNS",
    "Analysis",
    "BatchProgress",
    "BatchRunner",
    "Executor",
    "Film",
    "FilmOutcome",
    "FilmTask",
    "Pass",
    "ProcessExecutor",
    "Progress",
    "SecondFilm",
    "SerialExecutor",
    "analyse_file",
    "analyse_film",
    "check_writable",
    "choose_executor",
    "document_of",
    "film_tasks",
    "find_films",
    "fuse_analyses",
    "prefetch",
    "result_folders",
    "write_annotated_video",
    "write_outputs",
]
