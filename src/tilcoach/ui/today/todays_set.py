"""What is to be done today under a plan: the set that one is in, what is done, and the rest."""

from __future__ import annotations

from datetime import date, datetime
from html import escape

import streamlit as st

from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.guidance import FeedbackMode
from tilcoach.i18n import Translator
from tilcoach.live.session import LiveSession, local_now
from tilcoach.plan import Plan, Today, cadence_on, today
from tilcoach.plan.wording import focus_text, load_text, rest_sentence, today_sentence
from tilcoach.store import History, SavedPlan
from tilcoach.ui.components.save_controls import chosen_profile_number
from tilcoach.ui.components.widgets import show_notice

_REFRESH_S = 2.0  # a set is counted by the lift, and a rest in steps of five seconds
_STEP_S = 5
_BASE = "plan_lifts_before"  # lifts of today that this browser session did not see


def followed_plan(words: Translator) -> SavedPlan | None:
    """Return the plan of the chosen profile; None, with a notice if need be, when there is none."""
    try:
        return History().plans.followed(chosen_profile_number())
    except TilcoachError as error:  # the rest of the page still works
        show_notice(words.error(error))
        return None


def apply_plan(saved: SavedPlan | None, settings: Settings, session: LiveSession) -> Settings:
    """Return the settings under a plan, and let the coach speak as often as it asks.

    Who chose silence keeps it.
    """
    if saved is None:
        session.set_cadence(None)
        return settings
    session.set_cadence(cadence_on(saved.plan, _days_before(saved)))
    laid = saved.lay_over(settings)
    if session.feedback_mode is not FeedbackMode.SILENT:
        session.set_feedback_mode(laid.feedback)
    return laid


def show_today(
    session: LiveSession, saved: SavedPlan, words: Translator, *, is_playing: bool
) -> None:
    """Show the card of today, which follows the lifts as they are done."""

    @st.fragment(run_every=_REFRESH_S)
    def card() -> None:
        now = local_now()
        lifts = _lifts_by_day(session, saved, now.date())
        where = today(saved.plan, lifts, saved.opened_on, now.date())
        rest_left_s = _rest_left_s(session, saved.plan, now)
        st.html(today_card(saved.plan, where, rest_left_s, words, is_short=is_playing))

    card()
    if session.profile_number is None:
        st.caption(
            words.text("Choose to save your results above, and this day counts for your plan.")
        )


def today_card(
    plan: Plan, now: Today, rest_left_s: int | None, words: Translator, *, is_short: bool = False
) -> str:
    """Return the card as HTML; the short one leaves out what was read before the first lift."""
    is_resting = bool(rest_left_s) and 0 < now.sets_done < plan.sets and not now.lifts_in_set
    sentence = (
        rest_sentence(now.sets_done, rest_left_s or 0, words)
        if is_resting
        else today_sentence(plan, now, words)
    )
    facts = (focus_text(plan, words), load_text(plan, words))
    below = "".join(f'<p class="tc-small">{escape(fact)}</p>' for fact in facts if fact)
    if plan.message:
        below += f'<p class="tc-note">{escape(plan.message)}</p>'
    heading = escape(words.text("Your plan for today"))
    return (
        f'<section class="tc-today" aria-label="{heading}"><p class="tc-today-head">{heading}</p>'
        f'<p class="tc-next" role="status">{escape(sentence)}</p>{_dots(plan, now, words)}'
        f"{'' if is_short else below}</section>"
    )


def _dots(plan: Plan, now: Today, words: Translator) -> str:
    """Return one mark per set: full, begun or empty, with the same in words."""
    states = ["full"] * now.sets_done
    if now.lifts_in_set:
        states.append("begun")
    states += ["empty"] * (plan.sets - len(states))
    told = words.text(
        "{done} of {sets} sets done", done=words.number(now.sets_done), sets=words.number(plan.sets)
    )
    marks = "".join(f'<span class="tc-set tc-set-{state}"></span>' for state in states)
    return f'<p class="tc-sets" role="img" aria-label="{escape(told)}">{marks}</p>'


def _rest_left_s(session: LiveSession, plan: Plan, now: datetime) -> int | None:
    """Return how much of the rest is left, in steps; None when no lift was seen."""
    last = session.lifts.last_finished_at
    if last is None:
        return None
    left_s = plan.rest_s - (now - last).total_seconds()
    return max(0, _STEP_S * -(-int(left_s) // _STEP_S))


def _saved_lifts(saved: SavedPlan) -> dict[date, int]:
    """Return the saved lifts of each day; none while the history cannot be read.

    The page says so beside the choice to save, and the live picture goes on.
    """
    try:
        return History().plans.lifts_by_day(saved.profile, saved.opened_on)
    except TilcoachError:
        return {}


def _days_before(saved: SavedPlan) -> int:
    """Return how many days of the plan were practised before today."""
    day = local_now().date()
    counted = _saved_lifts(saved)
    return sum(lifts > 0 for when, lifts in counted.items() if when < day)


def _lifts_by_day(session: LiveSession, saved: SavedPlan, day: date) -> dict[date, int]:
    """Return the lifts of each day: those that are saved, and of today also those that are not."""
    counted = _saved_lifts(saved)
    seen, kept = session.lifts.count_on(day), counted.get(day, 0)
    key = f"{_BASE}_{saved.number}_{day}"
    before = st.session_state.setdefault(key, max(0, kept - seen))
    return {**counted, day: max(kept, before + seen)}
