"""What came of a plan, from the sessions on this machine."""

from __future__ import annotations

import math
from dataclasses import asdict
from datetime import date

from tilcoach.coaching import Pattern
from tilcoach.plan import PlanResults, SessionResult, TallyPart
from tilcoach.plan.results import MOST_SESSIONS
from tilcoach.session_files.bounds import MAX_LIFTS, MAX_SENTENCE
from tilcoach.store.history import History
from tilcoach.store.plans import SavedPlan
from tilcoach.store.records import SavedLift, SavedSession
from tilcoach.store.same_film import counted
from tilcoach.store.trend import medians, tally

_DECIMALS = 4  # a share of body height in tenths of a millimetre


def plan_results(
    history: History, saved: SavedPlan, written_on: date, *, with_notes: bool = True
) -> PlanResults:
    """Return a plan with the sessions under its profile since its first day.

    Parameters
    ----------
    history
        Where the sessions are.
    saved
        The plan.
    written_on
        Today.
    with_notes
        Whether the patient's own notes go along.
    """
    sessions = [
        session
        for session in counted(history.sessions(saved.profile))
        if session.started_at.date() >= saved.opened_on
    ]
    return PlanResults(
        plan=saved.plan,
        opened_on=saved.opened_on,
        written_on=written_on,
        sessions=tuple(session_result(s, with_note=with_notes) for s in sessions[-MOST_SESSIONS:]),
    )


def results_of(history: History, saved: SavedPlan, today: date) -> PlanResults:
    """Return what is known of a plan: as it was done here, or as it came back if that is more."""
    here = plan_results(history, saved, today)
    back = saved.results
    return back if back is not None and len(back.sessions) > len(here.sessions) else here


def session_result(session: SavedSession, *, with_note: bool = True) -> SessionResult:
    """Return one session, summed up."""
    lifts = session.lifts[:MAX_LIFTS]
    return SessionResult(
        started_at=session.started_at,
        lifts=len(lifts),
        patterns={pattern: _tally(lifts, pattern) for pattern in Pattern},
        medians={
            name: None if math.isnan(value) else round(value, _DECIMALS)
            for name, value in medians(lifts).items()
        },
        **asdict(session.ratings),
        note=_clean(session.note)[:MAX_SENTENCE] if with_note else "",
    )


def _tally(lifts: tuple[SavedLift, ...], pattern: Pattern) -> TallyPart:
    found = tally(lifts, pattern)
    return TallyPart(goed=found.goed, fout=found.fout, not_judged=found.not_judged)


def _clean(note: str) -> str:
    """Return a note in letters that can be printed."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in note)
