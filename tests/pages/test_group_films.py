"""Many films on the page Group: a queue that is the program's, totals, and a sheet to print."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pypdfium2
import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.app import html_of, make_page

from tilcoach.batch import FilmOutcome, FilmTask, Progress
from tilcoach.coaching import FrameResult, PersonRecordingResult, RecordingResult
from tilcoach.config import Settings
from tilcoach.errors import InputError
from tilcoach.i18n import translator
from tilcoach.live.film_queue import FilmQueue, FilmState
from tilcoach.pose import PoseSeries, SourceInfo
from tilcoach.report import group_sheet_bytes
from tilcoach.session_files import SessionDocument, session_document

WAIT_S = 20.0
MakeDocument = Callable[[str], SessionDocument]


@pytest.fixture
def document(make_step: Callable[..., FrameResult]) -> MakeDocument:
    def make(name: str) -> SessionDocument:
        seen = make_step().people[0]
        assert seen.last_lift is not None
        poses = PoseSeries.of([seen.pose])
        person = PersonRecordingResult(
            1, seen.view, poses, None, (seen.phase,), np.zeros(1), (seen.last_lift,), ()
        )
        source = SourceInfo(name, "0" * 64, 10.0, 30.0, 640, 480, 300)
        model = SimpleNamespace(name="no_model", sha256="")
        words = translator("nl")
        review = RecordingResult((person,), ())
        return session_document(review, source, model, Settings(), 0, words)

    return make


@pytest.fixture
def may_go_on() -> threading.Event:
    return threading.Event()


@pytest.fixture
def queue(
    document: MakeDocument, may_go_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FilmQueue]:
    """Give the page a queue that looks at a film as soon as it may."""

    def work(task: FilmTask, on_progress: Progress | None) -> FilmOutcome:
        assert on_progress is not None
        on_progress(1, 2)
        assert may_go_on.wait(WAIT_S)
        on_progress(2, 2)
        if "kapot" in task.name:
            sentence = "{path} is empty (0 bytes): record or copy it again."
            return FilmOutcome(task, error=InputError(sentence, path=task.name))
        return FilmOutcome(task, document(task.name))

    queue = FilmQueue(work)
    monkeypatch.setattr("tilcoach.ui.group.films.film_queue", lambda: queue)
    monkeypatch.setattr("tilcoach.ui.group.films.can_reach_camera", lambda _: True)
    yield queue
    may_go_on.set()
    queue.shut_down()


@pytest.fixture
def open_page(streams: list[dict[str, Any]]) -> Callable[[], AppTest]:
    del streams  # stands in for the browser's stream
    return lambda: make_page("group").run()


def finish(queue: FilmQueue, may_go_on: threading.Event) -> None:
    may_go_on.set()
    thread = queue._thread
    if thread is not None:
        thread.join(WAIT_S)


def films(folder: Path, *names: str) -> list[FilmTask]:
    return [FilmTask(str(folder / name), None, Settings(), name=name) for name in names]


def test_a_folder_that_is_named_goes_into_the_queue(
    open_page: Callable[[], AppTest], queue: FilmQueue, tmp_path: Path
) -> None:
    for name in ("a.mp4", "monday/b.mov"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"film")
    at = open_page()
    at.text_input(key="films-place").set_value(str(tmp_path))
    next(b for b in at.button if b.label == "Bekijk deze films").click()
    assert not at.run().exception
    waiting = queue.snapshot().films
    assert [film.task.name for film in waiting] == ["a.mp4", "monday/b.mov"]
    assert all(film.task.folder is None for film in waiting)  # nothing is written
    assert "monday/b.mov: wacht" in html_of(at)


def test_a_folder_without_films_is_told(
    open_page: Callable[[], AppTest], queue: FilmQueue, tmp_path: Path
) -> None:
    at = open_page()
    at.text_input(key="films-place").set_value(str(tmp_path))
    next(b for b in at.button if b.label == "Bekijk deze films").click()
    at.run()
    assert "geen film" in at.info[0].value
    assert not queue.snapshot().films


def test_films_that_are_dropped_go_into_the_queue_once(
    open_page: Callable[[], AppTest], queue: FilmQueue
) -> None:
    at = open_page()
    at.file_uploader(key="films-0").set_value(("../lift.mp4", b"film", "video/mp4"))
    assert not at.run().exception
    at.run()
    (film,) = queue.snapshot().films
    assert Path(film.task.source).name == "lift.mp4"
    assert Path(film.task.source).is_file()


def test_over_a_network_no_folder_can_be_named(
    open_page: Callable[[], AppTest], queue: FilmQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    del queue
    monkeypatch.setattr("tilcoach.ui.group.films.can_reach_camera", lambda _: False)
    assert not [field for field in open_page().text_input if field.key == "films-place"]


def test_a_new_page_finds_the_queue_and_the_totals(
    open_page: Callable[[], AppTest], queue: FilmQueue, may_go_on: threading.Event, tmp_path: Path
) -> None:
    queue.add(films(tmp_path, "jan.mp4", "kapot.mp4", "piet.mp4"))
    assert "0 van 3 films" in open_page().get("progress")[0].proto.text
    finish(queue, may_go_on)
    at = open_page()
    assert not at.exception
    said = html_of(at)
    assert "kapot.mp4 is leeg (0 bytes)" in said
    assert "jan.mp4: 1 tilbeweging" in said
    assert "Samen" in said
    assert "Blad met de totalen (PDF)" in [str(b.proto.label) for b in at.get("download_button")]


def test_stop_and_clear(
    open_page: Callable[[], AppTest], queue: FilmQueue, may_go_on: threading.Event, tmp_path: Path
) -> None:
    queue.add(films(tmp_path, "a.mp4", "b.mp4"))
    at = open_page()
    at.button(key="films-stop").click().run()
    assert [film.state for film in queue.snapshot().films] == [FilmState.STOPPED] * 2
    finish(queue, may_go_on)
    at.button(key="films-clear").click().run()
    assert not at.exception
    assert not queue.snapshot().films


def test_the_sheet_holds_totals_and_no_names(document: MakeDocument) -> None:
    data = group_sheet_bytes(
        [document("jan.mp4"), document("piet.mp4")], date(2026, 3, 2), translator("nl")
    )
    pdf = pypdfium2.PdfDocument(data)
    said = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    assert "2 films" in said
    assert "2 personen die tilden" in said
    assert "0 / 2 / 0" in said  # both stooped, and nothing else of it could be judged
    assert "jan" not in said
    assert "piet" not in said
