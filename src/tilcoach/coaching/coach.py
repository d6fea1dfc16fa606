"""From a lift to its findings and the one sentence that goes with it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from tilcoach.coaching.criteria import CRITERIA, only_if_seen
from tilcoach.coaching.finding import Cue, Finding, JudgedLift, Pattern, Reason, Verdict
from tilcoach.coaching.limits import Limits
from tilcoach.kinematics import View
from tilcoach.lifting import Lift

CUE_ORDER: tuple[tuple[Pattern, Cue], ...] = (
    (Pattern.TWIST_WITH_LOAD, Cue.MOVE_FEET),
    (Pattern.STRAIGHT_LEGS, Cue.BEND_KNEES),
    (Pattern.LOAD_FAR, Cue.BRING_CLOSER),
)
"""Which cue comes first when there are several: one sentence after a lift, never two. Turning with
a load comes first, since it is what training has changed to effect (Lavender et al. 2007)."""


def judge(
    lift: Lift,
    view: View,
    limits: Limits,
    switched_off: Collection[Pattern] = (),
    *,
    unsound: Reason | None = None,
) -> JudgedLift:
    """Return a lift with one finding per pattern and its cue.

    Parameters
    ----------
    lift
        A finished lift.
    view
        From where the camera looks.
    limits
        What to hold the measures against.
    switched_off
        What the user does not practise: not judged, and it says so.
    unsound
        Why nothing that was seen of this lift can be relied on; None when it can.
    """
    found = (only_if_seen(assess(lift, view, limits), lift, limits) for _, assess in CRITERIA)
    if unsound is not None:
        found = (_left_out(one, unsound) for one in found)
    findings = tuple(
        _left_out(one, Reason.SWITCHED_OFF) if one.pattern in switched_off else one for one in found
    )
    return JudgedLift(lift, findings, choose_cue(findings))


def choose_cue(findings: Sequence[Finding]) -> Cue:
    """Return the one sentence for a lift: the first pattern seen, praise, or neither.

    Parameters
    ----------
    findings
        One per pattern.
    """
    seen = {finding.pattern for finding in findings if finding.verdict is Verdict.FOUT}
    for pattern, cue in CUE_ORDER:
        if pattern in seen:
            return cue
    judged = any(finding.verdict is Verdict.GOED for finding in findings)
    return Cue.WELL_DONE if judged else Cue.NOTHING_JUDGED


def _left_out(finding: Finding, reason: Reason) -> Finding:
    """Return a finding that says no more than what it would have been held against."""
    nan = math.nan
    return Finding(
        finding.pattern,
        Verdict.NOT_JUDGED,
        nan,
        finding.limit,
        finding.unit,
        nan,
        nan,
        0.0,
        reason,
    )
