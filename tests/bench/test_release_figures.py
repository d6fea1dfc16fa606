"""The page and the JSON of a version: rewritten whole, and nothing that was measured is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tilcoach import __version__
from tilcoach.bench import Figure, Run, describe_machine, read_figures, write_run
from tilcoach.errors import InputError
from tilcoach.provenance import Provenance

MACHINE = {"processor": "an abacus, 2 cores"}


def run(*figures: Figure) -> Run:
    return Run("tilcoach bench lift.mp4", date(2026, 11, 22), MACHINE, figures)


def test_figures_come_back_as_they_were(tmp_path: Path) -> None:
    figures = (Figure("Start", "s", (1.0, 2.5), 2.0, "three ways"), Figure("Other", "MB", (5.0,)))
    write_run(tmp_path, run(*figures))
    assert read_figures(tmp_path / "speed" / f"{__version__}.json") == figures


def test_the_page_shows_goal_measured_machine_and_command(tmp_path: Path) -> None:
    page = write_run(tmp_path, run(Figure("Start", "s", (1.5,), 2.0))).read_text(encoding="utf-8")
    assert "| Start | ≤ 2 s | 1.500 s |  | yes |" in page
    assert "an abacus, 2 cores" in page
    assert "`tilcoach bench lift.mp4`" in page


def test_what_was_not_measured_now_is_kept_and_the_rest_is_new(tmp_path: Path) -> None:
    write_run(tmp_path, run(Figure("Memory", "MB", (400.0,)), Figure("Start", "s", (9.0,))))
    write_run(tmp_path, run(Figure("Start", "s", (1.0,))))
    kept = read_figures(tmp_path / "speed" / f"{__version__}.json")
    assert {figure.name: figure.measured for figure in kept} == {"Start": 1.0, "Memory": 400.0}


def test_versions_stand_side_by_side_in_their_own_order(tmp_path: Path) -> None:
    folder = tmp_path / "speed"
    folder.mkdir()
    for version, seconds in (("0.0.10", 3.0), ("0.0.9", 4.0)):
        old = {"figures": [{"name": "Start", "unit": "s", "measured": seconds}]}
        (folder / f"{version}.json").write_text(json.dumps(old), encoding="utf-8")
    page = write_run(tmp_path, run(Figure("Start", "s", (1.0,)))).read_text(encoding="utf-8")
    assert f"| what | 0.0.9 | 0.0.10 | {__version__} |" in page
    assert "| Start | 4 s | 3 s | 1 s |" in page


def test_a_figure_of_an_earlier_run_says_what_it_was_measured_on(tmp_path: Path) -> None:
    older, newer = Provenance({"lifting": "1"}), Provenance({"lifting": "2"})
    memory, start = Figure("Memory", "MB", (400.0,)), Figure("Start", "s", (9.0,))
    write_run(tmp_path, replace(run(memory, start), provenance=older))
    write_run(tmp_path, replace(run(start), provenance=newer))
    path = tmp_path / "speed" / f"{__version__}.json"
    assert [figure.provenance for figure in read_figures(path)] == [newer, older]
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written["provenance"] == newer.as_json()
    assert [figure.get("provenance") for figure in written["figures"]] == [None, older.as_json()]


def test_figures_that_nobody_said_it_of_are_not_taken_for_new_ones(tmp_path: Path) -> None:
    path = tmp_path / "speed" / f"{__version__}.json"
    path.parent.mkdir()
    figure = {"name": "Memory", "unit": "MB", "measured": 400.0}
    path.write_text(json.dumps({"figures": [figure]}), encoding="utf-8")
    write_run(tmp_path, run(Figure("Start", "s", (1.0,))))
    assert [one.provenance for one in read_figures(path)] == [run().provenance, Provenance()]


@pytest.mark.parametrize("text", ["no JSON", "[]", '{"figures": [{"name": "x"}]}', ""])
def test_another_file_is_a_fault_with_a_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"other\.json"):
        read_figures(path)


def test_a_machine_says_what_does_the_work() -> None:
    machine = describe_machine()
    assert "cores" in machine["processor"]
    assert {"mediapipe", "av", "Python", "system"} <= set(machine)
    assert all(machine.values())
