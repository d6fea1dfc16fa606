"""What the pages show, without a camera, a model or a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from tests.pages.app import StartStream, make_app

from tilcoach.live.processor import LiveProcessor
from tilcoach.store import FOLDER_VARIABLE, History


@pytest.fixture(autouse=True)
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """Keep every page away from the developer's own history; return the one in use."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "history"))
    return History()


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Stand in for the browser's stream, which never plays in these tests.

    Returns the arguments of every call; a stream plays only where the page asks for that.
    """
    calls: list[dict[str, Any]] = []

    def webrtc_streamer(**kwargs: Any) -> SimpleNamespace:  # noqa: ANN401  as streamlit-webrtc
        calls.append(kwargs)
        # The real one keeps its own state there, and fails on any other value.
        assert kwargs["key"] not in st.session_state
        playing = bool(kwargs.get("desired_playing_state"))
        return SimpleNamespace(state=SimpleNamespace(playing=playing, signalling=False))

    monkeypatch.setattr("streamlit_webrtc.webrtc_streamer", webrtc_streamer)
    return calls


@pytest.fixture
def start_stream(streams: list[dict[str, Any]]) -> Iterator[StartStream]:
    """Start the newest stream of the page, as the browser would; end all of them at the end."""
    started: list[LiveProcessor] = []

    def start() -> LiveProcessor:
        started.append(streams[-1]["video_processor_factory"]())
        return started[-1]

    yield start
    for processor in started:
        processor.on_ended()


@pytest.fixture
def app(streams: list[dict[str, Any]]) -> AppTest:
    """Return the app; the browser's stream is a stand-in."""
    del streams
    return make_app()


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """Collect the reports that a page offers, by the title of the button."""
    found: dict[str, Callable[[], bytes]] = {}

    def download_button(title: str, data: Callable[[], bytes], **_: object) -> bool:
        found[title] = data
        return False

    monkeypatch.setattr("streamlit.download_button", download_button)
    return found
