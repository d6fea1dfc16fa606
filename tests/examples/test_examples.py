"""Every example runs, on a bundled sample, and prints what it is there for."""

from __future__ import annotations

import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.recorded import RECORDINGS, ROOT, SAMPLES, RecordedPoses, analyze_recorded

from tilcoach.config import Settings
from tilcoach.pipeline import Pipeline

EXAMPLES = ROOT / "examples"
STOOP, SQUAT = SAMPLES / "stoop_straight_legs.mp4", SAMPLES / "squat_close.mp4"

Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run an example as ``python examples/NAME.py ...``, with recorded poses as the model."""
    monkeypatch.setattr("tilcoach.analyze", analyze_recorded)

    def run_it(name: str, *arguments: Path | str) -> str:
        script = str(EXAMPLES / f"{name}.py")
        monkeypatch.setattr("sys.argv", [script, *map(str, arguments)])
        runpy.run_path(script, run_name="__main__")
        return capsys.readouterr().out

    return run_it


def test_each_example_has_a_test_and_a_line_in_the_guide() -> None:
    names = {path.stem for path in EXAMPLES.glob("*.py")}
    guide = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
    tests = Path(__file__).read_text(encoding="utf-8")

    assert len(names) >= 8
    assert [name for name in names if f"examples/{name}.py" not in guide] == []
    assert [name for name in names if f'"{name}"' not in tests] == []


def test_a_folder_becomes_one_table_and_a_damaged_film_is_passed_over(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    films = tmp_path / "films"
    films.mkdir()
    for film in (STOOP, SQUAT):
        shutil.copy(film, films)
    (films / "damaged.mp4").write_bytes(b"no film")

    run("folder_to_table", films, tmp_path / "lifts.csv")

    table = pd.read_csv(tmp_path / "lifts.csv")
    assert table["film"].tolist() == [SQUAT.name] * 2 + [STOOP.name] * 2
    assert table["straight_legs"].tolist() == ["goed", "goed", "fout", "fout"]
    assert capsys.readouterr().err == ""  # it went with the output that `run` has read


def test_a_lift_is_plotted(run: Run, tmp_path: Path) -> None:
    picture = tmp_path / "lift.png"
    assert "lifts shaded: 2" in run("plot_lift", STOOP, picture)
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_own_limits_change_a_verdict(run: Run, tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text("height_cm = 172.0\n[limits]\nload_distance_ratio = 0.1\n", encoding="utf-8")
    assert "lift 1  load_far: fout" in run("own_limits", SQUAT, profile)


def test_a_pattern_of_ones_own_is_judged(run: Run) -> None:
    lines = run("own_pattern", STOOP).splitlines()
    assert [line.split(":")[0] for line in lines] == ["lift 1", "lift 2"]
    assert lines[0].endswith((", goed", ", fout"))


def test_a_camera_is_coached_live(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def open_recorded() -> Pipeline:
        return Pipeline(RecordedPoses(STOOP.stem), Settings())

    monkeypatch.setattr("tilcoach.open_pipeline", open_recorded)
    printed = run("live_camera", STOOP, "--no-window")
    assert "lift 1  straight_legs: fout" in printed
    assert "lift 2  straight_legs: fout" in printed


def test_frames_csv_is_read_with_pandas(run: Run, tmp_path: Path) -> None:
    analyze_recorded(STOOP).save(tmp_path, video=False)
    printed = run("read_frames_csv", tmp_path / "frames.csv")
    assert "lifting" in printed
    assert "trunk_flexion_deg" in printed


def test_two_lifts_are_compared(run: Run) -> None:
    printed = run("compare_lifts", STOOP, SQUAT)
    knee = next(line for line in printed.splitlines() if line.startswith("knee_flexion_deg"))
    assert knee.endswith("more")


def test_another_estimator_goes_through_the_protocol(run: Run) -> None:
    printed = run("other_estimator", STOOP, RECORDINGS / f"{STOOP.stem}.npz")
    assert printed.count("bend_knees") == 2


def test_each_fault_becomes_a_picture(run: Run, tmp_path: Path) -> None:
    run("faults_to_pictures", STOOP, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "lift1-straight_legs.jpg",
        "lift2-straight_legs.jpg",
    ]
