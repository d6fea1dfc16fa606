"""``tilcoach report``: one or more sessions as a PDF for the patient's file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:  # numpy and the rest come with it; --help does without
    from collections.abc import Sequence
    from datetime import date

    from tilcoach.sheet import Sheet


def report(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="SESSION.json", help="As tilcoach analyze wrote them."),
    ] = None,
    *,
    out: Annotated[Path, typer.Option(metavar="FILE.pdf", help="Where the report goes.")] = Path(
        "tilcoach-report.pdf"
    ),
    profile: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The saved sessions of this name or tag; '' for those without a name.",
        ),
    ] = None,
    last: Annotated[
        int | None,
        typer.Option(min=1, help="Only so many of the newest.", show_default="all of them"),
    ] = None,
    language: Annotated[
        Literal["nl", "en"], typer.Option("--language", "--lang", help="Language of the report.")
    ] = "nl",
) -> None:
    """Write a report of one or more sessions as a PDF, for the patient's file."""
    if bool(files) == (profile is not None):
        message = "Say of what: one or more SESSION.json, or --profile NAME."
        raise typer.BadParameter(message)
    from datetime import UTC, datetime  # noqa: PLC0415 - keeps --help fast

    from tilcoach.messages import translator  # noqa: PLC0415
    from tilcoach.sheet import write_sheet  # noqa: PLC0415

    words = translator(language)
    today = datetime.now(UTC).astimezone().date()
    if profile is not None:
        sheet = _of_profile(profile, last, today)
    else:
        sheet = _of_files(files or [], last, today)
    write_sheet(sheet, out, words)
    typer.echo(words.text("The report is in {path}", path=out))


def _of_files(files: Sequence[Path], last: int | None, today: date) -> Sheet:
    from tilcoach.sheet import read_session, sheet_of  # noqa: PLC0415 - keeps --help fast

    chosen = files[-last:] if last else files
    return sheet_of([read_session(path) for path in chosen], today)


def _of_profile(name: str, last: int | None, today: date) -> Sheet:
    from tilcoach.errors import InputError  # noqa: PLC0415 - keeps --help fast
    from tilcoach.sheet import sheet_of_saved  # noqa: PLC0415
    from tilcoach.store import History  # noqa: PLC0415

    history = History()
    profile = history.profiles.named(name)
    sessions = history.sessions(profile.number)
    if not sessions:
        sentence = "Nothing was saved yet under the profile {name}: save a session first."
        raise InputError(sentence, name=profile.name or "''")
    return sheet_of_saved(history, sessions[-last:] if last else sessions, today, profile.name)
