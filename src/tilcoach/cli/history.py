"""``tilcoach history``: its sub-commands and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

history_app = typer.Typer(
    help="Show, export, import and erase the sessions that were saved on this machine.",
    no_args_is_help=True,
)

Lang = Annotated[Literal["nl", "en"], typer.Option("--lang", help="Language of the sentences.")]


@history_app.command("list")
def list_sessions(
    *,
    profile: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Of one profile alone.", show_default="all profiles"),
    ] = None,
    lang: Lang = "nl",
) -> None:
    """Show the sessions that were saved."""
    from tilcoach.cli.history_commands import HistoryCommands  # noqa: PLC0415 - keeps --help fast

    HistoryCommands(lang).show_all(profile)


@history_app.command()
def show(
    session: Annotated[int, typer.Argument(metavar="NUMBER", help="As `list` shows it.")],
    *,
    lang: Lang = "nl",
) -> None:
    """Show the lifts of one session, and its note."""
    from tilcoach.cli.history_commands import HistoryCommands  # noqa: PLC0415 - keeps --help fast

    HistoryCommands(lang).show(session)


@history_app.command()
def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A zip; one that is there is left alone.")
    ] = Path("tilcoach-history.zip"),
    *,
    csv: Annotated[
        Literal["plain", "dutch"], typer.Option(help="Tables for programs, or a Dutch spreadsheet.")
    ] = "plain",
    lang: Lang = "nl",
) -> None:
    """Write everything that was saved to a zip of CSV and JSON."""
    from tilcoach.cli.history_commands import HistoryCommands  # noqa: PLC0415 - keeps --help fast
    from tilcoach.session_files import CsvStyle  # noqa: PLC0415

    HistoryCommands(lang).export(file, CsvStyle(csv))


@history_app.command("import")
def import_sessions(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The zip of `export`, or a session.json.")
    ],
    *,
    profile: Annotated[
        str,
        typer.Option(metavar="NAME", help="For a session.json: where it belongs."),
    ] = "",
    same_film: Annotated[
        Literal["beside", "replace"],
        typer.Option(help="Of a film that was saved before: keep both, or the new one alone."),
    ] = "beside",
    lang: Lang = "nl",
) -> None:
    """Bring back an export, or one session; what is here already stays, unless you say so."""
    from tilcoach.cli.history_commands import HistoryCommands  # noqa: PLC0415 - keeps --help fast
    from tilcoach.store import SameFilm  # noqa: PLC0415

    HistoryCommands(lang).import_file(file, profile, SameFilm(same_film))


@history_app.command()
def erase(
    session: Annotated[
        int | None, typer.Argument(metavar="NUMBER", help="One session, as `list` shows it.")
    ] = None,
    *,
    profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="A profile and all of its sessions.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Everything; nothing is left on disk.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask once more.")] = False,
    lang: Lang = "nl",
) -> None:
    """Erase one session, a profile, or everything."""
    if (session is not None) + (profile is not None) + everything != 1:
        message = "Say what to erase: the NUMBER of a session, --profile NAME, or --all."
        raise typer.BadParameter(message)
    from tilcoach.cli.history_commands import HistoryCommands  # noqa: PLC0415 - keeps --help fast

    commands = HistoryCommands(lang, ask=not yes)
    if session is not None:
        commands.erase_session(session)
    elif profile is not None:
        commands.erase_profile(profile)
    else:
        commands.erase_all()
