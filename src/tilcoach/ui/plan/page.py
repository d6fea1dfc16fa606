"""Plan: what a therapist and a patient agreed on; made, opened, followed, and with its results."""

from __future__ import annotations

from html import escape

import streamlit as st

from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.live.session import local_now
from tilcoach.plan import Plan, file_text, read_plan_file
from tilcoach.plan.plan_files import SUFFIX
from tilcoach.plan.wording import plan_lines
from tilcoach.store import History, Profile, SavedPlan, plan_results
from tilcoach.ui.components.labels import unique_labels
from tilcoach.ui.components.preferences import current_translator
from tilcoach.ui.components.profile_form import choose_profile
from tilcoach.ui.components.save_controls import show_set_aside_notice
from tilcoach.ui.components.widgets import confirm_button, show_notice
from tilcoach.ui.plan.form import show_plan_form
from tilcoach.ui.plan.progress import show_progress

_ROUND = "plan_round"  # a new key for each file, so that the uploader is empty again
_OPENED = "plan_opened"  # set for one run, so that the page can say it
_MAX_MB = 5


def show_page() -> None:
    """Show the page, or a notice when the history cannot be read."""
    words, history = current_translator(), History()
    try:
        _show(history, words)
    except TilcoachError as error:
        show_notice(words.error(error))


def _show(history: History, words: Translator) -> None:
    show_set_aside_notice(history, words)
    profile = choose_profile(history.profiles.all(), words)
    saved = _choose_plan(history, profile, words)
    left, right = st.columns([7, 4], gap="large")
    with left:
        if saved is None:
            st.markdown(
                words.text(
                    "No plan is followed here yet. Open the file of your therapist, or make a plan."
                )
            )
        else:
            _show_plan(history, saved, words)
    with right:
        _show_opening(history, profile, words)
    show_plan_form(history, profile, saved, words)


def _choose_plan(history: History, profile: Profile, words: Translator) -> SavedPlan | None:
    """Return the plan to show, the one that is followed or else the newest; a choice if several."""
    plans = {saved.number: saved for saved in history.plans.all(profile.number)[::-1]}
    if len(plans) <= 1:
        return next(iter(plans.values()), None)
    followed = next((n for n, saved in plans.items() if saved.is_followed), next(iter(plans)))
    names = unique_labels({n: _title(saved, words) for n, saved in plans.items()})
    if st.session_state.get("plan") not in plans:
        st.session_state["plan"] = followed
    number = st.selectbox(
        words.text("Which plan?"), list(plans), format_func=names.__getitem__, key="plan", width=400
    )
    return plans[number]


def _title(saved: SavedPlan, words: Translator) -> str:
    title = words.text("Plan of {day}", day=words.day(saved.plan.made_on))
    return f"{title} \N{EN DASH} {words.text('followed now')}" if saved.is_followed else title


def _show_plan(history: History, saved: SavedPlan, words: Translator) -> None:
    st.subheader(_title(saved, words), anchor=False)
    rows = "".join(
        f"<dt>{escape(head)}</dt><dd>{escape(text)}</dd>"
        for head, text in plan_lines(saved.plan, words)
    )
    st.html(f'<dl class="tc-plan">{rows}</dl>')
    show_progress(history, saved, words)
    _show_files(history, saved, words)
    _show_ending(history, saved, words)


def _show_files(history: History, saved: SavedPlan, words: Translator) -> None:
    with st.container(horizontal=True):
        st.download_button(
            words.text("Plan as a file"),
            file_text(saved.plan),
            file_name=f"{words.text('plan')}{SUFFIX}",
            mime="application/json",
            on_click="ignore",
            icon=":material/download:",
            key="plan_file",
        )
        st.download_button(
            words.text("Results for the therapist"),
            lambda: _results_text(history, saved),
            file_name=f"{words.text('results')}{SUFFIX}",
            mime="application/json",
            on_click="ignore",
            icon=":material/send:",
            key="plan_results",
        )
    st.checkbox(words.text("With my own notes"), value=True, key="plan_notes")
    st.caption(
        words.text(
            "The files hold numbers and what was typed: no picture, and no name unless it was "
            "filled in. You send them yourself; nothing leaves this computer by itself."
        )
    )


def _results_text(history: History, saved: SavedPlan) -> str:
    with_notes = bool(st.session_state.get("plan_notes", True))
    return file_text(plan_results(history, saved, local_now().date(), with_notes=with_notes))


def _show_ending(history: History, saved: SavedPlan, words: Translator) -> None:
    with st.container(horizontal=True):
        if saved.is_followed:
            if st.button(words.text("Follow this plan no longer"), key="plan_stop"):
                history.plans.stop(saved.number)
                st.rerun()
        elif st.button(words.text("Follow this plan"), key="plan_follow"):
            history.plans.open(saved.profile, saved.plan, local_now().date())
            st.rerun()
        question = words.text("This plan and the results beside it will be gone for good.")
        if confirm_button(f"plan-{saved.number}", words.text("Erase plan"), question, words):
            history.plans.erase(saved.number)
            st.rerun()


def _show_opening(history: History, profile: Profile, words: Translator) -> None:
    """Show the place for files; what is dropped there is checked as a whole before it is used."""
    st.session_state.setdefault(_ROUND, 0)
    upload = st.file_uploader(
        words.text("Open a plan, or results that came back (.tilcoach)"),
        [SUFFIX],
        key=f"plan-{st.session_state[_ROUND]}",
        max_upload_size=_MAX_MB,
    )
    if upload is not None:
        try:
            said = _open(history, profile, upload.getvalue(), upload.name, words)
        except TilcoachError as error:
            show_notice(words.error(error))
        else:
            st.session_state[_ROUND] += 1
            st.session_state[_OPENED] = said
            st.rerun()
    if (said := st.session_state.pop(_OPENED, "")) != "":
        st.success(said, icon=":material/check:")


def _open(history: History, profile: Profile, data: bytes, name: str, words: Translator) -> str:
    """Follow the plan in a file, or put the results in it beside theirs; return what to say."""
    contents = read_plan_file(data, name)
    if isinstance(contents, Plan):
        saved = history.plans.open(profile.number, contents, local_now().date())
        said = words.text("The page Practise follows this plan from now on.")
    else:
        saved = history.plans.put_results(profile.number, contents)
        said = words.text("The results stand beside their plan.")
    st.session_state["shown_profile_next"] = saved.profile
    st.session_state["plan"] = saved.number
    return said
