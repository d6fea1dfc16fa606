"""Video: choose a film, have it looked at, and see what was found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tilcoach.batch import analyse_file, write_outputs
from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.estimation import open_estimator
from tilcoach.messages import Translator
from tilcoach.ui.choices import choose_settings
from tilcoach.ui.frame_bar import FrameBar
from tilcoach.ui.keep_look import keep_look
from tilcoach.ui.keeping import choose_saving, with_profile
from tilcoach.ui.language import spoken
from tilcoach.ui.moment import forget_moment
from tilcoach.ui.result import Look, show_look
from tilcoach.ui.samples import read_samples
from tilcoach.ui.workspace import Workspace

_TYPES = ["mp4", "mov", "avi", "mkv", "webm", "gif"]
_MOST_MB = 500  # some ten minutes from a telephone; an upload is held in memory
_FIRST_SHARE = 0.75  # of the time goes to the pose model, the rest to drawing


@dataclass(frozen=True, slots=True)
class _Choice:
    """A film that was just chosen, and where it may be kept."""

    title: str
    path: Path
    workspace: Workspace


def video() -> None:
    """Show the page."""
    words = spoken()
    first, second, third = st.columns([5, 3, 2])
    first.markdown(words.text("Choose a film of a lift, or drop one of your own."))
    with second:
        profile = choose_saving(words)
    with third:
        settings = with_profile(choose_settings(words), profile)
    sample, upload = _chosen_sample(words), _chosen_upload(words)
    choice = sample or upload
    place = st.empty()  # always there, so that what stands below it is not drawn anew
    if choice is not None:
        _look_at(choice, settings, words, place)
    look: Look | None = st.session_state.get("look")
    if look is None:
        return
    if upload is not None and profile is not None:
        keep_look(look.analysis, look.folder, profile.number, words)
    show_look(look, words)


def _chosen_sample(words: Translator) -> _Choice | None:
    samples = read_samples()
    chosen = None
    for column, sample in zip(st.columns(max(1, len(samples))), samples, strict=False):
        title = sample.title(words)
        if column.button(title, key=f"look-{sample.name}", width="stretch"):
            chosen = _Choice(title, sample.path, Workspace())
    return chosen


def _chosen_upload(words: Translator) -> _Choice | None:
    """Return an uploaded film the first time that it is there."""
    upload = st.file_uploader(
        words.text("Your own film"),
        _TYPES,
        key="upload",
        max_upload_size=_MOST_MB,
        help=words.text("It stays on this computer, and is removed when the next one comes."),
    )
    if upload is None or st.session_state.get("looked_at") == upload.file_id:
        return None
    st.session_state["looked_at"] = upload.file_id
    workspace = Workspace()
    return _Choice(upload.name, workspace.keep(upload.name, upload.getbuffer()), workspace)


def _look_at(choice: _Choice, settings: Settings, words: Translator, place: DeltaGenerator) -> None:
    """Analyse a film and keep what was found; a film that cannot be read gets a sentence."""
    _forget()
    bar = FrameBar(place.progress(0.0, words.text("Opening the film")), words)
    try:
        st.session_state["look"] = _analyse(choice, settings, words, bar)
    except TilcoachError as error:
        choice.workspace.remove()
        place.warning(words.error(error), icon=":material/info:")
    else:
        place.empty()


def _forget() -> None:
    """Remove the files of the film before this one."""
    forget_moment()
    older: Look | None = st.session_state.pop("look", None)
    if older is not None:
        older.workspace.remove()


def _analyse(choice: _Choice, settings: Settings, words: Translator, bar: FrameBar) -> Look:
    estimator = open_estimator(settings.model, settings.persons)
    model = estimator.model
    looking = bar.stage(words.text("Looking at your lifts"), 0.0, _FIRST_SHARE)
    analysis = analyse_file(choice.path, settings, estimator, looking)
    folder = choice.workspace.folder / "found"
    drawing = bar.stage(words.text("Drawing what was seen"), _FIRST_SHARE, 1.0)
    write_outputs(analysis, folder, model, on_progress=drawing)
    return Look(choice.title, analysis, folder, choice.workspace)
