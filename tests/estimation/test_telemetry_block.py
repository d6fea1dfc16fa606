"""MediaPipe cannot report its use, and nobody's environment is changed for that."""

from __future__ import annotations

import os
import socket
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest

from tilcoach.estimation import open_estimator
from tilcoach.estimation.telemetry_block import (
    NOWHERE,
    forbid_network,
    name_dead_proxy,
    offline_thread,
)
from tilcoach.pose import VideoFrame

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux does this")


def is_online() -> bool:
    try:
        socket.create_server(("127.0.0.1", 0)).close()
    except PermissionError:
        return False
    return True


def is_online_in_new_thread() -> bool:
    found: list[bool] = []
    thread = threading.Thread(target=lambda: found.append(is_online()))
    thread.start()
    thread.join()
    return found[0]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Return a proxy that a report would go to, if there was one."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(0.5)
        yield server


@on_linux
def test_a_thread_and_those_that_it_starts_are_kept_off_the_network() -> None:
    with offline_thread("test") as thread:
        assert not thread.submit(is_online).result()
        assert not thread.submit(is_online_in_new_thread).result()
        for end in thread.submit(socket.socketpair).result():  # within the machine all goes on
            end.close()
    assert is_online()
    assert is_online_in_new_thread()


@pytest.mark.model
def test_no_report_leaves_and_the_environment_stays_as_it_is(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = f"http://127.0.0.1:{listener.getsockname()[1]}"
    monkeypatch.setenv("https_proxy", proxy)
    monkeypatch.setenv("no_proxy", "example.org")
    before = dict(os.environ)
    with open_estimator("full") as estimator:
        assert estimator.estimate(VideoFrame(np.zeros((48, 64, 3), np.uint8), 0.0, 0)) == ()
    assert dict(os.environ) == before
    with pytest.raises(TimeoutError):  # MediaPipe reports when a model is closed
        listener.accept()


def test_other_systems_get_a_proxy_that_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"https_proxy": "http://proxy.example:3128", "no_proxy": "*"}
    monkeypatch.setattr("sys.platform", "darwin")
    assert not forbid_network()
    name_dead_proxy(environment)
    assert environment == {"https_proxy": NOWHERE, "HTTPS_PROXY": NOWHERE}


def test_nobody_listens_there() -> None:
    with pytest.raises(urllib.error.URLError, match="refused"):
        urllib.request.urlopen(NOWHERE)  # noqa: S310  this machine
