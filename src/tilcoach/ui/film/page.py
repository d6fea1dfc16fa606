"""Video: choose a film, analyse it, and see the result."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from tilcoach.i18n import Translator
from tilcoach.live.samples import read_samples
from tilcoach.ui.components.analysis_settings import choose_settings
from tilcoach.ui.components.preferences import current_translator
from tilcoach.ui.components.save_controls import choose_saving, with_profile
from tilcoach.ui.components.session_state import Workspace, video_result
from tilcoach.ui.film.analysis import FilmChoice, analyse_film
from tilcoach.ui.film.film_questions import ask_about_film, film_again
from tilcoach.ui.film.result import save_video, show_result

_UPLOAD = "uploaded_file_id"  # in the session: each upload is analysed once
_TYPES = ["mp4", "mov", "avi", "mkv", "webm", "gif"]
_MAX_MB = 500  # some ten minutes from a telephone; an upload is held in memory


def show_page() -> None:
    """Show the page."""
    words = current_translator()
    first, second, third = st.columns([5, 3, 2])
    first.markdown(words.text("Choose a film of a lift, or one of your own."))
    with second:
        profile = choose_saving(words)
    with third:
        settings = with_profile(choose_settings(words), profile)
    sample, upload = _chosen_sample(words), _chosen_upload(words)
    choice = sample or upload
    status = st.empty()  # always there, so that the elements below it keep their position
    if choice is not None:
        analyse_film(choice, settings, words, status)
    result = video_result()
    if result is None:
        return
    told = ask_about_film(result, words)
    if told is not None:
        analyse_film(film_again(result), replace(settings, film=told), words, status)
        if video_result() is not None:
            st.rerun()
        return
    if upload is not None and profile is not None:
        save_video(result.analysis, result.folder, profile.number, words)
    show_result(result, words)


def _chosen_sample(words: Translator) -> FilmChoice | None:
    samples = read_samples()
    chosen = None
    for column, sample in zip(st.columns(max(1, len(samples))), samples, strict=False):
        title = sample.title(words)
        if column.button(title, key=f"analyse-{sample.name}", width="stretch"):
            chosen = FilmChoice(title, sample.path, Workspace())
    return chosen


def _chosen_upload(words: Translator) -> FilmChoice | None:
    """Return an uploaded film once, at the first run after the upload."""
    with st.expander(words.text("Your own film"), expanded=video_result() is None):
        upload = _show_uploader(words)
    if upload is None or st.session_state.get(_UPLOAD) == upload.file_id:
        return None
    st.session_state[_UPLOAD] = upload.file_id
    workspace = Workspace()
    return FilmChoice(upload.name, workspace.store(upload.name, upload.getbuffer()), workspace)


def _show_uploader(words: Translator) -> UploadedFile | None:
    return st.file_uploader(
        words.text("Your own film"),
        _TYPES,
        key="upload",
        max_upload_size=_MAX_MB,
        help=words.text("It stays on this computer, and is removed when the next one comes."),
    )
