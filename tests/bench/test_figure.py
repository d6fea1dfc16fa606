"""A figure stands beside its goal, and comes back from JSON as it was."""

from __future__ import annotations

import pytest

from tilcoach.bench import Figure


def test_the_median_is_what_counts() -> None:
    figure = Figure("Start", "s", (1.0, 9.0, 2.0), goal=2.0)
    assert figure.measured == pytest.approx(2.0)
    assert figure.reached == "yes"


@pytest.mark.parametrize(("goal", "reached"), [(None, ""), (1.9, "no"), (2.0, "yes")])
def test_less_is_better(goal: float | None, reached: str) -> None:
    assert Figure("Start", "s", (2.0,), goal).reached == reached


def test_a_figure_without_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="Start: expected at least one value"):
        Figure("Start", "s", ())


@pytest.mark.parametrize(
    ("values", "shown"),
    [((1.0512,), "1.051 s"), ((2.34,), "2.3 s"), ((437.6,), "438 s"), ((3.0,), "3 s")],
)
def test_numbers_are_as_fine_as_they_matter(values: tuple[float, ...], shown: str) -> None:
    assert Figure("Start", "s", values).cells()[2] == shown


def test_several_rounds_show_how_far_they_lie_apart() -> None:
    assert Figure("Start", "s", (1.5, 1.25)).cells()[3] == "1.250 to 1.500"
    assert Figure("Start", "s", (1.5,)).cells()[3] == ""
