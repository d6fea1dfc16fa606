"""``tilcoach bench``: figures from one run beside their goals."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tilcoach import __version__
from tilcoach.bench import Figure

Film = Callable[[str], Path]
Ending = Callable[..., int]
Said = pytest.CaptureFixture[str]

pytestmark = pytest.mark.usefixtures("opened", "no_starts")


@pytest.fixture
def no_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start no processes: tests/bench shows that they are timed."""

    def started(_source: Path, rounds: int) -> tuple[Figure, ...]:
        return (Figure("`tilcoach --help`", "s", (0.25,) * rounds, goal=0.5),)

    monkeypatch.setattr("tilcoach.bench.start_figures", started)


def test_json_holds_a_number_per_round(ending: Ending, film: Film, capsys: Said) -> None:
    assert ending("bench", film("lift.mp4"), "--rounds", 2, "--json") == 0
    run = json.loads(capsys.readouterr().out)
    assert run["tilcoach"] == __version__
    assert run["machine"]["processor"]
    figures = {figure["name"]: figure for figure in run["figures"]}
    assert len(figures["Pose model alone"]["values"]) == 2
    assert figures["File, no annotated video"]["goal"] == 1.05
    assert figures["File, annotated video"]["measured"] > 0
    assert figures["`tilcoach --help`"]["measured"] == 0.25


def test_the_table_has_goals_and_measured_values(
    ending: Ending, film: Film, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert ending("bench", film("lift.mp4"), "--rounds", 1) == 0
    said = capsys.readouterr().out
    assert "Pose model alone" in said
    assert "≤ 1.050 x model" in said
    assert "≤ 0.500 s" in said


def test_memory_is_measured_when_asked_and_others_figures_are_taken_in(
    ending: Ending, film: Film, capsys: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tilcoach.bench.measure_memory", lambda _film: 420.0)
    other = tmp_path / "live.json"
    live = {"name": "Live, median", "unit": "ms", "goal": 100, "measured": 80}
    other.write_text(json.dumps({"figures": [live]}), encoding="utf-8")
    words = ("--rounds", 1, "--minutes", 0.01, "--also", other, "--out", tmp_path / "kept")
    assert ending("bench", film("lift.mp4"), *words) == 0
    page = (tmp_path / "kept" / "speed.md").read_text(encoding="utf-8")
    assert "| Memory of a long film | ≤ 600 MB | 420 MB |" in page
    assert "| Growth of that memory |  | 0 MB per min of film |" in page
    assert "| Live, median | ≤ 100 ms | 80 ms |" in page
    assert "--minutes 0.01" in page
    capsys.readouterr()


def test_figures_that_cannot_be_read_are_told_before_anything_is_measured(
    ending: Ending, film: Film, capsys: Said, tmp_path: Path
) -> None:
    other = tmp_path / "live.json"
    other.write_text("no figures", encoding="utf-8")
    assert ending("bench", film("lift.mp4"), "--also", other) == 3
    assert "live.json" in capsys.readouterr().err


def test_sizes_are_measured_when_asked(
    ending: Ending, film: Film, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sizes(*_: object) -> tuple[Figure, ...]:
        return (Figure("4K HEVC, memory", "MB", (450.0,), 700.0),)

    monkeypatch.setattr("tilcoach.bench.size_figures", sizes)
    assert ending("bench", film("lift.mp4"), "--rounds", 1, "--sizes", "--json") == 0
    run = json.loads(capsys.readouterr().out)
    assert "4K HEVC, memory" in [figure["name"] for figure in run["figures"]]
    assert "--sizes" in run["command"]
