"""On a network: nothing without the password, and no guessing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import ASGIApp, Scope

from tilcoach.door.gate import OPEN_S, PasswordGate
from tilcoach.door.password import hash_password
from tilcoach.door.tries import Tries

Knock = Callable[..., Any]

KEPT = hash_password("til met je knieën")
RIGHT = b"password=til+met+je+knie%C3%ABn"
HOST = {"host": "praktijk.local:8501", "client": "192.0.2.7"}


class Clock:
    """Moves by hand."""

    now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(inside: ASGIApp, clock: Clock) -> PasswordGate:
    return PasswordGate(inside, KEPT, Tries(clock=clock), clock)


@pytest.mark.parametrize(
    "path", ["/", "/video", "/_stcore/health", "/_stcore/stream", "/media/x.mp4", "/tilcoach/door"]
)
def test_without_the_password_there_is_only_the_form(
    knock: Knock, gate: PasswordGate, came_in: list[Scope], path: str
) -> None:
    answer = knock(gate, path, **HOST)
    assert answer.status == 401
    assert '<input id="password"' in answer.text
    assert "Wachtwoord" in answer.text
    assert answer.header("cache-control") == "no-store"
    assert answer.header("referrer-policy") == "same-origin"  # else a browser sends "Origin: null"
    assert came_in == []


def test_without_the_password_there_is_no_open_line(
    knock: Knock, gate: PasswordGate, came_in: list[Scope]
) -> None:
    assert knock(gate, "/_stcore/stream", kind="websocket", **HOST).status == 1008
    assert came_in == []


def test_with_it_everything_opens_for_this_browser_alone(
    knock: Knock, gate: PasswordGate, came_in: list[Scope]
) -> None:
    answer = knock(gate, "/tilcoach/door", body=RIGHT, **HOST)
    assert (answer.status, answer.header("location")) == (303, "/")
    flags = answer.header("set-cookie")
    assert all(flag in flags for flag in ("Secure", "HttpOnly", "SameSite=strict"))
    cookie = answer.cookie
    assert knock(gate, "/", cookie=cookie, **HOST).text == "a patient's film"
    assert knock(gate, "/", cookie="tilcoach-door=guessed", **HOST).status == 401
    assert knock(gate, "/", cookie="tilcoach-door=", **HOST).status == 401
    assert knock(gate, "/", cookie="\x01;=,;", **HOST).status == 401
    assert knock(gate, "/", **HOST).status == 401
    assert len(came_in) == 1


def test_a_foreign_page_cannot_use_the_browser_that_came_in(
    knock: Knock, gate: PasswordGate, came_in: list[Scope]
) -> None:
    foreign = {"origin": "https://evil.example", **HOST}
    assert knock(gate, "/tilcoach/door", body=RIGHT, **foreign).status == 401
    cookie = knock(gate, "/tilcoach/door", body=RIGHT, **HOST).cookie
    answer = knock(gate, "/_stcore/stream", kind="websocket", cookie=cookie, **foreign)
    assert answer.status == 1008
    assert came_in == []


def test_streamlit_hears_an_origin_that_it_does_not_look_up_on_the_internet(
    knock: Knock, gate: PasswordGate, came_in: list[Scope]
) -> None:
    own = {"origin": "https://praktijk.local:8501", **HOST}
    cookie = knock(gate, "/tilcoach/door", body=RIGHT, **own).cookie
    knock(gate, "/_stcore/stream", kind="websocket", cookie=cookie, **own)
    knock(gate, "/tilcoach/camera/x", kind="websocket", cookie=cookie, **own)
    origins = [dict(scope["headers"])[b"origin"] for scope in came_in]
    assert origins == [b"https://localhost", b"https://praktijk.local:8501"]


def test_after_a_day_the_password_is_asked_again(
    knock: Knock, gate: PasswordGate, clock: Clock
) -> None:
    cookie = knock(gate, "/tilcoach/door", body=RIGHT, **HOST).cookie
    clock.now_s += OPEN_S - 1
    assert knock(gate, "/", cookie=cookie, **HOST).status == 200
    clock.now_s += 1
    assert knock(gate, "/", cookie=cookie, **HOST).status == 401


@pytest.mark.parametrize(
    "body", [b"", b"password=", b"x=1", b"\xff\xfe", b"password=" + b"a" * 5000]
)
def test_anything_else_is_not_the_password(knock: Knock, gate: PasswordGate, body: bytes) -> None:
    answer = knock(gate, "/tilcoach/door", body=body, **HOST)
    assert answer.status == 403
    assert "Dat is niet het wachtwoord" in answer.text
    assert answer.header("set-cookie") == ""


def test_whoever_guesses_has_to_wait_even_with_the_right_one(
    knock: Knock, gate: PasswordGate, clock: Clock
) -> None:
    for _ in range(5):
        assert knock(gate, "/tilcoach/door", body=b"password=1234", **HOST).status == 403
    answer = knock(gate, "/tilcoach/door", body=RIGHT, **HOST)
    assert (answer.status, answer.header("retry-after")) == (429, "300")
    assert "Wacht 5 minuten" in answer.text
    other = {**HOST, "client": "192.0.2.8"}
    assert knock(gate, "/tilcoach/door", body=RIGHT, **other).status == 303
    clock.now_s += 300
    assert knock(gate, "/tilcoach/door", body=RIGHT, **HOST).status == 303
