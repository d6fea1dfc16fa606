"""The published page, and the same numbers as JSON."""

from __future__ import annotations

import json
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
    Estimate,
    LiftScores,
    Origin,
    PatternScores,
    RecordingsReport,
    Results,
    Source,
    TargetResult,
    Variant,
    write_page,
)
from tilcoach.validation.plots import write_plots
from tilcoach.validation.releases import FOLDER, releases_table, write_release
from tilcoach.validation.scores import RecordingScores
from tilcoach.validation.tables import comparison_table
from tilcoach.validation.validate_recordings import RecordingOutcome

RECORDINGS = RecordingsReport(
    (
        RecordingOutcome(
            "someone",
            RecordingScores(
                LiftScores(hits=3, missed=1, false=1, split=2),
                PatternScores(true_fout=2, not_judged=1),
                ["missed lift at 4.0 s"],
            ),
            with_put_downs=LiftScores(hits=3),
            seconds_without_lifts=90.0,
        ),
    )
)
FILMS, PEOPLE = "our renderer", "real people"
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
    sources = (Source(FILMS, report), Source(PEOPLE, RECORDINGS))
    return Results(sources, (LENGTHS,), origin)


def test_the_page_holds_the_numbers_that_were_measured(
    results: Results, report: ClipsReport, tmp_path: Path
) -> None:
    text = write_page(tmp_path, results, write_plots(results.sources, tmp_path)).read_text("utf-8")
    for truth, measure in (
        ("mid-shoulder", "trunk_flexion_deg"),
        ("neck base", "trunk_flexion_deg (neck)"),
    ):
        mae = report.mae(measure, "side")
        assert f"| trunk flexion ({truth}), MAE side, ° | {mae.value:.1f} ({mae.low:.1f}" in text
    assert "## Our renderer\n\nAll 4 clips" in text
    assert "3 found, 1 missed, 1 false" in text
    for name in ("error-by-view", "bland-altman", "reliability"):
        assert f"({name}-our-renderer.png)" in text
        assert (tmp_path / f"{name}-our-renderer.png").read_bytes().startswith(b"\x89PNG")


def test_the_headline_names_the_worst_source(results: Results, tmp_path: Path) -> None:
    text = write_page(tmp_path, results).read_text("utf-8")
    (line,) = [row for row in text.splitlines() if row.startswith("| lifts found, F1, as")][:1]
    assert "| 0.750 (no interval) | real people |" in line


def test_the_page_says_where_its_numbers_come_from(results: Results, tmp_path: Path) -> None:
    text = write_page(tmp_path, results).read_text("utf-8")
    assert "Made on 2026-05-04" in text
    assert "pose model full (abababababab)" in text
    assert f"tilcoach {__version__}" in text
    assert "`tilcoach validate --clips x`" in text


def test_what_is_missing_or_wrong_is_named(report: ClipsReport, tmp_path: Path) -> None:
    first = replace(report.outcomes[0], wrong=("t01: missed lift at 2 s",))
    gaps = replace(report, without_video=("t09", "t14"), outcomes=(first, *report.outcomes[1:]))
    sources = (Source(FILMS, gaps), Source(PEOPLE, RECORDINGS))
    text = write_page(tmp_path, Results(sources)).read_text("utf-8")
    assert "4 of 6 clips were measured" in text
    assert "no video yet (2): t09, t14." in text
    assert "- t01: missed lift at 2 s\n" in text
    assert "- someone: missed lift at 4.0 s\n" in text


def test_what_was_not_run_is_not_measured(tmp_path: Path) -> None:
    results = Results((Source(PEOPLE, RECORDINGS),))
    page = write_page(tmp_path, results).read_text("utf-8")
    missing = sum(not one.figures for one in results.targets().values())
    assert page.count("not measured") == missing > 0
    assert "Measures, by view" not in page


def test_the_json_holds_everything_and_no_nan(results: Results, tmp_path: Path) -> None:
    write_page(tmp_path, results)
    text = (tmp_path / "accuracy.json").read_text("utf-8")
    assert "NaN" not in text
    numbers = json.loads(text)
    assert numbers["sources"][FILMS]["lifts"]["hits"] == 8
    assert numbers["targets"]["lifts found, F1, as labelled"]["value"] == 0.75
    by_source = numbers["targets"]["lifts found, F1"]["sources"]
    assert set(by_source) == {FILMS, PEOPLE}
    assert set(by_source[FILMS]) == {"value", "low", "high", "count", "clips"}
    assert numbers["ablation"][0]["variants"][1]["values"]["front"] == 2.0
    assert numbers["origin"]["made_on"] == "2026-05-04"
    assert {"lifting", "validation"} <= set(numbers["origin"]["provenance"]["code"])
    assert set(numbers["targets"]) == {target.name for target in TARGETS}


def test_a_comparison_shows_counts_whole_and_gaps_as_a_dash() -> None:
    rows = comparison_table(LENGTHS).splitlines()
    assert rows[0] == "| Length, cm | side | front | counted |"
    assert rows[2:] == ["| by eye | 4.0 | - | 3 |", "| ours | 1.0 | 2.0 | - |"]


def test_versions_stand_beside_each_other_in_order(tmp_path: Path) -> None:
    name = TARGETS[0].name
    worst = Estimate(4.04, 3.0, 5.0, 100, 9)
    write_release(tmp_path, {name: TargetResult(FILMS, worst, {FILMS: worst})})
    for version, value in (("0.0.9", 8.0), ("10.0.0", {"value": 1.0, "source": FILMS})):
        (tmp_path / FOLDER / f"{version}.json").write_text(json.dumps({name: value}))
    rows = releases_table(tmp_path).splitlines()
    assert rows[2] == f"| what | 0.0.9 | {__version__} | 10.0.0 |"
    assert rows[4] == f"| {name} | 8.0 | 4.0 | 1.0 |"
