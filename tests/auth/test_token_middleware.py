"""Other users of this machine get nothing: only the address that was printed leads in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import ASGIApp, Scope

from tilcoach.auth.token import new_token
from tilcoach.auth.token_middleware import TokenMiddleware

Knock = Callable[..., Any]

TOKEN = new_token()


@pytest.fixture
def gate(inside: ASGIApp) -> TokenMiddleware:
    return TokenMiddleware(inside, TOKEN)


@pytest.mark.parametrize("query", ["", "token=", "token=guessed", "token=%ff", "token=%ED%A0%80"])
@pytest.mark.parametrize("path", ["/", "/progress", "/_stcore/health", "/media/x.mp4"])
def test_without_the_token_there_is_one_sentence(
    knock: Knock, gate: TokenMiddleware, came_in: list[Scope], path: str, query: str
) -> None:
    answer = knock(gate, path, query=query, cookie="tilcoach-8501=guessed; tilcoach-8501=")
    assert answer.status == 403
    assert "Open het adres" in answer.text
    assert "Open the address" in answer.text
    assert knock(gate, path, kind="websocket", query=f"token={TOKEN}").status == 1008
    assert knock(gate, path, body=b"", query=f"token={TOKEN}").status == 403
    assert came_in == []


def test_the_address_gives_a_cookie_that_opens_everything(
    knock: Knock, gate: TokenMiddleware, came_in: list[Scope]
) -> None:
    answer = knock(gate, "/video", query=f"lang=en&token={TOKEN}")
    assert (answer.status, answer.header("location")) == (303, "/video?lang=en")
    assert "HttpOnly" in answer.header("set-cookie")
    assert TOKEN not in answer.header("set-cookie")
    for others in ('foo={"a":1}; ', "tilcoach-8501=old; ", ""):
        asked = {"cookie": f"{others}{answer.cookie}"}
        assert knock(gate, "/media/x.mp4", **asked).text == "a patient's film"
        assert knock(gate, "/_stcore/stream", kind="websocket", **asked).status == 200
    assert len(came_in) == 6


def test_the_token_leaves_the_address_also_of_a_browser_that_was_in(
    knock: Knock, gate: TokenMiddleware
) -> None:
    cookie = knock(gate, query=f"token={TOKEN}").cookie
    assert knock(gate, query=f"token={TOKEN}", cookie=cookie).header("location") == "/"


def test_the_address_leads_to_no_other_server(knock: Knock, gate: TokenMiddleware) -> None:
    answer = knock(gate, "//evil.example/x", query=f"token={TOKEN}")
    assert answer.header("location") == "/evil.example/x"


def test_a_cookie_of_an_earlier_start_opens_nothing(knock: Knock, inside: ASGIApp) -> None:
    cookie = knock(TokenMiddleware(inside, TOKEN), query=f"token={TOKEN}").cookie
    assert knock(TokenMiddleware(inside, TOKEN), cookie=cookie).status == 403


def test_starting_and_stopping_pass(
    knock: Knock, gate: TokenMiddleware, came_in: list[Scope]
) -> None:
    knock(gate, kind="lifespan", client="")
    assert len(came_in) == 1
