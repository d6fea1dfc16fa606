"""``tilcoach doctor``: what works on this machine, and how to mend what does not."""

from __future__ import annotations

from typing import Annotated, Literal

import typer


def doctor(
    *,
    lang: Annotated[
        Literal["nl", "en"], typer.Option("--lang", help="Language of the sentences.")
    ] = "nl",
) -> None:
    """Check what tilcoach needs on this machine, and say how to mend what is missing."""
    from rich.console import Console  # noqa: PLC0415 - keeps --help fast
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from tilcoach.cli.examine import State, examine  # noqa: PLC0415
    from tilcoach.messages import translator  # noqa: PLC0415

    words, screen = translator(lang), Console(highlight=False)
    with Console(stderr=True).status(words.text("Looking at this machine")):
        findings = tuple(examine(words))
    table = Table(show_header=False)
    for finding in findings:
        sign, colour = finding.state.value
        table.add_row(sign, finding.subject, Text(finding.found), style=colour)
    screen.print(table)
    faults = sum(finding.state is State.FAULT for finding in findings)
    screen.print(
        words.plural("{n} thing needs your attention.", "{n} things need your attention.", faults)
        if faults
        else words.text("Everything that tilcoach needs is here.")
    )
    raise typer.Exit(1 if faults else 0)
