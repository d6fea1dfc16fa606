"""Tries to import modules, in a process of its own: `python -m tilcoach.cli.import_each NAME…`.

A line for each: its name, a tab, and why it cannot be imported, or nothing.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable


def import_each(modules: Iterable[str]) -> None:
    """Print of each module, as soon as that is known, why it cannot be imported."""
    for name in modules:
        try:
            importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - whatever a library does when it is imported
            fault = " ".join(str(error).split()) or type(error).__name__
        else:
            fault = ""
        print(name, fault, sep="\t", flush=True)  # noqa: T201 - read by the process that started it


if __name__ == "__main__":
    import_each(sys.argv[1:])
