"""``tilcoach app``: starts the pages in a browser."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, NoReturn

import typer

from tilcoach.errors import SettingsError

LOCALHOST = "127.0.0.1"


def start_app(  # noqa: PLR0913 - one parameter per option
    *,
    host: Annotated[
        str | None,
        typer.Option(help="Address to listen on.", show_default="this machine alone"),
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on.", min=1, max=65535, show_default="8501")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open a browser window.")
    ] = False,
    lan: Annotated[
        bool,
        typer.Option(
            "--lan", help="Let others on the network in, with a certificate and password."
        ),
    ] = False,
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --lan: certificate (PEM).")
    ] = None,
    key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --lan: its key (PEM).")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(help="With --lan: what others type.", show_default="this machine's address"),
    ] = None,
    lang: Annotated[Literal["nl", "en"], typer.Option(help="Language of the sentences.")] = "nl",
) -> None:
    """Start the app in your browser. Stop it with Ctrl-C."""
    from tilcoach.cli.lan import (  # noqa: PLC0415 - keeps --help fast
        EVERYWHERE,
        only_here,
        prepare_lan,
        say_what_it_means,
        server_environment,
    )
    from tilcoach.messages import translator  # noqa: PLC0415

    if lan:
        way = prepare_lan(name, certificate, key)
        words = translator(lang)
        environment = server_environment(os.environ, words)
        say_what_it_means(way, words)
        command = streamlit_command(host or EVERYWHERE, port, headless=True, more=way.options)
    elif name or certificate or key:
        message = "--name, --certificate and --key belong to --lan: add it, or leave them out."
        raise typer.BadParameter(message)
    else:
        environment = only_here(host, os.environ)
        command = streamlit_command(host or LOCALHOST, port, headless=no_browser)
    if port is not None:
        _check_free(host or (EVERYWHERE if lan else LOCALHOST), port)
    _serve(command, environment)


def _check_free(host: str, port: int) -> None:
    """Make sure that the port can be had; what else is wrong with the address, the server says."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as knock:
        if _ONE_PROCESS:  # a server that has just stopped does not stand in the way
            knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            knock.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                sentence = (
                    "tilcoach cannot use port {port} ({cause}): choose another number behind "
                    "--port, or leave --port out."
                )
                raise SettingsError(sentence, port=port, cause=error.strerror) from error


_ONE_PROCESS = os.name == "posix"  # elsewhere a program cannot become another one


def _serve(command: list[str], environment: Mapping[str, str]) -> NoReturn:
    """Become the server, so that whatever stops tilcoach stops the server."""
    if _ONE_PROCESS:
        os.execve(command[0], command, environment)  # noqa: S606 - our own words
    try:
        code = subprocess.run(command, check=False, env=environment).returncode  # noqa: S603
    except KeyboardInterrupt:  # it reaches Streamlit too; this is how the app is meant to end
        code = 0
    raise typer.Exit(code)


def streamlit_command(
    host: str, port: int | None, *, headless: bool, more: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """Return the command that starts the pages, private and quiet.

    Parameters
    ----------
    host, port
        Where to listen; the first free port from 8501 when None.
    headless
        Whether to leave the browser alone.
    more
        Further options of Streamlit.
    """
    options = {
        "server.address": host,
        "server.headless": str(headless).lower(),
        "server.showEmailPrompt": "false",
        # It also keeps Streamlit's offers to programmers off the page; serve.py says the address.
        "logger.hideWelcomeMessage": "true",
        "server.fileWatcherType": "none",  # nobody edits an installed app
        "server.maxUploadSize": "500",
        # Python collects by itself. Streamlit would do it all over after every look of the page at
        # the coach, four times a second: 0.14 s in which no picture is looked at.
        "runner.postScriptGC": "false",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "global.developmentMode": "false",
        **more,
    }
    if port is not None:
        options["server.port"] = str(port)
    page = files("tilcoach").joinpath("ui", "serve.py")
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "tilcoach.ui", "run", str(page), *flags]
