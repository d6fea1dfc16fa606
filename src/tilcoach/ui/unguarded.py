"""Pages that somebody started without the door, at an address that others can reach."""

from __future__ import annotations

import streamlit as st
from streamlit import config

from tilcoach.door.this_machine import is_this_machine
from tilcoach.messages import Translator
from tilcoach.ui.local_camera.route import is_behind_door


def stop_if_unguarded(words: Translator) -> None:
    """Show one sentence in place of the pages when others could look in without a password.

    ``streamlit run`` has no door. At this machine's own address that does no harm; at any other,
    whoever finds the page could see everything that was saved, and erase it.

    Parameters
    ----------
    words
        In the language of the session.
    """
    if is_behind_door() or is_this_machine(config.get_option("server.address")):
        return
    st.warning(
        words.text(
            "tilcoach does not open here, because others on your network could look in without a "
            "password. Stop it and start it with `tilcoach app`. To let others in, use "
            "`tilcoach app --lan`."
        )
    )
    st.stop()
