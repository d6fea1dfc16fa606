"""``tilcoach doctor``: what works on this machine, and how to mend what does not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer


def doctor(
    *,
    mend: Annotated[
        bool, typer.Option("--mend", help="Mend what tilcoach can mend by itself: fetch the model.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report", metavar="FILE", help="Also write what was found, without personal data."
        ),
    ] = None,
    lang: Annotated[
        Literal["nl", "en"], typer.Option("--lang", help="Language of the sentences.")
    ] = "nl",
) -> None:
    """Check what tilcoach needs on this machine, and say how to mend what is missing."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from tilcoach.cli.diagnostics import State, examine  # noqa: PLC0415
    from tilcoach.cli.doctor_report import write_report  # noqa: PLC0415
    from tilcoach.cli.model_commands import ModelCommands  # noqa: PLC0415
    from tilcoach.cli.terminal import SafeConsole  # noqa: PLC0415
    from tilcoach.i18n import translator  # noqa: PLC0415

    words, screen = translator(lang), SafeConsole(highlight=False)
    if mend:
        ModelCommands(lang).mend()
    with SafeConsole(stderr=True).status(words.text("Looking at this machine")):
        findings = tuple(examine(words))
    table = Table(show_header=False)
    for finding in findings:
        sign, colour = finding.state.value
        table.add_row(sign, Text(finding.subject), Text(finding.found), style=colour)
    screen.print(table)
    if report is not None:
        write_report(report, examine(translator("en")))
        screen.print(words.text("Written to {file}: look at it before you send it.", file=report))
    faults = sum(finding.state is State.FAULT for finding in findings)
    screen.print(
        words.plural("{n} thing needs your attention.", "{n} things need your attention.", faults)
        if faults
        else words.text("Everything that tilcoach needs is here.")
    )
    raise typer.Exit(1 if faults else 0)
