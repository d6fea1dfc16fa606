"""From postures, one after the other, to phases and lifts: a small state machine.

::

        shoulders drop by `bend_from`            shoulders back within `upright_below`
    UP ────────────────────────────────► DOWN ────────────────────────────────────► UP
    upright, holding                     reaching or lowering, grasping, lifting

It is the same for a live stream, frame by frame, and for a recording, where it runs over the
smoothed postures. What a bend is worth (was something held?) is decided once it is over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tilcoach.kinematics import Posture, PostureSeries
from tilcoach.lifting.lift import Lift, LiftPhase, LoadChoice
from tilcoach.lifting.load import LoadRule, assess_load, carry_evidence


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
    rest_s
        So long before a bend is looked at for where the shoulders rest.
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
        Feet that travel further within a bend walk or jump; those of a lift stay.
    max_hip_drop
        Hips stand 0.49 above the ankles, and the deepest squat leaves 0.1: lower is no body.
    """

    bend_from: float = 0.07
    upright_below: float = 0.045
    rest_band: float = 0.012
    rest_s: float = 1.5
    settle_s: float = 0.12
    look_s: float = 0.5
    arms_rise_s: float = 0.2
    grasp_band: float = 0.03
    min_bend_s: float = 0.5
    max_bend_s: float = 20.0
    min_cut_off_drop: float = 0.1
    max_gap_s: float = 1.0
    max_hold_s: float = 6.0
    max_feet_travel: float = 0.4
    max_hip_drop: float = 0.42


