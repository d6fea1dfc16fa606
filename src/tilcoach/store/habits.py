"""The rest of the leaflet, from what is saved anyway: build-up, repetition, sudden effort, breaks.

All of it is the person held against their own usual, to be told as advice and never as a fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from tilcoach.store.records import SavedLift, SavedSession

_WEEK = timedelta(weeks=1)

MUCH_MORE, MUCH_LESS = 1.5, 0.5
"""This week against last: beyond these build-up is not gradual. Own choice; too little is as much a
point as too much."""

FEW_LIFTS = 10
"""With fewer a week nothing is compared, and nobody's usual is known."""

OFTEN_PER_MIN, FOR_MIN = 8.0, 5.0
"""Lifts a minute, for so long: at 8 a minute, for up to an hour, 0.60 of a weight remains by the
frequency multiplier of Waters et al. 1993 (doi 10.1080/00140139308967940)."""

QUICK_SHARE = 0.6
"""Up in less than this share of one's own usual time: two thirds faster. Own choice."""

BREAK_DAYS = 4
"""Days without practice from which on they are told: three days a week leave gaps of three."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How somebody practises.

    Attributes
    ----------
    lifts, lifts_before
        In the last seven days, and in the seven before.
    rate_per_min
        Lifts a minute in the newest session, if high for long; None when not.
    quick_lifts, newest_lifts
        Of the lifts of the newest session: how many went up much quicker than usual; 0 while the
        usual is not known.
    days_since
        Days since the last practice.
    """

    lifts: int
    lifts_before: int
    rate_per_min: float | None
    quick_lifts: int
    newest_lifts: int
    days_since: int

    @property
    def is_much_more(self) -> bool:
        """Whether this week had many more lifts than the one before."""
        return self._is_known and self.lifts > MUCH_MORE * self.lifts_before

    @property
    def is_much_less(self) -> bool:
        """Whether this week had many fewer lifts than the one before."""
        return self._is_known and self.lifts < MUCH_LESS * self.lifts_before

    @property
    def is_gradual(self) -> bool:
        """Whether the two weeks are near each other."""
        return self._is_known and not self.is_much_more and not self.is_much_less

    @property
    def was_away(self) -> bool:
        """Whether there was a break that is worth telling."""
        return self.days_since >= BREAK_DAYS

    @property
    def _is_known(self) -> bool:
        return self.lifts_before >= FEW_LIFTS


def habits(sessions: Sequence[SavedSession], today: date) -> Habits | None:
    """Return how somebody practises; None before the first lift.

    Parameters
    ----------
    sessions
        In order of time.
    today
        The day to tell of.
    """
    with_lifts = [session for session in sessions if session.lifts]
    if not with_lifts:
        return None
    newest = with_lifts[-1]
    usual_s = _usual_s([lift for session in with_lifts[:-1] for lift in session.lifts])
    quick = sum(_rise_s(lift) < QUICK_SHARE * usual_s for lift in newest.lifts)
    return Habits(
        lifts=_lifts_between(with_lifts, today - _WEEK, today),
        lifts_before=_lifts_between(with_lifts, today - 2 * _WEEK, today - _WEEK),
        rate_per_min=_rate_per_min(newest.lifts),
        quick_lifts=quick,
        newest_lifts=len(newest.lifts),
        days_since=max(0, (today - newest.started_at.date()).days),
    )


def _lifts_between(sessions: Sequence[SavedSession], after: date, until: date) -> int:
    """Return the lifts of the days after one day, up to another."""
    return sum(len(s.lifts) for s in sessions if after < s.started_at.date() <= until)


def _rise_s(lift: SavedLift) -> float:
    return lift.part.upright_s - lift.part.grasp_s


def _usual_s(lifts: Sequence[SavedLift]) -> float:
    """Return how long it usually takes from the grip to upright; 0 while that is not known."""
    return median(map(_rise_s, lifts)) if len(lifts) >= FEW_LIFTS else 0.0


def _rate_per_min(lifts: Sequence[SavedLift]) -> float | None:
    """Return the lifts a minute from the first to the last of a session, if high for long."""
    grasps_s = sorted(lift.part.grasp_s for lift in lifts)
    minutes = (grasps_s[-1] - grasps_s[0]) / 60
    if minutes < FOR_MIN:
        return None
    rate = (len(grasps_s) - 1) / minutes
    return rate if rate >= OFTEN_PER_MIN else None
