"""Streamlit's own command, but Ctrl-C is how the app is meant to end, and no fault.

``tilcoach app`` becomes ``python -m tilcoach.ui run …``.
"""

from __future__ import annotations

import logging
import sys

from click import Abort  # comes with Streamlit, whose command it ends
from streamlit.web.cli import main


def run(arguments: list[str]) -> None:
    """Serve until Ctrl-C, and end quietly.

    Parameters
    ----------
    arguments
        What stands behind ``streamlit``.
    """
    # Pressed twice, it cuts uvicorn off while it closes, and uvicorn reports that as an error.
    logging.getLogger("uvicorn.error").addFilter(_is_no_interrupt)
    try:
        main(arguments, prog_name="streamlit", standalone_mode=False)
    except (Abort, KeyboardInterrupt):
        return


def _is_no_interrupt(record: logging.LogRecord) -> bool:
    return "KeyboardInterrupt" not in record.getMessage()


if __name__ == "__main__":
    run(sys.argv[1:])
