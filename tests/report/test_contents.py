"""Which lifts are shown, which letter a reason gets, and what is told of limits."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tilcoach.coaching import Pattern, Reason, Verdict, read_limits
from tilcoach.errors import InputError
from tilcoach.i18n import Language, translator
from tilcoach.report import Report, ReportSession, build_report, read_session, report_bytes
from tilcoach.report.figures import representative_lifts
from tilcoach.report.verdicts import reason_letters
from tilcoach.session_files import write_json

Make = Callable[..., ReportSession]
Texts = Callable[[Report], list[str]]


def test_lifts_know_their_curves_and_findings(make: Make) -> None:
    first, second = make(2).lifts
    assert first.finding(Pattern.STRAIGHT_LEGS).verdict is Verdict.FOUT
    assert second.finding(Pattern.STRAIGHT_LEGS).verdict is Verdict.GOED
    assert first.curves is not None
    assert first.curves.time_s[0] == 4.0
    assert replace(make(1), curves={}).lifts[0].curves is None


def test_the_first_of_each_pattern_is_shown_and_one_without(make: Make) -> None:
    lifts = make(6).lifts
    assert [lift.part.lift for lift in representative_lifts(lifts)] == [1, 2, 3]
    assert [lift.part.lift for lift in representative_lifts(lifts[2:] + lifts[:1])] == [1, 3, 4]
    assert representative_lifts(()) == ()


def test_a_reason_has_one_letter(make: Make) -> None:
    lifts = make(3).lifts
    assert reason_letters(lifts) == {Reason.VIEW_SIDE: "a"}
    assert reason_letters(()) == {}


def test_an_own_limit_is_told_with_the_one_that_it_replaces(
    make: Make, texts: Texts, language: Language
) -> None:
    session = make(1)
    held = {**session.document.settings.limits, "trunk_rotation_deg": 31.0}
    settings = session.document.settings.model_copy(update={"limits": held})
    own = replace(session, document=session.document.model_copy(update={"settings": settings}))
    said = " ".join(texts(Report((make(1), own), date(2026, 3, 3))))
    words = translator(language)
    assert "25°, 31°" in said
    sentence = "Set for this profile, in place of {value}. That one: {source}"
    source = words.limit_source("trunk_rotation_deg")
    assert words.text(sentence, value="25°", source=source) in said


def test_the_sources_of_limits_are_those_of_the_limits() -> None:
    """When a source in limits.toml changes, so do the words of the report, in both languages."""
    english, dutch = translator("en"), translator("nl")
    limits = read_limits()
    told = ["stoop_squat_index", "trunk_flexion_deg", "knee_flexion_deg", "trunk_rotation_deg"]
    for name in (*told, "load_distance_ratio"):
        assert english.limit_source(name) == limits.measures[name].source
        assert dutch.limit_source(name) not in (name, limits.measures[name].source)


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


def test_codes_of_a_later_version_are_read_and_shown_as_such(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    lift = data["people"][0]["lifts"][0]
    lift["findings"][1] |= {"verdict": "not_judged", "reason": "mirror_image", "measured": None}
    lift["findings"][0] |= {"pattern": "jerk", "unit": "m/s"}
    lift["cue"]["code"] = "breathe_out"
    data["warnings"] = [{"code": "snow", "text": "", "person": None}]
    data["people"][0]["view"]["label"] = "above"
    path.write_text(json.dumps(data), encoding="utf-8")
    words = translator("nl")
    report = build_report([read_session(path)], date(2026, 3, 2))
    pages = pypdfium2.PdfDocument(report_bytes(report, words))
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)
    for code in ("mirror_image", "breathe_out", "snow", "above"):
        assert f"onbekende code {code}" in text
    assert "niet kent: above, breathe_out, jerk, mirror_image" in text
    assert words.reason(Reason.NOT_RECORDED) in text


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
    rows = [f"{n / 100},1,{n / 10},1,50,0,0.25,x\n" for n in range(1000)]
    (path.parent / "frames.csv").write_text(HEAD + REST + "".join(rows))
    assert 45 <= len(read_session(path).curves[1, 1].time_s) <= 90


def test_a_session_of_before_stills_can_be_read(path: Path) -> None:
    data = json.loads(path.read_text())
    for part in data["people"][0]["lifts"]:
        del part["still"]
    path.write_text(json.dumps(data))
    assert [lift.part.key_pose for lift in read_session(path).lifts] == [None, None]


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
