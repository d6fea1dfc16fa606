"""What watches over the server gets its one word, and nobody else anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp, Scope
from tests.ports import free_port

from tilcoach.auth.health import HEALTH_PATH, Health, is_healthy
from tilcoach.auth.select import select_auth
from tilcoach.auth.token import TOKEN_VARIABLE

Knock = Callable[..., Any]


def test_this_machine_is_told_without_reaching_the_pages(
    knock: Knock, inside: ASGIApp, came_in: list[Scope]
) -> None:
    answer = knock(Health(inside), HEALTH_PATH)
    assert (answer.status, answer.text) == (200, "ok\n")
    assert came_in == []


def test_another_machine_meets_what_stands_behind_it(
    knock: Knock, inside: ASGIApp, came_in: list[Scope]
) -> None:
    guarded = inside
    for layer in reversed(select_auth({TOKEN_VARIABLE: "secret"})):
        guarded = layer.cls(guarded, *layer.args, **layer.kwargs)
    assert knock(guarded, HEALTH_PATH).text == "ok\n"
    assert knock(guarded, HEALTH_PATH, client="192.0.2.7").status == 403
    assert knock(guarded, "/").status == 403
    assert knock(guarded, HEALTH_PATH, sec_fetch_site="cross-site").status == 403
    assert came_in == []


def test_only_the_one_question_is_answered(
    knock: Knock, inside: ASGIApp, came_in: list[Scope]
) -> None:
    assert knock(Health(inside), HEALTH_PATH, body=b"x").text == "a patient's film"
    assert knock(Health(inside), f"{HEALTH_PATH}/").text == "a patient's film"
    assert len(came_in) == 2


def test_where_nobody_listens_nothing_is_healthy() -> None:
    assert not is_healthy(free_port())
