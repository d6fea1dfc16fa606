"""Without a password nobody but this machine's own browser gets anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import ASGIApp, Scope

from tilcoach.auth.loopback import is_loopback
from tilcoach.auth.loopback_only import LoopbackOnly

Knock = Callable[..., Any]


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104 - not listened on
        ("192.168.1.4", False),
        ("localhost.evil.example", False),
        ("2130706433", False),
        ("", False),
        (None, False),
    ],
)
def test_what_means_this_machine(host: str | None, *, here: bool) -> None:
    assert is_loopback(host) is here


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "localhost"])
def test_this_machine_comes_in(
    knock: Knock, inside: ASGIApp, came_in: list[Scope], host: str
) -> None:
    assert knock(LoopbackOnly(inside), host=host).status == 200
    assert knock(LoopbackOnly(inside), host=host, origin=f"http://{host}").status == 200
    assert len(came_in) == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"client": "192.0.2.7"},
        {"client": "192.0.2.7", "host": "192.0.2.2:8501"},
        {"host": "evil.example:8501"},
        {"host": ""},
        {"origin": "http://evil.example:8501"},
        {"origin": "null"},
        {"origin": "http://localhost:9999"},
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_others_are_refused(
    knock: Knock, inside: ASGIApp, came_in: list[Scope], kind: str, asked: dict[str, str]
) -> None:
    answer = knock(LoopbackOnly(inside), kind=kind, **asked)
    assert answer.status == {"http": 403, "websocket": 1008}[kind]
    assert "patient" not in answer.text
    assert came_in == []


def test_starting_and_stopping_pass(knock: Knock, inside: ASGIApp, came_in: list[Scope]) -> None:
    knock(LoopbackOnly(inside), kind="lifespan", client="")
    assert len(came_in) == 1
