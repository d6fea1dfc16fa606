"""Whether what a finding is about was looked at: what nobody saw is not called good."""

from __future__ import annotations

from collections.abc import Sequence

from tilcoach.coaching.against_limit import not_judged
from tilcoach.coaching.finding import Finding, Reason, Verdict
from tilcoach.coaching.limits import Limits
from tilcoach.lifting import Lift
from tilcoach.measures import Pattern
from tilcoach.pose import FilmFault, FilmSpan

_NAN = float("nan")


def only_if_seen(finding: Finding, lift: Lift, limits: Limits) -> Finding:
    """Return the finding, or that it was not seen: what nobody saw is not called good.

    Parameters
    ----------
    finding
        On one pattern.
    lift
        The lift that it is about.
    limits
        How long nobody may have been found in the picture.
    """
    if finding.verdict is not Verdict.GOED:
        return finding
    of_bend = finding.pattern is Pattern.STRAIGHT_LEGS
    unseen_s = lift.unseen_s if of_bend else max(lift.unseen_s, lift.unseen_with_load_s)
    cut_off = lift.lowest_is_cut_off if of_bend else lift.holding_is_cut_off
    if not cut_off and unseen_s <= limits.unseen_s.value:
        return finding
    reason = Reason.CUT_OFF if cut_off else Reason.NOT_SEEN
    return not_judged(finding.pattern, reason, _NAN, finding.limit, finding.unit)


def only_if_shown(finding: Finding, lift: Lift, spans: Sequence[FilmSpan]) -> Finding:
    """Return the finding, or that the film does not show the part of the lift that it is about.

    What is *fout* in a part that is shown stays so, but for the legs, which are judged at the
    lowest moment, and for a jump of the picture, after which nothing stands where it stood.

    Parameters
    ----------
    finding
        On one pattern.
    lift
        The lift that it is about.
    spans
        What the film does not show of it.
    """
    of_bend = finding.pattern is Pattern.STRAIGHT_LEGS
    jumped = any(s.fault is FilmFault.PICTURE_CUT and s.start_s < lift.end_s for s in spans)
    end_s = lift.upright_s if of_bend else lift.arms_watched_until_s
    missed = [span for span in spans if span.touches(lift.start_s, end_s)]
    if finding.reason in _STAYS or not (jumped or missed):
        return finding
    hit = any(span.touches(finding.start_s, finding.end_s) for span in missed)
    if finding.verdict is Verdict.FOUT and not (of_bend or jumped or hit):
        return finding
    return not_judged(finding.pattern, Reason.NOT_SHOWN, _NAN, finding.limit, finding.unit)


_STAYS = frozenset(
    {
        Reason.VIEW_FRONT,
        Reason.VIEW_UNKNOWN,
        Reason.NO_LOAD,
        Reason.CUT_OFF,
        Reason.SWITCHED_OFF,
    }
)
"""Reasons that a film without gaps would give as well."""
