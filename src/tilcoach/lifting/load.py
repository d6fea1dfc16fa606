"""Whether a load is held, as a probability from how the hands move and what the picture shows.

Landmarks show hands, not boxes: a person who ties a shoe moves like one who picks up a feather. The
picture tells them apart, where there is one: a load leaves its place or takes one, and it moves
with the hands. Neither ever reaches certainty, and the user's own choice always wins.
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
        the person stands a little elsewhere afterwards, and 0.07 with a shadow; loads change 0.1
        and more.
    moved_share, moved_width
        The same for the share of the region around the hands that moves along with them. Of 30
        picks and puts of two renderers all but two read 0.03 and more on the way that the load
        goes, and 0.007 in the middle on the other way; empty hands read up to 0.02.
    hidden_share, hidden_width
        The same as `changed_share` when nothing was seen to move along with the hands: a tool that
        stands about or a shadow changes 0.15, loads that are hidden while held 0.4.
    bias, low_weight, carry_weight, picture_weight
        Of the logistic sum. Low hands alone give 0.6: found, but too unsure for a verdict that
        needs a load. With carrying they give 0.95, with a picture that shows a load 0.98, with one
        that shows none 0.04.
    carried_from
        From so much evidence on, the hands count as full.
    held_from
        From this probability on something counts as held: just below what low hands alone give.
        Of 68 lifts with a load on three sources the least had 0.63, empty hands that touch the
        floor in a jump up to 0.53.
    """

    low_hands_ratio: float = 0.33
    low_hands_width: float = 0.02
    carry_ratio: float = 0.49
    carry_width: float = 0.015
    carry_front_ratio: float = 0.025
    changed_share: float = 0.09
    changed_width: float = 0.012
    moved_share: float = 0.024
    moved_width: float = 0.004
    hidden_share: float = 0.27
    hidden_width: float = 0.03
    bias: float = -3.5
    low_weight: float = 3.9
    carry_weight: float = 2.5
    picture_weight: float = 3.5
    carried_from: float = 0.5
    held_from: float = 0.58


_NAN = float("nan")


@dataclass(frozen=True, slots=True)
class PictureEvidence:
    """What the picture shows of one bend; NaN where that cannot be seen.

    Attributes
    ----------
    changed_share
        Of the place under the hands, 0 to 1: how much looks different after the bend.
    moved_down_share, moved_up_share
        Of the region around the hands, 0 to 1: how much moves along with them on the way down,
        and on the way up, and is no part of the body.
    has_picture
        Whether there was a picture to look for it in.
    """

    changed_share: float = _NAN
    moved_down_share: float = _NAN
    moved_up_share: float = _NAN
    has_picture: bool = False

    @property
    def moved_unseen(self) -> bool:
        """Whether the picture does not show what moves with the hands."""
        return bool(np.isnan(self.moved_down_share) and np.isnan(self.moved_up_share))

    def place_changed(self, rule: LoadRule) -> float:
        """Return 0 (the place is as it was) to 1 (something came or went); NaN when not seen.

        Parameters
        ----------
        rule
            How evidence is weighed.
        """
        return _soft_step(self.changed_share - rule.changed_share, rule.changed_width)

    def in_hands(self, rule: LoadRule) -> tuple[float, float]:
        """Return 0 to 1 for the way down and for the way up: something moves with the hands.

        Parameters
        ----------
        rule
            How evidence is weighed.
        """
        down, up = (
            _soft_step(share - rule.moved_share, rule.moved_width)
            for share in (self.moved_down_share, self.moved_up_share)
        )
        return down, up

    def of_load(self, rule: LoadRule) -> float:
        """Return -1 (nothing was held) to 1 (something was); 0 when nothing can be seen.

        Parameters
        ----------
        rule
            How evidence is weighed.
        """
        down, up = self.in_hands(rule)
        place = self.place_changed(rule)
        if self.moved_unseen:
            return _place_alone(place, has_picture=self.has_picture)
        moved = float(np.fmax(down, up))
        if np.isnan(place):  # one witness alone may speak against a load, not for one
            return min(2 * moved - 1, _NOTHING_SEEN)
        # What moves one way only has left a place, or taken one; both ways, it came back to it.
        both_ways = float(np.fmin(down, up)) if np.isfinite(down + up) else 0.0
        moved = max(both_ways, min(moved, place))
        # A load may be hidden while it is held: a place that changed very much still speaks for
        # one, and one that changed a little leaves it to the arms.
        hidden = 2 * _soft_step(self.changed_share - rule.hidden_share, rule.hidden_width) - 1
        said = max(2 * moved - 1, (2 * moved - 1 + 2 * hidden) / 3, place - 1 - _NOTHING_MOVED)
        return said + _NOTHING_SEEN * (1 - abs(said))  # a picture that says neither shows no load


def _place_alone(place: float, *, has_picture: bool) -> float:
    """Return what a place says, -1 to 1, when what moves with the hands is not seen."""
    if np.isnan(place):
        return _NOTHING_SEEN if has_picture else 0.0
    evidence = 2 * place - 1
    return evidence * (_SAME_PLACE if evidence < 0 else _OTHER_PLACE)


_NOTHING_MOVED = 0.35
"""A place that changed a little, while nothing moved along with the hands, speaks so much against a
load: quick squats with empty hands leave shadows."""

_NOTHING_SEEN = -0.15
"""A picture in which neither can be seen: low hands alone are then no load, though a doubtful one
without any picture."""

