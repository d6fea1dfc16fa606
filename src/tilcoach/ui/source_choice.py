"""Where the live picture comes from: a sample film, or a camera."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from tilcoach.messages import Translator
from tilcoach.ui.address import read_choice, write_choice
from tilcoach.ui.samples import Sample

Source = Literal["sample", "camera"]


def choose_source(words: Translator, samples: tuple[Sample, ...]) -> Source:
    """Show the choice and return it.

    Parameters
    ----------
    words
        In the user's language.
    samples
        The films that lie here; without any there is only the camera.
    """
    names: dict[Source, str] = {
        "sample": words.text("Sample film"),
        "camera": words.text("My camera"),
    }
    options: list[Source] = ["sample", "camera"] if samples else ["camera"]
    read_choice("source", options)
    source = st.segmented_control(
        words.text("What do you want to look at?"),
        options,
        key="source",
        required=True,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        persist_state="session",
    )
    write_choice("source", options)
    return source or options[0]


def choose_sample(samples: tuple[Sample, ...], words: Translator) -> Sample:
    """Show the films and return the one that is chosen.

    Parameters
    ----------
    samples
        At least one.
    words
        In the user's language.
    """
    titles = {sample.name: sample.title(words) for sample in samples}
    name = st.selectbox(
        words.text("Film"),
        list(titles),
        format_func=titles.__getitem__,
        key="film",
        label_visibility="collapsed",
        persist_state="session",
    )
    return next(sample for sample in samples if sample.name == name)
