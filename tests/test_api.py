"""The public API: its surface, and what a recording gives."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from inspect import getdoc, isclass, isfunction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpydoc.validate import validate
from tests.doubles import write_film
from tests.recorded import SAMPLES, RecordedPoses, analyse_sample, first_lift, recorded_from

import tilcoach
from tilcoach.api import films
from tilcoach.session_files import COLUMNS

STOOP = SAMPLES / "stoop_straight_legs.mp4"

SURFACE = [
    "MEASURES",
    "Alignment",
    "Camera",
    "Cue",
    "Difference",
    "FeedbackMode",
    "Finding",
    "FrameResult",
    "FrameSource",
    "InputError",
    "JudgedLift",
    "Keypoint",
    "Lift",
    "LiftMeasures",
    "LiftPhase",
    "Limit",
    "Limits",
    "Load",
    "LoadChoice",
    "Measure",
    "ModelError",
    "Outcome",
    "Pattern",
    "PatternLimit",
    "PersonFrameResult",
    "PersonRecordingResult",
    "Pipeline",
    "Pose",
    "PoseEstimator",
    "PoseSeries",
    "Posture",
    "PostureSeries",
    "Reason",
    "RecordedLift",
    "Recording",
    "SecondCamera",
    "Settings",
    "SettingsError",
    "SourceInfo",
    "StoreError",
    "TilcoachError",
    "Verdict",
    "VideoError",
    "VideoFile",
    "VideoFrame",
    "View",
    "ViewLabel",
    "WarningCode",
    "__version__",
    "analyze",
    "compare",
    "draw",
    "load_settings",
    "open_pipeline",
    "seen_inside",
]


@pytest.fixture(scope="module")
def recording() -> tilcoach.Recording:
    return analyse_sample(STOOP.stem)


def test_the_surface_is_this_and_no_more() -> None:
    assert tilcoach.__all__ == SURFACE
    assert set(SURFACE) <= set(dir(tilcoach))
    with pytest.raises(AttributeError, match="no attribute 'Batch'"):
        getattr(tilcoach, "Batch")  # noqa: B009 - mypy knows that it is not there


def test_every_name_is_documented_and_its_parameters_with_it() -> None:
    faults = [
        (path, message)
        for name in SURFACE
        for path, codes in _documented(name)
        for code, message in validate(path)["errors"]
        if code in codes
    ]
    assert faults == []
    assert all(getdoc(getattr(tilcoach, name)) for name in SURFACE)


def _documented(name: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Give the functions of a public name, with the faults that none of them may have.

    GL08 is a missing docstring, PR01 and PR02 are parameters that only the signature or only the
    docstring has, and RT01 is a function without a section on what it returns.
    """
    found = getattr(tilcoach, name)
    if isfunction(found):
        yield f"tilcoach.{name}", frozenset({"PR01", "PR02", "RT01"})
    elif isclass(found):
        for method, member in vars(found).items():
            if not method.startswith("_") and isfunction(member):
                yield f"tilcoach.{name}.{method}", frozenset({"GL08", "PR01", "PR02"})


def test_types_are_shipped() -> None:
    assert (Path(tilcoach.__file__).parent / "py.typed").is_file()


def test_importing_is_lazy_and_leaves_the_environment_alone() -> None:
    """Nothing heavy comes along; OpenCV's own settings are undone when it does come."""
    script = (
        "import os, sys; before = dict(os.environ); import tilcoach;"
        "assert not {'numpy', 'cv2', 'pandas', 'mediapipe'} & set(sys.modules);"
        "[getattr(tilcoach, name) for name in tilcoach.__all__];"
        "assert 'cv2' in sys.modules and 'pandas' not in sys.modules;"
        "assert dict(os.environ) == before"
    )
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", script], check=True, timeout=60
    )


