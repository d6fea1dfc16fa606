"""From postures, one after the other, to phases and lifts: a small state machine.

::

        shoulders drop by `bend_from`            shoulders back within `upright_below`
    UP ────────────────────────────────► DOWN ────────────────────────────────────► UP
    upright, holding                     reaching or lowering, grasping, lifting

It is the same for a live stream, frame by frame, and for a recording, where it runs over the
smoothed postures. Whether something was held is decided once a bend is over; the load is then
followed until it is put down.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from tilcoach.kinematics import Posture, PostureSeries
from tilcoach.lifting.candidate import LiftCandidate, LoadProbe, no_probe
from tilcoach.lifting.holding import Holding, HoldingRule
from tilcoach.lifting.lift import Lift, LiftPhase, LoadChoice
from tilcoach.lifting.lift_rule import LiftRule
from tilcoach.lifting.load import (
    CarryEvidence,
    LoadRule,
    PictureEvidence,
    arm_evidence,
    assess_load,
)
from tilcoach.lifting.motion import is_lifting_motion
from tilcoach.lifting.phases import phase_in_bend
from tilcoach.lifting.reach import Reach, ReachDetector, ReachRule
from tilcoach.lifting.rest import leaning_rest, onset_index

_WITH_LOAD = (LiftPhase.LIFTING, LiftPhase.HOLDING, LiftPhase.LOWERING)


@dataclass(frozen=True, slots=True)
class LiftRules:
    """All rules by which lifts are found, in one place.

    Attributes
    ----------
    lift, load, holding, reach
        When a bend begins and ends, how evidence of a load is weighed, when hands are empty, and
        what counts as a load from a table.
    """

    lift: LiftRule = field(default_factory=LiftRule)
    load: LoadRule = field(default_factory=LoadRule)
    holding: HoldingRule = field(default_factory=HoldingRule)
    reach: ReachRule = field(default_factory=ReachRule)


SecondLook = Callable[[Lift], bool]
"""Returns whether a bend that is over was a lift; its load says what the tracker makes of it."""


class LiftTracker:
    """Finds the lifts of one person; has state, and a `reset`.

    Parameters
    ----------
    choice
        What the user says of the load.
    rules
        How lifts are found.
    probe
        What the picture shows of a load.
    second_look
        Decides whether a bend was a lift, for a caller that can look back further. Without it the
        tracker's own word counts, and what was no lifting motion is left out at once.
    of_film
        Whether a bend in which the person is out of sight for long is reported as far as it was
        seen. On a live page a pause is the user's own, and the bend is forgotten.
    """

    def __init__(
        self,
        choice: LoadChoice = LoadChoice.AUTO,
        rules: LiftRules | None = None,
        probe: LoadProbe = no_probe,
        second_look: SecondLook | None = None,
        *,
        of_film: bool = False,
    ) -> None:
        self._choice = choice
        self._rules = rules or LiftRules()
        self._rule = self._rules.lift
        self._probe = probe
        self._second_look = second_look
        self._of_film = of_film
        self.reset()

    def reset(self) -> None:
        """Forget everything, as when another person comes into view."""
        self._past: list[Posture] = []
        self._bend: list[Posture] = []
        self._before: list[Posture] = []
        self._up_since_s = float("nan")
        self._lean = 0.0
        self._stays_low = False
        self._was_upright = False
        self._candidate: LiftCandidate | None = None
        self._waiting_reach: LiftCandidate | None = None
        self._holding: Holding | None = None
        self._reaches = ReachDetector(self._rules.reach)
        self._hands_full = False
        self._count = 0
        self._found: deque[Lift] = deque()
        self._empty_bends: list[Lift] = []
        self._load_probability = 0.0
        self.phase = LiftPhase.UPRIGHT

    @property
    def is_bent(self) -> bool:
        """Whether the person is on the way down, at the load, or on the way up."""
        return bool(self._bend)

    @property
    def bends(self) -> tuple[Lift, ...]:
        """What was no lift: bends with nothing in the hands, numbered by themselves."""
        return tuple(self._empty_bends)

    @property
    def load_probability(self) -> float:
        """Whether something is held now, as far as can be known while it goes on."""
        return self._load_probability if self.phase in _WITH_LOAD else 0.0

    def update(self, posture: Posture) -> Lift | None:
        """Take the next posture; return a lift that is new, or newly known to go on.

        A lift comes back `observe_s` after the person is upright again, and once more under the
        same number when its holding is over; a reach to a table once the hands rest elsewhere, or
        `look_again_s` later where a second look decides.

        Parameters
        ----------
        posture
            Later than the one before.
        """
        if not np.isnan(posture.shoulder_drop_ratio):
            self._follow(posture)
        return self._found.popleft() if self._found else None

    def finish(self) -> tuple[Lift, ...]:
        """Return the lifts that were still open when the recording ended."""
        if self._past:
            self._confirm_reach(self._past[-1].time_s)
        if self._bend:
            self._end_unfinished()
        if self._candidate is not None:
            last = self._past or self._candidate.after or self._candidate.bend
            self._close(last[-1].time_s)
        lifts = tuple(self._found)
        self._found.clear()
        return lifts

    def _follow(self, posture: Posture) -> None:
        """Let the state machine see a posture."""
        rule, drop = self._rule, posture.shoulder_drop_ratio
        if self._bend:
            self._while_down(posture)
            return
        if self._stays_low and drop > rule.upright_below:
            return
        self._stays_low = False
        if self._past and posture.time_s - self._past[-1].time_s > rule.max_gap_s:
            self._lose_sight()
        self._past.append(posture)
        if drop <= rule.upright_below:
            self._lean = 0.0
        if drop < rule.bend_from + self._lean:
            self._was_upright = True
            self._while_up(posture)
        else:
            self._go_down()

    def _lose_sight(self) -> None:
        """Forget what happened before a person was out of sight: it may be over by now."""
        self._confirm_reach(self._past[-1].time_s)
        if self._candidate is not None:
            self._close(self._past[-1].time_s, lost=self._hands_full)
        self._past = []
        self._hands_full = False
        self._reaches.reset()

    def _while_up(self, posture: Posture) -> None:
        """Stand: observe the arms after a bend, and follow the load."""
        candidate = self._candidate
        if candidate is not None:
            candidate.after.append(posture)
            if candidate.reported:
                self._follow_load(candidate, posture)
            elif posture.time_s >= candidate.due_s:
                self._report(candidate, posture.time_s)
        if self._candidate is None:
            self.phase = LiftPhase.UPRIGHT
            self._trim_past(posture.time_s)
        elif not self._candidate.reported:
            return
        self._follow_reach(posture)

    def _follow_load(self, candidate: LiftCandidate, posture: Posture) -> None:
        """Close a lift when its load is out of the hands, or was held for very long."""
        if self._holding is None:
            self._close(candidate.upright_s)
            return
        empty_s = self._holding.empty_since_s(posture)
        if not np.isnan(empty_s):
            self._close(empty_s)
            self._hands_full = False
        elif posture.time_s - candidate.upright_s >= self._rule.max_holding_s:
            self._close(posture.time_s, lost=True)
            self._hands_full = False

    def _follow_reach(self, posture: Posture) -> None:
        """See what the hands of a person who stands do at a table."""
        waiting = self._waiting_reach
        if waiting is not None:
            waiting.after.append(posture)
            if posture.time_s >= waiting.due_s:
                self._confirm_reach(posture.time_s)
        reach = self._reaches.update(posture)
        if reach is not None:
            self._take_reach(reach)

    def _take_reach(self, reach: Reach) -> None:
        """Make a lift of a reach to a table, if the picture shows that a load came or went."""
        now_s, end_s = reach.after[-1].time_s, reach.after[0].time_s
        self._confirm_reach(now_s)
        candidate = LiftCandidate(
            reach.before,
            reach.during,
            reach.after,
            end_s,
            due_s=end_s,
            hands_full=self._hands_full,
            at_table=True,
        )
        candidate.picture = self._probe(candidate.reach_times())
        if not candidate.is_table_lift(self._rules.load):
            return
        self._waiting_reach = candidate
        if self._second_look:  # which sees the end of a reach a moment later
            candidate.due_s = now_s + self._rules.reach.look_again_s
        else:
            self._confirm_reach(now_s)

    def _confirm_reach(self, now_s: float) -> None:
        """Decide whether a reach that waits was a lift; what was held before is then put down."""
        reach, self._waiting_reach = self._waiting_reach, None
        if reach is None:
            return
        lift = self._decided(self._assess(reach, self._count + 1, now_s), reach)
        if not lift.load.held and self._second_look:
            return
        if self._candidate is not None:
            self._close(reach.bend[0].time_s)
        self._candidate = reach
        self._take(reach, lift)

    def _go_down(self) -> None:
        """Leave upright: date the bend back to its onset and close what was open."""
        self._confirm_reach(self._past[-1].time_s)
        onset = onset_index(self._past, self._lean, self._rule)
        if self._candidate is not None:
            self._close(self._past[onset].time_s)
        self._before, self._bend = self._past[:onset], self._past[onset:]
        self._past = []
        self._reaches.reset()
        self._up_since_s = float("nan")
        standing = PostureSeries.of(
            [p for p in self._before if p.time_s >= self._bend[0].time_s - self._rule.observe_s]
        )
        full = arm_evidence(standing, self._rules.load, load_seen=self._hands_full)
        carried = self._hands_full or full > self._rules.load.carried_from
        self._load_probability = max(full, self._load_probability if self._hands_full else 0.0)
        self.phase = LiftPhase.LOWERING if carried else LiftPhase.REACHING

    def _while_down(self, posture: Posture) -> None:
        gap_s = posture.time_s - self._bend[-1].time_s
        long_s = posture.time_s - self._bend[0].time_s
        if gap_s > self._rule.max_gap_s or long_s > self._rule.max_bend_s:
            if self._of_film and gap_s > self._rule.max_gap_s:
                self._cut_off_bend()
            self._forget_bend(posture)
            self._stays_low = long_s > self._rule.max_bend_s  # sitting; rising is no lift
            return
        self._bend.append(posture)
        self._follow_phase()
        if posture.shoulder_drop_ratio > self._rule.upright_below:
            self._up_since_s = float("nan")
            resting = leaning_rest(self._bend, self._rule)
            if resting:
                self._lean = float(np.median([p.shoulder_drop_ratio for p in resting]))
                self._end_bend(resting[0].time_s)
            return
        if np.isnan(self._up_since_s):
            self._up_since_s = posture.time_s
        if posture.time_s - self._up_since_s >= self._rule.settle_s:
            self._end_bend(self._up_since_s)

    def _follow_phase(self) -> None:
        """Say how far the bend is by now, and as how likely there is a load in it."""
        before = self.phase
        self.phase = phase_in_bend(
            before, self._bend, self._rule, self._rules.load, hands_full=self._hands_full
        )
        if before is LiftPhase.GRASPING and self.phase is LiftPhase.LIFTING:
            seen = PostureSeries.of(self._bend)
            arms, picture = CarryEvidence(0.0, 0.0), PictureEvidence()
            load = assess_load(seen, arms, self._choice, picture, self._rules.load)
            self._load_probability = load.probability

    def _end_bend(self, upright_s: float) -> None:
        """Be upright again: the bend becomes a candidate, its arms still to be observed."""
        bend, self._bend = self._bend, []
        self._past = [p for p in bend if p.time_s >= upright_s]
        down = [p for p in bend if p.time_s < upright_s]
        likely = is_lifting_motion(PostureSeries.of(down), self._rule)
        if likely or (self._second_look and down):
            self._candidate = self._new_candidate(down, list(self._past), upright_s)
            self._candidate.likely = likely
        self._was_upright = True
        self.phase = LiftPhase.UPRIGHT

    def _new_candidate(
        self, bend: list[Posture], after: list[Posture], upright_s: float
    ) -> LiftCandidate:
        return LiftCandidate(
            self._before,
            bend,
            after,
            upright_s,
            due_s=upright_s + self._rule.observe_s,
            hands_full=self._hands_full,
            begins_in_progress=not self._was_upright,
        )

    def _report(self, candidate: LiftCandidate, now_s: float) -> None:
        """Decide whether the bend was a lift, now that the arms were observed."""
        candidate.likely = candidate.likely and not candidate.has_mistracked_body(self._rule)
        if not candidate.likely and not self._second_look:
            self._candidate = None
            return
        candidate.picture = self._probe(candidate.times(now_s, self._rule))
        lift = self._decided(self._assess(candidate, self._count + 1, now_s), candidate)
        if not candidate.likely and not lift.load.held:  # what is in the hands stays there
            self._candidate = None
            return
        self._take(candidate, lift)

    def _take(self, candidate: LiftCandidate, lift: Lift) -> None:
        """Tell a lift, and follow its load; count a bend with nothing in the hands."""
        self._load_probability = lift.load.probability
        self._hands_full = lift.load.held and lift.carried_after
        if not lift.load.held:
            self._candidate = None
            self._empty_bends.append(replace(lift, number=len(self._empty_bends) + 1))
            return
        self._count += 1
        candidate.reported = True
        self._holding = None
        if lift.carried_after:
            self.phase = LiftPhase.HOLDING
            held_up = candidate.held_up(self._rule, self._rules.load)
            self._holding = Holding(self._rules.holding, self._rules.load, held_up=held_up)
        self._found.append(replace(lift, number=self._count))

    def _decided(self, lift: Lift, candidate: LiftCandidate) -> Lift:
        """Return a bend with the final word on whether a load was held in it."""
        own = replace(lift.load, held=lift.load.held and candidate.likely)
        if not self._second_look:
            return replace(lift, load=own)
        held = self._second_look(replace(lift, load=own))
        return replace(lift, load=replace(own, held=held))

    def _close(self, now_s: float, *, lost: bool = False) -> None:
        """Give the final word on a bend whose holding is over."""
        candidate, self._candidate = self._candidate, None
        self.phase = LiftPhase.UPRIGHT
        if candidate is None:
            return
        if not candidate.reported:
            self._candidate = candidate
            self._report(candidate, now_s)
            self._candidate = None
            return
        if self._holding is not None:
            lift = self._assess(candidate, self._count, now_s)
            self._found.append(replace(lift, holding_lost=lost))

    def _assess(self, candidate: LiftCandidate, number: int, now_s: float) -> Lift:
        return candidate.assess(number, now_s, self._choice, self._rule, self._rules.load)

    def _end_unfinished(self) -> None:
        """Make a candidate of a bend that the recording's end cuts off."""
        bend, self._bend = self._bend, []
        drops = [posture.shoulder_drop_ratio for posture in bend]
        if np.percentile(drops, 75) < self._rule.min_cut_off_drop:
            return
        if not is_lifting_motion(PostureSeries.of(bend), self._rule):
            return
        if not self._was_upright and bend[-1].time_s - bend[0].time_s < self._rule.min_fragment_s:
            return
        self._candidate = self._new_candidate(bend, [], bend[-1].time_s)
        self._candidate.ends_in_progress = True

    def _cut_off_bend(self) -> None:
        """Report what was seen of a bend before the person was out of sight for long."""
        self._end_unfinished()
        if self._candidate is not None:
            self._close(self._candidate.upright_s)
        self._was_upright = False

    def _forget_bend(self, posture: Posture) -> None:
        self._bend, self._before, self._past = [], [], [posture]
        self._hands_full = False
        self.phase = LiftPhase.UPRIGHT

    def _trim_past(self, now_s: float) -> None:
        kept_s = 2 * self._rule.observe_s + 1.0
        while now_s - self._past[0].time_s > kept_s:
            self._past.pop(0)
