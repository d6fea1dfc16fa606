"""The form of a plan, for a new one or to change the one that is shown."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tilcoach.coaching import Pattern
from tilcoach.errors import TilcoachError
from tilcoach.guidance import FeedbackMode
from tilcoach.i18n import Translator
from tilcoach.live.session import local_now
from tilcoach.plan import (
    MOST_LETTERS_MESSAGE,
    MOST_LETTERS_NAME,
    Plan,
    Speaking,
    Targets,
    checked_plan,
    new_code,
)
from tilcoach.session_files.bounds import LOAD_KG
from tilcoach.store import History, Profile, SavedPlan
from tilcoach.ui.components.widgets import show_notice

_PREFIX = "plan_form"


def show_plan_form(
    history: History, profile: Profile, saved: SavedPlan | None, words: Translator
) -> None:
    """Show the form; what it makes is followed under the profile, and can be saved as a file."""
    with st.expander(words.text("Make or change a plan"), expanded=saved is None):
        choices = [words.text("A new plan")]
        if saved is not None:
            choices.insert(0, words.text("Change this plan"))
        chosen = st.segmented_control(
            words.text("What do you want to make?"),
            choices,
            key=f"{_PREFIX}_kind_{saved.number if saved else 0}",
            default=choices[0],
            required=True,
            label_visibility="collapsed",
        )
        before = saved.plan if saved is not None and chosen == choices[0] else None
        values = _fields(before, _PREFIX + (before.code if before else "new"), words)
        if values is not None and values["focus"] is None:
            show_notice(words.text("Choose at least one thing to practise."))
        elif values is not None:
            _save(history, profile, before, values, words)


def _save(
    history: History,
    profile: Profile,
    before: Plan | None,
    values: dict[str, Any],
    words: Translator,
) -> None:
    day = local_now().date()
    kept = (
        {"code": new_code(), "made_on": day}
        if before is None
        else {"code": before.code, "made_on": before.made_on}
    )
    try:
        saved = history.plans.open(profile.number, checked_plan({**values, **kept}), day)
    except TilcoachError as error:
        show_notice(words.error(error))
    else:
        st.session_state["plan"] = saved.number
        st.rerun()


def _fields(before: Plan | None, key: str, words: Translator) -> dict[str, Any] | None:
    """Show the fields; return what they hold when the user saves, else None."""
    plan = before or checked_plan({"code": "0" * 32, "made_on": local_now().date()})
    with st.form(key, border=False):
        left, right = st.columns(2, gap="large")
        with left:
            values = _what(plan, key, words)
        with right:
            values |= {"targets": _targets(plan.targets, key, words)} | _speech(plan, key, words)
        values["message"] = st.text_area(
            words.text("Your own message to the patient"),
            plan.message,
            max_chars=MOST_LETTERS_MESSAGE,
            key=f"{key}_message",
        )
        values["name"] = st.text_input(
            words.text("Name or tag in the file; it may stay empty"),
            plan.name,
            max_chars=MOST_LETTERS_NAME,
            key=f"{key}_name",
        )
        if not st.form_submit_button(words.text("Save and follow this plan"), type="primary"):
            return None
    return values


def _what(plan: Plan, key: str, words: Translator) -> dict[str, Any]:
    """Show what to practise, how much, how often, and with what."""
    st.markdown(f"**{words.text('What you practise')}**")
    focus = [
        pattern
        for pattern in Pattern
        if st.checkbox(
            words.pattern(pattern), value=pattern in plan.practised, key=f"{key}_{pattern}"
        )
    ]
    first, second = st.columns(2)
    found: dict[str, Any] = {
        "focus": () if len(focus) == len(Pattern) else focus or None,
        "lifts": _whole(first, words.text("Lifts per set"), (1, 100), plan.lifts, key),
        "sets": _whole(second, words.text("Sets"), (1, 20), plan.sets, key),
        "rest_s": _whole(first, words.text("Rest in seconds"), (0, 900), plan.rest_s, key),
        "days_per_week": _whole(second, words.text("Days a week"), (1, 7), plan.days_per_week, key),
        "weeks": _whole(first, words.text("Weeks"), (1, 52), plan.weeks, key),
    }
    found["load_kg"] = second.number_input(
        words.text("Weight in kilograms"),
        *LOAD_KG,
        value=plan.load_kg,
        step=0.5,
        format="%.1f",
        key=f"{key}_load",
    )
    found["lift_what"] = st.text_input(
        words.text("What you lift"),
        plan.lift_what,
        max_chars=MOST_LETTERS_NAME,
        placeholder=words.text("a crate of groceries"),
        key=f"{key}_what",
    )
    return found


def _targets(targets: Targets, key: str, words: Translator) -> dict[str, Any]:
    """Show the targets; an empty place keeps the limit of tilcoach."""
    st.markdown(f"**{words.text('Targets')}**")
    st.caption(words.text("An empty place keeps the limit of tilcoach."))
    fields = (
        ("knee_at_least_deg", words.text("Knees at least, in degrees"), "90"),
        ("trunk_at_most_deg", words.text("Trunk at most, in degrees"), "60"),
        ("hands_at_most_cm", words.text("Hands at most, in cm from the ankles"), "40"),
        ("turned_at_most_deg", words.text("Turned at most, in degrees"), "20"),
    )
    columns = st.columns(2)
    found: dict[str, Any] = {}
    for n, (name, label, example) in enumerate(fields):
        found[name] = columns[n % 2].number_input(
            label,
            value=getattr(targets, name),
            step=1.0,
            format="%.0f",
            placeholder=words.text("such as {n}", n=example),
            key=f"{key}_{name}",
        )
    found["bend_freely"] = st.checkbox(
        words.text("Bending more freely is the aim: the legs are not judged"),
        value=targets.bend_freely,
        key=f"{key}_freely",
    )
    return found


def _speech(plan: Plan, key: str, words: Translator) -> dict[str, Any]:
    st.markdown(f"**{words.text('When the coach speaks')}**")
    return {
        "feedback": st.selectbox(
            words.text("When does the coach say something?"),
            list(FeedbackMode),
            index=list(FeedbackMode).index(plan.feedback),
            format_func=words.feedback,
            key=f"{key}_feedback",
        ),
        "speaking": st.selectbox(
            words.text("How often after a lift"),
            list(Speaking),
            index=list(Speaking).index(plan.speaking),
            format_func=words.speaking,
            key=f"{key}_speaking",
        ),
    }


def _whole(
    column: DeltaGenerator, label: str, bounds: tuple[int, int], value: int, key: str
) -> int:
    number: int = column.number_input(label, *bounds, value=value, key=f"{key}_{label}")
    return number
