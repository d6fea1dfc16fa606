"""``tilcoach report``: one or more sessions as a PDF for the patient's file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:  # numpy and the rest come with it; --help does without
    from collections.abc import Sequence
    from datetime import date

    from tilcoach.report import Dossier, Report


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
    client_number: Annotated[str, typer.Option(help="In the file system of the clinic.")] = "",
    conclusion: Annotated[str, typer.Option(help="Yours, in your own words.")] = "",
    language: Annotated[
        Literal["nl", "en"], typer.Option("--language", "--lang", help="Language of the report.")
    ] = "nl",
) -> None:
    """Write a report of one or more sessions as a PDF, for the patient's file."""
    if bool(files) == (profile is not None):
        message = "Say of what: one or more SESSION.json, or --profile NAME."
        raise typer.BadParameter(message)
    from datetime import UTC, datetime  # noqa: PLC0415 - keeps --help fast

    from tilcoach.cli.terminal import safe_text  # noqa: PLC0415
    from tilcoach.i18n import translator  # noqa: PLC0415
    from tilcoach.report import Dossier, write_report  # noqa: PLC0415

    words = translator(language)
    today = datetime.now(UTC).astimezone().date()
    dossier = Dossier(client_number, conclusion)
    if profile is not None:
        contents = _of_profile(profile, last, today, dossier)
    else:
        contents = _of_files(files or [], last, today, dossier)
    write_report(contents, out, words)
    typer.echo(safe_text(words.text("The report is in {path}", path=out)))


def _of_files(files: Sequence[Path], last: int | None, today: date, dossier: Dossier) -> Report:
    from tilcoach.report import build_report, read_session  # noqa: PLC0415 - keeps --help fast

    chosen = files[-last:] if last else files
    return build_report([read_session(path) for path in chosen], today, dossier=dossier)


def _of_profile(name: str, last: int | None, today: date, dossier: Dossier) -> Report:
    from tilcoach.errors import InputError  # noqa: PLC0415 - keeps --help fast
    from tilcoach.report import build_saved_report  # noqa: PLC0415
    from tilcoach.store import History, counted, results_of  # noqa: PLC0415

    history = History()
    profile = history.profiles.named(name)
    sessions = counted(history.sessions(profile.number))
    if not sessions:
        sentence = "Nothing was saved yet under the profile {name}: save a session first."
        raise InputError(sentence, name=profile.name or "''")
    if (saved := history.plans.followed(profile.number)) is not None:
        dossier = replace(dossier, plan=results_of(history, saved, today))
    chosen = sessions[-last:] if last else sessions
    return build_saved_report(history, chosen, today, profile.name, dossier)
