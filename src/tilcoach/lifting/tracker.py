"""From postures, one after the other, to phases and lifts: a small state machine.

::

        shoulders drop by `bend_from`            shoulders back within `upright_below`
    UP ────────────────────────────────► DOWN ────────────────────────────────────► UP
    upright, holding                     reaching or lowering, grasping, lifting

It is the same for a live stream, frame by frame, and for a recording, where it runs over the
smoothed postures. What a bend is worth (was something held?) is decided once it is over.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tilcoach.kinematics import Posture, PostureSeries
from tilcoach.lifting.bend import (
    CARRIED_FROM,
    LiftRule,
    Look,
    OpenBend,
    blind,
    could_be_lift,
    leaves_rest_s,
)
from tilcoach.lifting.lift import Lift, LiftPhase, LoadChoice
from tilcoach.lifting.load import LoadRule, PictureEvidence, assess_load, carry_evidence

_WITH_LOAD = (LiftPhase.LIFTING, LiftPhase.HOLDING, LiftPhase.LOWERING)


class LiftTracker:
    """Finds the lifts of one person; has state, and a `reset`."""

    def __init__(
        self,
        choice: LoadChoice = LoadChoice.AUTO,
        rule: LiftRule | None = None,
        look: Look = blind,
    ) -> None:
        self._choice = choice
        self._rule = rule or LiftRule()
        self._look = look
        self.reset()

    def reset(self) -> None:
        """Forget everything, as when another person comes into view."""
        self._past: list[Posture] = []
        self._bend: list[Posture] = []
        self._before: list[Posture] = []
        self._up_since_s = float("nan")
        self._lean = 0.0
        self._stays_low = False
        self._open: OpenBend | None = None
        self._in_hands = False
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
            self._in_hands = False
        self._past.append(posture)
        if drop <= self._rule.upright_below:
            self._lean = 0.0
        if drop < self._rule.bend_from + self._lean:
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
        carried = carried_before > CARRIED_FROM
        self._load_probability = carried_before
        self.phase = LiftPhase.LOWERING if carried else LiftPhase.REACHING
        return closed

    def _onset(self) -> int:
        """Return where in the past the shoulders began to drop from where they rested."""
        start_s = self._past[-1].time_s - self._rule.rest_s
        drops = [p.shoulder_drop_ratio for p in self._past if p.time_s >= start_s]
        rest = min(float(np.percentile(drops, 20)), self._rule.upright_below + self._lean)
        time_s = np.array([p.time_s for p in self._past])
        drop = np.array([p.shoulder_drop_ratio for p in self._past])
        return int(np.searchsorted(time_s, leaves_rest_s(time_s, drop - rest, self._rule)))

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
            self._rest_leaning(posture.time_s)
            return None
        if np.isnan(self._up_since_s):
            self._up_since_s = posture.time_s
        if posture.time_s - self._up_since_s >= self._rule.settle_s:
            self._end_bend(self._up_since_s)
        return None

    def _rest_leaning(self, now_s: float) -> None:
        """End the bend when the shoulders rest, nearly up but not quite."""
        if now_s - self._bend[0].time_s < self._rule.lean_s:
            return
        latest = [p for p in self._bend if p.time_s >= now_s - self._rule.lean_s]
        drops = [p.shoulder_drop_ratio for p in latest]
        deepest = max(p.shoulder_drop_ratio for p in self._bend)
        nearly_up = min(self._rule.lean_below, self._rule.lean_share * deepest)
        if max(drops) <= nearly_up and max(drops) - min(drops) <= self._rule.lean_band:
            self._lean = float(np.median(drops))
            self._end_bend(latest[0].time_s)

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
        if could_be_lift(PostureSeries.of(down), self._rule):
            self._open = OpenBend(self._before, down, list(self._past), upright_s)
        self.phase = LiftPhase.UPRIGHT

    def _tell(self, opened: OpenBend, now_s: float) -> Lift | None:
        """Decide whether the bend was a lift, now that the arms were seen."""
        share = self._look(opened.times(now_s, self._rule))
        opened.evidence = PictureEvidence(share, self._in_hands)
        lift = opened.judge(self._count + 1, now_s, self._choice, self._rule)
        self._follow_hands(lift, opened.evidence)
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

    def _follow_hands(self, lift: Lift, evidence: PictureEvidence) -> None:
        """Remember whether the hands are full: what changed place was taken up or put down."""
        if lift.load.held and evidence.of_a_load(LoadRule()) > 0:
            self._in_hands = not self._in_hands
        if lift.carried_after != lift.carried_before:
            self._in_hands = lift.carried_after

    def _close(self, opened: OpenBend, now_s: float) -> Lift | None:
        """Give the final word on a bend whose holding is over."""
        self._open = None
        self.phase = LiftPhase.UPRIGHT
        if not opened.told:
            return self._tell(opened, now_s)
        return opened.judge(self._count, now_s, self._choice, self._rule)

    def _still_held(self, opened: OpenBend) -> bool:
        """Return whether the arms, over the last moments, still look like holding something."""
        newest_s = opened.after[-1].time_s
        latest = [p for p in opened.after if p.time_s >= newest_s - self._rule.look_s]
        postures = PostureSeries.of(latest)
        return carry_evidence(postures, LoadRule(), taken=opened.taken) > CARRIED_FROM

    def _close_unfinished(self) -> Lift | None:
        """Judge a bend that the recording's end cuts off, if the hands got to the load."""
        bend, self._bend = self._bend, []
        drops = [posture.shoulder_drop_ratio for posture in bend]
        if np.percentile(drops, 75) < self._rule.min_cut_off_drop:
            return None
        if not could_be_lift(PostureSeries.of(bend), self._rule):
            return None
        opened = OpenBend(self._before, bend, [], bend[-1].time_s)
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
