"""Streamlit's own command, in which Ctrl-C is the normal end and not an error.

``tilcoach app`` becomes ``python -m tilcoach.ui run …``.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from asyncio import constants
from contextlib import suppress

from click import Abort  # a dependency of Streamlit, whose command it ends
from streamlit.web.cli import main
from uvicorn.config import HTTP_PROTOCOLS, WS_PROTOCOLS

from tilcoach.auth.closing import ClosableProtocol
from tilcoach.auth.patience import HANDSHAKE_S, LineRate, PatientProtocol

_TRUSTED_PROXIES = "FORWARDED_ALLOW_IPS"
"""Variable of uvicorn: from where it believes ``X-Forwarded-For``; by default, this machine."""


_OPEN_FILES = 4096
"""Each connection is an open file; some systems give a program 256."""


def run(arguments: list[str]) -> None:
    """Serve until Ctrl-C, and end without an error."""
    os.environ.setdefault(_TRUSTED_PROXIES, "")  # nobody, unless the user has a proxy
    # Pressed twice, it interrupts uvicorn's shutdown, which uvicorn logs as an error.
    log = logging.getLogger("uvicorn.error")
    log.addFilter(_is_no_interrupt)
    rate = LineRate()
    log.addFilter(rate)
    logging.getLogger("asyncio").addFilter(rate)  # it writes of each connection that has no file
    constants.SSL_HANDSHAKE_TIMEOUT = HANDSHAKE_S
    _raise_open_files()
    HTTP_PROTOCOLS["auto"] = _address(PatientProtocol)
    WS_PROTOCOLS["auto"] = _address(ClosableProtocol)
    try:
        main(arguments, prog_name="streamlit", standalone_mode=False)
    except (Abort, KeyboardInterrupt):
        return


def _address(protocol: type[asyncio.Protocol]) -> str:
    return f"{protocol.__module__}:{protocol.__name__}"


def _raise_open_files() -> None:
    """Ask for as many open files as the system gives, up to what pages and strangers need."""
    try:
        import resource  # noqa: PLC0415 - not every system has it, nor such a limit
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(_OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _is_no_interrupt(record: logging.LogRecord) -> bool:
    return "KeyboardInterrupt" not in record.getMessage()


if __name__ == "__main__":
    run(sys.argv[1:])
