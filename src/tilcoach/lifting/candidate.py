"""A bend that may be a lift: when it was, what the hands did, and what lift it makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from tilcoach.kinematics import Posture, PostureSeries
from tilcoach.lifting.lift import Lift, LoadChoice
from tilcoach.lifting.lift_rule import LiftRule
from tilcoach.lifting.load import (
    CarryEvidence,
    LoadRule,
    PictureEvidence,
    arm_evidence,
    assess_load,
    carry_evidence,
)
from tilcoach.lifting.motion import grasp_time_s
from tilcoach.lifting.rest import leaves_rest_s


@dataclass(frozen=True, slots=True)
class CandidateTimes:
    """When a bend was.

    Attributes
    ----------
    start_s, grasp_s, upright_s
        As in `tilcoach.lifting.Lift`.
    """

    start_s: float
    grasp_s: float
    upright_s: float


LoadProbe = Callable[[CandidateTimes], PictureEvidence]
"""Returns what the picture shows of a load in a bend."""


def no_probe(times: CandidateTimes) -> PictureEvidence:
    """Return what there is to see without a picture: nothing.

    Parameters
    ----------
    times
        Any bend.
    """
    del times
    return PictureEvidence()


@dataclass(slots=True)
class LiftCandidate:
    """A bend that is over, while the arms are observed and the load is followed.

    Attributes
    ----------
    before, bend, after
        The postures before it, from leaving upright to being upright again, and since.
    upright_s
        When the shoulders were up again.
    due_s
        When it is time to tell what it was.
    hands_full
        Whether a load was in the hands after the last lift.
    begins_in_progress, ends_in_progress
        Whether the recording begins, or ends, within the bend.
    at_table
        Whether it is a reach to a table and no bend.
    likely
        Whether it was made as bends to a load are.
    picture
        What the picture shows of it.
    reported
        Whether it was returned as a lift already.
    """

    before: list[Posture]
    bend: list[Posture]
    after: list[Posture]
    upright_s: float
    due_s: float
    hands_full: bool = False
    begins_in_progress: bool = False
    ends_in_progress: bool = False
    at_table: bool = False
    likely: bool = True
    picture: PictureEvidence = field(default_factory=PictureEvidence)
    reported: bool = False

    def times(self, now_s: float, rule: LiftRule) -> CandidateTimes:
        """Return when the bend was, as known by now.

        Parameters
        ----------
        now_s
            The newest moment, or when the next bend began.
        rule
            When a bend begins and ends.
        """
        grasp_s = grasp_time_s(PostureSeries.of(self.bend), rule.grasp_band)
        return CandidateTimes(self.bend[0].time_s, grasp_s, min(self._rest_time_s(rule), now_s))

    def assess(
        self, number: int, now_s: float, choice: LoadChoice, rule: LiftRule, load_rule: LoadRule
    ) -> Lift:
        """Return the lift as known by now.

        Parameters
        ----------
        number
            The lift's number.
        now_s
            The newest moment, when the hands were empty again, or when the next bend began.
        choice
            The user's own choice about the load.
        rule, load_rule
            When a bend begins and ends, and how evidence of a load is weighed.
        """
        times = self.times(now_s, rule)
        start_s, upright_s = times.start_s, times.upright_s
        bend = PostureSeries.of(self.bend)
        arms = self._arms(start_s, rule, load_rule)
        carry = carry_evidence(arms, self.picture, load_rule, hands_full=self.hands_full)
        full_after = carry.after > load_rule.carried_from
        end_s = max(now_s, upright_s) if full_after else upright_s
        load = assess_load(
            bend,
            arms,
            choice,
            self.picture,
            load_rule,
            hands_full=self.hands_full,
            at_table=self.at_table,
        )
        return Lift(
            number=number,
            start_s=start_s,
            grasp_s=times.grasp_s,
            upright_s=upright_s,
            end_s=end_s,
            load=load,
            carried_before=carry.before > load_rule.carried_from,
            carried_after=full_after,
            postures=PostureSeries.of([*self.bend, *self.after]).between(start_s, end_s),
            begins_in_progress=self.begins_in_progress,
            ends_in_progress=self.ends_in_progress,
        )

    def reach_times(self) -> CandidateTimes:
        """Return when a reach to a table was.

        The hands are at the load when furthest in front, before they rise with it, or after they
        came down with it.
        """
        start, end = self.before[-1].wrist_height_ratio, self.after[-1].wrist_height_ratio
        low = [p for p in self.bend if p.wrist_height_ratio <= (start + end) / 2] or self.bend
        front = np.nan_to_num([p.load_distance_ratio for p in low], nan=-1.0)
        at_load = np.flatnonzero(front >= _AT_LOAD_SHARE * front.max())
        grasp_s = low[int(at_load[0 if end > start else -1])].time_s
        return CandidateTimes(self.bend[0].time_s, grasp_s, self.upright_s)

    def is_table_lift(self, rule: LoadRule) -> bool:
        """Return whether the picture shows that a reach took a load up, or put one down.

        Its place has changed, and it moved with the hands on the one way and not on the other. Of
        a person who leans over it, a place that changed very much is enough: the body that moves
        along hides what the hands hold.

        Parameters
        ----------
        rule
            How evidence is weighed.
        """
        rises = self.after[-1].wrist_height_ratio > self.before[-1].wrist_height_ratio
        if rises and self._went_forward() < _TO_A_TABLE:
            return False
        down, up = (float(np.nan_to_num(one)) for one in self.picture.in_hands(rule))
        with_load, without = (up, down) if rises else (down, up)
        if self.picture.place_changed(rule) <= rule.carried_from or without > rule.carried_from:
            return False
        leans = max(p.shoulder_drop_ratio for p in self.bend) > _LEANING
        very_much = leans and self.picture.changed_share > _CHANGED_VERY_MUCH
        return very_much or (with_load > _ANY_MOTION and with_load > without)

    def _went_forward(self) -> float:
        """Return how much further in front the hands were at the load than at rest."""
        grasp_s = self.reach_times().grasp_s
        at_load = next(p for p in self.bend if p.time_s >= grasp_s)
        at_rest = float(np.median([p.load_distance_ratio for p in self.before]))
        return at_load.load_distance_ratio - at_rest

    def held_up(self, rule: LiftRule, load_rule: LoadRule) -> bool:
        """Return whether the arms hold the load up in front, rather than let it hang.

        Parameters
        ----------
        rule, load_rule
            As for `assess`.
        """
        return self._arms_after(rule, load_rule) > load_rule.carried_from

    def has_mistracked_body(self, rule: LiftRule) -> bool:
        """Return whether the body seemed to grow just before or after, as no body does.

        Parameters
        ----------
        rule
            How much counts.
        """
        start_s = self.bend[0].time_s - rule.observe_s
        around = [p for p in self.before if p.time_s >= start_s] + self.after
        return any(posture.shoulder_drop_ratio < -rule.max_growth for posture in around)

    def _arms(self, start_s: float, rule: LiftRule, load_rule: LoadRule) -> CarryEvidence:
        """Return how much the arms look like holding something up, before and after."""
        before = PostureSeries.of([p for p in self.before if p.time_s >= start_s - rule.observe_s])
        return CarryEvidence(
            arm_evidence(before, load_rule, load_seen=self.hands_full),
            self._arms_after(rule, load_rule),
        )

    def _arms_after(self, rule: LiftRule, load_rule: LoadRule) -> float:
        """Return how much the arms look like holding something up after the bend."""
        up = [
            p for p in self.after if rule.arms_rise_s <= p.time_s - self.upright_s <= rule.observe_s
        ]
        load_seen = self.hands_full or self.picture.of_load(load_rule) > 0
        return arm_evidence(PostureSeries.of(up), load_rule, load_seen=load_seen)

    def _rest_time_s(self, rule: LiftRule) -> float:
        """Return when the shoulders came to rest, within the time observed after the bend."""
        observed = [p for p in self.after if p.time_s <= self.upright_s + rule.observe_s]
        if not observed:
            return self.upright_s
        rest = float(np.percentile([p.shoulder_drop_ratio for p in observed], 20))
        lowest = max(range(len(self.bend)), key=lambda i: self.bend[i].shoulder_drop_ratio)
        # Coming to rest is leaving it, seen backward.
        back = [*self.bend[lowest:], *observed][::-1]
        time_s = np.array([-p.time_s for p in back])
        drop = np.array([p.shoulder_drop_ratio for p in back])
        return -leaves_rest_s(time_s, drop - rest, rule, rule.coming_share)


_AT_LOAD_SHARE = 0.85
"""Hands that are so far in front, of how far they get, are at the load on a table."""

_TO_A_TABLE = 0.08
"""Of body height: hands go so much forward to take a load from a table. Those that close around a
broom that stands before them go 0.06."""

_ANY_MOTION = 0.1
"""Beside a place that changed, so much evidence of a load in the hands is enough."""

_LEANING, _CHANGED_VERY_MUCH = 0.045, 0.2
"""Drop of the shoulders, and share of the place: a tool or a shadow changes 0.15 of it."""
