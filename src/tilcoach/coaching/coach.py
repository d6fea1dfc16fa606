"""From a lift to its findings and the one sentence that goes with it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

from tilcoach.coaching.criteria import CRITERIA
from tilcoach.coaching.finding import (
    CUE_ORDER,
    PRAISE_ORDER,
    Cue,
    Finding,
    JudgedLift,
    Note,
    Reason,
    Verdict,
)
from tilcoach.coaching.limits import Limits
from tilcoach.coaching.looked_at import only_if_seen, only_if_shown
from tilcoach.kinematics import View
from tilcoach.lifting import Lift
from tilcoach.measures import Pattern
from tilcoach.pose import FilmSpan


def judge(
    lift: Lift,
    view: View,
    limits: Limits,
    switched_off: Collection[Pattern] = (),
    *,
    unsound: Reason | None = None,
    unseen_because: Reason | None = None,
    turned_with_feet: bool = False,
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
    unseen_because
        Why too little was seen of it, where that is known: it replaces `NOT_SEEN` and
        `BODY_LEAPT`.
    turned_with_feet
        Whether the whole body stands another way after the lift than before.
    """
    found = [only_if_seen(assess(lift, view, limits), lift, limits) for _, assess in CRITERIA]
    if unsound is not None:
        found = [_left_out(one, unsound) for one in found]
    if unseen_because is not None:
        found = [_because(one, unseen_because) for one in found]
    if turned_with_feet:
        found = [_noted(one) for one in found]
    findings = tuple(
        _left_out(one, Reason.SWITCHED_OFF) if one.pattern in switched_off else one for one in found
    )
    return JudgedLift(lift, findings, choose_cue(findings))


def leave_out_unshown(judged: JudgedLift, spans: Sequence[FilmSpan]) -> JudgedLift:
    """Return a judged lift without what the film does not show of it.

    Parameters
    ----------
    judged
        As if all of it was shown.
    spans
        What the film does not show of it.
    """
    if not spans:
        return judged
    shown = tuple(only_if_shown(finding, judged.lift, spans) for finding in judged.findings)
    return replace(judged, findings=shown, cue=choose_cue(shown))


def leave_out_timed(judged: JudgedLift) -> JudgedLift:
    """Return a judged lift without what depends on time, where nobody said how fast a film plays.

    A turn or a distance counts when it lasts; the legs are judged at one moment.

    Parameters
    ----------
    judged
        As if the film played in real time.
    """
    timed = tuple(
        one
        if one.pattern is Pattern.STRAIGHT_LEGS or one.verdict is Verdict.NOT_JUDGED
        else _left_out(one, Reason.SLOW_MOTION)
        for one in judged.findings
    )
    return replace(judged, findings=timed, cue=choose_cue(timed))


def _because(finding: Finding, reason: Reason) -> Finding:
    unseen = finding.reason in (Reason.NOT_SEEN, Reason.BODY_LEAPT)
    return replace(finding, reason=reason) if unseen else finding


def _noted(finding: Finding) -> Finding:
    """Return a finding that says that a turn was made with the feet, if it is about turning."""
    if finding.reason is Reason.FEET_MOVED:
        finding = replace(finding, verdict=Verdict.GOED, reason=None, confidence=_TURN_CONFIDENCE)
    twist = finding.pattern is Pattern.TWIST_WITH_LOAD and finding.verdict is Verdict.GOED
    return replace(finding, note=Note.TURNED_WITH_FEET) if twist else finding


_TURN_CONFIDENCE = 0.75
"""Of a turn made with the feet, while the shoulders read as turned against the pelvis in between:
as at the border of a band of doubt."""


def choose_cue(findings: Sequence[Finding]) -> Cue:
    """Return the one sentence for a lift: the first pattern seen, praise, or neither.

    Praise needs all that this lift could show to be judged: what was left in doubt may be what the
    person practises.

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
    in_doubt = any(finding.reason not in _NOT_TO_BE_HAD for finding in findings)
    return Cue.WELL_DONE if judged and not in_doubt else Cue.NOTHING_JUDGED


def choose_praise(findings: Sequence[Finding]) -> Pattern | None:
    """Return what truly went well in a lift that has something to work on; None for nothing.

    Parameters
    ----------
    findings
        One per pattern.
    """
    verdicts = {finding.pattern: finding.verdict for finding in findings}
    if Verdict.FOUT not in verdicts.values():
        return None
    good = (pattern for pattern in PRAISE_ORDER if verdicts.get(pattern) is Verdict.GOED)
    return next(good, None)


def rank_lift(findings: Sequence[Finding]) -> tuple[int, int]:
    """Return how well a lift went, to be compared with others: few *fout*, then many *goed*.

    Parameters
    ----------
    findings
        One per pattern.
    """
    verdicts = [finding.verdict for finding in findings]
    return -verdicts.count(Verdict.FOUT), verdicts.count(Verdict.GOED)


_NOT_TO_BE_HAD = frozenset(
    {
        None,
        Reason.VIEW_FRONT,
        Reason.VIEW_UNKNOWN,
        Reason.SMALL_DROP,
        Reason.NO_LOAD,
        Reason.SWITCHED_OFF,
    }
)
"""Reasons for which a pattern was not to be judged in this lift, however well it was seen."""


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
