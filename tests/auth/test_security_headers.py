"""Every answer tells the browser who may frame it, run in it and learn of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from tilcoach.auth.password import HASH_VARIABLE, hash_password
from tilcoach.auth.security_headers import SecurityHeaders, script_hashes
from tilcoach.auth.select import select_auth

Knock = Callable[..., Any]


def guarded(app: ASGIApp, environment: Mapping[str, str]) -> ASGIApp:
    """Return an app with all that stands in front of it."""
    for middleware in reversed(select_auth(environment)):
        app = middleware.cls(app, *middleware.args, **middleware.kwargs)
    return app


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 200),
        ({"client": "192.0.2.7"}, 403),
        ({"host": "["}, 400),
        ({"sec_fetch_site": "cross-site"}, 403),
    ],
)
def test_every_answer_for_this_machine_has_the_headers(
    knock: Knock, inside: ASGIApp, asked: dict[str, str], status: int
) -> None:
    answer = knock(guarded(inside, {}), **asked)
    assert answer.status == status
    check_headers(answer)
    assert answer.header("referrer-policy") == "no-referrer"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 401),
        ({"path": "/tilcoach/login", "body": b"password=x"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
    ],
)
def test_every_answer_on_a_network_has_the_headers(
    knock: Knock, inside: ASGIApp, asked: dict[str, Any], status: int
) -> None:
    answer = knock(guarded(inside, {HASH_VARIABLE: hash_password("x" * 10)}), **asked)
    assert answer.status == status
    check_headers(answer)


def check_headers(answer: Any) -> None:  # noqa: ANN401 - an Answer of conftest
    policy = answer.header("content-security-policy").split("; ")
    assert {"default-src 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert answer.header("x-frame-options") == "DENY"
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("cross-origin-resource-policy") == "same-origin"


def test_a_component_is_framed_by_our_own_page_alone(knock: Knock, inside: ASGIApp) -> None:
    answer = knock(guarded(inside, {}), "/component/streamlit_webrtc.webrtc/index.html")
    assert "frame-ancestors 'self'" in answer.header("content-security-policy")
    assert answer.header("x-frame-options") == "SAMEORIGIN"


def test_only_the_scripts_named_by_their_hash_run_in_the_page(
    knock: Knock, inside: ASGIApp
) -> None:
    hashes = script_hashes("<script>let a = 1\n</script><script src=x></script>")
    assert hashes == ["'sha256-1kR9b2MdF6r4sNsK3xRwZG6ZGjryLG+Pf2BB3kK20hM='"]
    policy = knock(SecurityHeaders(inside, hashes)).header("content-security-policy")
    assert f"script-src 'self' blob: {hashes[0]}" in policy.split("; ")


def test_a_fault_is_answered_with_the_headers_and_reaches_the_log(knock: Knock) -> None:
    sent: list[Any] = []

    async def broken(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ZeroDivisionError

    async def keeps_the_answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def note(message: Any) -> None:  # noqa: ANN401 - of ASGI
            sent.append(message)
            await send(message)

        await SecurityHeaders(broken)(scope, receive, note)

    with pytest.raises(ZeroDivisionError):
        knock(keeps_the_answer)
    assert sent[0]["status"] == 500
    assert b"frame-ancestors 'none'" in dict(sent[0]["headers"])[b"content-security-policy"]
    assert sent[1]["body"] == b"Internal Server Error"


def test_a_websocket_is_passed_on(knock: Knock, inside: ASGIApp) -> None:
    assert knock(SecurityHeaders(inside), kind="websocket").status == 200


def test_a_refused_websocket_has_the_headers(knock: Knock, inside: ASGIApp) -> None:
    async def with_extension(scope: Scope, receive: Receive, send: Send) -> None:
        extensions: dict[str, Any] = {"websocket.http.response": {}}
        await guarded(inside, {})({**scope, "extensions": extensions}, receive, send)

    answer = knock(with_extension, kind="websocket", origin="https://elsewhere.example")
    assert answer.status == 403
    assert "frame-ancestors 'none'" in answer.header("content-security-policy")
    assert answer.sent[1]["type"] == "websocket.http.response.body"


def test_a_websocket_that_is_open_is_closed_as_ever(knock: Knock) -> None:
    async def opens(scope: Scope, receive: Receive, send: Send) -> None:
        async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": 1000})

        extensions: dict[str, Any] = {"websocket.http.response": {}}
        await SecurityHeaders(app)({**scope, "extensions": extensions}, receive, send)

    answer = knock(opens, kind="websocket")
    assert [one["type"] for one in answer.sent] == ["websocket.accept", "websocket.close"]
