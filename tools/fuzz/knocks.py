"""The door for requests: headers and cookies before the real access control, in both modes."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from hypothesis import strategies as st
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from tilcoach.auth.login_form import LOGIN_PATH, PASSWORD_FIELD
from tilcoach.auth.password import HASH_VARIABLE, hash_password
from tilcoach.auth.select import select_auth
from tilcoach.auth.token import TOKEN_PARAMETER, TOKEN_VARIABLE
from tools.fuzz.doors import REFUSED, TAKEN, Bench, Door, Outcome, check

_HOST, _PORT = "localhost:8501", 8501
_TOKEN, _PASSWORD = "a-token-of-a-start", "a password of a practice"
_INSIDE = b"a patient's film"
_REFUSALS = {303, 400, 401, 403, 429, 1008}
_ON_EVERY_ANSWER = (b"content-security-policy", b"x-content-type-options", b"x-frame-options")

_PIECES = st.sampled_from(
    [
        *("[", "]", "[::1]", "//", ":", "@", "%", "%00", ";", "=", '"', "\\", "{", ",", " ", "\t"),
        *("localhost", "127.0.0.1", "127.1", "::1", "8501", "http", "https", "evil.example"),
        *("__Host-tilcoach-session", "tilcoach-8501", "null", "none", "same-origin", "cross-site"),
        *('foo={"a":1}', "a[0]=1", "x", "navigate", "document", "iframe", "for=127.0.0.1", "0x7f"),
    ]
)
_VALUES = st.lists(
    st.one_of(_PIECES, st.text(st.characters(codec="latin-1"), max_size=3)), max_size=8
).map("".join)
_OWN_VALUES = {
    "host": [_HOST, "127.0.0.1:8501", "[::1]:8501", "localhost", "192.0.2.7:8501"],
    "origin": [f"http://{_HOST}", f"https://{_HOST}", "null", "http://evil.example"],
    "sec-fetch-site": ["same-origin", "none", "cross-site", "same-site"],
    "sec-fetch-mode": ["navigate", "cors", "websocket"],
    "sec-fetch-dest": ["document", "iframe", "empty"],
    "x-forwarded-for": ["127.0.0.1", "::1", "192.0.2.9, 127.0.0.1", "x"],
    "x-forwarded-proto": ["https", "wss", "x"],
    "forwarded": ["for=127.0.0.1"],
}
_NOISE = {"cookie", "referer", "user-agent", "x-forwarded-for", "x-forwarded-proto", "forwarded"}
"""Headers that other programs add, and that decide nothing."""


def _header(name: str, own: list[str]) -> st.SearchStrategy[tuple[str, str]]:
    return st.tuples(st.just(name), st.one_of(st.sampled_from(own), _VALUES))


_HEADERS = st.lists(
    st.one_of(
        *(_header(name, own) for name, own in _OWN_VALUES.items()),
        st.tuples(st.sampled_from(["cookie", "referer", "user-agent", "upgrade"]), _VALUES),
    ),
    max_size=6,
).map(tuple)


@dataclass(frozen=True, slots=True)
class Knock:
    """A request.

    Attributes
    ----------
    mode
        Whether a password or a token is asked for.
    headers
        In their order; some may come twice.
    path, query, method, client
        The rest of it.
    is_line
        Whether it is a WebSocket.
    is_known
        Whether a cookie of a browser that was let in stands among the other cookies.
    """

    mode: str
    headers: tuple[tuple[str, str], ...]
    path: str
    query: str
    method: str
    client: str
    is_line: bool
    is_known: bool


def _knock(case: Knock, bench: Bench) -> Outcome:
    del bench
    door = _door(case.mode)
    headers = [(name.encode(), value.encode("latin-1")) for name, value in case.headers]
    if not any(name == b"host" for name, _ in headers):
        headers.append((b"host", _HOST.encode()))
    if case.is_known:
        headers.append((b"cookie", f"x; {door.cookie}; a[0]=1".encode()))
    answer = _ask(door.app, case, headers)
    came_in = any(_INSIDE in message.get("body", b"") for message in answer)
    first = answer[0]
    status = first.get("status", first.get("code", 0))
    if not case.is_line:
        sent = {name.lower() for name, _ in first["headers"]}
        check(set(_ON_EVERY_ANSWER) <= sent, f"an answer without its headers: {first}")
    check(came_in or status in _REFUSALS, f"answered with {status}")
    check(not came_in or case.is_known, "let in without token and password")
    check(came_in or not (case.is_known and _is_honest(case)), f"an owner kept out by {status}")
    if case.mode == "token":
        check(not came_in or case.client in ("127.0.0.1", "::1"), "let in from elsewhere")
    return TAKEN if came_in else REFUSED


def _is_honest(case: Knock) -> bool:
    """Return whether a browser of the owner could send this, next to cookies of other programs."""
    is_noise = {name for name, _ in case.headers} <= _NOISE
    return is_noise and case.client == "127.0.0.1" and case.query.isascii()


@dataclass(frozen=True, slots=True)
class _Opened:
    """Access control with an app behind it, and the cookie of a browser that was let in."""

    app: ASGIApp
    cookie: str


@cache
def _door(mode: str) -> _Opened:
    """Return a door as `tilcoach app` makes it, opened once by its owner."""
    environment: Mapping[str, str] = (
        {TOKEN_VARIABLE: _TOKEN} if mode == "token" else {HASH_VARIABLE: hash_password(_PASSWORD)}
    )
    app: ASGIApp = _inside
    for middleware in reversed(select_auth(environment)):
        app = middleware.cls(app, *middleware.args, **middleware.kwargs)
    behind = cast("ASGIApp", ProxyHeadersMiddleware(cast("Any", app), trusted_hosts=""))  # uvicorn
    way = (
        Knock(mode, (), "/", f"{TOKEN_PARAMETER}={_TOKEN}", "GET", "127.0.0.1", False, True)  # noqa: FBT003
        if mode == "token"
        else Knock(mode, (), LOGIN_PATH, "", "POST", "127.0.0.1", False, True)  # noqa: FBT003
    )
    answer = _ask(
        behind, way, [(b"host", _HOST.encode())], f"{PASSWORD_FIELD}={_PASSWORD}".encode()
    )
    cookies = dict(answer[0]["headers"])[b"set-cookie"]
    return _Opened(behind, cookies.decode().partition(";")[0])


async def _inside(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": _INSIDE})


def _ask(
    app: ASGIApp, case: Knock, headers: list[tuple[bytes, bytes]], body: bytes = b"x=1"
) -> list[Message]:
    """Send a request, and return the answer."""
    scope: Scope = {
        "type": "websocket" if case.is_line else "http",
        "scheme": "ws" if case.is_line else "http",
        "path": case.path,
        "raw_path": case.path.encode(),
        "method": case.method,
        "query_string": case.query.encode("latin-1"),
        "headers": headers,
        "client": (case.client, 50_000),
        "server": ("127.0.0.1", _PORT),
    }
    answer: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        answer.append(message)

    async def ask() -> None:
        await app(scope, receive, send)

    asyncio.run(ask())
    return answer


DOORS = (
    Door(
        "request",
        "headers, cookies and addresses before the access control, with a token and a password",
        st.builds(
            Knock,
            st.sampled_from(["token", "password"]),
            _HEADERS,
            st.sampled_from(
                ["/", LOGIN_PATH, "/_stcore/stream", "/component/x", "//x", "/media/x"]
            ),
            _VALUES,
            st.sampled_from(["GET", "GET", "POST", "HEAD", "OPTIONS"]),
            st.one_of(st.sampled_from(["127.0.0.1", "127.0.0.1", "::1", "192.0.2.7"]), _VALUES),
            st.booleans(),
            st.booleans(),
        ),
        _knock,
        share=40,
    ),
)
