"""How somebody practises, in the leaflet's sense: advice, and never a fault."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from tilcoach.i18n import Translator
from tilcoach.live.session import local_now
from tilcoach.store import Habits, SavedSession, habits
from tilcoach.ui.components.widgets import escape_markdown


def show_habits(sessions: Sequence[SavedSession], words: Translator) -> None:
    """Show a sentence for each thing that is worth telling; nothing when there is none."""
    found = habits(sessions, local_now().date())
    sentences = [] if found is None else list(habit_sentences(found, words))
    if sentences:
        st.subheader(words.text("Your practice"), anchor=False)
        st.markdown("\n".join(f"- {escape_markdown(sentence)}" for sentence in sentences))


def habit_sentences(found: Habits, words: Translator) -> Iterator[str]:
    """Yield what is worth telling."""
    if build_up := _build_up(found, words):
        yield build_up
    if found.rate_per_min is not None:
        yield words.text(
            "Last time you lifted {rate} times a minute, for some minutes on end. A short rest in "
            "between is fine; so is doing other things.",
            rate=words.number(found.rate_per_min),
        )
    if found.quick_lifts:
        yield words.text(
            "{n} of {all} lifts last time went up much quicker than you usually go. That is "
            "allowed; with something heavy a calm start is easier.",
            n=words.number(found.quick_lifts),
            all=words.number(found.newest_lifts),
        )
    if found.was_away:
        yield words.plural(
            "You last practised {n} day ago. Starting again may be small: a few lifts are enough.",
            "You last practised {n} days ago. Starting again may be small: a few lifts are enough.",
            found.days_since,
        )


def _build_up(found: Habits, words: Translator) -> str:
    """Return how the last seven days compare with the seven before; empty when that says little."""
    counts = {"now": words.number(found.lifts), "before": words.number(found.lifts_before)}
    if found.is_much_more:
        return words.text(
            "In the last 7 days you lifted {now} times, in the 7 days before {before}. Build up "
            "gradually: a little more each week is enough.",
            **counts,
        )
    if found.is_much_less:
        return words.text(
            "In the last 7 days you lifted {now} times, in the 7 days before {before}. A little "
            "more is fine as well: keep moving.",
            **counts,
        )
    if found.is_gradual:
        return words.text(
            "In the last 7 days you lifted {now} times, in the 7 days before {before}: a gradual "
            "build-up.",
            **counts,
        )
    return ""
