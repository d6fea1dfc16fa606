"""Whether something is held."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.kinematics import PostureSeries
from tilcoach.lifting import LoadChoice, LoadSource
from tilcoach.lifting.load import LoadRule, PictureEvidence, assess_load, carry_evidence

Story = Callable[..., PostureSeries]

RULE = LoadRule()
NOBODY_CARRIES = 0.0


@pytest.mark.parametrize(
    ("low_hands", "carried", "low", "high"),
    [
        (0.08, 0.0, 0.65, 0.85),  # hands at the floor and nothing seen after: likely
        (0.08, 1.0, 0.95, 1.00),  # and then held up in front: nearly sure
        (0.42, 0.0, 0.00, 0.05),  # a bow with hanging hands: not
        (0.42, 1.0, 0.10, 0.30),  # held up, but not fetched from below: not
    ],
)
def test_low_hands_speak_and_carrying_confirms(
    story: Story, low_hands: float, carried: float, low: float, high: float
) -> None:
    bend = story(low_hands=low_hands).between(2.0, 4.0)
    load = assess_load(bend, NOBODY_CARRIES, carried, LoadChoice.AUTO)
    assert low <= load.probability <= high
    assert load.held == (load.probability >= RULE.held_from)
    assert load.source is LoadSource.AUTO


@given(heights=st.tuples(st.floats(0, 0.6), st.floats(0, 0.6)), carried=st.floats(0, 1))
def test_the_lower_the_hands_the_likelier(
    story: Story, heights: tuple[float, float], carried: float
) -> None:
    low, high = sorted(heights)
    likely, less_likely = (
        assess_load(story(low_hands=h).between(2.0, 4.0), 0.0, carried, LoadChoice.AUTO)
        for h in (low, high)
    )
    assert 0 <= less_likely.probability <= likely.probability <= 1


@given(before=st.floats(0, 1), after=st.floats(0, 1))
def test_carrying_before_counts_as_carrying_after(
    story: Story, before: float, after: float
) -> None:
    bend = story().between(2.0, 4.0)
    there = assess_load(bend, before, after, LoadChoice.AUTO)
    back = assess_load(bend, after, before, LoadChoice.AUTO)
    assert there == back


@pytest.mark.parametrize("low_hands", [0.05, 0.5])
@pytest.mark.parametrize("carried", [0.0, 1.0])
def test_the_users_own_word_always_wins(story: Story, low_hands: float, carried: float) -> None:
    bend = story(low_hands=low_hands).between(2.0, 4.0)
    yes = assess_load(bend, carried, carried, LoadChoice.YES)
    no = assess_load(bend, carried, carried, LoadChoice.NO)
    assert (yes.held, yes.probability, yes.source) == (True, 1.0, LoadSource.USER)
    assert (no.held, no.probability, no.source) == (False, 0.0, LoadSource.USER)


def test_hands_that_were_not_seen_are_no_evidence(story: Story) -> None:
    bend = story(wrist_height_ratio=np.nan).between(2.0, 4.0)
    assert not assess_load(bend, 0.0, 0.0, LoadChoice.AUTO).held


def test_hands_up_in_front_look_like_carrying(story: Story) -> None:
    carrying = story(bends=(), carried=[(0, 8)])
    assert carry_evidence(carrying, RULE) > 0.9


def test_hanging_hands_do_not_look_like_carrying(story: Story) -> None:
    assert carry_evidence(story(bends=()), RULE) < 0.1


def test_hands_on_the_hips_do_not_look_like_carrying(story: Story) -> None:
    akimbo = story(bends=(), wrist_height_ratio=0.55, load_distance_ratio=0.02)
    assert carry_evidence(akimbo, RULE) == 0


def test_a_short_gesture_does_not_look_like_carrying(story: Story) -> None:
    assert carry_evidence(story(bends=(), carried=[(3, 4)]), RULE) < 0.1


@pytest.mark.parametrize("unseen", ["wrist_height_ratio", "load_distance_ratio"])
def test_arms_that_were_not_seen_do_not_look_like_carrying(story: Story, unseen: str) -> None:
    blind = story(bends=(), carried=[(0, 8)], **{unseen: np.nan})
    assert carry_evidence(blind, RULE) == 0


def test_no_moment_at_all_is_no_evidence(story: Story) -> None:
    assert carry_evidence(story().between(100, 101), RULE) == 0


@given(share=st.floats(0, 1), low_hands=st.floats(0, 0.6), carried=st.floats(0, 1))
def test_a_place_that_changed_speaks_for_a_load_and_one_that_did_not_against(
    story: Story, share: float, low_hands: float, carried: float
) -> None:
    bend = story(low_hands=low_hands).between(2.0, 4.0)
    blind = assess_load(bend, 0.0, carried, LoadChoice.AUTO).probability
    seen = assess_load(bend, 0.0, carried, LoadChoice.AUTO, PictureEvidence(share)).probability
    if share > 0.055:
        assert seen >= blind
    else:
        assert seen <= blind


@pytest.mark.parametrize(
    ("low_hands", "carried", "share", "held"),
    [
        (0.08, 0.0, 0.01, False),  # ties a shoe
        (0.08, 0.0, 0.20, True),  # takes a bag and lets it hang
        (0.34, 1.0, 0.20, True),  # takes a box from a table
        (0.44, 0.0, 0.20, False),  # bows while somebody walks past
        (0.08, 1.0, 0.01, True),  # carries visibly: the box may be as grey as the floor
    ],
)
def test_the_picture_and_the_hands_are_weighed_together(
    story: Story, low_hands: float, carried: float, share: float, *, held: bool
) -> None:
    bend = story(low_hands=low_hands).between(2.0, 4.0)
    assert assess_load(bend, 0.0, carried, LoadChoice.AUTO, PictureEvidence(share)).held is held


def test_what_is_set_down_and_taken_up_again_leaves_the_floor_as_it_was() -> None:
    assert PictureEvidence(0.0, in_hands=False).of_a_load(RULE) < -0.9
    assert PictureEvidence(0.0, in_hands=True).of_a_load(RULE) == 0.0
    assert PictureEvidence(0.3, in_hands=True).of_a_load(RULE) > 0.9


def test_an_unseen_place_says_nothing() -> None:
    assert PictureEvidence().of_a_load(RULE) == 0.0
