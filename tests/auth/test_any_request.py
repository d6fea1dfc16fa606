"""Whatever a request says, it is answered: no fault, and nothing without access."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp

from tilcoach.auth.password import HASH_VARIABLE, hash_password
from tilcoach.auth.select import select_auth
from tilcoach.auth.token import TOKEN_VARIABLE, new_token

Knock = Callable[..., Any]

PIECES = st.sampled_from(
    [
        "[",
        "]",
        "//",
        ":",
        "@",
        "%",
        ";",
        "=",
        '"',
        "\\",
        "{",
        ",",
        " ",
        "localhost",
        "::1",
        "__Host-",
    ]
)
VALUES = st.lists(PIECES | st.text(st.characters(codec="latin-1"), max_size=3), max_size=8).map(
    "".join
)
HEADERS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("host", "origin", "cookie", "sec_fetch_site", "sec_fetch_mode", "referer"), VALUES
    ),
)


@pytest.mark.parametrize(
    "environment", [{TOKEN_VARIABLE: new_token()}, {HASH_VARIABLE: hash_password("x" * 10)}]
)
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(headers=HEADERS, query=VALUES, client=VALUES | st.just("127.0.0.1"))
def test_no_request_is_a_fault_or_gets_anything(
    knock: Knock,
    inside: ASGIApp,
    environment: Mapping[str, str],
    headers: dict[str, str],
    query: str,
    client: str,
) -> None:
    app = inside
    for middleware in reversed(select_auth(environment)):
        app = middleware.cls(app, *middleware.args, **middleware.kwargs)
    for kind in ("http", "websocket"):
        answer = knock(app, kind=kind, query=query, client=client, **headers)
        assert answer.status in {400, 401, 403, 1008}
        assert "patient" not in answer.text
