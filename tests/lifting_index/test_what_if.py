"""How the index of a lift moves when the work is set up otherwise, and what is named first."""

from __future__ import annotations

import math

import pytest

from tilcoach.lifting_index import (
    Arrangement,
    Change,
    Coupling,
    InputErrors,
    Job,
    LiftEnd,
    Outlook,
    WhatIf,
)
from tilcoach.lifting_index.what_if import in_order

ERRORS = InputErrors(3.0, 3.0, 4.0)
EXACT = InputErrors(0.0, 0.0, 0.0)


def lift(
    horizontal_cm: float = 45.0, low_cm: float = 20.0, turn_deg: float = 45.0, load_kg: float = 15
) -> WhatIf:
    """Return a lift from near the floor, 45 cm away and turned, to knuckle height."""
    low = LiftEnd(horizontal_cm, low_cm, 95.0, turn_deg)
    high = LiftEnd(30.0, 95.0, low_cm, turn_deg, is_destination=True)
    return WhatIf((low, high), Job(load_kg, Coupling.GOOD), ERRORS)


@pytest.mark.parametrize(
    ("change", "kg"),
    [
        # 23 kg, HM, VM, DM and AM, by hand, of the end with the lower limit.
        (None, 23 * 25 / 45 * 0.835 * 0.88 * 0.856),
        (Change.NEARER, 23 * 1.0 * 0.835 * 0.88 * 0.856),
        (Change.TABLE, 23 * 25 / 45 * 1.0 * 1.0 * 0.856),
        (Change.FEET_ALONG, 23 * 25 / 45 * 0.835 * 0.88),
        (Change.HALF_WEIGHT, 23 * 25 / 45 * 0.835 * 0.88 * 0.856),
    ],
)
def test_each_change_does_what_the_equation_says(change: Change | None, kg: float) -> None:
    band = lift().band((change,) if change else ())
    assert band.rwl_kg == pytest.approx(kg, rel=1e-9)
    weight = 7.5 if change is Change.HALF_WEIGHT else 15.0
    assert band.li == pytest.approx(weight / kg, rel=1e-9)
    assert band.low < band.li < band.high


def test_the_largest_gain_comes_first() -> None:
    assert [one.change for one in lift().outlooks()] == [
        Change.HALF_WEIGHT,
        Change.NEARER,
        Change.TABLE,
        Change.FEET_ALONG,
    ]


def test_what_gains_next_to_nothing_is_not_named() -> None:
    near = WhatIf(
        (LiftEnd(26, 20, 95, 0), LiftEnd(26, 95, 20, 0, is_destination=True)), Job(10), EXACT
    )
    assert Change.NEARER not in [one.change for one in near.outlooks()]


def test_technique_comes_last_however_much_it_gains() -> None:
    turned = lift(horizontal_cm=30.0, low_cm=60.0, turn_deg=120.0)
    gains = {one.change: one.gain for one in turned.outlooks()}
    assert gains[Change.FEET_ALONG] > gains[Change.NEARER]
    assert turned.outlooks()[-1].change is Change.FEET_ALONG


def test_changes_add_up() -> None:
    everything = lift().band(tuple(Change))
    assert everything.li < min(one.after.li for one in lift().outlooks())
    assert everything.rwl_kg == pytest.approx(23 * 0.94)  # 95 cm high at the other end


def test_beyond_reach_only_what_brings_it_within_reach_gains() -> None:
    far = lift(horizontal_cm=70.0)
    assert math.isinf(far.band().li)
    (only,) = far.outlooks()
    assert only.change is Change.NEARER
    assert math.isinf(only.gain)
    assert only.after.li < 2


def test_a_lift_at_its_best_has_nothing_to_gain_but_weight() -> None:
    best = WhatIf(
        (LiftEnd(25, 75, 75, 0), LiftEnd(25, 75, 75, 0, is_destination=True)), Job(10), EXACT
    )
    assert [one.change for one in best.outlooks()] == [Change.HALF_WEIGHT]


def test_equal_ends_of_a_table_are_level() -> None:
    low = WhatIf(
        (LiftEnd(30, 10, 50, 0), LiftEnd(30, 50, 10, 0, is_destination=True)), Job(10), EXACT
    )
    assert low.band((Change.TABLE,)).rwl_kg == pytest.approx(23 * 25 / 30)


def test_order_is_by_the_index_that_is_left() -> None:
    now = lift().band()
    outlooks = [Outlook(change, now, lift().band((change,))) for change in reversed(Change)]
    assert in_order(outlooks) == lift().outlooks()


def test_a_load_that_lies_ready_as_it_did_has_the_same_index() -> None:
    assert lift().arrangement == Arrangement(45.0, 20.0, 15.0)
    assert lift().arranged(lift().arrangement) == lift()


@pytest.mark.parametrize(
    ("arrangement", "kg"),
    [
        # By hand, of the end with the lower limit: 23 kg, HM, VM, DM and AM.
        (Arrangement(60.0, 20.0, 15.0), 23 * 25 / 60 * 0.835 * 0.88 * 0.856),
        (Arrangement(45.0, 75.0, 15.0), 23 * 25 / 45 * 1.0 * 1.0 * 0.856),
        (Arrangement(45.0, 20.0, 4.0), 23 * 25 / 45 * 0.835 * 0.88 * 0.856),
        (Arrangement(25.0, 75.0, 15.0), 23 * 25 / 25 * 0.94 * 1.0 * 0.856),  # higher end: 95 cm
    ],
)
def test_each_slider_does_what_the_equation_says(arrangement: Arrangement, kg: float) -> None:
    band = lift().arranged(arrangement).band()
    assert band.rwl_kg == pytest.approx(kg, rel=1e-9)
    assert band.li == pytest.approx(arrangement.load_kg / kg, rel=1e-9)
    assert band.low < band.li < band.high


def test_a_load_that_is_put_down_is_arranged_where_it_comes_to() -> None:
    up = LiftEnd(30.0, 95.0, 20.0, 0.0)
    down = LiftEnd(45.0, 20.0, 95.0, 0.0, is_destination=True)
    put_down = WhatIf((up, down), Job(15.0, Coupling.GOOD), EXACT)
    higher = put_down.arranged(Arrangement(45.0, 75.0, 15.0))
    assert [float(end.height_cm) for end in higher.ends] == [95.0, 75.0]
    assert higher.ends[0].travel_cm == higher.ends[1].travel_cm == 20.0


def test_a_load_further_away_stays_as_near_at_the_other_end() -> None:
    ends = lift().arranged(Arrangement(60.0, 20.0, 15.0)).ends
    assert [float(end.horizontal_cm) for end in ends] == [60.0, 30.0]
