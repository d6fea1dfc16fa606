"""A bend once it is over: when it was, what the arms did, and what lift it makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from tilcoach.kinematics import Posture, PostureSeries
from tilcoach.lifting.lift import Lift, LoadChoice
from tilcoach.lifting.load import LoadRule, PictureEvidence, assess_load, carry_evidence
from tilcoach.pose.arrays import Floats


@dataclass(frozen=True, slots=True)
class LiftRule:
    """When a bend begins and ends; lengths are shares of body height.

    Attributes
    ----------
    bend_from, upright_below
        Drop of the shoulders: hysteresis, so that swaying is no bend.
    rest_band
        Shoulders within so much of where they rest, before and after, are at rest: the bend is
        dated back to where they began to drop, and on to where they came to rest.
    max_onset_s
        A movement is dated back by so much at most before it left the band of rest.
    rest_s
        So long before a bend is looked at for where the shoulders rest.
    lean_below, lean_share, lean_band, lean_s
        Somebody who holds a load may stay bent a little. Shoulders that rest lower than upright
        (within the band for so long), but higher than `lean_below` and than this share of how far
        down they were, are up again; the next bend begins from there.
    settle_s
        The person counts as upright again after so long.
    look_s
        The arms are looked at for so long before and after the bend.
    arms_rise_s
        After the bend the arms still come up for so long.
    grasp_band
        Hands within so much of their lowest point are at the load.
    min_bend_s, max_bend_s
        Shorter is a stumble of the landmarks, longer is sitting.
    min_cut_off_drop
        A bend that the recording's end cuts off must have been so far down for a quarter of its
        time: somebody who leaves the picture drops a little too.
    max_gap_s
        The person may be out of sight for so long within a bend.
    max_hold_s
        Holding is followed for so long after upright.
    max_feet_travel
        Feet that travel further within three fifths of a bend walk or jump; those of a lift stay,
        though the model may lose them behind a box for a third of it.
    max_hip_drop
        Hips stand 0.49 above the ankles, and the deepest squat leaves 0.1: lower is no body.
    """

    bend_from: float = 0.07
    upright_below: float = 0.045
    rest_band: float = 0.012
    max_onset_s: float = 0.4
    rest_s: float = 0.9
    lean_below: float = 0.1
    lean_share: float = 0.25
    lean_band: float = 0.02
    lean_s: float = 0.5
    settle_s: float = 0.12
    look_s: float = 0.5
    arms_rise_s: float = 0.2
    grasp_band: float = 0.03
    min_bend_s: float = 0.5
    max_bend_s: float = 20.0
    min_cut_off_drop: float = 0.1
    max_gap_s: float = 1.0
    max_hold_s: float = 6.0
    max_feet_travel: float = 0.3
    max_hip_drop: float = 0.42


@dataclass(frozen=True, slots=True)
class BendTimes:
    """When a bend was.

    Attributes
    ----------
    start_s, grasp_s, upright_s
        As in `tilcoach.lifting.Lift`.
    """

    start_s: float
    grasp_s: float
    upright_s: float


Look = Callable[[BendTimes], float]
"""Tells which share of the place under the hands looks different after a bend, 0 to 1; NaN when
that cannot be told."""


def blind(bend: BendTimes) -> float:
    """Look without a picture: nothing can be told.

    Parameters
    ----------
    bend
        Any bend.
    """
    del bend
    return float("nan")


CARRIED_FROM = 0.5
"""From so much evidence on, the arms count as holding something."""


@dataclass(slots=True)
class OpenBend:
    """A bend that is over, while the arms are looked at and the holding is followed."""

    before: list[Posture]
    bend: list[Posture]
    after: list[Posture]
    upright_s: float
    evidence: PictureEvidence = field(default_factory=PictureEvidence)
    told: bool = False

    @property
    def taken(self) -> bool:
        """Whether the picture shows that something may be in the hands after the bend."""
        return self.evidence.in_hands or self.evidence.of_a_load(LoadRule()) > 0

    def times(self, now_s: float, rule: LiftRule) -> BendTimes:
        """Return when the bend was, as known by now.

        Parameters
        ----------
        now_s
            The newest moment, or when the next bend began.
        rule
            When a bend begins and ends.
        """
        grasp_s = grasp_time_s(PostureSeries.of(self.bend), rule.grasp_band)
        return BendTimes(self.bend[0].time_s, grasp_s, min(self._rest_time_s(rule), now_s))

    def judge(self, number: int, now_s: float, choice: LoadChoice, rule: LiftRule) -> Lift:
        """Return the lift as known by now.

        Parameters
        ----------
        number
            The lift's number.
        now_s
            The newest moment, or when the next bend began.
        choice
            The user's own word on the load.
        rule
            When a bend begins and ends.
        """
        load_rule = LoadRule()
        times = self.times(now_s, rule)
        start_s, upright_s = times.start_s, times.upright_s
        before = PostureSeries.of([p for p in self.before if p.time_s >= start_s - rule.look_s])
        look = [
            p for p in self.after if rule.arms_rise_s <= p.time_s - self.upright_s <= rule.look_s
        ]
        in_hands = self.evidence.in_hands
        carried_before = carry_evidence(before, load_rule, taken=in_hands)
        carried_after = carry_evidence(PostureSeries.of(look), load_rule, taken=self.taken)
        bend = PostureSeries.of(self.bend)
        end_s = max(now_s, upright_s) if carried_after > CARRIED_FROM else upright_s
        return Lift(
            number=number,
            start_s=start_s,
            grasp_s=times.grasp_s,
            upright_s=upright_s,
            end_s=end_s,
            load=assess_load(bend, carried_before, carried_after, choice, self.evidence),
            carried_before=carried_before > CARRIED_FROM,
            carried_after=carried_after > CARRIED_FROM,
            postures=PostureSeries.of([*self.bend, *self.after]).between(start_s, end_s),
        )

    def _rest_time_s(self, rule: LiftRule) -> float:
        """Return when the shoulders came to rest, within the look after the bend."""
        look = [p for p in self.after if p.time_s <= self.upright_s + rule.look_s]
        if not look:
            return self.upright_s
        rest = float(np.percentile([p.shoulder_drop_ratio for p in look], 20))
        lowest = max(range(len(self.bend)), key=lambda i: self.bend[i].shoulder_drop_ratio)
        # Coming to rest is leaving it, seen backward.
        back = [*self.bend[lowest:], *look][::-1]
        time_s = np.array([-p.time_s for p in back])
        drop = np.array([p.shoulder_drop_ratio for p in back])
        return -leaves_rest_s(time_s, drop - rest, rule)


def leaves_rest_s(time_s: Floats, drop: Floats, rule: LiftRule) -> float:
    """Return the moment at which the shoulders left the height at which they rested.

    A movement that starts from rest begins with the third power of time (Flash & Hogan 1985, The
    Journal of Neuroscience 5:1688: people move with the least jerk), so the time that it took from
    one `rest_band` to four tells how long it took to the first.

    Parameters
    ----------
    time_s
        Shape (T,), strictly increasing.
    drop
        Shape (T,): of the shoulders below where they rested; the last is well below.
    rule
        When a bend begins and ends.
    """
    first, fourth = (_last_below(drop, bands * rule.rest_band) for bands in (1, 4))
    back_s = min((time_s[fourth] - time_s[first]) / _FIRST_TO_FOURTH, rule.max_onset_s)
    return float(max(time_s[first] - back_s, time_s[0]))


_FIRST_TO_FOURTH = 4 ** (1 / 3) - 1
"""How much longer the way to four bands takes than to one, for a movement that is t^3 at first."""


def _last_below(drop: Floats, limit: float) -> int:
    """Return the last row at most at a limit, or the first row."""
    below = np.flatnonzero(drop <= limit)
    return int(below[-1]) if len(below) else 0


def could_be_lift(bend: PostureSeries, rule: LiftRule) -> bool:
    """Return whether a bend lasted long enough, and was done by a body with its feet planted.

    Parameters
    ----------
    bend
        From leaving upright to being upright again.
    rule
        When a bend is no lift whatever was held.
    """
    if not len(bend) or bend.time_s[-1] - bend.time_s[0] < rule.min_bend_s:
        return False
    travel = np.percentile(bend.feet_shift_ratio, 80) - np.percentile(bend.feet_shift_ratio, 20)
    lowest = np.percentile(bend.hip_drop_ratio, 75)
    return bool(travel <= rule.max_feet_travel and lowest <= rule.max_hip_drop)


def grasp_time_s(bend: PostureSeries, band: float) -> float:
    """Return the moment at which the hands are at the load: the middle of their lowest stretch.

    Parameters
    ----------
    bend
        From leaving upright to being upright again.
    band
        Within so much of the lowest point, as a share of body height, the hands are at the load.
    """
    height = bend.wrist_height_ratio
    if not np.isfinite(height).any():
        return float(bend.time_s[int(np.nanargmax(bend.shoulder_drop_ratio))])
    at_load = bend.time_s[height <= np.nanmin(height) + band]
    return float(at_load[0] + at_load[-1]) / 2
