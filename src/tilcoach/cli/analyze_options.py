"""The options of ``tilcoach analyze``, in the groups in which ``--help`` shows them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import typer

from tilcoach.cli.decimals import decimal_within


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOptions:
    """What comes out, and where it goes."""

    panel: ClassVar = "Results"

    out: Annotated[
        str | None,
        typer.Option(
            metavar="DIR",
            help="Where the results go, one folder per video and summary.csv; may be a URL.",
            show_default="out; nothing is written with --json alone",
        ),
    ] = None
    lang: Annotated[
        Literal["nl", "en"] | None,
        typer.Option(help="Language of the sentences.", show_default="nl"),
    ] = None
    no_video: Annotated[bool, typer.Option("--no-video", help="Do not write annotated.mp4.")] = (
        False
    )
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the session as JSON, and nothing else.")
    ] = False
    csv: Annotated[
        Literal["plain", "dutch"] | None,
        typer.Option(
            help="frames.csv for programs, or for a Dutch spreadsheet.", show_default="plain"
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """Who lifts what, and how often."""

    panel: ClassVar = "The person and the load"

    load: Annotated[
        Literal["auto", "yes", "no"] | None,
        typer.Option(help="Whether something is held: detect it, yes, no.", show_default="auto"),
    ] = None
    height_cm: Annotated[
        float | None,
        typer.Option(
            parser=decimal_within(100, 230),
            metavar="N",
            help="Body height, 100 to 230; makes distances in metres exact.",
        ),
    ] = None
    load_kg: Annotated[
        float | None,
        typer.Option(
            parser=decimal_within(0, 100),
            metavar="N",
            help="Weight of the load, 0 to 100; with it there is a lifting index.",
        ),
    ] = None
    coupling: Annotated[
        Literal["good", "fair", "poor"] | None,
        typer.Option(help="How well the hands hold the load.", show_default="not said"),
    ] = None
    hours: Annotated[
        float | None,
        typer.Option(
            parser=decimal_within(0, 8),
            metavar="N",
            help="How long this work goes on at a stretch, 0 to 8, for the lifting index.",
            show_default="an hour at most",
        ),
    ] = None
    lifts_per_min: Annotated[
        float | None,
        typer.Option(
            parser=decimal_within(0, 30),
            metavar="N",
            help="How often is lifted, over 15 minutes, for the lifting index.",
            show_default="counted in films of a minute and longer",
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmOptions:
    """How films are looked at."""

    panel: ClassVar = "The film"

    model: Annotated[
        str | None,
        typer.Option(
            metavar="lite|full|heavy", help="Fast, standard or accurate.", show_default="full"
        ),
    ] = None
    persons: Annotated[
        int | None,
        typer.Option(min=1, max=4, help="How many people to follow.", show_default="1"),
    ] = None
    slow_motion: Annotated[
        float | None,
        typer.Option(
            parser=decimal_within(1, 64),
            metavar="N",
            help="The film plays N times slower than real time; 1 = it does not.",
            show_default="asked when the file says so",
        ),
    ] = None
    rotate: Annotated[
        Literal["0", "90", "180", "270"],
        typer.Option(help="Turn the pictures clockwise, in degrees."),
    ] = "0"
    mirrored: Annotated[
        bool, typer.Option("--mirrored", help="Left and right are swapped in the film.")
    ] = False
    profile: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Settings and limits (TOML); options go first."),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondCameraOptions:
    """A second film of the same lifts."""

    panel: ClassVar = "A second camera"

    second: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar="SECOND",
            help="A film of the same lifts from another side: each judges what it sees best.",
        ),
    ] = None
    second_begins: Annotated[
        float | None,
        typer.Option(
            parser=decimal_within(-36000, 36000),
            metavar="N",
            help="When SECOND begins, in seconds from the start of FILE; may be below 0.",
            show_default="found from the lifts",
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """Which films of a folder, and who does the work."""

    panel: ClassVar = "Many films"

    recursive: Annotated[
        bool, typer.Option("--recursive", help="Look in the folders within a folder too.")
    ] = False
    pattern: Annotated[
        str | None,
        typer.Option(
            metavar="GLOB",
            help="What a video in a folder is called, such as 'lift*.mp4'.",
            show_default="every kind of video",
        ),
    ] = None
    again: Annotated[
        bool, typer.Option("--again", help="Also what is done already, with the same settings.")
    ] = False
    workers: Annotated[
        int, typer.Option(min=1, max=256, help="How many videos at once, each on cores of its own.")
    ] = 1
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers do it: tcp://…"),
    ] = None
