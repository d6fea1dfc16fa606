"""What one session comes down to: totals, what went well, and one point for next time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from tilcoach.coaching import CUE_ORDER, PRAISE_ORDER, Cue, Finding, Pattern, Verdict
from tilcoach.lifting import LiftKind
from tilcoach.live.session_lifts import SessionLift


@dataclass(frozen=True, slots=True)
class WentWell:
    """What went well most often.

    Attributes
    ----------
    pattern
        Which point of the leaflet.
    good, judged
        In how many lifts it was good, of how many in which it could be judged.
    """

    pattern: Pattern
    good: int
    judged: int


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One session in a few numbers and codes.

    Attributes
    ----------
    picked_up, put_down
        How often something was picked up, and put down; a bend that does both counts for both.
    went_well
        None when nothing that was judged was good.
    next_time
        The one point for next time; praise when there is none, and `Cue.NOTHING_JUDGED` when
        nothing was judged.
    """

    picked_up: int
    put_down: int
    went_well: WentWell | None
    next_time: Cue

    @classmethod
    def of(cls, lifts: Sequence[SessionLift]) -> Self:
        """Return the summary of the lifts of one session."""
        kinds = Counter(lift.kind for lift in lifts)
        findings = [finding for lift in lifts for finding in lift.lift.findings]
        return cls(
            picked_up=kinds[LiftKind.PICK_UP] + kinds[LiftKind.BOTH],
            put_down=kinds[LiftKind.PUT_DOWN] + kinds[LiftKind.BOTH],
            went_well=_went_well(findings),
            next_time=_next_time(findings),
        )


def _went_well(findings: Sequence[Finding]) -> WentWell | None:
    """Return the pattern that was good in the largest share of what was judged."""
    good, fout = (_count(findings, verdict) for verdict in (Verdict.GOED, Verdict.FOUT))
    found = [WentWell(p, good[p], good[p] + fout[p]) for p in PRAISE_ORDER if good[p]]
    return max(found, key=lambda one: (one.good / one.judged, one.good), default=None)


def _next_time(findings: Sequence[Finding]) -> Cue:
    """Return the cue of the pattern that was seen most often."""
    fout = _count(findings, Verdict.FOUT)
    if fout:
        return max(CUE_ORDER, key=lambda one: fout[one[0]])[1]
    return Cue.WELL_DONE if _count(findings, Verdict.GOED) else Cue.NOTHING_JUDGED


def _count(findings: Sequence[Finding], verdict: Verdict) -> Counter[Pattern]:
    return Counter(finding.pattern for finding in findings if finding.verdict is verdict)
