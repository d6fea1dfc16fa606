"""The limits: complete, explained, and all of them used."""

from __future__ import annotations

import inspect
import re

import pytest

from tilcoach.coaching import (
    CRITERIA,
    Limits,
    Pattern,
    Quantity,
    criteria,
    read_limits,
    with_more_doubt,
)

NAMES = sorted(read_limits())
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
    limit = limits[name]
    lowest, highest = UNITS[limit.unit]
    assert lowest < limit.value < highest
    assert len(limit.source) > 20
    assert len(limit.why) > 20
    assert limit.why.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_ends_in_its_unit_or_in_what_belongs_to_a_limit(limits: Limits, name: str) -> None:
    unit = limits[name].unit
    known = ("visible_share", "stoop_squat_index", "load_probability")
    assert _of_limit(name).endswith((f"_{unit}", *known))


def _of_limit(name: str) -> str:
    return name.removesuffix("_margin").removesuffix("_uncertainty")


@pytest.mark.parametrize("name", [name for name in NAMES if _of_limit(name) != name])
def test_what_belongs_to_a_limit_is_much_smaller(limits: Limits, name: str) -> None:
    limit = limits[_of_limit(name)]
    assert limits[name].unit == limit.unit
    assert limits[name].value < limit.value / 2


def test_every_limit_that_is_named_exists_and_none_is_idle() -> None:
    named = set(re.findall(r'limits\["(\w+)"\]', inspect.getsource(criteria)))
    in_metres = Quantity.LOAD_DISTANCE  # its limit is a share of body height
    named |= {f"{quantity}_uncertainty" for quantity in Quantity if quantity is not in_metres}
    assert named == set(NAMES)


def test_the_limits_that_a_pattern_is_known_by_are_there(limits: Limits) -> None:
    assert {"stoop_squat_index", "trunk_rotation_deg", "load_distance_ratio"} <= set(limits)
    assert tuple(pattern for pattern, _ in CRITERIA) == tuple(Pattern)


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
    wider = with_more_doubt(limits)
    for name, limit in limits.items():
        of_doubt = name.endswith(("_margin", "_uncertainty"))
        assert wider[name].value == limit.value * (1.5 if of_doubt else 1.0)
        assert (wider[name].unit, wider[name].source) == (limit.unit, limit.source)
