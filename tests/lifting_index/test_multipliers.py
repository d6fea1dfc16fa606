"""The multiplier tables of the Applications Manual, row by row (DHHS 94-110, tables 1 to 5, 7).

Where the numbers were had from, and which were not: docs/lifting-index.md.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.lifting_index import (
    Coupling,
    asymmetry_multiplier,
    coupling_multiplier,
    distance_multiplier,
    frequency_multiplier,
    horizontal_multiplier,
    vertical_multiplier,
)

HORIZONTAL = {
    25: 1.00, 28: 0.89, 30: 0.83, 32: 0.78, 34: 0.74, 36: 0.69, 38: 0.66, 40: 0.63, 42: 0.60,
    44: 0.57, 46: 0.54, 48: 0.52, 50: 0.50, 52: 0.48, 54: 0.46, 56: 0.45, 58: 0.43, 60: 0.42,
    63: 0.40, 64: 0.00,
}  # fmt: skip
VERTICAL = {
    0: 0.78, 10: 0.81, 20: 0.84, 30: 0.87, 40: 0.90, 50: 0.93, 60: 0.96, 70: 0.99, 80: 0.99,
    90: 0.96, 100: 0.93, 110: 0.90, 120: 0.87, 130: 0.84, 140: 0.81, 150: 0.78, 160: 0.75,
    170: 0.72, 175: 0.70, 176: 0.00,
}  # fmt: skip
DISTANCE = {
    25: 1.00, 40: 0.93, 55: 0.90, 70: 0.88, 85: 0.87, 115: 0.86, 145: 0.85, 175: 0.85, 176: 0.00,
}  # fmt: skip
"""The rows that could be read: in the copy that was had, 100, 130 and 160 cm share a cell."""

ASYMMETRY = {
    0: 1.00, 15: 0.95, 30: 0.90, 45: 0.86, 60: 0.81, 75: 0.76, 90: 0.71, 105: 0.66, 120: 0.62,
    135: 0.57, 136: 0.00,
}  # fmt: skip
RATES = (0.2, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
FREQUENCY = {
    (1, 0): (1, 0.97, 0.94, 0.91, 0.88, 0.84, 0.8, 0.75, 0.7, 0.6, 0.52, 0.45, 0.41, 0.37, 0, 0, 0),
    (1, 75): (
        1, 0.97, 0.94, 0.91, 0.88, 0.84, 0.8, 0.75, 0.7, 0.6, 0.52, 0.45, 0.41, 0.37, 0.34, 0.31,
        0.28,
    ),
    (2, 0): (0.95, 0.92, 0.88, 0.84, 0.79, 0.72, 0.6, 0.5, 0.42, 0.35, 0.3, 0.26, 0, 0, 0, 0, 0),
    (2, 75): (
        0.95, 0.92, 0.88, 0.84, 0.79, 0.72, 0.6, 0.5, 0.42, 0.35, 0.3, 0.26, 0.23, 0.21, 0, 0, 0,
    ),
    (8, 0): (0.85, 0.81, 0.75, 0.65, 0.55, 0.45, 0.35, 0.27, 0.22, 0.18, 0, 0, 0, 0, 0, 0, 0),
    (8, 75): (
        0.85, 0.81, 0.75, 0.65, 0.55, 0.45, 0.35, 0.27, 0.22, 0.18, 0.15, 0.13, 0, 0, 0, 0, 0,
    ),
}  # fmt: skip
"""By the hours at a stretch, and the height of the hands."""

HALF_OF_THE_LAST_DIGIT = 0.0051


@pytest.mark.parametrize(("horizontal_cm", "right"), HORIZONTAL.items())
def test_horizontal_multipliers_of_table_1(horizontal_cm: float, right: float) -> None:
    assert horizontal_multiplier(horizontal_cm) == pytest.approx(right, abs=HALF_OF_THE_LAST_DIGIT)


@pytest.mark.parametrize(("height_cm", "right"), VERTICAL.items())
def test_vertical_multipliers_of_table_2(height_cm: float, right: float) -> None:
    assert vertical_multiplier(height_cm) == pytest.approx(right, abs=HALF_OF_THE_LAST_DIGIT)


@pytest.mark.parametrize(("travel_cm", "right"), DISTANCE.items())
def test_distance_multipliers_of_table_3(travel_cm: float, right: float) -> None:
    assert distance_multiplier(travel_cm) == pytest.approx(right, abs=HALF_OF_THE_LAST_DIGIT)


@pytest.mark.parametrize(("asymmetry_deg", "right"), ASYMMETRY.items())
def test_asymmetry_multipliers_of_table_4(asymmetry_deg: float, right: float) -> None:
    assert asymmetry_multiplier(asymmetry_deg) == pytest.approx(right, abs=HALF_OF_THE_LAST_DIGIT)
    assert asymmetry_multiplier(-asymmetry_deg) == asymmetry_multiplier(asymmetry_deg)


@pytest.mark.parametrize(("column", "right"), FREQUENCY.items())
def test_frequency_multipliers_of_table_5(
    column: tuple[float, float], right: tuple[float, ...]
) -> None:
    hours, height_cm = column
    assert [frequency_multiplier(rate, hours, height_cm) for rate in RATES] == list(right)
    assert frequency_multiplier(15.1, hours, height_cm) == 0
    assert frequency_multiplier(0.01, hours, height_cm) == right[0]


def test_between_two_rows_it_is_read_linearly() -> None:
    """As in example 7 of the manual, which reads 2.4 lifts a minute between 2 and 3."""
    assert frequency_multiplier(2.4, 1, 0) == pytest.approx(0.91 - 0.4 * 0.03)


def test_longer_than_eight_hours_has_no_column() -> None:
    with pytest.raises(ValueError, match="at most 8"):
        frequency_multiplier(1, 8.5, 75)


@pytest.mark.parametrize(
    ("coupling", "low", "high"),
    [(Coupling.GOOD, 1.0, 1.0), (Coupling.FAIR, 0.95, 1.0), (Coupling.POOR, 0.9, 0.9)],
)
def test_coupling_multipliers_of_table_7(coupling: Coupling, low: float, high: float) -> None:
    assert coupling_multiplier(coupling, 74.9) == low
    assert coupling_multiplier(coupling, 75.0) == high


@given(st.floats(0, 200), st.floats(0, 200))
def test_further_from_the_body_or_from_knuckle_height_is_never_better(
    one: float, two: float
) -> None:
    near, far = sorted((one, two))
    assert horizontal_multiplier(far) <= horizontal_multiplier(near)
    assert distance_multiplier(far) <= distance_multiplier(near)
    assert asymmetry_multiplier(far) <= asymmetry_multiplier(near)
    assert vertical_multiplier(75 + far) <= vertical_multiplier(75 + near)


@given(st.floats(0, 20), st.floats(0, 20), st.sampled_from([0.5, 1, 2, 8]), st.floats(0, 175))
def test_more_often_is_never_better(one: float, two: float, hours: float, height_cm: float) -> None:
    few, many = sorted((one, two))
    more = frequency_multiplier(many, hours, height_cm)
    assert more <= frequency_multiplier(few, hours, height_cm)
