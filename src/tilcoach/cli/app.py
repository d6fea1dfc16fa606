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
    no_token: Annotated[
        bool,
        typer.Option(
            "--no-token", help="Let other users of this computer in: an address without a secret."
        ),
    ] = False,
    window: Annotated[
        bool, typer.Option("--window", help="Show a small window that ends the app.")
    ] = False,
    lang: Annotated[Literal["nl", "en"], typer.Option(help="Language of the sentences.")] = "nl",
) -> None:
    """Start the app in your browser. Stop it with Ctrl-C."""
    from tilcoach.auth.token import TOKEN_VARIABLE, new_token  # noqa: PLC0415 - keeps --help fast
    from tilcoach.cli.lan import (  # noqa: PLC0415
        EVERYWHERE,
        only_here,
        prepare_lan,
        print_lan_notice,
        server_environment,
    )
    from tilcoach.cli.libraries import check_app  # noqa: PLC0415
    from tilcoach.i18n import translator  # noqa: PLC0415

    check_app()
    if lan:
        way = prepare_lan(name, certificate, key)
        words = translator(lang)
        environment = server_environment(os.environ, words)
        print_lan_notice(way, words)
        command = streamlit_command(host or EVERYWHERE, port, headless=True, more=way.options)
    elif name or certificate or key:
        message = "--name, --certificate and --key belong to --lan: add it, or leave them out."
        raise typer.BadParameter(message)
    else:
        environment = only_here(host, os.environ)
        if not no_token:
            environment = {**environment, TOKEN_VARIABLE: new_token()}
        command = streamlit_command(host or LOCALHOST, port, headless=no_browser)
    if port is not None:
        _check_free(host or (EVERYWHERE if lan else LOCALHOST), port)
    if window:
        _serve_in_window(command, environment, lang, opens=not no_browser and not lan)
    _serve(command, environment)


def _serve_in_window(
    command: list[str], environment: Mapping[str, str], lang: str, *, opens: bool
) -> None:
    """Serve until the window is closed; return at once where no window can be shown."""
    try:
        from tkinter import TclError  # noqa: PLC0415 - not every Python has it

        from tilcoach.cli.window import serve_in_window  # noqa: PLC0415
        from tilcoach.i18n import translator  # noqa: PLC0415
    except ImportError:
        return
    try:
        code = serve_in_window(command, environment, translator(lang), opens=opens)
    except TclError:  # no screen: Ctrl-C ends the app, as without a window
        return
    raise typer.Exit(code)


def _check_free(host: str, port: int) -> None:
    """Check that the port is free; other faults of the address are reported by the server."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as knock:
        if _ONE_PROCESS:  # a server that has just stopped does not block it
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


_ONE_PROCESS = os.name == "posix"  # elsewhere a process cannot become another program


def _serve(command: list[str], environment: Mapping[str, str]) -> NoReturn:
    """Replace this process by the server, so that stopping tilcoach stops the server."""
    if _ONE_PROCESS:
        os.execve(command[0], command, environment)  # noqa: S606 - our own words
    try:
        code = subprocess.run(command, check=False, env=environment).returncode  # noqa: S603
    except KeyboardInterrupt:  # it reaches Streamlit too: the usual way to stop the app
        code = 0
    raise typer.Exit(code)


def streamlit_command(
    host: str, port: int | None, *, headless: bool, more: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """Return the command that starts the pages, private and quiet."""
    options = {
        "server.address": host,
        "server.headless": str(headless).lower(),
        "server.showEmailPrompt": "false",
        # It also keeps Streamlit's offers to programmers off the page; serve.py says the address.
        "logger.hideWelcomeMessage": "true",
        "server.fileWatcherType": "none",  # nobody edits an installed app
        "server.maxUploadSize": "500",
        # Python collects garbage by itself. Streamlit would do so after every rerun of the page,
        # four times a second: 0.14 s in which no picture is analysed.
        "runner.postScriptGC": "false",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",  # a traceback helps nobody who came to practise
        "client.showErrorLinks": "false",  # they would tell a search engine what went wrong
        "global.developmentMode": "false",
        **more,
    }
    if port is not None:
        options["server.port"] = str(port)
    page = files("tilcoach").joinpath("ui", "serve.py")
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "tilcoach.ui", "run", str(page), *flags]
