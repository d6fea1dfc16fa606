"""``tilcoach analyze``: its options, and the settings that they make."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:  # numpy and the rest come with it; --help does without
    from tilcoach.config import Settings


def analyze(  # noqa: PLR0913 - one parameter per option
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="The videos.")],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Where the results go, one folder per video.",
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
        typer.Option(help="Is something held: look for yourself, yes, no.", show_default="auto"),
    ] = None,
    height_cm: Annotated[
        float | None,
        typer.Option(min=100, max=230, help="Body height; makes distances in metres exact."),
    ] = None,
    load_kg: Annotated[
        float | None, typer.Option(min=0, max=100, help="Weight of the load, for the report.")
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
    profile: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Settings and limits (TOML); options go first."),
    ] = None,
) -> None:
    """Judge the lifts in recorded videos."""
    from tilcoach.cli.job import Job, run_job  # noqa: PLC0415 - keeps --help fast

    settings = _settings(
        profile,
        language=lang,
        model=model,
        load=load,
        height_cm=height_cm,
        load_kg=load_kg,
        persons=persons,
    )
    job = Job(
        files=tuple(files),
        out_dir=out if out or as_json else Path("out"),
        settings=settings,
        with_video=not no_video,
        as_json=as_json,
    )
    raise typer.Exit(run_job(job))


def _settings(profile: Path | None, **options: Any) -> Settings:  # noqa: ANN401 - of each its own
    """Return the settings of the profile with the given options laid over them."""
    from tilcoach.config import Settings, load_settings  # noqa: PLC0415 - keeps --help fast
    from tilcoach.lifting import LoadChoice  # noqa: PLC0415

    given = {name: value for name, value in options.items() if value is not None}
    if "load" in given:
        given["load"] = LoadChoice(given["load"])
    return replace(load_settings(profile) if profile else Settings(), **given)