_SAME_PLACE, _OTHER_PLACE = 0.5, 0.9
"""When the hands themselves cannot be seen, a place that looks as it did says half as much, since
the load may be as grey as the floor; one that changed is no load unless the arms say so too."""


@dataclass(frozen=True, slots=True)
class CarryEvidence:
    """How full the hands are before a bend and after it, 0 to 1, from the arms and the picture."""

    before: float
    after: float


def arm_evidence(postures: PostureSeries, rule: LoadRule, *, load_seen: bool = False) -> float:
    """Return how much the arms look like holding something up, 0 to 1; 0 when not seen.

    Parameters
    ----------
    postures
        Moments at which the person stands upright.
    rule
        How evidence is weighed.
    load_seen
        Whether the picture shows a load: then hands held up hold it, however near to the body they
        seem. From the front that nearness is depth, and often mistaken.
    """
    if not len(postures):
        return 0.0
    high = _soft_steps(postures.wrist_height_ratio - rule.carry_ratio, rule.carry_width)
    front = np.nan_to_num(postures.load_distance_ratio, nan=0.0) >= rule.carry_front_ratio
    return float(np.median(np.nan_to_num(high) * (front | load_seen)))


def carry_evidence(
    arms: CarryEvidence, picture: PictureEvidence, rule: LoadRule, *, hands_full: bool
) -> CarryEvidence:
    """Return how full the hands are before and after a bend, from all that is known.

    Parameters
    ----------
    arms
        From the arms alone, `arm_evidence`.
    picture
        What the picture shows of the bend.
    rule
        How evidence is weighed.
    hands_full
        Whether a load was in the hands after the last lift.
    """
    down, up = picture.in_hands(rule)
    if hands_full and picture.moved_unseen and picture.changed_share < rule.changed_share:
        return CarryEvidence(1.0, 1.0)
    before, after = float(np.fmax(arms.before, down)), float(np.fmax(arms.after, up))
    same = (before > rule.carried_from) == (after > rule.carried_from)
    came_or_went = picture.place_changed(rule) > rule.carried_from
    if not (same and came_or_went) or min(down, up) > rule.carried_from:
        return CarryEvidence(before, after)
    # Something left its place or took one, and the hands do not say which: the clearer way counts.
    lead = np.nan_to_num(down - up)
    put_down = lead > 0 if abs(lead) > _CLEAR_LEAD else hands_full
    return CarryEvidence(1.0, 0.0) if put_down else CarryEvidence(0.0, 1.0)


_CLEAR_LEAD = 0.2
"""Less between the two ways is noise, and what was in the hands before decides."""


def assess_load(
    bend: PostureSeries,
    arms: CarryEvidence,
    choice: LoadChoice,
    picture: PictureEvidence,
    rule: LoadRule,
    *,
    hands_full: bool = False,
    at_table: bool = False,
) -> Load:
    """Return whether something is held in one bend.

    Parameters
    ----------
    bend
        From leaving upright to being upright again.
    arms
        How much the arms look like holding something up, before and after.
    choice
        The user's own word, where there is one.
    picture
        What the picture shows.
    rule
        How evidence is weighed.
    hands_full
        Whether a load was in the hands after the last lift: seen from behind, nothing shows it.
    at_table
        Whether the hands were at a load on a table: they need not go to the floor then.
    """
    if choice is not LoadChoice.AUTO:
        held = choice is LoadChoice.YES
        return Load(held, float(held), LoadSource.USER)
    seen = picture.of_load(rule)
    if hands_full and (arms.before > rule.carried_from or picture.moved_unseen):
        seen = max(seen, 0.0)
    arm_says = _arms_say(
        arms, hands_full=hands_full, load_seen=seen > 0, has_picture=picture.has_picture
    )
    total = (
        rule.bias
        + rule.low_weight * (1.0 if at_table else low_hands_evidence(bend, rule))
        + rule.carry_weight * arm_says
        + rule.picture_weight * seen
    )
    probability = float(1 / (1 + np.exp(-total)))
    return Load(probability >= rule.held_from, probability, LoadSource.AUTO)


def _arms_say(
    arms: CarryEvidence, *, hands_full: bool, load_seen: bool, has_picture: bool
) -> float:
    """Return how much the arms speak for a load, 0 to 1.

    Where nothing is known to be in the hands and no load is seen, only a change of the arms does:
    people who wipe a table hold them up before a bend and after it. Beside a picture that shows no
    load, arms that come down put nothing down either. Half of a change is noise.
    """
    if hands_full or load_seen:
        return max(arms.before, arms.after)
    change = arms.after - arms.before
    return max(2 * (change if has_picture else abs(change)) - 1, 0.0)


def low_hands_evidence(bend: PostureSeries, rule: LoadRule) -> float:
    """Return how surely the hands go to the floor, 0 to 1; 0 when they are not seen.

    Parameters
    ----------
    bend
        From leaving upright to being upright again.
    rule
        How evidence is weighed.
    """
    heights = bend.wrist_height_ratio
    if not np.isfinite(heights).any():
        return 0.0
    return _soft_step(rule.low_hands_ratio - float(np.nanmin(heights)), rule.low_hands_width)


def _soft_step(value: float, width: float) -> float:
    """Return 0 far below zero, 0.5 at zero and 1 far above; NaN for NaN."""
    return float(_soft_steps(np.array(value), width))


def _soft_steps(values: Floats, width: float) -> Floats:
    step: Floats = 1 / (1 + np.exp(-np.clip(values / width, -50, 50)))
    return step
