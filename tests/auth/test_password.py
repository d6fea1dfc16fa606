"""Hashes that tell nothing, and counts that stop guessing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.middleware import Middleware

from tilcoach.auth.health import Health
from tilcoach.auth.loopback_only import LoopbackOnly
from tilcoach.auth.password import HASH_VARIABLE, hash_password, is_password
from tilcoach.auth.password_middleware import PasswordMiddleware
from tilcoach.auth.rate_limit import RateLimit
from tilcoach.auth.request_checks import RequestChecks
from tilcoach.auth.security_headers import SecurityHeaders
from tilcoach.auth.select import select_auth
from tilcoach.auth.token import TOKEN_VARIABLE, new_token
from tilcoach.auth.token_middleware import TokenMiddleware


@settings(max_examples=10)
@given(password=st.text(min_size=1), other=st.text())
def test_only_the_password_itself_fits(password: str, other: str) -> None:
    kept = hash_password(password)
    assert is_password(password, kept)
    assert is_password(other, kept) == (other == password)


def test_the_same_password_never_looks_the_same() -> None:
    first, second = hash_password("til met je knieën"), hash_password("til met je knieën")
    assert first != second
    assert "til" not in first


def inner_classes(doors: list[Middleware]) -> list[object]:
    classes: list[object] = [door.cls for door in doors]
    assert classes[:3] == [SecurityHeaders, RequestChecks, Health]
    return classes[3:]


def test_no_password_means_this_machine_alone() -> None:
    assert inner_classes(select_auth({})) == [LoopbackOnly]
    assert inner_classes(select_auth({HASH_VARIABLE: ""})) == [LoopbackOnly]
    token = {TOKEN_VARIABLE: new_token()}
    assert inner_classes(select_auth(token)) == [LoopbackOnly, TokenMiddleware]
    password = {HASH_VARIABLE: hash_password("x")}
    assert inner_classes(select_auth({**token, **password})) == [PasswordMiddleware]


class Clock:
    """Moves by hand."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_each_address_has_its_own_count_and_all_have_one_together() -> None:
    clock = Clock()
    tries = RateLimit(each=2, total=3, window_s=60, clock=clock)
    assert [tries.wait_s("a"), tries.wait_s("a")] == [0, 0]
    clock.now_s = 10
    assert tries.wait_s("a") == pytest.approx(50)
    assert tries.wait_s("b") == 0
    assert tries.wait_s("c") == pytest.approx(50)
    clock.now_s = 60
    assert [tries.wait_s("a"), tries.wait_s("c")] == [0, 0]


def test_waiting_is_not_a_try() -> None:
    clock = Clock()
    tries = RateLimit(each=1, window_s=60, clock=clock)
    tries.wait_s("a")
    for clock.now_s in (20, 40):
        assert tries.wait_s("a") > 0
    clock.now_s = 60
    assert tries.wait_s("a") == 0


def test_the_right_password_resets_the_count() -> None:
    tries = RateLimit(each=1, clock=Clock())
    tries.wait_s("a")
    tries.reset("a")
    assert tries.wait_s("a") == 0
