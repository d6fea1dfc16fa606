"""The memory of another process, and the line through it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tilcoach.bench import Memory, memory_figures
from tilcoach.bench.memory import slope_mb_min, watch

HOLDS_80_MB = """
import sys
held = bytearray(80 * 1024 * 1024)
for place in range(0, len(held), 4096):
    held[place] = 1
print("full", flush=True)
sys.stdin.read()
"""


def test_the_slope_leaves_the_warming_up_out() -> None:
    samples = [(s, 100.0 * s if s < 20 else 2000.0 + 0.1 * (s - 20)) for s in range(60)]
    assert slope_mb_min(samples) == pytest.approx(6.0)


def test_a_run_too_short_for_a_line_has_no_slope() -> None:
    assert slope_mb_min([(0.0, 5.0), (1.0, 80.0)]) == 0.0


def test_the_goal_is_about_the_peak() -> None:
    peak, growth = memory_figures(Memory(640.0, 0.2, 500.0), minutes=10)
    assert (peak.measured, peak.reached) == (640.0, "no")
    assert growth.measured == pytest.approx(0.2)
    assert growth.reached == ""


def test_what_a_process_holds_is_seen_where_the_system_tells() -> None:
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", HOLDS_80_MB], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        held_mb = filled(process)
        samples, peak_mb = watch(process, Looks(process))
    assert (peak_mb > held_mb) == (sys.platform == "linux")
    assert all(now_mb <= peak_mb + 1 for _, now_mb in samples)


def filled(process: subprocess.Popen[bytes]) -> float:
    """Wait until a process holds what it says."""
    assert process.stdout is not None
    assert process.stdout.readline() == b"full\n"
    return 80.0


class Looks:
    """A clock of the looks at a process; it may end after the first one."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._count = 0

    def __call__(self) -> float:
        self._count += 1
        if self._count == 2 and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.stdin = None
        return float(self._count)
