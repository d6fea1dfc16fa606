"""What was run is written down once, as it came."""

from __future__ import annotations

import platform
from dataclasses import replace
from pathlib import Path

import pytest
from tools.setup import tried
from tools.setup.tried import Trial, add_trial, read_trials, told_by_pytest

TRIAL = Trial("Debian 12, x86-64", "3.11.2", "pip", "tests: 2 passed", "0.1.0", "2026-12-01")


def test_a_second_run_of_the_same_takes_the_place_of_the_first(tmp_path: Path) -> None:
    place = tmp_path / "tried.json"
    assert read_trials(place) == ()
    newer = replace(TRIAL, what="tests: 1 failed, 1 passed", day="2026-12-02")
    other = replace(TRIAL, python="3.10.1")
    for trial in (TRIAL, other, newer):
        add_trial(trial, place)
    assert read_trials(place) == (other, newer)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("167 passed in 288.59s (0:04:48)", "tests: 167 passed"),
        ("2 failed, 227 passed, 3 deselected in 1.62s", "tests: 2 failed, 227 passed"),
        ("==== 1 error, 9 passed, 1 warning in 1.62s ====", "tests: 1 error, 9 passed"),
        ("9 passed, 1 skipped in 3s", "tests: 1 skipped, 9 passed"),
    ],
)
def test_what_pytest_says_is_taken_over(line: str, told: str) -> None:
    assert told_by_pytest(f"....\n1 failed, 1 passed in 1.00s\nsome\n{line}\nrc 0\n") == told


def test_a_run_that_was_cut_off_counts_for_nothing() -> None:
    with pytest.raises(SystemExit, match="its end"):
        told_by_pytest("..... [ 40%]\nrc 143\n")


def test_a_run_is_told_with_this_system_and_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "tests.log"
    log.write_text("5 passed in 0.10s\n", encoding="utf-8")
    added: list[Trial] = []
    monkeypatch.setattr(tried, "add_trial", added.append)
    tried.main([str(log), "--how", "newest libraries"])
    (trial,) = added
    assert (trial.how, trial.what) == ("newest libraries", "tests: 5 passed")
    assert trial.python == platform.python_version()
    assert trial.system.endswith(("x86-64", "ARM"))
