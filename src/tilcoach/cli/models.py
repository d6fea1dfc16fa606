"""``tilcoach models``: its sub-commands and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

models_app = typer.Typer(help="Bring, show and check the pose models.", no_args_is_help=True)

Lang = Annotated[Literal["nl", "en"], typer.Option("--lang", help="Language of the sentences.")]


@models_app.command()
def fetch(
    model: Annotated[
        Literal["full", "lite", "heavy", "all"], typer.Argument(help="Which model to bring.")
    ] = "full",
    *,
    lang: Lang = "nl",
) -> None:
    """Bring a pose model to this machine; lite and heavy need npm."""
    from tilcoach.cli.model_commands import ModelCommands  # noqa: PLC0415 - keeps --help fast

    ModelCommands(lang).fetch(model)


@models_app.command("list")
def list_models(*, lang: Lang = "nl") -> None:
    """Show which pose models there are, and which of them are on this machine."""
    from tilcoach.cli.model_commands import ModelCommands  # noqa: PLC0415 - keeps --help fast

    ModelCommands(lang).show()


@models_app.command()
def verify(*, lang: Lang = "nl") -> None:
    """Check that the pose models on this machine are whole."""
    from tilcoach.cli.model_commands import ModelCommands  # noqa: PLC0415 - keeps --help fast

    raise typer.Exit(ModelCommands(lang).verify())


@models_app.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .task bundle for pose.")],
    *,
    lang: Lang = "nl",
) -> None:
    """Put an official .task bundle, or one of your own, with the others."""
    from tilcoach.cli.model_commands import ModelCommands  # noqa: PLC0415 - keeps --help fast

    ModelCommands(lang).add(file)
