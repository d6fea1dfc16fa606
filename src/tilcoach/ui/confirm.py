"""A button for what cannot be undone: it asks once more before it does anything."""

from __future__ import annotations

import streamlit as st

from tilcoach.messages import Translator
from tilcoach.ui.said import say


def confirmed(key: str, label: str, question: str, words: Translator) -> bool:
    """Show the button, or its question, and say whether the user has just said yes to that.

    Parameters
    ----------
    key
        Tells this button from others.
    label
        What the button says.
    question
        What will be gone, in one sentence.
    words
        In the user's language.
    """
    asked = f"asked-{key}"
    if not st.session_state.get(asked):
        if st.button(label, key=f"ask-{key}", icon=":material/delete:"):
            st.session_state[asked] = True
            st.rerun()
        return False
    say(question)
    with st.container(horizontal=True):
        yes = st.button(words.text("Yes, erase for good"), key=f"yes-{key}")
        no = st.button(words.text("No, keep it"), key=f"no-{key}")
    if yes or no:
        st.session_state[asked] = False
    if no:
        st.rerun()
    return yes
