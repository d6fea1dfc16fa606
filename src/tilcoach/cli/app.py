"""``tilcoach app``: starts the pages in a browser."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from typing import Annotated

import typer

LOCALHOST = "127.0.0.1"


def start_app(
    *,
    host: Annotated[
        str, typer.Option(help="Address to listen on; the default is this machine alone.")
    ] = LOCALHOST,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on.", min=1, max=65535, show_default="8501")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open a browser window.")
    ] = False,
) -> None:
    """Start the app in your browser. Stop it with Ctrl-C."""
    command = streamlit_command(host, port, headless=no_browser)
    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603 - our own words
    except KeyboardInterrupt:  # it reaches Streamlit too; this is how the app is meant to end
        code = 0
    raise typer.Exit(code)


def streamlit_command(host: str, port: int | None, *, headless: bool) -> list[str]:
    """Return the command that starts the pages, private and quiet.

    Parameters
    ----------
    host, port
        Where to listen; the first free port from 8501 when None.
    headless
        Whether to leave the browser alone.
    """
    options = {
        "server.address": host,
        "server.headless": str(headless).lower(),
        "server.showEmailPrompt": "false",
        "server.fileWatcherType": "none",  # nobody edits an installed app
        "server.maxUploadSize": "500",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "global.developmentMode": "false",
    }
    if port is not None:
        options["server.port"] = str(port)
    page = files("tilcoach").joinpath("ui", "serve.py")
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(page), *flags]
