"""The memory of another process, and what a longer film adds to it."""

from __future__ import annotations

import subprocess
import sys
from threading import Timer

import pytest

from tilcoach.bench import Memory, memory_figures
from tilcoach.bench.memory import watch

HOLDS_80_MB = """
import sys
held = bytearray(80 * 1024 * 1024)
for place in range(0, len(held), 4096):
    held[place] = 1
print("full", flush=True)
sys.stdin.read()
"""


def test_the_goal_is_about_the_longer_film() -> None:
    peak, growth = memory_figures([Memory(2.0, 600.0), Memory(10.0, 640.0)])
    assert (peak.measured, peak.reached) == (640.0, "no")
    assert growth.measured == pytest.approx(5.0)
    assert growth.reached == ""


def test_one_film_says_nothing_of_growth_and_none_says_nothing() -> None:
    assert [figure.measured for figure in memory_figures([Memory(2.0, 420.0)])] == [420.0]
    assert memory_figures([]) == ()


def test_what_a_process_holds_is_seen_where_the_system_tells() -> None:
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", HOLDS_80_MB], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        held_mb = filled(process)
        Timer(1.0, let_go, [process]).start()
        peak_mb = watch(process)
    assert (peak_mb is not None) == (sys.platform == "linux")
    assert peak_mb is None or held_mb < peak_mb < 2 * held_mb


def filled(process: subprocess.Popen[bytes]) -> float:
    """Wait until a process holds what it says."""
    assert process.stdout is not None
    assert process.stdout.readline() == b"full\n"
    return 80.0


def let_go(process: subprocess.Popen[bytes]) -> None:
    """Let a process end that waits for its input to do so."""
    assert process.stdin is not None
    process.stdin.close()
    process.stdin = None
