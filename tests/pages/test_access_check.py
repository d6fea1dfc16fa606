"""Without the door, the pages open for this machine alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest
from tests.pages.app import TIMEOUT_S

from tilcoach.live.websocket import serving_camera
from tilcoach.ui import app as app_file


def listen_on(address: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Streamlit believe that it was started at an address."""
    as_it_is = config.get_option

    def get_option(key: str) -> object:
        return address if key == "server.address" else as_it_is(key)

    monkeypatch.setattr(config, "get_option", get_option)


@pytest.mark.parametrize(
    "address",
    [None, "", "0.0.0.0", "::", "192.168.1.7", "praktijk.local"],  # noqa: S104 - nothing listens
)
def test_an_exposed_address_shows_a_warning_and_no_page(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    listen_on(address, monkeypatch)
    app.run()
    assert not app.exception
    (said,) = app.warning  # amber: nothing is broken
    assert "`tilcoach app`" in said.value
    assert not app.title


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_at_this_machines_own_address_the_pages_open(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    listen_on(address, monkeypatch)
    app.run()
    assert not any("tilcoach app" in said.value for said in app.warning)
    assert app.title[0].value == "Oefenen"


def test_behind_the_door_every_address_is_fine(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    listen_on("192.168.1.7", monkeypatch)
    with serving_camera():
        app.run()
    assert not any("tilcoach app" in said.value for said in app.warning)
    assert app.title[0].value == "Oefenen"


def test_the_file_that_the_server_runs_opens_the_pages(streams: list[dict[str, Any]]) -> None:
    del streams  # stands in for the browser's stream
    at = AppTest.from_file(Path(app_file.__file__), default_timeout=TIMEOUT_S)
    with serving_camera():
        at.run()
    assert not at.exception
    assert at.title[0].value == "Oefenen"