class LiftTracker:
    """Finds the lifts of one person; has state, and a `reset`."""

    def __init__(self, choice: LoadChoice = LoadChoice.AUTO, rule: LiftRule | None = None) -> None:
        self._choice = choice
        self._rule = rule or LiftRule()
        self.reset()

    def reset(self) -> None:
        """Forget everything, as when another person comes into view."""
        self._past: list[Posture] = []
        self._bend: list[Posture] = []
        self._before: list[Posture] = []
        self._up_since_s = float("nan")
        self._stays_low = False
        self._open: _OpenLift | None = None
        self._count = 0
        self._bends: list[Lift] = []
        self._load_probability = 0.0
        self.phase = LiftPhase.UPRIGHT

    @property
    def is_bent(self) -> bool:
        """Whether the person is on the way down, at the load, or on the way up."""
        return bool(self._bend)

    @property
    def bends(self) -> tuple[Lift, ...]:
        """What was no lift: bends with nothing in the hands, numbered by themselves."""
        return tuple(self._bends)

    @property
    def load_probability(self) -> float:
        """Whether something is held now, as far as can be told while it goes on."""
        return self._load_probability if self.phase in _WITH_LOAD else 0.0

    def update(self, posture: Posture) -> Lift | None:
        """Take the next posture; return a lift that is new, or newly known to go on.

        A lift comes back `look_s` after the person is upright again, and once more under the
        same number when its holding is over.

        Parameters
        ----------
        posture
            Later than the one before.
        """
        drop = posture.shoulder_drop_ratio
        if np.isnan(drop):
            return None
        if self._bend:
            return self._while_down(posture)
        if self._stays_low and drop > self._rule.upright_below:
            return None
        self._stays_low = False
        if self._past and posture.time_s - self._past[-1].time_s > self._rule.max_gap_s:
            self._past = []  # what happened while out of sight is not known
        self._past.append(posture)
        if drop < self._rule.bend_from:
            return self._while_up(posture)
        return self._go_down()

    def finish(self) -> Lift | None:
        """Return the lift that was still open when the recording ended, if there is one."""
        if self._bend:
            return self._close_unfinished()
        return self._close(self._open, self._past[-1].time_s) if self._open and self._past else None

    def _while_up(self, posture: Posture) -> Lift | None:
        """Stand: look at the arms after a bend, and follow the holding."""
        opened = self._open
        if opened is None:
            self._trim_past(posture.time_s)
            self.phase = LiftPhase.UPRIGHT
            return None
        opened.after.append(posture)
        waited_s = posture.time_s - opened.upright_s
        if not opened.told:
            return self._tell(opened, posture.time_s) if waited_s >= self._rule.look_s else None
        if waited_s >= self._rule.max_hold_s or not self._still_held(opened):
            return self._close(opened, posture.time_s)
        return None

    def _go_down(self) -> Lift | None:
        """Leave upright: date the bend back to its onset and close what was open."""
        onset = self._onset()
        closed = self._close(self._open, self._past[onset].time_s) if self._open else None
        self._before, self._bend = self._past[:onset], self._past[onset:]
        self._past = []
        self._up_since_s = float("nan")
        carried_before = carry_evidence(self._standing_before(), LoadRule())
        carried = carried_before > _CARRIED_FROM
        self._load_probability = carried_before
        self.phase = LiftPhase.LOWERING if carried else LiftPhase.REACHING
        return closed

    def _onset(self) -> int:
        """Return where in the past the shoulders began to drop from where they rested."""
        start_s = self._past[-1].time_s - self._rule.rest_s
        drops = [p.shoulder_drop_ratio for p in self._past if p.time_s >= start_s]
        rest = min(float(np.percentile(drops, 20)), self._rule.upright_below)
        onset = len(self._past) - 1
        while onset > 0 and self._past[onset].shoulder_drop_ratio > rest + self._rule.rest_band:
            onset -= 1
        return onset

    def _while_down(self, posture: Posture) -> Lift | None:
        gap_s = posture.time_s - self._bend[-1].time_s
        long_s = posture.time_s - self._bend[0].time_s
        if gap_s > self._rule.max_gap_s or long_s > self._rule.max_bend_s:
            self._forget_bend(posture)
            self._stays_low = long_s > self._rule.max_bend_s  # sitting; rising is no lift
            return None
        self._bend.append(posture)
        self._follow_phase(posture)
        if posture.shoulder_drop_ratio > self._rule.upright_below:
            self._up_since_s = float("nan")
            return None
        if np.isnan(self._up_since_s):
            self._up_since_s = posture.time_s
        if posture.time_s - self._up_since_s >= self._rule.settle_s:
            self._end_bend(self._up_since_s)
        return None

    def _follow_phase(self, posture: Posture) -> None:
        """Say from the hands' height so far whether they go down, stay, or come up."""
        heights = [p.wrist_height_ratio for p in self._bend if not np.isnan(p.wrist_height_ratio)]
        if not heights or np.isnan(posture.wrist_height_ratio):
            return
        above = posture.wrist_height_ratio - min(heights)
        if above > 2 * self._rule.grasp_band:
            if self.phase is LiftPhase.GRASPING:
                self.phase = LiftPhase.LIFTING
                bend = PostureSeries.of(self._bend)
                self._load_probability = assess_load(bend, 0.0, 0.0, self._choice).probability
        elif above <= self._rule.grasp_band and min(heights) < LoadRule().low_hands_ratio:
            self.phase = LiftPhase.GRASPING

    def _end_bend(self, upright_s: float) -> None:
        """Be upright again: the bend becomes a candidate, its arms still to be looked at."""
        bend, self._bend = self._bend, []
        self._past = [p for p in bend if p.time_s >= upright_s]
        down = [p for p in bend if p.time_s < upright_s]
        if _could_be_lift(PostureSeries.of(down), self._rule):
            self._open = _OpenLift(self._before, down, list(self._past), upright_s)
        self.phase = LiftPhase.UPRIGHT

    def _tell(self, opened: _OpenLift, now_s: float) -> Lift | None:
        """Decide whether the bend was a lift, now that the arms were seen."""
        lift = opened.judge(self._count + 1, now_s, self._choice, self._rule)
        self._load_probability = lift.load.probability
        if not lift.load.held:
            self._open = None
            self._bends.append(replace(lift, number=len(self._bends) + 1))
            return None
        self._count += 1
        opened.told = True
        if lift.carried_after:
            self.phase = LiftPhase.HOLDING
        return lift

    def _close(self, opened: _OpenLift, now_s: float) -> Lift | None:
        """Give the final word on a bend whose holding is over."""
        self._open = None
        self.phase = LiftPhase.UPRIGHT
        if not opened.told:
            return self._tell(opened, now_s)
        return opened.judge(self._count, now_s, self._choice, self._rule)

    def _still_held(self, opened: _OpenLift) -> bool:
        """Return whether the arms, over the last moments, still look like holding something."""
        newest_s = opened.after[-1].time_s
        latest = [p for p in opened.after if p.time_s >= newest_s - self._rule.look_s]
        return carry_evidence(PostureSeries.of(latest), LoadRule()) > _CARRIED_FROM

    def _close_unfinished(self) -> Lift | None:
        """Judge a bend that the recording's end cuts off, if the hands got to the load."""
        bend, self._bend = self._bend, []
        drops = [posture.shoulder_drop_ratio for posture in bend]
        if np.percentile(drops, 75) < self._rule.min_cut_off_drop:
            return None
        if not _could_be_lift(PostureSeries.of(bend), self._rule):
            return None
        opened = _OpenLift(self._before, bend, [], bend[-1].time_s)
        return self._close(opened, bend[-1].time_s)

    def _forget_bend(self, posture: Posture) -> None:
        self._bend, self._before, self._past = [], [], [posture]
        self.phase = LiftPhase.UPRIGHT

    def _standing_before(self) -> PostureSeries:
        start_s = self._bend[0].time_s - self._rule.look_s
        return PostureSeries.of([p for p in self._before if p.time_s >= start_s])

    def _trim_past(self, now_s: float) -> None:
        keep_s = 2 * self._rule.look_s + 1.0
        while now_s - self._past[0].time_s > keep_s:
            self._past.pop(0)


