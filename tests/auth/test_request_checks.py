"""What is refused before anything looks at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import ASGIApp, Scope

from tilcoach.auth.request_checks import RequestChecks

Knock = Callable[..., Any]


@pytest.mark.parametrize(
    "asked",
    [
        {"host": "["},
        {"host": "[::1"},
        {"host": "localhost:port"},
        {"origin": "http://["},
        {"origin": "http://[evil]"},
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_an_unreadable_address_is_refused_in_one_line(
    knock: Knock, inside: ASGIApp, came_in: list[Scope], kind: str, asked: dict[str, str]
) -> None:
    answer = knock(RequestChecks(inside), kind=kind, **asked)
    assert answer.status == {"http": 400, "websocket": 1008}[kind]
    assert answer.text == {"http": "Bad Request\n", "websocket": ""}[kind]
    assert came_in == []


@pytest.mark.parametrize(("query", "status"), [("a=%C3%A9&b", 200), ("a=\u00e9", 400)])
def test_a_query_that_no_browser_sends_is_refused(
    knock: Knock, inside: ASGIApp, query: str, status: int
) -> None:
    assert knock(RequestChecks(inside), query=query).status == status


@pytest.mark.parametrize(
    ("site", "mode", "destination", "status"),
    [
        ("none", "navigate", "document", 200),
        ("same-origin", "cors", "empty", 200),
        ("same-origin", "navigate", "iframe", 200),
        ("cross-site", "navigate", "document", 200),
        ("same-site", "navigate", "document", 200),  # a link of another port
        ("cross-site", "navigate", "iframe", 403),
        ("cross-site", "navigate", "object", 403),
        ("cross-site", "no-cors", "image", 403),
        ("same-site", "no-cors", "script", 403),
        ("same-site", "cors", "empty", 403),
        ("cross-site", "", "", 403),
        ("anything else", "cors", "empty", 403),
    ],
)
def test_another_site_may_only_link_to_a_page(
    knock: Knock, inside: ASGIApp, site: str, mode: str, destination: str, status: int
) -> None:
    fetch = {"sec_fetch_site": site, "sec_fetch_mode": mode, "sec_fetch_dest": destination}
    assert knock(RequestChecks(inside), **fetch).status == status
    posted = knock(RequestChecks(inside), body=b"x", **fetch)
    assert posted.status == (200 if site in {"none", "same-origin"} else 403)
