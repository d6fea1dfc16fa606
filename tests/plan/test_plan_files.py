"""A plan goes out as a file and its results come back; nothing from elsewhere is trusted."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.coaching import Pattern
from tilcoach.errors import InputError
from tilcoach.guidance import FeedbackMode
from tilcoach.measures import MEASURES
from tilcoach.plan import (
    Plan,
    PlanResults,
    SessionResult,
    Speaking,
    TallyPart,
    Targets,
    file_text,
    plan_schema_text,
    read_plan_file,
    results_schema_text,
    trends,
)
from tilcoach.plan.plan_files import MOST_BYTES

DAYS = st.dates(date(1990, 1, 2), date(2099, 12, 31))
LETTERS = st.characters(exclude_categories=("C", "Z"))
LINES = st.text(LETTERS | st.just(" "), max_size=40)
PAGES = st.text(LETTERS | st.sampled_from(" \n"), max_size=300)


@st.composite
def targets(draw: st.DrawFn) -> Targets:
    free = draw(st.booleans())
    angle = st.none() if free else st.none() | st.floats(10, 120)
    return Targets(
        knee_at_least_deg=draw(angle),
        trunk_at_most_deg=draw(angle),
        hands_at_most_cm=draw(st.none() | st.floats(10, 100)),
        turned_at_most_deg=draw(st.none() | st.floats(5, 90)),
        bend_freely=free,
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    wanted = draw(targets())
    focus = draw(st.lists(st.sampled_from(Pattern), unique=True))
    if wanted.bend_freely:
        focus = [pattern for pattern in focus if pattern is not Pattern.STRAIGHT_LEGS]
    return Plan(
        code=draw(st.uuids()).hex,
        made_on=draw(DAYS),
        name=draw(LINES),
        focus=tuple(focus),
        lifts=draw(st.integers(1, 100)),
        sets=draw(st.integers(1, 20)),
        rest_s=draw(st.integers(0, 900)),
        days_per_week=draw(st.integers(1, 7)),
        weeks=draw(st.integers(1, 52)),
        lift_what=draw(LINES),
        load_kg=draw(st.none() | st.floats(0, 100)),
        targets=wanted,
        feedback=draw(st.sampled_from(FeedbackMode)),
        speaking=draw(st.sampled_from(Speaking)),
        message=draw(PAGES),
    )


@st.composite
def sessions(draw: st.DrawFn) -> SessionResult:
    lifts = draw(st.integers(0, 300))
    goed = draw(st.integers(0, lifts))
    fout = draw(st.integers(0, lifts - goed))
    tally = TallyPart(goed=goed, fout=fout, not_judged=lifts - goed - fout)
    values = st.none() | st.floats(-500, 500)
    return SessionResult(
        started_at=draw(
            st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
        ),
        lifts=lifts,
        patterns=draw(st.dictionaries(st.sampled_from(Pattern), st.just(tally))),
        medians={measure.field: draw(values) for measure in MEASURES},
        note=draw(PAGES),
        pain_before=draw(st.none() | st.integers(0, 10)),
    )


@st.composite
def results(draw: st.DrawFn) -> PlanResults:
    return PlanResults(
        plan=draw(plans()),
        opened_on=draw(DAYS),
        written_on=draw(DAYS),
        sessions=tuple(draw(st.lists(sessions(), max_size=4))),
    )


@given(contents=plans() | results())
def test_what_goes_out_comes_back(contents: Plan | PlanResults) -> None:
    text = file_text(contents)
    assert read_plan_file(text.encode(), "a.tilcoach") == contents
    schema = plan_schema_text() if isinstance(contents, Plan) else results_schema_text()
    jsonschema.validate(json.loads(text), json.loads(schema))


@pytest.fixture
def whole() -> dict[str, Any]:
    session = SessionResult(
        started_at=datetime(2026, 3, 4, 9, tzinfo=UTC),
        lifts=30,
        patterns={Pattern.LOAD_FAR: TallyPart(goed=20, fout=10)},
        medians={"trunk_flexion_deg": 55.0},
    )
    plan = Plan(code="0" * 32, made_on=date(2026, 3, 2))
    contents = PlanResults(
        plan=plan, opened_on=date(2026, 3, 4), written_on=date(2026, 3, 5), sessions=(session,)
    )
    found: dict[str, Any] = json.loads(file_text(contents))
    return found


def _set(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(values: dict[str, Any]) -> None:
        *way, last = path.split(".")
        place: Any = values
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        place[last] = value

    return change


FAULTS = {
    "more lifts than can be": _set("results.sessions.0.lifts", 10**9),
    "more verdicts than lifts": _set("results.sessions.0.lifts", 29),
    "a number that is none": _set("results.sessions.0.medians.trunk_flexion_deg", float("nan")),
    "a number beyond all": _set("results.sessions.0.medians.trunk_flexion_deg", 1e300),
    "a measure of nobody": _set("results.sessions.0.medians.smile", 1.0),
    "a pattern of nobody": _set("results.sessions.0.patterns.smile", {}),
    "text in place of a number": _set("results.plan.lifts", "10"),
    "a fraction of a lift": _set("results.plan.lifts", 10.5),
    "a flag in place of a number": _set("results.plan.lifts", value=True),
    "a very long message": _set("results.plan.message", "x" * 10_000),
    "a letter that steers a terminal": _set("results.plan.message", "\x1b[2J"),
    "half of a letter": _set("results.plan.message", "\ud800"),
    "a day long ago": _set("results.plan.made_on", "0001-01-01"),
    "no time zone": _set("results.sessions.0.started_at", "2026-03-04T09:00:00"),
    "pain beyond ten": _set("results.sessions.0.pain_before", 11),
    "a key that is not known": _set("results.plan.and", "more"),
    "no sessions": _set("results.sessions", None),
    "too many sessions": _set("results.sessions", [{}] * 3000),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_and_the_whole_file_is_refused(whole: dict[str, Any], fault: str) -> None:
    changed = deepcopy(whole)
    FAULTS[fault](changed)
    read_plan_file(json.dumps(whole).encode(), "a.tilcoach")  # it was whole before
    with pytest.raises(InputError, match=r"a\.tilcoach is not a whole plan"):
        read_plan_file(json.dumps(changed).encode(), "a.tilcoach")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is not a plan"),
        (b"\xff\x00\x01", "is not a plan"),
        (b"[]", "is not a plan"),
        (b'{"schema": 1}', "is not a plan"),
        (b'{"kind": ["plan"]}', "is not a plan"),
        (b"[" * 200_000, "is not a plan"),
        (b" " * (MOST_BYTES + 1), "is too large"),
        (b'{"kind": "plan", "schema": 2}', "made by a newer tilcoach"),
        (b'{"kind": "plan", "schema": 1}', "is not a whole plan"),
    ],
)
def test_what_is_no_plan_is_told_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        read_plan_file(data, "a.tilcoach")


@given(st.binary(max_size=300))
def test_no_bytes_bring_anything_but_a_sentence(data: bytes) -> None:
    with pytest.raises(InputError):
        read_plan_file(data, "a.tilcoach")


def session(**medians: float | None) -> SessionResult:
    return SessionResult(started_at=datetime(2026, 3, 4, tzinfo=UTC), lifts=1, medians=medians)


def test_a_trend_needs_two_sessions() -> None:
    assert trends([session(trunk_flexion_deg=50), session(trunk_flexion_deg=None)]) == ()


def test_a_trend_goes_from_the_first_to_the_newest() -> None:
    told = [session(trunk_flexion_deg=float(value)) for value in (70, 60, 50, 50, 40, 30)]
    (trend,) = trends(told)
    assert (trend.measure.field, trend.first, trend.latest) == ("trunk_flexion_deg", 65, 35)
    assert trend.sessions == 2
