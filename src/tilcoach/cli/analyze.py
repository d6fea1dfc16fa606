"""``tilcoach analyze``: its options, and the settings that they make."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tilcoach.cli.decimals import decimal_within

if TYPE_CHECKING:  # numpy and the rest come with it; --help does without
    from tilcoach.config import Settings
    from tilcoach.video import FilmChoices, QuarterTurn


def analyze(  # noqa: PLR0913 - one parameter per option
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Videos, folders of videos, or URLs of them."),
    ],
    *,
    out: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="Where the results go, one folder per video and summary.csv; may be a URL.",
            show_default="out; nothing is written with --json alone",
        ),
    ] = None,
    lang: Annotated[
        Literal["nl", "en"] | None,
        typer.Option(help="Language of the sentences.", show_default="nl"),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            metavar="lite|full|heavy", help="Fast, standard or accurate.", show_default="full"
        ),
    ] = None,
    load: Annotated[
        Literal["auto", "yes", "no"] | None,
        typer.Option(help="Whether something is held: detect it, yes, no.", show_default="auto"),
    ] = None,
    height_cm: Annotated[
        float | None,
        typer.Option(
            parser=decimal_within(100, 230),
            metavar="N",
            help="Body height, 100 to 230; makes distances in metres exact.",
        ),
    ] = None,
    load_kg: Annotated[
        float | None,
        typer.Option(
            parser=decimal_within(0, 100),
            metavar="N",
            help="Weight of the load, 0 to 100; with it there is a lifting index.",
        ),
    ] = None,
    coupling: Annotated[
        Literal["good", "fair", "poor"] | None,
        typer.Option(help="How well the hands hold the load.", show_default="not said"),
    ] = None,
    hours: Annotated[
        float | None,
        typer.Option(
            parser=decimal_within(0, 8),
            metavar="N",
            help="How long this work goes on at a stretch, 0 to 8, for the lifting index.",
            show_default="an hour at most",
        ),
    ] = None,
    lifts_per_min: Annotated[
        float | None,
        typer.Option(
            parser=decimal_within(0, 30),
            metavar="N",
            help="How often is lifted, over 15 minutes, for the lifting index.",
            show_default="counted in films of a minute and longer",
        ),
    ] = None,
    persons: Annotated[
        int | None,
        typer.Option(min=1, max=4, help="How many people to follow.", show_default="1"),
    ] = None,
    no_video: Annotated[
        bool, typer.Option("--no-video", help="Do not write annotated.mp4.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the session as JSON, and nothing else.")
    ] = False,
    csv: Annotated[
        Literal["plain", "dutch"] | None,
        typer.Option(
            help="frames.csv for programs, or for a Dutch spreadsheet.", show_default="plain"
        ),
    ] = None,
    slow_motion: Annotated[
        float | None,
        typer.Option(
            parser=decimal_within(1, 64),
            metavar="N",
            help="The film plays N times slower than real time; 1 = it does not.",
            show_default="asked when the file says so",
        ),
    ] = None,
    rotate: Annotated[
        Literal["0", "90", "180", "270"],
        typer.Option(help="Turn the pictures clockwise, in degrees."),
    ] = "0",
    mirrored: Annotated[
        bool, typer.Option("--mirrored", help="Left and right are swapped in the film.")
    ] = False,
    profile: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Settings and limits (TOML); options go first."),
    ] = None,
    recursive: Annotated[
        bool, typer.Option("--recursive", help="Look in the folders within a folder too.")
    ] = False,
    pattern: Annotated[
        str | None,
        typer.Option(
            metavar="GLOB",
            help="What a video in a folder is called, such as 'lift*.mp4'.",
            show_default="every kind of video",
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also what is done already, with the same settings.")
    ] = False,
    workers: Annotated[
        int, typer.Option(min=1, max=256, help="How many videos at once, each on cores of its own.")
    ] = 1,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers do it: tcp://…"),
    ] = None,
) -> None:
    """Judge the lifts in recorded videos."""
    from tilcoach.cli.analyze_job import AnalyzeJob, Search, run_job  # noqa: PLC0415 - keeps --help fast

    settings = _settings(
        profile,
        language=lang,
        model=model,
        load=load,
        height_cm=height_cm,
        load_kg=load_kg,
        coupling=coupling,
        hours=hours,
        lifts_per_min=lifts_per_min,
        persons=persons,
        csv=csv,
    )
    settings = replace(settings, film=_film(slow_motion, rotate, mirrored=mirrored))
    job = AnalyzeJob(
        places=tuple(files),
        out=out if out or as_json else "out",
        settings=settings,
        with_video=not no_video,
        as_json=as_json,
        again=again,
        search=Search(recursive=recursive, pattern=pattern),
        workers=workers,
        cluster=cluster,
    )
    raise typer.Exit(run_job(job))


def _film(slow_motion: float | None, rotate: str, *, mirrored: bool) -> FilmChoices:
    """Return what the options say of the films."""
    from tilcoach.video import FilmChoices  # noqa: PLC0415 - keeps --help fast

    turns: dict[str, QuarterTurn] = {"90": 90, "180": 180, "270": 270}
    return FilmChoices(slow_motion, turns.get(rotate, 0), mirrored)


def _settings(profile: Path | None, **options: Any) -> Settings:  # noqa: ANN401 - of each its own
    """Return the settings of the profile, overridden by the options."""
    from tilcoach.config import Settings, load_settings  # noqa: PLC0415 - keeps --help fast
    from tilcoach.lifting import LoadChoice  # noqa: PLC0415
    from tilcoach.lifting_index import Coupling  # noqa: PLC0415
    from tilcoach.session_files import CsvStyle  # noqa: PLC0415

    given = {name: value for name, value in options.items() if value is not None}
    if "csv" in given:
        given["csv"] = CsvStyle(given["csv"])
    if "coupling" in given:
        given["coupling"] = Coupling(given["coupling"])
    if "load" in given:
        given["load"] = LoadChoice(given["load"])
    return replace(load_settings(profile) if profile else Settings(), **given)
