"""``tilcoach export``: the results of a film for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

FORMATS = ("trc", "mot", "parquet")


def _formats(text: str) -> tuple[str, ...]:
    """Read names with commas in between."""
    names = tuple(name.strip().lower() for name in text.split(","))
    for name in names:
        if name not in FORMATS:
            message = f"'{name}' is not one of {', '.join(FORMATS)}."
            raise typer.BadParameter(message)
    return names


def export(
    results: Annotated[
        list[Path],
        typer.Argument(metavar="RESULTS", help="Folders that analyze wrote, or a session.json."),
    ],
    *,
    to: Annotated[
        str,
        typer.Option(
            metavar="|".join(FORMATS),
            help="What to write, with commas between: trc (markers, for OpenSim), "
            "mot (angles, for OpenSim), parquet (tables).",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where to.", show_default="beside the results"),
    ] = None,
    lang: Annotated[Literal["nl", "en"], typer.Option(help="Language of the sentences.")] = "nl",
) -> None:
    """Write the results of a film for OpenSim (trc, mot) or as tables (parquet)."""
    names = _formats(to)
    from tilcoach.batch.export import ExportFormat, export_results  # noqa: PLC0415 - --help fast
    from tilcoach.cli.terminal import safe_text  # noqa: PLC0415
    from tilcoach.i18n import translator  # noqa: PLC0415

    words = translator(lang)
    several = len(results) > 1
    for place in results:
        folder = place if place.is_dir() else place.parent
        target = out / folder.name if out and several else out
        for path in export_results(place, [ExportFormat(name) for name in names], target):
            typer.echo(safe_text(words.text("Written: {path}", path=path)))
