"""Whether something is held."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.kinematics import PostureSeries
from tilcoach.lifting import Load, LoadChoice, LoadSource
from tilcoach.lifting.load import (
    CarryEvidence,
    LoadRule,
    PictureEvidence,
    arm_evidence,
    assess_load,
    carry_evidence,
)

Story = Callable[..., PostureSeries]

RULE = LoadRule()
AUTO = LoadChoice.AUTO


def load_of(
    bend: PostureSeries,
    before: float,
    after: float,
    choice: LoadChoice = AUTO,
    picture: PictureEvidence | None = None,
    *,
    hands_full: bool = False,
) -> Load:
    """Assess the load of one bend."""
    carry, shown = CarryEvidence(before, after), picture or PictureEvidence()
    return assess_load(bend, carry, choice, shown, RULE, hands_full=hands_full)


@pytest.mark.parametrize(
    ("low_hands", "carried", "low", "high"),
    [
        (0.08, 0.0, 0.50, 0.65),  # hands at the floor and nothing seen after: not sure
        (0.08, 1.0, 0.90, 1.00),  # and then held up in front: nearly sure
        (0.42, 0.0, 0.00, 0.05),  # a bow with hanging hands: not
        (0.42, 1.0, 0.20, 0.40),  # held up, but not fetched from below: not
    ],
)
def test_low_hands_speak_and_carrying_confirms(
    story: Story, low_hands: float, carried: float, low: float, high: float
) -> None:
    bend = story(low_hands=low_hands).between(2.0, 4.0)
    load = load_of(bend, 0.0, carried)
    assert low <= load.probability <= high
    assert load.held == (load.probability >= RULE.held_from)
    assert load.source is LoadSource.AUTO


@given(heights=st.tuples(st.floats(0, 0.6), st.floats(0, 0.6)), carried=st.floats(0, 1))
def test_the_lower_the_hands_the_likelier(
    story: Story, heights: tuple[float, float], carried: float
) -> None:
    low, high = sorted(heights)
    likely, less_likely = (
        load_of(story(low_hands=h).between(2.0, 4.0), 0.0, carried) for h in (low, high)
    )
    assert 0 <= less_likely.probability <= likely.probability <= 1


@given(before=st.floats(0, 1), after=st.floats(0, 1))
def test_carrying_before_counts_as_carrying_after(
    story: Story, before: float, after: float
) -> None:
    bend = story().between(2.0, 4.0)
    there = load_of(bend, before, after)
    back = load_of(bend, after, before)
    assert there == back


@pytest.mark.parametrize("low_hands", [0.05, 0.5])
@pytest.mark.parametrize("carried", [0.0, 1.0])
def test_the_users_own_word_always_wins(story: Story, low_hands: float, carried: float) -> None:
    bend = story(low_hands=low_hands).between(2.0, 4.0)
    yes = load_of(bend, carried, carried, LoadChoice.YES)
    no = load_of(bend, carried, carried, LoadChoice.NO)
    assert (yes.held, yes.probability, yes.source) == (True, 1.0, LoadSource.USER)
    assert (no.held, no.probability, no.source) == (False, 0.0, LoadSource.USER)


def test_hands_that_were_not_seen_are_no_evidence(story: Story) -> None:
    bend = story(wrist_height_ratio=np.nan).between(2.0, 4.0)
    assert not load_of(bend, 0.0, 0.0).held


def test_hands_up_in_front_look_like_carrying(story: Story) -> None:
    carrying = story(bends=(), carried=[(0, 8)])
    assert arm_evidence(carrying, RULE) > 0.9


def test_hanging_hands_do_not_look_like_carrying(story: Story) -> None:
    assert arm_evidence(story(bends=()), RULE) < 0.1


def test_hands_on_the_hips_do_not_look_like_carrying(story: Story) -> None:
    akimbo = story(bends=(), wrist_height_ratio=0.55, load_distance_ratio=0.02)
    assert arm_evidence(akimbo, RULE) == 0


def test_a_short_gesture_does_not_look_like_carrying(story: Story) -> None:
    assert arm_evidence(story(bends=(), carried=[(3, 4)]), RULE) < 0.1


@pytest.mark.parametrize("unseen", ["wrist_height_ratio", "load_distance_ratio"])
def test_arms_that_were_not_seen_do_not_look_like_carrying(story: Story, unseen: str) -> None:
    blind = story(bends=(), carried=[(0, 8)], **{unseen: np.nan})
    assert arm_evidence(blind, RULE) == 0


def test_no_moment_at_all_is_no_evidence(story: Story) -> None:
    assert arm_evidence(story().between(100, 101), RULE) == 0


@given(share=st.floats(0, 1), low_hands=st.floats(0, 0.6), carried=st.floats(0, 1))
def test_a_place_that_changed_speaks_for_a_load_and_one_that_did_not_against(
    story: Story, share: float, low_hands: float, carried: float
) -> None:
    bend = story(low_hands=low_hands).between(2.0, 4.0)
    blind = load_of(bend, 0.0, carried).probability
    seen = load_of(bend, 0.0, carried, picture=PictureEvidence(share)).probability
    if share >= RULE.changed_share:
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
    assert load_of(bend, 0.0, carried, picture=PictureEvidence(share)).held is held


def test_what_is_set_down_and_taken_up_again_leaves_the_floor_as_it_was(story: Story) -> None:
    bend, same = story().between(2.0, 4.0), PictureEvidence(0.0)
    assert not load_of(bend, 0.0, 0.0, picture=same).held
    assert load_of(bend, 0.0, 0.0, picture=same, hands_full=True).held


@pytest.mark.parametrize(
    ("before", "after", "hands_full", "held"),
    [
        (1.0, 1.0, False, False),  # wipes a table, and holds up the arms all the time
        (1.0, 0.0, False, False),  # stops wiping, and lets the arms hang
        (0.0, 1.0, False, True),  # takes up what the body hides
        (0.4, 0.1, False, False),  # swings the arms before touching the floor
        (1.0, 1.0, True, True),  # stands bent with a load that was seen to come
        (1.0, 0.0, True, True),  # and puts it down
    ],
)
def test_beside_a_picture_of_nothing_arms_tell_a_load_by_coming_up(
    story: Story, before: float, after: float, *, hands_full: bool, held: bool
) -> None:
    bend, nothing = story(low_hands=0.2).between(2.0, 4.0), PictureEvidence(has_picture=True)
    load = load_of(bend, before, after, picture=nothing, hands_full=hands_full)
    assert load.held is held


def test_without_any_picture_arms_that_come_down_put_something_down(story: Story) -> None:
    bend = story().between(2.0, 4.0)
    assert load_of(bend, 1.0, 0.0).probability > 0.9
    assert load_of(bend, 1.0, 1.0).probability < RULE.held_from + 0.05


def test_an_unseen_place_says_nothing() -> None:
    assert PictureEvidence().of_load(RULE) == 0.0


@pytest.mark.parametrize(
    ("changed", "down", "up", "held"),
    [
        (0.0, 0.0, 0.0, False),  # touches the floor
        (0.4, 0.0, 0.1, True),  # picks up
        (0.4, 0.1, 0.0, True),  # puts down
        (0.0, 0.1, 0.1, True),  # a barbell goes down and comes up again
        (np.nan, 0.0, 0.0, False),
        (np.nan, np.nan, 0.1, False),  # who rolls up from the toes; the place is not seen
        (0.4, 0.0, 0.0, True),  # a box behind the body: only its place is seen
        (0.12, 0.0, 0.0, False),  # quick squats with empty hands leave shadows
        (0.0, 0.0, 0.1, False),  # something rises with the hands that was never there
    ],
)
def test_what_moves_with_the_hands_is_a_load(
    story: Story, changed: float, down: float, up: float, *, held: bool
) -> None:
    bend = story().between(2.0, 4.0)
    assert load_of(bend, 0.0, 0.0, picture=PictureEvidence(changed, down, up)).held is held


@pytest.mark.parametrize(
    ("picture", "hands_full", "expected"),
    [
        (PictureEvidence(0.4, 0.0, 0.1), False, (False, True)),
        (PictureEvidence(0.4, 0.1, 0.0), False, (True, False)),
        (PictureEvidence(0.0, 0.1, 0.1), False, (True, True)),
        (PictureEvidence(0.4, 0.1, 0.1), True, (True, True)),  # a second load beside the first
        (PictureEvidence(0.4), False, (False, True)),
        (PictureEvidence(0.4), True, (True, False)),
        (PictureEvidence(0.0), True, (True, True)),
        (PictureEvidence(), False, (False, False)),
    ],
)
def test_where_the_load_is_before_and_after(
    picture: PictureEvidence, expected: tuple[bool, bool], *, hands_full: bool
) -> None:
    carry = carry_evidence(CarryEvidence(0.0, 0.0), picture, RULE, hands_full=hands_full)
    full = RULE.carried_from
    assert (carry.before > full, carry.after > full) == expected


def test_a_picture_that_shows_nothing_leaves_low_hands_a_bend(story: Story) -> None:
    bend = story().between(2.0, 4.0)
    assert load_of(bend, 0.0, 0.0).held
    assert not load_of(bend, 0.0, 0.0, picture=PictureEvidence(has_picture=True)).held
    assert load_of(bend, 0.0, 1.0, picture=PictureEvidence(has_picture=True)).held


def test_a_box_as_grey_as_the_floor_is_held_by_the_arms(story: Story) -> None:
    bend = story().between(2.0, 4.0)
    grey_box = PictureEvidence(0.12, 0.0, 0.01)
    assert load_of(bend, 0.0, 1.0, picture=grey_box).held
    assert not load_of(bend, 0.0, 0.0, picture=grey_box).held
