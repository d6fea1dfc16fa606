"""On a network: nothing without the password, and no guessing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from tilcoach.auth.password import hash_password
from tilcoach.auth.password_middleware import SESSION_S, PasswordMiddleware
from tilcoach.auth.rate_limit import RateLimit

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
def gate(inside: ASGIApp, clock: Clock) -> PasswordMiddleware:
    return PasswordMiddleware(inside, KEPT, RateLimit(clock=clock), clock)


@pytest.mark.parametrize(
    "path", ["/", "/video", "/_stcore/health", "/_stcore/stream", "/media/x.mp4", "/tilcoach/login"]
)
def test_without_the_password_there_is_only_the_form(
    knock: Knock, gate: PasswordMiddleware, came_in: list[Scope], path: str
) -> None:
    answer = knock(gate, path, **HOST)
    assert answer.status == 401
    assert '<input id="password"' in answer.text
    assert "Wachtwoord" in answer.text
    assert answer.header("cache-control") == "no-store"
    assert answer.header("referrer-policy") == "same-origin"  # else a browser sends "Origin: null"
    assert came_in == []


def test_without_the_password_there_is_no_open_line(
    knock: Knock, gate: PasswordMiddleware, came_in: list[Scope]
) -> None:
    assert knock(gate, "/_stcore/stream", kind="websocket", **HOST).status == 1008
    assert came_in == []


def test_with_it_everything_opens_for_this_browser_alone(
    knock: Knock, gate: PasswordMiddleware, came_in: list[Scope]
) -> None:
    answer = knock(gate, "/tilcoach/login", body=RIGHT, **HOST)
    assert (answer.status, answer.header("location")) == (303, "/")
    flags = answer.header("set-cookie")
    assert all(flag in flags for flag in ("Secure", "HttpOnly", "SameSite=strict"))
    cookie = answer.cookie
    assert knock(gate, "/", cookie=cookie, **HOST).text == "a patient's film"
    assert knock(gate, "/", cookie="__Host-tilcoach-session=guessed", **HOST).status == 401
    assert knock(gate, "/", cookie="__Host-tilcoach-session=", **HOST).status == 401
    assert knock(gate, "/", cookie="\x01;=,;", **HOST).status == 401
    assert knock(gate, "/", **HOST).status == 401
    assert len(came_in) == 1


def test_a_foreign_page_cannot_use_the_browser_that_came_in(
    knock: Knock, gate: PasswordMiddleware, came_in: list[Scope]
) -> None:
    foreign = {"origin": "https://evil.example", **HOST}
    assert knock(gate, "/tilcoach/login", body=RIGHT, **foreign).status == 401
    cookie = knock(gate, "/tilcoach/login", body=RIGHT, **HOST).cookie
    answer = knock(gate, "/_stcore/stream", kind="websocket", cookie=cookie, **foreign)
    assert answer.status == 1008
    assert came_in == []


def test_streamlit_hears_an_origin_that_it_does_not_look_up_on_the_internet(
    knock: Knock, gate: PasswordMiddleware, came_in: list[Scope]
) -> None:
    own = {"origin": "https://praktijk.local:8501", **HOST}
    cookie = knock(gate, "/tilcoach/login", body=RIGHT, **own).cookie
    knock(gate, "/_stcore/stream", kind="websocket", cookie=cookie, **own)
    knock(gate, "/tilcoach/camera/x", kind="websocket", cookie=cookie, **own)
    origins = [dict(scope["headers"])[b"origin"] for scope in came_in]
    assert origins == [b"https://localhost", b"https://praktijk.local:8501"]


def test_after_a_day_the_password_is_asked_again(
    knock: Knock, gate: PasswordMiddleware, clock: Clock
) -> None:
    cookie = knock(gate, "/tilcoach/login", body=RIGHT, **HOST).cookie
    clock.now_s += SESSION_S - 1
    assert knock(gate, "/", cookie=cookie, **HOST).status == 200
    clock.now_s += 1
    assert knock(gate, "/", cookie=cookie, **HOST).status == 401


@pytest.mark.parametrize(
    "body", [b"", b"password=", b"x=1", b"\xff\xfe", b"password=" + b"a" * 5000]
)
def test_anything_else_is_not_the_password(
    knock: Knock, gate: PasswordMiddleware, body: bytes
) -> None:
    answer = knock(gate, "/tilcoach/login", body=body, **HOST)
    assert answer.status == 403
    assert "Dat is niet het wachtwoord" in answer.text
    assert answer.header("set-cookie") == ""


def test_whoever_guesses_has_to_wait_even_with_the_right_one(
    knock: Knock, gate: PasswordMiddleware, clock: Clock
) -> None:
    for _ in range(5):
        assert knock(gate, "/tilcoach/login", body=b"password=1234", **HOST).status == 403
    answer = knock(gate, "/tilcoach/login", body=RIGHT, **HOST)
    assert (answer.status, answer.header("retry-after")) == (429, "300")
    assert "Wacht 5 minuten" in answer.text
    other = {**HOST, "client": "192.0.2.8"}
    assert knock(gate, "/tilcoach/login", body=RIGHT, **other).status == 303
    clock.now_s += 300
    assert knock(gate, "/tilcoach/login", body=RIGHT, **HOST).status == 303


def test_cookies_of_other_programs_do_no_harm(knock: Knock, gate: PasswordMiddleware) -> None:
    cookie = knock(gate, "/tilcoach/login", body=RIGHT, **HOST).cookie
    stale = "__Host-tilcoach-session=stale"
    for others in ('foo={"a":1}', "a[0]=1", "x", "\x01;=,;", stale, '"'):
        for sent in (f"{others}; {cookie}", f"{cookie}; {others}"):
            assert knock(gate, "/", cookie=sent, **HOST).status == 200, sent


def test_the_cookie_cannot_be_set_by_another_port_or_name(
    knock: Knock, gate: PasswordMiddleware
) -> None:
    flags = knock(gate, "/tilcoach/login", body=RIGHT, **HOST).header("set-cookie")
    assert flags.startswith("__Host-")
    assert "Path=/" in flags
    assert "Domain" not in flags


def test_others_who_guess_lock_out_neither_this_machine_nor_who_was_in_before(
    knock: Knock, gate: PasswordMiddleware
) -> None:
    assert knock(gate, "/tilcoach/login", body=RIGHT, **HOST).status == 303
    for number in range(50):
        guesser = {**HOST, "client": f"192.0.2.{100 + number}"}
        knock(gate, "/tilcoach/login", body=b"password=1234", **guesser)
    stranger = {**HOST, "client": "192.0.2.99"}
    assert knock(gate, "/tilcoach/login", body=RIGHT, **stranger).status == 429
    assert knock(gate, "/tilcoach/login", body=RIGHT, **HOST).status == 303
    for own in ("127.0.0.1", "localhost"):  # the second is how conftest's server was called
        asked = {**HOST, "client": own}
        assert knock(gate, "/tilcoach/login", body=RIGHT, **asked).status == 303


def test_all_addresses_of_this_machine_have_one_budget_between_them(
    knock: Knock, gate: PasswordMiddleware
) -> None:
    tries = [{**HOST, "client": f"127.0.0.{number}"} for number in range(1, 7)]
    answers = [knock(gate, "/tilcoach/login", body=b"password=1234", **own) for own in tries]
    assert [answer.status for answer in answers] == [403, 403, 403, 403, 403, 429]
    assert knock(gate, "/tilcoach/login", body=RIGHT, **HOST).status == 303


def test_a_websocket_ends_with_its_session(
    knock: Knock, clock: Clock, came_in: list[Scope]
) -> None:
    async def stays(scope: Scope, _receive: Receive, _send: Send) -> None:
        came_in.append(scope)
        await asyncio.Event().wait()

    gate = PasswordMiddleware(stays, KEPT, RateLimit(clock=clock), clock)
    cookie = knock(gate, "/tilcoach/login", body=RIGHT, **HOST).cookie
    clock.now_s += SESSION_S - 0.05
    line = knock(gate, "/_stcore/stream", kind="websocket", cookie=cookie, **HOST)
    assert line.status == 1008
    assert len(came_in) == 1


def test_a_timeout_of_the_app_itself_is_not_hidden(knock: Knock, clock: Clock) -> None:
    async def late(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise TimeoutError

    gate = PasswordMiddleware(late, KEPT, RateLimit(clock=clock), clock)
    cookie = knock(gate, "/tilcoach/login", body=RIGHT, **HOST).cookie
    with pytest.raises(TimeoutError):
        knock(gate, "/_stcore/stream", kind="websocket", cookie=cookie, **HOST)
