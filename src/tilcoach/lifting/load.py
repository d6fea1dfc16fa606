"""Whether something is held, as a probability from how the hands move and what the picture shows.

Landmarks show hands, not boxes: a person who ties a shoe moves like one who fetches a feather. The
picture tells them apart, where there is one: a load leaves its place, or takes one. Neither ever
reaches certainty, and the user's own word always wins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tilcoach.kinematics import PostureSeries
from tilcoach.lifting.lift import Load, LoadChoice, LoadSource
from tilcoach.pose.arrays import Floats


@dataclass(frozen=True, slots=True)
class LoadRule:
    """How evidence becomes a probability: a logistic sum of three pieces of evidence.

    Attributes
    ----------
    low_hands_ratio, low_hands_width
        Height of the hands above the ankles, as a share of body height, at which they count
        half as low; and over how much of it that changes. Hands that hang are at 0.42 to 0.46,
        a squat exercise keeps them above 0.38, loads on the floor bring them below 0.25.
    carry_ratio, carry_width
        The same for hands held up in front: an empty arm hangs at 0.42 to 0.46.
    carry_front_ratio
        Hands held up count only when they are at least so far in front of the ankles: hands on
        the hips do not. Little, since from the front it is depth, and 0.2 reads as 0.04.
    changed_share, changed_width
        Share of the place under the hands that looks different after the bend, at which that
        counts half; and over how much of it that changes. Empty hands leave 0.01 changed when
        the person stands a little elsewhere afterwards, loads change 0.1 and more.
    bias, low_weight, carry_weight, picture_weight
        Of the logistic sum. Without a picture low hands alone give 0.73, with carrying 0.97,
        carrying alone 0.18.
    held_from
        From this probability on something counts as held.
    """

    low_hands_ratio: float = 0.33
    low_hands_width: float = 0.02
    carry_ratio: float = 0.49
    carry_width: float = 0.015
    carry_front_ratio: float = 0.025
    changed_share: float = 0.055
    changed_width: float = 0.012
    bias: float = -4.0
    low_weight: float = 5.0
    carry_weight: float = 2.5
    picture_weight: float = 3.5
    held_from: float = 0.5


@dataclass(frozen=True, slots=True)
class PictureEvidence:
    """What the picture says of one bend.

    Attributes
    ----------
    changed_share
        Of the place under the hands, 0 to 1; NaN when it cannot be told.
    in_hands
        Whether something was held before: then an unchanged place means nothing, because what is
        set down and taken up again leaves the floor as it was.
    """

    changed_share: float = float("nan")
    in_hands: bool = False

    def of_a_load(self, rule: LoadRule) -> float:
        """Return -1 (nothing was held) to 1 (something was), 0 when it cannot be told.

        Parameters
        ----------
        rule
            How evidence is weighed.
        """
        if np.isnan(self.changed_share):
            return 0.0
        step = _soft_step(np.array(self.changed_share - rule.changed_share), rule.changed_width)
        evidence = 2 * float(step) - 1
        return max(evidence, 0.0) if self.in_hands else evidence


def carry_evidence(postures: PostureSeries, rule: LoadRule, *, taken: bool = False) -> float:
    """Return how much the arms look like holding something up, 0 to 1; 0 when not seen.

    Parameters
    ----------
    postures
        Moments at which the person stands upright.
    rule
        How evidence is weighed.
    taken
        Whether the picture shows that something was taken up: then hands held up hold it, however
        near to the body they seem. From the front that nearness is depth, and often mistaken.
    """
    if not len(postures):
        return 0.0
    high = _soft_step(postures.wrist_height_ratio - rule.carry_ratio, rule.carry_width)
    front = np.nan_to_num(postures.load_distance_ratio, nan=0.0) >= rule.carry_front_ratio
    return float(np.median(np.nan_to_num(high) * (front | taken)))


def assess_load(
    bend: PostureSeries,
    carried_before: float,
    carried_after: float,
    choice: LoadChoice,
    picture: PictureEvidence | None = None,
) -> Load:
    """Return whether something is held in one bend.

    Parameters
    ----------
    bend
        From leaving upright to being upright again.
    carried_before, carried_after
        0 to 1, from `carry_evidence`.
    choice
        The user's own word, where there is one.
    picture
        What the picture says; nothing when there is none.
    """
    if choice is not LoadChoice.AUTO:
        held = choice is LoadChoice.YES
        return Load(held, float(held), LoadSource.USER)
    rule = LoadRule()
    heights = bend.wrist_height_ratio
    lowest = float(np.nanmin(heights)) if np.isfinite(heights).any() else np.inf
    low = float(_soft_step(np.array(rule.low_hands_ratio - lowest), rule.low_hands_width))
    carry = max(carried_before, carried_after)
    seen = picture.of_a_load(rule) if picture else 0.0
    total = (
        rule.bias + rule.low_weight * low + rule.carry_weight * carry + rule.picture_weight * seen
    )
    probability = float(1 / (1 + np.exp(-total)))
    return Load(probability >= rule.held_from, probability, LoadSource.AUTO)


def _soft_step(values: Floats, width: float) -> Floats:
    """Return 0 far below zero, 0.5 at zero and 1 far above; finite for infinite input."""
    step: Floats = 1 / (1 + np.exp(-np.clip(values / width, -50, 50)))
    return step
