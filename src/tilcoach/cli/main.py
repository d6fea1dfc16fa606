"""The command ``tilcoach``: its sub-commands, and how it ends."""

from __future__ import annotations

import errno
import io
import logging
import os
import sys
import traceback
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tilcoach.cli.analyze import analyze
from tilcoach.cli.app import start_app
from tilcoach.cli.bench import bench
from tilcoach.cli.doctor import doctor
from tilcoach.cli.export import export
from tilcoach.cli.history import history_app
from tilcoach.cli.models import models_app
from tilcoach.cli.plan import plan_app
from tilcoach.cli.report import report
from tilcoach.cli.validate import validate
from tilcoach.errors import InputError, StoreError, TilcoachError
from tilcoach.version import __version__

if TYPE_CHECKING:  # the catalogues come with it; --help does without
    from tilcoach.i18n import Translator

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
app.command()(export)
app.add_typer(history_app, name="history")
app.add_typer(plan_app, name="plan")
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
def schema(
    of: Annotated[
        Literal["session", "plan", "results"],
        typer.Argument(help="Of session.json, of a plan, or of the results of one."),
    ] = "session",
) -> None:
    """Print a JSON Schema: of session.json, or of a file that ends in .tilcoach."""
    from tilcoach.plan import plan_schema_text, results_schema_text  # noqa: PLC0415 - --help fast
    from tilcoach.session_files import schema_text  # noqa: PLC0415

    texts = {"session": schema_text, "plan": plan_schema_text, "results": results_schema_text}
    typer.echo(texts[of](), nl=False)


def run(arguments: list[str] | None = None) -> None:
    """Run ``tilcoach`` and leave with its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    debug = _DEBUG in words  # may stand anywhere, also behind the command
    logging.basicConfig(level=logging.DEBUG if debug else logging.WARNING)
    _write_any_letter()
    if sys.platform != "linux":  # there the pose model cannot be kept off the network by itself
        from tilcoach.estimation.telemetry_block import name_dead_proxy  # noqa: PLC0415

        name_dead_proxy(os.environ)
    sys.exit(_exit_code([word for word in words if word != _DEBUG], debug=debug))


def _exit_code(arguments: list[str], *, debug: bool) -> int:
    """Run a command, print its error in one sentence, and return its exit code."""
    try:
        code = app(arguments, prog_name="tilcoach", standalone_mode=False)
    except typer.TyperException as error:
        return _wrong_use(error)
    except TilcoachError as error:
        sentence = _words(arguments).error(error)
        return _fault(error, sentence, error.exit_code, debug=debug)
    except KeyboardInterrupt:
        code = _STOPPED
    except BrokenPipeError:  # the reader closed the pipe, as `| head` does
        _drop_output()
        code = 0
    except Exception as error:  # noqa: BLE001 - a traceback never reaches a user
        return _unexpected(error, arguments, debug=debug)
    if code == _STOPPED:
        return _say(_words(arguments).text("Stopped; nothing was left half written."), _STOPPED)
    return int(code or 0)


def _unexpected(error: Exception, arguments: list[str], *, debug: bool) -> int:
    """Print an unexpected error; errors of the file system have a sentence of their own."""
    known = _of_system(error) if isinstance(error, OSError) else None
    if known is not None:
        return _fault(error, _words(arguments).error(known), known.exit_code, debug=debug)
    # In English: the catalogues may be the very thing that cannot be read.
    sentence = f"tilcoach met something unexpected ({type(error).__name__}: {error})."
    return _fault(error, f"{sentence} Run it again with --debug to see where.", 1, debug=debug)


def _of_system(error: OSError) -> TilcoachError | None:
    """Return the error for an impossible file name or a full disk; else None."""
    if error.filename is not None:
        sentence = "{path} cannot be read ({cause}): check the name of the file."
        return InputError(sentence, path=error.filename, cause=error.strerror)
    if error.errno in _DISK_FULL:  # behind standard output
        _drop_output()
        sentence = "What was found cannot be written ({cause}): see whether the disk is full."
        return StoreError(sentence, cause=error.strerror)
    return None


def _drop_output() -> None:
    """Lead standard output to nowhere: Python writes at its end what could not be written before.

    Since 3.14 it also ends with a code of its own when that fails again.
    """
    with suppress(io.UnsupportedOperation):  # a stream that stands in for it is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _words(arguments: list[str]) -> Translator:
    """Return the translator for the language option, before the command has parsed it."""
    from tilcoach.i18n import translator  # noqa: PLC0415 - keeps --help fast

    english = any(
        f"{option}=en" in arguments or (option, "en") in pairwise(arguments)
        for option in ("--lang", "--language")
    )
    return translator("en" if english else "nl")


def _wrong_use(error: typer.TyperException) -> int:
    """Print what is wrong with the arguments."""
    sentence = error.format_message() if hasattr(error, "format_message") else str(error)
    if not sentence:  # help was shown in its place
        return _WRONG_USE
    end = "" if sentence.endswith((".", "?")) else "."
    return _say(f"{sentence}{end} See tilcoach --help for what is possible.", _WRONG_USE)


def _fault(error: Exception, sentence: str, code: int, *, debug: bool) -> int:
    """Print an error; with --debug, its traceback first."""
    if debug:
        traceback.print_exception(error)
    return _say(sentence, code)


def _say(sentence: str, code: int) -> int:
    from tilcoach.cli.terminal import safe_text  # noqa: PLC0415 - keeps --help fast

    line = " ".join(sentence.split())  # whatever a library put in it
    typer.echo(safe_text(line), err=True)
    return code


def _write_any_letter() -> None:
    """Print a question mark for letters that the terminal does not have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
