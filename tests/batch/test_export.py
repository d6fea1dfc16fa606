"""Results as files of other programs, read back as those programs read them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tilcoach.batch import Analysis, write_outputs
from tilcoach.batch.export import ANGLES, ExportFormat, export_results
from tilcoach.errors import InputError
from tilcoach.session_files import ModelIdentity
from tilcoach.session_files.landmarks import Landmarks, read_landmarks
from tilcoach.session_files.opensim import trc_text


@pytest.fixture
def results(analysis: Analysis, model: ModelIdentity, tmp_path: Path) -> Path:
    folder = tmp_path / "results"
    write_outputs(analysis, folder, model, with_video=False)
    return folder


def test_markers_are_those_that_were_kept(results: Path) -> None:
    (path,) = export_results(results, [ExportFormat.TRC])
    assert path == results / "person_1.trc"
    lines = path.read_text(encoding="utf-8").split("\n")
    settings = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    assert settings["Units"] == "m"
    assert (settings["NumFrames"], settings["NumMarkers"]) == ("19", "33")
    assert float(settings["DataRate"]) == pytest.approx(30, abs=0.1)
    names = [name for name in lines[3].split("\t")[2:] if name]
    assert names[:2] == ["nose", "left_eye_inner"]
    assert len(names) == 33
    rows = np.array([line.split("\t") for line in lines[6:] if line], dtype=float)
    kept = read_landmarks(results / "landmarks.npz")[1]
    assert np.abs(rows[:, 2:].reshape(-1, 33, 3) - kept.points_m).max() < 1e-4
    assert np.abs(rows[:, 1] - kept.time_s).max() < 1e-5
    assert kept.points_m[0, 0, 1] > 1  # y is up: the nose is high


def test_what_was_not_seen_is_not_a_number() -> None:
    points_m = np.zeros((2, 33, 3))
    points_m[1, 0] = np.nan
    text = trc_text(Landmarks(np.array([0.0, 0.1]), points_m), "x.trc")
    last = text.rstrip("\n").split("\n")[-1].split("\t")
    assert last[:6] == ["2", "0.100000", "NaN", "NaN", "NaN", "0.00000"]
    assert len(last) == 2 + 3 * 33


def test_a_motion_has_the_angles_of_the_table(results: Path) -> None:
    (path,) = export_results(results / "session.json", [ExportFormat.MOT])
    head, table = path.read_text(encoding="utf-8").split("endheader\n")
    assert "inDegrees=yes" in head
    assert "nRows=19" in head
    assert f"nColumns={len(ANGLES) + 1}" in head
    read = pd.read_csv(io.StringIO(table), sep="\t")
    frames = pd.read_csv(results / "frames.csv")
    assert list(read.columns) == ["time", *ANGLES]
    for name in ANGLES:
        assert np.allclose(read[name], frames[name], atol=1e-3, equal_nan=True)


def test_a_motion_holds_moments_at_which_all_is_known(results: Path) -> None:
    """OpenSim's older reader stops at the first cell that is no number."""
    frames = pd.read_csv(results / "frames.csv")
    frames.loc[3, "trunk_flexion_deg"] = np.nan
    frames["trunk_rotation_deg"] = np.nan
    frames.to_csv(results / "frames.csv", index=False)
    (path,) = export_results(results, [ExportFormat.MOT])
    head, table = path.read_text(encoding="utf-8").split("endheader\n")
    read = pd.read_csv(io.StringIO(table), sep="\t")
    assert "nRows=18" in head
    assert list(read.columns) == ["time", *ANGLES[:-1]]
    assert read["time"].tolist() == pytest.approx(frames["time_s"].drop(index=3).tolist())
    assert np.isfinite(read.to_numpy()).all()


def test_who_has_no_angles_has_no_motion(results: Path) -> None:
    frames = pd.read_csv(results / "frames.csv")
    frames[list(ANGLES)] = np.nan
    frames.to_csv(results / "frames.csv", index=False)
    assert export_results(results, [ExportFormat.MOT]) == ()


def test_tables_keep_their_types(results: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    paths = export_results(results, [ExportFormat.PARQUET], out)
    assert {path.name for path in paths} == {"landmarks.parquet", "frames.parquet"}
    landmarks, frames = (pd.read_parquet(out / f"{n}.parquet") for n in ("landmarks", "frames"))
    assert list(landmarks.columns[:3]) == ["time_s", "person", "nose_x_m"]
    assert len(landmarks) == len(frames) == 19
    assert frames["person"].dtype.kind == "i"
    assert frames["trunk_flexion_deg"].dtype.kind == "f"
    assert set(frames["phase"]) == {"upright"}


@pytest.mark.parametrize("name", ["session.json", "landmarks.npz", "frames.csv"])
def test_results_that_are_not_whole_are_told(results: Path, name: str) -> None:
    (results / name).unlink()
    with pytest.raises(InputError, match=r"analyze"):
        export_results(results, list(ExportFormat))


def test_a_damaged_file_is_told(results: Path) -> None:
    (results / "landmarks.npz").write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(InputError, match="analyze the film again"):
        export_results(results, list(ExportFormat))
