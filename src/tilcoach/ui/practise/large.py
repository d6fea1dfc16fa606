"""The view that fills the screen, to be read from 3 to 4 metres away.

A picture, one sentence, one symbol with its word, and the count. Sizes are shares of the height of
the screen: no text is smaller than 2 % of it, and a test looks.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from tilcoach.coaching import Cue, JudgedLift, Verdict
from tilcoach.i18n import Translator
from tilcoach.live.live_state import LiveSnapshot
from tilcoach.ui.components.verdict_html import verdict_mark
from tilcoach.ui.components.widgets import run_script
from tilcoach.ui.live_view.panel import newest_sentence

_KEY = "large"


def is_large() -> bool:
    """Return whether the picture is to fill the screen."""
    return bool(st.session_state.get(_KEY))


def show_large_button(words: Translator) -> None:
    """Show the button that fills the screen, or goes back."""
    run_script(__package__, "large.js")
    large = is_large()
    st.button(
        words.text("Back to the page") if large else words.text("Fill the screen"),
        key="fill",
        icon=":material/fullscreen_exit:" if large else ":material/fullscreen:",
        on_click=_toggle,
    )


def _toggle() -> None:
    st.session_state[_KEY] = not is_large()


def show_large_style() -> None:
    """Let the page be nothing but the picture and what belongs to it."""
    st.html('<span class="tc-large-on"></span>')


def large_panel(snapshot: LiveSnapshot, words: Translator) -> str:
    """Return the sentence, the symbol and the count as HTML."""
    sentence = newest_sentence(snapshot, words)
    people = snapshot.result.people if snapshot.result else ()
    last = people[0].last_lift if people else None
    symbol = _symbol(last, words) if last is not None else ""
    count = people[0].lift_count if people else 0
    lifts = escape(words.plural("lift", "lifts", count))
    return (
        f'<div class="tc-large"><p class="tc-large-sentence" role="status">{escape(sentence)}</p>'
        f'{symbol}<p class="tc-large-count"><b>{count}</b> {lifts}</p></div>'
    )


def _symbol(judged: JudgedLift, words: Translator) -> str:
    """Return what the newest lift comes down to: one shape, and its word."""
    verdict = overall_verdict(judged)
    return (
        f'<p class="tc-large-symbol" data-verdict="{verdict}">{verdict_mark(verdict)}'
        f"<span>{escape(words.verdict(verdict))}</span></p>"
    )


def overall_verdict(judged: JudgedLift) -> Verdict:
    """Return the one verdict on a lift: *goed* only when all that could be seen was judged."""
    if any(finding.verdict is Verdict.FOUT for finding in judged.findings):
        return Verdict.FOUT
    return Verdict.GOED if judged.cue is Cue.WELL_DONE else Verdict.NOT_JUDGED