@pytest.mark.model
def test_five_lines_judge_a_film_and_change_no_environment_variable(tmp_path: Path) -> None:
    before = dict(os.environ)
    told: list[tuple[int, int]] = []

    recording = tilcoach.analyze(
        first_lift(tmp_path / "lift.mp4"), progress=lambda *done: told.append(done)
    )

    assert recording.lifts[0].findings[0].verdict is tilcoach.Verdict.FOUT
    assert told[-1][0] == recording.source.frames
    assert recording.model.name == "pose_landmarker_full"
    assert dict(os.environ) == before


def test_lifts_are_flat_and_know_their_person(recording: tilcoach.Recording) -> None:
    first, second = recording.lifts
    assert (first.person, first.number, second.number) == (1, 1, 2)
    assert first.start_s < first.grasp_s < first.upright_s <= first.end_s <= second.start_s
    assert [finding.pattern for finding in first.findings] == list(tilcoach.Pattern)
    assert len(recording.findings) == 2 * len(tilcoach.Pattern)
    assert first.view.label is tilcoach.ViewLabel.SIDE
    assert first.load.held
    assert recording.warnings == (tilcoach.WarningCode.DEFAULT_HEIGHT,)
    assert recording.path == STOOP


def test_poses_come_by_person(recording: tilcoach.Recording) -> None:
    assert recording.poses[1].image_px.shape == (recording.source.frames, 33, 2)


def test_the_table_is_frames_csv_unrounded(recording: tilcoach.Recording, tmp_path: Path) -> None:
    recording.save(tmp_path / "lift", video=False)
    table = recording.to_dataframe()
    written = pd.read_csv(tmp_path / "lift" / "frames.csv")

    assert tuple(table.columns) == COLUMNS == tuple(written.columns)
    assert table["person"].dtype == int
    assert table["phase"].tolist() == written["phase"].tolist()
    for name in set(COLUMNS) - {"phase"}:
        np.testing.assert_allclose(table[name], written[name], atol=0.006)


def test_a_table_without_people_has_the_same_columns(tmp_path: Path) -> None:
    class Nobody(RecordedPoses):
        def estimate(self, frame: tilcoach.VideoFrame) -> tuple[tilcoach.Pose, ...]:
            del frame
            return ()

    recording = tilcoach.analyze(first_lift(tmp_path / "lift.mp4"), estimator=Nobody(STOOP.stem))

    assert not recording.people
    assert not recording.lifts
    assert tilcoach.WarningCode.NOBODY_SEEN in recording.warnings
    table = recording.to_dataframe()
    assert len(table) == 0
    assert tuple(table.columns) == COLUMNS
    assert table["trunk_flexion_deg"].dtype == float


def test_saving_writes_what_the_command_writes(
    recording: tilcoach.Recording, tmp_path: Path
) -> None:
    recording.save(str(tmp_path / "lift"), video=False)
    session = json.loads((tmp_path / "lift" / "session.json").read_text(encoding="utf-8"))
    assert session == json.loads(recording.to_json())
    assert session["model"] == {"name": "RecordedPoses", "sha256": ""}
    with (tmp_path / "lift" / "frames.csv").open(encoding="utf-8") as file:
        assert len(list(csv.reader(file))) == 1 + recording.source.frames


def test_an_annotated_film_is_written(tmp_path: Path) -> None:
    recording = tilcoach.analyze(
        first_lift(tmp_path / "lift.mp4"), estimator=RecordedPoses(STOOP.stem)
    )
    told: list[int] = []
    recording.annotate(tmp_path / "annotated.mp4", progress=lambda done, _: told.append(done))
    assert tilcoach.VideoFile(tmp_path / "annotated.mp4").info.frames == told[-1]


def test_what_is_no_film_is_refused_before_a_model_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(films, "open_estimator")
    (tmp_path / "words.mp4").write_text("no film", encoding="utf-8")
    with pytest.raises(tilcoach.VideoError, match=r"words\.mp4"):
        tilcoach.analyze(str(tmp_path / "words.mp4"))


LATER_S = 1.0
"""The second camera was switched on so much later."""


