"""Sessions read back from files; what is no session gets a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tilcoach.errors import InputError
from tilcoach.report import write_json
from tilcoach.sheet import SheetSession, read_session

Make = Callable[..., SheetSession]

HEAD = "time_s,person,trunk_flexion_deg,knee_flexion_deg,stoop_squat_index"
REST = ",trunk_rotation_deg,load_distance_ratio,something_new\n"


@pytest.fixture
def path(make: Make, tmp_path: Path) -> Path:
    """Return a session.json of two lifts, with nothing beside it."""
    kept = tmp_path / "session.json"
    write_json(make(2).document, kept)
    return kept


def test_a_session_comes_back_as_it_was(path: Path, make: Make) -> None:
    session = read_session(path)
    assert session.document == make(2).document
    assert session.day is not None
    assert session.curves == {}


def test_curves_come_from_the_frames_beside_it(path: Path) -> None:
    rows = [f"{n / 10},1,{n},,50,,0.25,x\n" for n in range(150)]
    other = [f"{n / 10},2,99,99,99,99,0.9,x\n" for n in range(150)]
    (path.parent / "frames.csv").write_text(HEAD + REST + "".join(rows + other))
    curves = read_session(path).curves
    assert set(curves) == {(1, 1), (1, 2)}
    first = curves[1, 1]  # from 4 to 8 seconds
    assert (first.time_s[0], first.time_s[-1]) == (4.0, 7.9)
    assert first.trunk_flexion_deg[0] == 40.0
    assert set(first.knee_flexion_deg) == {None}


def test_many_frames_are_thinned(path: Path) -> None:
    rows = [f"{n / 100},1,{n},1,50,0,0.25,x\n" for n in range(1000)]
    (path.parent / "frames.csv").write_text(HEAD + REST + "".join(rows))
    assert 45 <= len(read_session(path).curves[1, 1].time_s) <= 90


def test_a_session_of_before_stills_can_be_read(path: Path) -> None:
    data = json.loads(path.read_text())
    for part in data["people"][0]["lifts"]:
        del part["still"]
    path.write_text(json.dumps(data))
    assert [lift.part.still for lift in read_session(path).lifts] == [None, None]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not a session"),
        (b"\xff\xfe", "is not a session"),
        (b"[" * 100_000, "is not a session"),
        (b"[]", "is not a whole session"),
        (b"{}", "is not a whole session"),
        (b'{"schema": 1, "tilcoach": "0.1.0"}', "source: Field required"),
        (b'{"schema": 2}', "newer tilcoach"),
    ],
)
def test_what_is_no_session_gets_a_sentence(path: Path, content: bytes, sentence: str) -> None:
    path.write_bytes(content)
    with pytest.raises(InputError, match=sentence):
        read_session(path)


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path: Path) -> None:
    for name in ("nowhere.json", "."):
        with pytest.raises(InputError, match="cannot be read"):
            read_session(tmp_path / name)


def test_a_file_that_is_far_too_large_is_not_read(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(60_000_000)
    with pytest.raises(InputError, match="too large"):
        read_session(path)


@pytest.mark.parametrize("content", ["time_s\n1\n", HEAD + REST + "a,b,c,d,e,f,g,h\n", "\0"])
def test_frames_of_something_else_get_a_sentence(path: Path, content: str) -> None:
    (path.parent / "frames.csv").write_text(content)
    if content == "\0":  # nothing but a head: a session without measures
        assert all(not curves.time_s for curves in read_session(path).curves.values())
        return
    with pytest.raises(InputError, match="does not hold the measures"):
        read_session(path)


@given(place=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_session_with_one_value_changed_is_read_or_refused(
    path: Path, place: st.DataObject
) -> None:
    """Whatever stands in one place, there is a session or a sentence and nothing else."""
    data = json.loads(path.read_text())
    part = data
    while True:
        keys = list(part) if isinstance(part, dict) else list(range(len(part)))
        key = place.draw(st.sampled_from(keys))
        if not isinstance(part[key], dict | list) or not part[key] or place.draw(st.booleans()):
            break
        part = part[key]
    anything = st.none() | st.floats() | st.text() | st.integers() | st.lists(st.integers())
    part[key] = place.draw(anything)
    changed = path.with_name("changed.json")
    changed.write_text(json.dumps(data))
    try:
        session = read_session(changed)
    except InputError:
        return
    assert session.document.tilcoach is not None
