"""Many films: they are given or named, wait in the queue of the program, and add up to totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from html import escape

import streamlit as st

from tilcoach.batch import FilmTask, film_tasks, find_films
from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.i18n import Translator
from tilcoach.live.film_queue import FilmQueue, FilmState, QueuedFilm, QueueSnapshot, film_queue
from tilcoach.live.websocket import can_reach_camera
from tilcoach.report import group_sheet_bytes
from tilcoach.session_files import SessionDocument
from tilcoach.ui.components.preferences import preferences
from tilcoach.ui.components.session_state import safe_file_name
from tilcoach.ui.components.widgets import report_button, show_notice
from tilcoach.ui.group.totals import film_rows, group_table

_REFRESH_S = 1.0
_TYPES = ["mp4", "mov", "avi", "mkv", "webm", "gif"]
_MAX_MB = 500  # each; Streamlit holds it in memory until it is in the queue
_ROUND = "films-round"  # in the session: an uploader with a new key is empty


def show_films(words: Translator) -> None:
    """Show how films are added, how far the queue is, and what was found."""
    queue = film_queue()
    settings = replace(preferences(), language=words.language, persons=1, height_cm=None)
    st.markdown(
        words.text(
            "Give films of one lift or many. They are looked at one after the other, also when you "
            "close this page. Nothing is kept: the films are removed when they are looked at, and "
            "the totals when you clear them or tilcoach stops."
        )
    )
    _take_uploads(queue, settings, words)
    if can_reach_camera(st.context.ip_address):  # folders are those of this computer
        _take_folder(queue, settings, words)
    if queue.snapshot().films:
        _show_queue(queue, words)


def has_films() -> bool:
    """Return whether the queue holds films, so that it is worth to be seen at once."""
    return bool(film_queue().snapshot().films)


def _take_uploads(queue: FilmQueue, settings: Settings, words: Translator) -> None:
    number = st.session_state.setdefault(_ROUND, 0)
    files = st.file_uploader(
        words.text("Films"),
        _TYPES,
        accept_multiple_files=True,
        key=f"films-{number}",
        max_upload_size=_MAX_MB,
    )
    if not files:
        return
    tasks = [
        FilmTask(
            source=str(queue.store(safe_file_name(file.name), file.getbuffer())),
            folder=None,
            settings=settings,
            with_video=False,
            name=file.name,
            size_bytes=file.size,
        )
        for file in files
    ]
    queue.add(tasks)
    st.session_state[_ROUND] = number + 1  # gives their memory back
    st.rerun()


def _take_folder(queue: FilmQueue, settings: Settings, words: Translator) -> None:
    with st.form("films-folder", border=False, enter_to_submit=True):
        folder = st.text_input(
            words.text("Or a folder with films on this computer"), key="films-place"
        )
        asked = st.form_submit_button(
            words.text("Look at these films"), icon=":material/playlist_add:"
        )
    if not asked or not folder.strip():
        return
    try:
        films = find_films([folder.strip()], recursive=True)
        queue.add(film_tasks(films, None, settings, with_video=False))
    except TilcoachError as error:
        show_notice(words.error(error))
    except OSError:
        show_notice(words.text("This folder cannot be read: choose another one."))


def _show_queue(queue: FilmQueue, words: Translator) -> None:
    was_running = queue.snapshot().is_running

    @st.fragment(run_every=_REFRESH_S if was_running else None)
    def progress() -> None:
        now = queue.snapshot()
        if was_running and not now.is_running:
            st.rerun()  # draws the totals, and no longer looks every second
        _show_progress(now, words)
        with st.container(horizontal=True):
            if now.is_running and st.button(
                words.text("Stop"), key="films-stop", icon=":material/stop:"
            ):
                queue.stop()
                st.rerun()
            if not now.is_running and st.button(
                words.text("Clear the list"), key="films-clear", icon=":material/delete:"
            ):
                queue.clear()
                st.rerun()

    progress()
    _show_totals(queue.snapshot(), words)


def _show_progress(now: QueueSnapshot, words: Translator) -> None:
    counted = words.text(
        "{done} of {films} films",
        done=words.number(now.answered),
        films=words.number(len(now.films)),
    )
    left = [words.time_left(now.left_s)] if now.is_running and now.left_s else []
    st.progress(now.share, " \N{MIDDLE DOT} ".join([counted, *left]))
    rows = "".join(f"<li>{escape(_line(film, words))}</li>" for film in now.films)
    st.html(f'<div class="tc-panel tc-scroll" tabindex="0"><ol class="tc-films">{rows}</ol></div>')


def _line(film: QueuedFilm, words: Translator) -> str:
    """Return the name of a film and how far it is, or its error, in a sentence."""
    if film.error is not None:
        return words.error(_by_name(film.error, film.task))
    said = {
        FilmState.WAITING: words.text("waits"),
        FilmState.RUNNING: words.text("{n} %", n=words.number(100 * film.share)),
        FilmState.STOPPED: words.text("stopped"),
        FilmState.DONE: words.text("done"),
        FilmState.FAILED: "",
    }
    lifts = sum(len(person.lifts) for person in film.document.people) if film.document else 0
    found = words.plural("{n} lift", "{n} lifts", lifts)
    return f"{film.task.name}: {found if film.document else said[film.state]}"


def _by_name(error: TilcoachError, task: FilmTask) -> TilcoachError:
    """Return an error that calls the film as the user does, and not by where it lies."""
    values = {
        name: task.name if str(value) == task.source else value
        for name, value in error.values.items()
    }
    return type(error)(error.sentence, **values)


def _show_totals(now: QueueSnapshot, words: Translator) -> None:
    documents = now.documents
    if not documents:
        return
    rows = film_rows(documents, words)
    if rows:
        st.html(group_table(rows, words, words.text("Film")))
    report_button(
        words.text("Sheet with the totals (PDF)"),
        partial(_sheet, documents, words),
        f"{words.text('group')}.pdf",
        key="films-sheet",
    )


def _sheet(documents: Sequence[SessionDocument], words: Translator, today: date) -> bytes:
    return group_sheet_bytes(documents, today, words)