_CARRIED_FROM = 0.5
_WITH_LOAD = (LiftPhase.LIFTING, LiftPhase.HOLDING, LiftPhase.LOWERING)


@dataclass(slots=True)
class _OpenLift:
    """A bend that is over, while the arms are looked at and the holding is followed."""

    before: list[Posture]
    bend: list[Posture]
    after: list[Posture]
    upright_s: float
    told: bool = False

    def judge(self, number: int, now_s: float, choice: LoadChoice, rule: LiftRule) -> Lift:
        """Return the lift as known by now."""
        load_rule = LoadRule()
        upright_s = self._rest_time_s(rule)
        start_s = self.bend[0].time_s
        before = PostureSeries.of([p for p in self.before if p.time_s >= start_s - rule.look_s])
        look = [
            p for p in self.after if rule.arms_rise_s <= p.time_s - self.upright_s <= rule.look_s
        ]
        carried_before = carry_evidence(before, load_rule)
        carried_after = carry_evidence(PostureSeries.of(look), load_rule)
        bend = PostureSeries.of(self.bend)
        end_s = max(now_s, upright_s) if carried_after > _CARRIED_FROM else upright_s
        return Lift(
            number=number,
            start_s=start_s,
            grasp_s=grasp_time_s(bend, rule.grasp_band),
            upright_s=upright_s,
            end_s=end_s,
            load=assess_load(bend, carried_before, carried_after, choice),
            carried_before=carried_before > _CARRIED_FROM,
            carried_after=carried_after > _CARRIED_FROM,
            postures=PostureSeries.of([*self.bend, *self.after]).between(start_s, end_s),
        )

    def _rest_time_s(self, rule: LiftRule) -> float:
        """Return when the shoulders came to rest, within the look after the bend."""
        look = [p for p in self.after if p.time_s <= self.upright_s + rule.look_s]
        if not look:
            return self.upright_s
        rest = float(np.percentile([p.shoulder_drop_ratio for p in look], 20))
        high = (p.time_s for p in look if p.shoulder_drop_ratio <= rest + rule.rest_band)
        return next(high, self.upright_s)


def _could_be_lift(bend: PostureSeries, rule: LiftRule) -> bool:
    """Return whether a bend lasted long enough, and was done by a body with its feet planted."""
    if not len(bend) or bend.time_s[-1] - bend.time_s[0] < rule.min_bend_s:
        return False
    travel = np.percentile(bend.feet_shift_ratio, 90) - np.percentile(bend.feet_shift_ratio, 10)
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
