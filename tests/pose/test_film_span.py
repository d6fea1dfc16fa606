"""Stretches that a film does not show: which are one, and how many are told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tilcoach.pose.film_span import MOST_SPANS, FilmFault, FilmSpan, merged

MISSING, FROZEN = FilmFault.FRAMES_MISSING, FilmFault.FRAMES_FROZEN

SPANS = st.lists(
    st.builds(
        lambda fault, start_s, long_s: FilmSpan(fault, start_s, start_s + long_s),
        st.sampled_from(FilmFault),
        st.floats(0, 100),
        st.floats(0.1, 5),
    ),
    max_size=40,
)


def test_near_ones_of_one_kind_are_one() -> None:
    near = FilmSpan(MISSING, 1.0, 2.0), FilmSpan(MISSING, 2.3, 3.0)
    other = FilmSpan(FROZEN, 2.1, 2.2)
    assert merged((near[1], other, near[0])) == (FilmSpan(MISSING, 1.0, 3.0), other)


def test_touching_is_having_a_moment_in_common() -> None:
    span = FilmSpan(MISSING, 1.0, 2.0)
    assert span.touches(2.0, 3.0)
    assert span.touches(1.2, 1.3)
    assert not span.touches(2.1, 3.0)


@given(SPANS)
def test_nothing_that_was_not_shown_is_left_out_and_few_are_told(spans: list[FilmSpan]) -> None:
    told = merged(spans)
    assert all(
        any(t.fault is s.fault and t.start_s <= s.start_s and t.end_s >= s.end_s for t in told)
        for s in spans
    )
    for fault in FilmFault:
        assert sum(t.fault is fault for t in told) <= MOST_SPANS
    assert merged(told) == told
