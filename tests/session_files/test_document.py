"""``session.json`` says what the review says, in the promised shape."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import tilcoach
from tilcoach.coaching import Cue, Limits, RecordingResult, WarningCode, read_limits
from tilcoach.lifting import LoadChoice
from tilcoach.lifting_index import Coupling
from tilcoach.pose import FilmFault, FilmSpan, SourceInfo
from tilcoach.session_files import (
    SessionDocument,
    json_text,
    schema_text,
    session_document,
    write_json,
)
from tilcoach.session_files.bounds import within
from tilcoach.session_files.document import _rounded

KEPT_SCHEMA = Path(tilcoach.__file__).parents[2] / "docs" / "session.schema.json"


@dataclass(frozen=True)
class Model:
    name: str = "pose_landmarker_full"
    sha256: str = "cd" * 32


@dataclass(frozen=True)
class Choices:
    language: str = "nl"
    load: LoadChoice = LoadChoice.AUTO
    height_cm: float | None = None
    load_kg: float | None = None
    coupling: Coupling | None = None
    hours: float | None = None
    lifts_per_min: float | None = None
    persons: int = 2
    limits: Limits = field(default_factory=read_limits)
    fingerprint: str = "ab" * 32


class Words:
    def cue(self, cue: Cue) -> str:
        return f"cue {cue}"

    def warning(self, warning: WarningCode) -> str:
        return f"warning {warning}"

    def film_span(self, fault: object, start_s: float, end_s: float) -> str:
        return f"{fault} {start_s} {end_s}"


def document(review: RecordingResult, source: SourceInfo) -> SessionDocument:
    return session_document(review, source, Model(), Choices(), 3, Words())


def as_json(review: RecordingResult, source: SourceInfo) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json_text(document(review, source)))
    return data


def test_the_document_has_the_fields_of_the_contract(
    review: RecordingResult, source: SourceInfo
) -> None:
    data = as_json(review, source)
    assert data["schema"] == 1
    assert data["tilcoach"] == tilcoach.__version__
    assert data["source"] == {
        "name": "lift.mp4",
        "sha256": "ab" * 32,
        "duration_s": 1.5,
        "frame_rate_hz": 30.0,
        "width_px": 640,
        "height_px": 480,
        "frames": 45,
        "frames_without_person": 3,
        "recorded_at": None,
        "recorded_at_from": None,
    }
    assert data["model"] == {"name": "pose_landmarker_full", "sha256": "cd" * 32}
    assert data["settings"]["load"] == "auto"
    assert data["settings"]["height_cm"] is None
    assert data["settings"]["limits"]["stoop_squat_index"] == 75.0


def test_a_lift_is_written_with_its_findings(review: RecordingResult, source: SourceInfo) -> None:
    (lift,) = as_json(review, source)["people"][0]["lifts"]
    assert (lift["lift"], lift["start_s"], lift["end_s"]) == (1, 0.012, 1.45)
    assert lift["load"] == {"held": True, "probability": 0.93, "source": "auto"}
    assert lift["measures"] == {
        "trunk_flexion_deg": 62.1,
        "knee_flexion_deg": 14.0,
        "stoop_squat_index": 92.0,
        "trunk_rotation_deg": None,
        "load_distance_m": 0.411,
        "load_distance_ratio": 0.235,
    }
    assert [f["verdict"] for f in lift["findings"]] == ["fout", "not_judged", "goed"]
    assert lift["findings"][1] == {
        "pattern": "twist_with_load",
        "verdict": "not_judged",
        "start_s": None,
        "end_s": None,
        "measured": None,
        "limit": 25.0,
        "unit": "deg",
        "confidence": 0.0,
        "reason": "view_side",
        "note": None,
        "judged_by": None,
    }
    assert lift["cue"] == {"code": "bend_knees", "text": "cue bend_knees"}


def test_a_bend_is_written_apart_and_not_judged(
    review: RecordingResult, source: SourceInfo
) -> None:
    (bend,) = as_json(review, source)["people"][0]["bends"]
    assert (bend["start_s"], bend["upright_s"]) == (0.012, 1.4)
    assert bend["measures"]["trunk_flexion_deg"] == 62.1
    assert "findings" not in bend


def test_people_without_a_view_have_no_yaw(review: RecordingResult, source: SourceInfo) -> None:
    side, unknown = as_json(review, source)["people"]
    assert side["view"] == {"label": "side", "yaw_deg": 8.0}
    assert unknown["view"] == {"label": "unknown", "yaw_deg": None}
    assert unknown["lifts"] == []


def test_warnings_say_whom_they_are_about(review: RecordingResult, source: SourceInfo) -> None:
    whole = {"start_s": None, "end_s": None}
    assert as_json(review, source)["warnings"] == [
        {"code": "default_height", "text": "warning default_height", "person": None, **whole},
        {"code": "no_upright", "text": "warning no_upright", "person": 2, **whole},
    ]


def test_what_the_film_does_not_show_comes_first_with_its_time(
    review: RecordingResult, source: SourceInfo
) -> None:
    spans = (FilmSpan(FilmFault.FRAMES_MISSING, 1.23449, 2.5),)
    first, *_ = as_json(replace(review, spans=spans), source)["warnings"]
    assert (first["code"], first["person"]) == ("frames_missing", None)
    assert (first["start_s"], first["end_s"]) == (1.234, 2.5)


def test_nobody_in_view_is_a_document_too(source: SourceInfo) -> None:
    data = as_json(RecordingResult((), (WarningCode.NOBODY_SEEN,)), source)
    assert data["people"] == []
    jsonschema.validate(data, json.loads(schema_text()))


def test_the_schema_in_docs_is_the_schema_of_the_types() -> None:
    assert KEPT_SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_a_document_follows_the_schema_and_a_broken_one_does_not(
    review: RecordingResult, source: SourceInfo
) -> None:
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    data = as_json(review, source)
    jsonschema.validate(data, schema)
    finding = data["people"][0]["lifts"][0]["findings"][1]
    for key, value in (("reason", None), ("reason", "no_such_reason"), ("verdict", "goed")):
        kept = finding[key]
        finding[key] = value
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(data, schema)
        finding[key] = kept
    del data["people"][0]["lifts"][0]["findings"][2]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)


def test_a_number_that_is_not_finite_cannot_be_written(
    review: RecordingResult, source: SourceInfo
) -> None:
    limits = read_limits().with_values({"trunk_rotation_deg": math.nan}, "Test")
    with pytest.raises(ValidationError):
        session_document(review, source, Model(), Choices(limits=limits), 0, Words())


def test_a_file_holds_exactly_the_text(
    review: RecordingResult, source: SourceInfo, tmp_path: Path
) -> None:
    path = tmp_path / "session.json"
    named = replace(source, name="tillen één.mp4")
    write_json(document(review, named), path)
    assert path.read_bytes() == json_text(document(review, named)).encode()
    assert json.loads(path.read_bytes())["source"]["name"] == "tillen één.mp4"


def test_a_name_that_is_no_text_can_still_be_written(
    review: RecordingResult, source: SourceInfo
) -> None:
    named = replace(source, name="lift\udcff.mp4")  # how Python shows a byte that is no UTF-8
    assert as_json(review, named)["source"]["name"] == "lift?.mp4"


@given(st.floats(), st.sampled_from(["deg", "m", "ratio", "index", "s", "probability"]))
def test_rounding_gives_a_near_number_or_nothing(value: float, unit: str) -> None:
    rounded = _rounded(value, unit)
    if rounded is None:
        assert not within(value, unit)
    else:
        assert abs(rounded - value) <= 0.051
        assert str(rounded) != "-0.0"
