"""The published page, and the same numbers as JSON."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tilcoach import __version__
from tilcoach.estimation import ModelInfo
from tilcoach.validation import (
    TARGETS,
    ClipsReport,
    Comparison,
    LiftScores,
    Origin,
    PatternScores,
    RecordingsReport,
    Results,
    Variant,
    write_page,
)
from tilcoach.validation.plots import write_plots
from tilcoach.validation.releases import FOLDER, keep_release, releases_table
from tilcoach.validation.tables import comparison_table

RECORDINGS = RecordingsReport(
    lifts=LiftScores(hits=3, missed=1, false=1, split=2),
    lifts_by_definition=LiftScores(hits=3),
    straight_legs=PatternScores(true_fout=2, not_judged=1),
    false_lifts=0,
    minutes_without_lifts=1.5,
    wrong=("someone: missed lift at 4.0 s",),
)
LENGTHS = Comparison(
    "Length, cm",
    ("side", "front", "counted"),
    1,
    (Variant("by eye", {"side": 4.04, "counted": 3}), Variant("ours", {"side": 1.0, "front": 2.0})),
)


@pytest.fixture
def results(report: ClipsReport) -> Results:
    origin = Origin.of(
        date(2026, 5, 4), "tilcoach validate --clips x", ModelInfo("full", "ab" * 32)
    )
    return Results(report, RECORDINGS, (LENGTHS,), origin)


def test_the_page_holds_the_numbers_that_were_measured(results: Results, tmp_path: Path) -> None:
    assert results.clips is not None
    text = write_page(tmp_path, results, write_plots(results.clips, tmp_path)).read_text("utf-8")
    for truth, measure in (
        ("mid-shoulder", "trunk_flexion_deg"),
        ("neck base", "trunk_flexion_deg (neck)"),
    ):
        mae = results.clips.errors[measure]["side"].mae
        assert f"| trunk flexion ({truth}), MAE side, ° | {mae:.1f} |" in text
    assert "All 4 rendered clips" in text
    assert "3 found, 1 missed, 1 false" in text
    for name in ("error-by-view.png", "bland-altman.png", "reliability.png"):
        assert f"({name})" in text
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")


def test_the_page_says_where_its_numbers_come_from(results: Results, tmp_path: Path) -> None:
    text = write_page(tmp_path, results).read_text("utf-8")
    assert "Made on 2026-05-04" in text
    assert "pose model full (abababababab)" in text
    assert f"tilcoach {__version__}" in text
    assert "`tilcoach validate --clips x`" in text


def test_what_is_missing_or_wrong_is_named(results: Results, tmp_path: Path) -> None:
    assert results.clips is not None
    gaps = replace(results.clips, without_video=("t09", "t14"), wrong=("t01: missed lift at 2 s",))
    text = write_page(tmp_path, replace(results, clips=gaps)).read_text("utf-8")
    assert "4 of 6 clips were measured" in text
    assert "no video yet (2): t09, t14." in text
    assert "- t01: missed lift at 2 s\n" in text
    assert "- someone: missed lift at 4.0 s\n" in text


def test_what_was_not_run_is_not_measured(tmp_path: Path) -> None:
    page = write_page(tmp_path, Results(recordings=RECORDINGS)).read_text("utf-8")
    assert page.count("not measured") == sum("real" not in target.name for target in TARGETS)
    assert "Measures, by view" not in page


def test_the_json_holds_everything_and_no_nan(results: Results, tmp_path: Path) -> None:
    write_page(tmp_path, results)
    text = (tmp_path / "accuracy.json").read_text("utf-8")
    assert "NaN" not in text
    kept = json.loads(text)
    assert kept["clips"]["lifts"]["hits"] == 8
    assert kept["recordings"]["lift_f1"] == 0.75
    assert kept["ablation"][0]["variants"][1]["values"]["front"] == 2.0
    assert kept["origin"]["made_on"] == "2026-05-04"
    assert set(kept["targets"]) == {target.name for target in TARGETS}


def test_a_comparison_shows_counts_whole_and_gaps_as_a_dash() -> None:
    rows = comparison_table(LENGTHS).splitlines()
    assert rows[0] == "| Length, cm | side | front | counted |"
    assert rows[2:] == ["| by eye | 4.0 | - | 3 |", "| ours | 1.0 | 2.0 | - |"]


def test_versions_stand_beside_each_other_in_order(tmp_path: Path) -> None:
    name = TARGETS[0].name
    keep_release(tmp_path, {name: 4.04})
    for version, value in (("0.0.9", 8.0), ("10.0.0", 1.0)):
        (tmp_path / FOLDER / f"{version}.json").write_text(json.dumps({name: value}))
    rows = releases_table(tmp_path).splitlines()
    assert rows[2] == f"| what | 0.0.9 | {__version__} | 10.0.0 |"
    assert rows[4] == f"| {name} | 8.0 | 4.0 | 1.0 |"


def test_a_run_of_one_part_keeps_the_other_part_of_a_release(tmp_path: Path) -> None:
    first, second = TARGETS[0].name, TARGETS[1].name
    keep_release(tmp_path, {first: 4.0, second: math.nan})
    keep_release(tmp_path, {first: math.nan, second: 5.0})
    kept = json.loads((tmp_path / FOLDER / f"{__version__}.json").read_text())
    assert kept == {first: 4.0, second: 5.0}
