"""``tilcoach analyze``: from its options to the work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tilcoach.cli.analyze_options import (
    FilmOptions,
    LoadOptions,
    ResultOptions,
    RunOptions,
    SecondCameraOptions,
)
from tilcoach.cli.option_groups import grouped

if TYPE_CHECKING:  # numpy and the rest come with it; --help does without
    from tilcoach.batch import SecondFilm
    from tilcoach.config import Settings
    from tilcoach.video import FilmChoices, QuarterTurn


@grouped
def analyze(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Videos, folders of videos, or URLs of them."),
    ],
    *,
    results: ResultOptions,
    lifted: LoadOptions,
    film: FilmOptions,
    second: SecondCameraOptions,
    run: RunOptions,
) -> None:
    """Judge the lifts in recorded videos."""
    from tilcoach.cli.analyze_job import AnalyzeJob, Search, run_job  # noqa: PLC0415 - keeps --help fast

    _check_alone(files, film, second, run)
    job = AnalyzeJob(
        places=tuple(files),
        out=results.out if results.out or results.as_json else "out",
        settings=_settings(results, lifted, film),
        with_video=not results.no_video,
        as_json=results.as_json,
        again=run.again,
        search=Search(recursive=run.recursive, pattern=run.pattern),
        workers=run.workers,
        cluster=run.cluster,
        second=_second(second),
    )
    raise typer.Exit(run_job(job))


def _check_alone(
    files: list[str], film: FilmOptions, second: SecondCameraOptions, run: RunOptions
) -> None:
    """Hold that a second film goes with one first film, of one person."""
    if second.second is None:
        if second.second_begins is not None:
            message = "--second-begins says when a second film begins: add --with SECOND."
            raise typer.BadParameter(message)
        return
    if len(files) != 1 or run.recursive or run.pattern is not None:
        message = "--with goes with one film at a time: name one FILE and its SECOND."
        raise typer.BadParameter(message)
    if film.persons not in (None, 1):
        message = "--with follows one person: leave --persons out."
        raise typer.BadParameter(message)


def _second(options: SecondCameraOptions) -> SecondFilm | None:
    """Return the second film, if there is one."""
    from tilcoach.batch import SecondFilm  # noqa: PLC0415 - keeps --help fast

    return SecondFilm(options.second, options.second_begins) if options.second else None


def _film(film: FilmOptions) -> FilmChoices:
    """Return what the options say of the films."""
    from tilcoach.video import FilmChoices  # noqa: PLC0415 - keeps --help fast

    turns: dict[str, QuarterTurn] = {"90": 90, "180": 180, "270": 270}
    return FilmChoices(film.slow_motion, turns.get(film.rotate, 0), film.mirrored)


def _settings(results: ResultOptions, lifted: LoadOptions, film: FilmOptions) -> Settings:
    """Return the settings of the profile, overridden by the options."""
    from tilcoach.config import Settings, load_settings  # noqa: PLC0415 - keeps --help fast
    from tilcoach.lifting import LoadChoice  # noqa: PLC0415
    from tilcoach.lifting_index import Coupling  # noqa: PLC0415
    from tilcoach.session_files import CsvStyle  # noqa: PLC0415

    own = load_settings(film.profile) if film.profile else Settings()
    options: dict[str, Any] = {
        "language": results.lang,
        "model": film.model,
        "load": LoadChoice(lifted.load) if lifted.load else None,
        "height_cm": lifted.height_cm,
        "load_kg": lifted.load_kg,
        "coupling": Coupling(lifted.coupling) if lifted.coupling else None,
        "hours": lifted.hours,
        "lifts_per_min": lifted.lifts_per_min,
        "persons": film.persons,
        "csv": CsvStyle(results.csv) if results.csv else None,
    }
    given = {name: value for name, value in options.items() if value is not None}
    return replace(own, **given, film=_film(film))
