"""What the bundle starts: the app with a small window, the command line, or a module of ours.

A bundle holds no separate Python, and tilcoach starts processes of its own by ``sys.executable``
with ``-m MODULE``: the bundle's program takes that as Python would.
"""

from __future__ import annotations

import multiprocessing
import runpy
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> None:
    """Start what the arguments ask for; without arguments (a double click), the app."""
    words = list(arguments)
    while words and words[0] in _FLAGS_OF_PYTHON:
        del words[0]
    match words:
        case ["-m", module, *rest]:
            sys.argv = [module, *rest]
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        case _:
            from tilcoach.cli.main import run  # noqa: PLC0415 - a child process has no need of it

            run(words or ["app", "--window"])


_FLAGS_OF_PYTHON = {"-P", "-I", "-u", "-B"}

if __name__ == "__main__":
    multiprocessing.freeze_support()
    main(sys.argv[1:])