@pytest.fixture(scope="module")
def of_two(tmp_path_factory: pytest.TempPathFactory) -> tuple[tilcoach.Recording, list[int]]:
    """Return what two films together show, and how far the callback was told it is."""
    folder, sample = tmp_path_factory.mktemp("films"), "lift_and_twist"
    told: list[int] = []
    shown = {"laptop.mp4": 0.0, "phone.mp4": LATER_S}
    first, second = (
        write_film(folder / name, len(recorded_from(sample, later_s)))
        for name, later_s in shown.items()
    )
    recording = tilcoach.analyze(
        first,
        second=str(second),
        estimator=RecordedPoses(sample),
        second_estimator=RecordedPoses(sample, LATER_S),
        progress=lambda done, _: told.append(done),
    )
    return recording, told


def test_two_films_of_the_same_lifts_are_one_recording(
    of_two: tuple[tilcoach.Recording, list[int]], tmp_path: Path
) -> None:
    recording, told = of_two
    assert recording.path.name == "laptop.mp4"
    assert recording.second is not None
    assert recording.second.source.name == "phone.mp4"
    assert recording.second.alignment.offset_s == pytest.approx(LATER_S, abs=0.1)
    assert len(recording.lifts) == 2
    for finding in recording.findings:
        is_judged = finding.verdict is not tilcoach.Verdict.NOT_JUDGED
        assert (finding.judged_by in tuple(tilcoach.Camera)) is is_judged
    assert told == sorted(told)
    assert len(told) == recording.source.frames + recording.second.source.frames
    recording.save(tmp_path / "both", video=False)
    session = json.loads((tmp_path / "both" / "session.json").read_text(encoding="utf-8"))
    assert session["second_camera"]["name"] == "phone.mp4"


def test_a_lift_of_two_films_has_a_confidence_and_the_best_of_both_measures(
    of_two: tuple[tilcoach.Recording, list[int]], recording: tilcoach.Recording
) -> None:
    fused = of_two[0].people[0].lifts[0]
    lift = of_two[0].lifts[0]
    assert lift.confidence is not None
    assert 0.5 < lift.confidence < 1
    np.testing.assert_equal(lift.measures, fused.measures)
    alone = recording.lifts[0]
    assert alone.confidence is None
    np.testing.assert_equal(alone.measures, alone.lift.measures)


def test_when_the_second_film_begins_can_be_told(tmp_path: Path) -> None:
    sample = "lift_and_twist"
    film = write_film(tmp_path / "one.mp4", len(recorded_from(sample, 0.0)))
    recording = tilcoach.analyze(
        film,
        second=film,
        second_begins_s=0.0,
        estimator=RecordedPoses(sample),
        second_estimator=RecordedPoses(sample),
    )
    assert recording.second is not None
    assert np.isnan(recording.second.alignment.likeness)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"second_begins_s": 1.0}, "give second too"),
        ({"second_estimator": RecordedPoses(STOOP.stem)}, "give second too"),
        ({"second": STOOP, "estimator": RecordedPoses(STOOP.stem)}, "of its own"),
        ({"second": STOOP, "second_estimator": RecordedPoses(STOOP.stem)}, "of its own"),
    ],
)
def test_what_does_not_go_with_a_second_film_is_refused(
    said: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(tilcoach.SettingsError, match=sentence):
        tilcoach.analyze(STOOP, **said)


def test_two_lifts_are_compared(recording: tilcoach.Recording) -> None:
    differences = tilcoach.compare(*recording.lifts)
    assert tuple(one.measure for one in differences) == tilcoach.MEASURES
    assert differences[0].outcome is tilcoach.Outcome.SAME


def test_a_live_frame_is_judged_and_drawn() -> None:
    nothing = np.zeros((480, 640, 3), np.uint8)
    with tilcoach.open_pipeline(estimator=RecordedPoses(STOOP.stem)) as pipeline:
        frame = tilcoach.VideoFrame(nothing, 0.0, 0)
        result = pipeline.step(frame)
    assert result.people[0].phase is tilcoach.LiftPhase.UPRIGHT
    drawn = tilcoach.draw(frame, result, language="en")
    assert drawn.shape == nothing.shape
    assert drawn.any()
    assert not frame.bgr.any()
