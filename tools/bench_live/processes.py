"""How much of the processor a program and all its children have used (Linux)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def processor_s(root: int) -> float:
    """Return the seconds that a process and everything it started have been at work.

    Parameters
    ----------
    root
        The process's number.
    """
    parents, used = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            number = int(stat.parent.name)
            # After the name, which may hold anything: state, parent, ..., user, system.
            fields = stat.read_text().rpartition(")")[2].split()
            parents[number] = int(fields[1])
            used[number] = int(fields[11]) + int(fields[12])
    family = {root}
    while more := {n for n, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(used.get(number, 0) for number in family) / os.sysconf("SC_CLK_TCK")
