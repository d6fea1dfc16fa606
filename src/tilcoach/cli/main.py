"""The command ``tilcoach``: its sub-commands, and how it ends."""

from __future__ import annotations

import errno
import io
import logging
import os
import sys
import traceback
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from tilcoach import __version__
from tilcoach.cli.analyze import analyze
from tilcoach.cli.app import start_app
from tilcoach.cli.bench import bench
from tilcoach.cli.doctor import doctor
from tilcoach.cli.history import history_app
from tilcoach.cli.models import models_app
from tilcoach.cli.report import report
from tilcoach.cli.validate import validate
from tilcoach.errors import InputError, StoreError, TilcoachError

if TYPE_CHECKING:  # the catalogues come with it; --help does without
    from tilcoach.messages import Translator

_WRONG_USE = 2
_STOPPED = 130  # the number that shells use for Ctrl-C
_DEBUG = "--debug"
_DISK_FULL = {errno.ENOSPC, errno.EFBIG, errno.EIO}

app = typer.Typer(
    name="tilcoach",
    help="A coach for lifting technique: video in, calm advice out. Nothing leaves this machine.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("app")(start_app)
app.command()(analyze)
app.command()(report)
app.add_typer(history_app, name="history")
app.add_typer(models_app, name="models")
app.command()(doctor)
app.command()(validate)
app.command()(bench)


@app.callback(invoke_without_command=True)
def tilcoach(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and stop.", is_eager=True)
    ] = False,
    debug: Annotated[  # noqa: ARG001 - taken out of the arguments by `run`; here for --help
        bool, typer.Option(_DEBUG, help="Show where in the program a fault came from.")
    ] = False,
) -> None:
    """Show help when no command is given."""
    if version:
        typer.echo(f"tilcoach {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(_WRONG_USE)


@app.command()
def schema() -> None:
    """Print the JSON Schema of session.json."""
    from tilcoach.report import schema_text  # noqa: PLC0415 - keeps --help fast

    typer.echo(schema_text(), nl=False)


def run(arguments: list[str] | None = None) -> None:
    """Run ``tilcoach`` and leave with its exit code.

    Parameters
    ----------
    arguments
        What stands behind ``tilcoach``; taken from the command line when left out.
    """
    given = sys.argv[1:] if arguments is None else arguments
    debug = _DEBUG in given  # may stand anywhere, also behind the command
    logging.basicConfig(level=logging.DEBUG if debug else logging.WARNING)
    _write_any_letter()
    sys.exit(_exit_code([word for word in given if word != _DEBUG], debug=debug))


def _exit_code(arguments: list[str], *, debug: bool) -> int:
    """Run a command; say in one sentence how it failed, and return its exit code."""
    try:
        code = app(arguments, prog_name="tilcoach", standalone_mode=False)
    except typer.TyperException as error:
        return _wrong_use(error)
    except TilcoachError as error:
        sentence = _words(arguments).error(error)
        return _fault(error, sentence, error.exit_code, debug=debug)
    except KeyboardInterrupt:
        code = _STOPPED
    except BrokenPipeError:  # whoever reads has read enough, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:  # noqa: BLE001 - a traceback never reaches a user
        return _unexpected(error, arguments, debug=debug)
    if code == _STOPPED:
        return _say(_words(arguments).text("Stopped; nothing was left half written."), _STOPPED)
    return int(code or 0)


def _unexpected(error: Exception, arguments: list[str], *, debug: bool) -> int:
    """Say what nobody translated on its way up; what the system says of files is known."""
    known = _of_system(error) if isinstance(error, OSError) else None
    if known is not None:
        return _fault(error, _words(arguments).error(known), known.exit_code, debug=debug)
    # In English: the catalogues may be the very thing that cannot be read.
    sentence = f"tilcoach met something unexpected ({type(error).__name__}: {error})."
    return _fault(error, f"{sentence} Run it again with --debug to see where.", 1, debug=debug)


def _of_system(error: OSError) -> TilcoachError | None:
    """Return what to say of a name that no file can have, or of a full disk; else None."""
    if error.filename is not None:
        sentence = "{path} cannot be read ({cause}): check the name of the file."
        return InputError(sentence, path=error.filename, cause=error.strerror)
    if error.errno in _DISK_FULL:  # behind standard output
        sentence = "What was found cannot be written ({cause}): see whether the disk is full."
        return StoreError(sentence, cause=error.strerror)
    return None


def _words(arguments: list[str]) -> Translator:
    """Return the words of the language that was asked for, whether or not the command got to it."""
    from tilcoach.messages import translator  # noqa: PLC0415 - keeps --help fast

    english = any(
        f"{option}=en" in arguments or (option, "en") in pairwise(arguments)
        for option in ("--lang", "--language")
    )
    return translator("en" if english else "nl")


def _wrong_use(error: typer.TyperException) -> int:
    """Say what is the matter with the arguments; the longer form names the argument."""
    sentence = error.format_message() if hasattr(error, "format_message") else str(error)
    if not sentence:  # help was shown in its place
        return _WRONG_USE
    end = "" if sentence.endswith((".", "?")) else "."
    return _say(f"{sentence}{end} See tilcoach --help for what is possible.", _WRONG_USE)


def _fault(error: Exception, sentence: str, code: int, *, debug: bool) -> int:
    """Say what went wrong; with --debug, show the way that led there first."""
    if debug:
        traceback.print_exception(error)
    return _say(sentence, code)


def _say(sentence: str, code: int) -> int:
    typer.echo(" ".join(sentence.split()), err=True)  # one line, whatever a library put in it
    return code


def _write_any_letter() -> None:
    """Show a question mark instead of failing on a terminal that has no triangle."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
