"""The limits: complete, explained, and all of them used."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace

import pytest

from tilcoach.coaching import (
    CRITERIA,
    Limits,
    MeasureError,
    Pattern,
    criteria,
    read_limits,
    with_wider_margins,
)
from tilcoach.kinematics import ViewLabel
from tilcoach.measures import KNEE_FLEXION, MEASURES, STOOP_SQUAT, TRUNK_ROTATION

NAMES = sorted(read_limits().values())
UNITS = {
    "deg": (0, 180),
    "m": (0, 2),
    "ratio": (0, 1),
    "index": (0, 100),
    "s": (0, 10),
    "probability": (0, 1),
}


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_has_a_unit_a_source_and_a_why(limits: Limits, name: str) -> None:
    limit = dict(limits.entries())[name]
    lowest, highest = UNITS[limit.unit]
    assert lowest <= limit.value < highest
    assert len(limit.source) > 20
    assert len(limit.why) > 20
    assert limit.why.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_ends_in_its_unit_or_in_what_belongs_to_a_limit(limits: Limits, name: str) -> None:
    unit = dict(limits.entries())[name].unit
    known = ("visible_share", "stoop_squat_index", "load_probability")
    assert _of_limit(name).endswith((f"_{unit}", *known))


def _of_limit(name: str) -> str:
    return re.sub(r"_(margin|uncertainty|bias)(_[a-z]+)?$", "", name)


@pytest.mark.parametrize("name", [name for name in NAMES if _of_limit(name) != name])
def test_what_belongs_to_a_limit_is_smaller(limits: Limits, name: str) -> None:
    entries = dict(limits.entries())
    limit = entries[_of_limit(name)]
    assert entries[name].unit == limit.unit
    assert entries[name].value < limit.value


def test_every_measure_has_a_limit_and_none_is_idle(limits: Limits) -> None:
    assert set(limits.measures) == {measure.field for measure in MEASURES}
    assert {measure.limit for measure in MEASURES} - {""} <= set(limits.measures)
    assert tuple(pattern for pattern, _ in CRITERIA) == tuple(Pattern)


def test_a_view_has_its_own_error_and_else_the_general_one(limits: Limits) -> None:
    held = replace(limits.of(TRUNK_ROTATION), views={ViewLabel.SIDE: MeasureError(9.0, 11.0)})
    side, front = held.seen_from(ViewLabel.SIDE), held.seen_from(ViewLabel.FRONT)
    assert (side.margin, side.uncertainty) == (9.0, 11.0)
    assert (front.margin, front.uncertainty) == (held.margin, held.uncertainty)
    assert side.value == front.value == held.value


def test_what_a_view_tells_too_much_moves_the_limit_there(limits: Limits) -> None:
    knee = limits.of(KNEE_FLEXION)
    bias = knee.views[ViewLabel.FRONT].bias
    assert bias > 0
    assert knee.seen_from(ViewLabel.FRONT).value == knee.value + bias
    assert knee.seen_from(ViewLabel.SIDE).value == knee.value
    own = limits.with_values({"knee_flexion_deg": 60.0}, "Profile x").of(KNEE_FLEXION)
    assert own.seen_from(ViewLabel.FRONT).value == 60 + bias
    other = limits.with_values({"knee_flexion_deg_bias_front": 3.0}, "Profile x")
    assert other.of(KNEE_FLEXION).seen_from(ViewLabel.FRONT).value == knee.value + 3


def test_an_error_of_a_profile_holds_from_every_side(limits: Limits) -> None:
    name = TRUNK_ROTATION.field
    held = replace(limits.of(TRUNK_ROTATION), views={ViewLabel.SIDE: MeasureError(9.0, 11.0)})
    limits = replace(limits, measures={**limits.measures, name: held})
    own = limits.with_values({f"{name}_margin": 3.0}, "Profile x").of(TRUNK_ROTATION)
    assert own.seen_from(ViewLabel.SIDE).margin == own.seen_from(ViewLabel.FRONT).margin == 3
    assert own.seen_from(ViewLabel.SIDE).uncertainty == 11
    side = limits.with_values({f"{name}_margin_side": 4.0}, "Profile x").of(TRUNK_ROTATION)
    assert side.seen_from(ViewLabel.SIDE).margin == 4
    assert side.seen_from(ViewLabel.FRONT).margin == held.margin


def test_a_value_knows_whether_it_is_somebodys_own(limits: Limits) -> None:
    ours = limits.values()
    assert limits.with_values(ours, "Profile x") == limits
    own = limits.with_values({TRUNK_ROTATION.field: 30.0, "unseen_s": 1.0}, "Profile x")
    assert own.of(TRUNK_ROTATION).is_own
    assert not own.of(STOOP_SQUAT).is_own
    for source in (own.of(TRUNK_ROTATION).source, own.unseen_s.source):
        assert source.startswith("Profile x, in place of ")


def test_no_number_that_decides_stands_in_the_criteria() -> None:
    source = inspect.getsource(criteria).split("def chance_of_side")[0]
    code = re.sub(r'""".*?"""|#[^\n]*', "", source, flags=re.DOTALL)
    assert set(re.findall(r"(?<![\w.])\d+\.?\d*(?:e-?\d+)?", code)) <= {
        "0",
        "0.0",
        "1",
        "2",
        "1e-9",
    }


def test_limits_are_read_afresh_each_time() -> None:
    assert read_limits() == read_limits()
    assert read_limits() is not read_limits()


def test_with_more_doubt_what_is_said_of_uncertainty_is_wider_and_no_limit_moves(
    limits: Limits,
) -> None:
    wider = dict(with_wider_margins(limits).entries())
    for name, limit in limits.entries():
        of_doubt = re.search("_(margin|uncertainty)", name) is not None
        assert wider[name].value == limit.value * (1.5 if of_doubt else 1.0)
        assert (wider[name].unit, wider[name].source) == (limit.unit, limit.source)
