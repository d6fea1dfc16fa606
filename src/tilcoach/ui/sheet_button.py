"""The button that gives the report for the patient's file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from tilcoach.ui.keeping import local_now


def sheet_button(
    title: str, make: Callable[[date], bytes], file_name: str, *, key: str | None = None
) -> None:
    """Show the button; the report is made when it is pressed.

    Parameters
    ----------
    title
        On the button.
    make
        Gives the PDF; takes the day of today.
    file_name
        What the browser proposes to call it.
    key
        Where there are several such buttons on a page: its own.
    """
    st.download_button(
        title,
        lambda: make(local_now().date()),
        file_name=file_name,
        mime="application/pdf",
        on_click="ignore",
        icon=":material/picture_as_pdf:",
        key=key,
    )
