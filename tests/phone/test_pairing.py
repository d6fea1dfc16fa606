"""A code counts once, for some minutes, for one telephone."""

from __future__ import annotations

import pytest

from tilcoach.auth.rate_limit import MAX_TRIES, MAX_TRIES_PER_ADDRESS, WINDOW_S
from tilcoach.phone.pairing import ABSENCE_S, CODE_S, Pairing, Refusal

OURS, STRANGER = "192.168.1.20", "192.168.1.66"


class Clock:
    """Stands still until it is put forward."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pairing(clock: Clock) -> Pairing:
    return Pairing(clock)


def paired(pairing: Pairing) -> str:
    token = pairing.exchange(pairing.code, OURS)
    assert not isinstance(token, Refusal)
    return token


def test_the_code_is_exchanged_for_a_long_secret_once(pairing: Pairing) -> None:
    assert len(paired(pairing)) >= 43
    assert pairing.exchange(pairing.code, OURS) is Refusal.USED
    assert pairing.exchange(pairing.code, STRANGER) is Refusal.USED
    assert pairing.is_paired


def test_a_code_may_be_typed_with_capitals_and_spaces(pairing: Pairing) -> None:
    assert not isinstance(pairing.exchange(f" {pairing.code.upper()} ", OURS), Refusal)


def test_two_codes_are_never_the_same_and_hold_no_letter_that_is_taken_for_another() -> None:
    codes = [Pairing().code for _ in range(100)]
    assert len(set(codes)) == len(codes)
    assert not set("".join(codes)) & set("il1o0")


@pytest.mark.parametrize("code", ["", "wrong", "é", "\ud800", "x" * 200])
def test_a_wrong_code_gets_nothing(pairing: Pairing, code: str) -> None:
    assert pairing.exchange(code, STRANGER) is Refusal.UNKNOWN
    assert not pairing.is_paired


def test_a_late_code_gets_nothing(pairing: Pairing, clock: Clock) -> None:
    assert pairing.left_s == CODE_S
    clock.now_s += CODE_S + 1
    assert pairing.left_s == 0
    assert pairing.exchange(pairing.code, OURS) is Refusal.EXPIRED


def test_guesses_are_few_and_do_not_keep_others_out(pairing: Pairing, clock: Clock) -> None:
    for _ in range(MAX_TRIES_PER_ADDRESS):
        assert pairing.exchange("guess", STRANGER) is Refusal.UNKNOWN
    assert pairing.exchange(pairing.code, STRANGER) is Refusal.TOO_OFTEN
    assert pairing.resume("guess", STRANGER) is Refusal.TOO_OFTEN
    paired(pairing)
    clock.now_s += WINDOW_S
    assert pairing.exchange("guess", STRANGER) is Refusal.UNKNOWN


def test_the_telephone_comes_back_though_strangers_guess(pairing: Pairing) -> None:
    token = paired(pairing)
    for number in range(MAX_TRIES):
        pairing.exchange("guess", f"192.168.2.{number}")
    assert pairing.exchange("guess", "192.168.3.1") is Refusal.TOO_OFTEN
    for _ in range(3 * MAX_TRIES_PER_ADDRESS):
        assert pairing.resume(token, OURS) == token


def test_a_guessed_secret_gets_nothing(pairing: Pairing) -> None:
    assert pairing.resume("", OURS) is Refusal.UNKNOWN  # before there is one
    paired(pairing)
    assert pairing.resume("", STRANGER) is Refusal.UNKNOWN
    assert pairing.resume("guess", STRANGER) is Refusal.UNKNOWN


def test_a_session_ends_some_minutes_after_the_telephone_was_last_seen(
    pairing: Pairing, clock: Clock
) -> None:
    token = paired(pairing)
    clock.now_s += ABSENCE_S - 1
    pairing.note_seen()
    clock.now_s += ABSENCE_S - 1
    assert pairing.resume(token, OURS) == token
    clock.now_s += ABSENCE_S + 1
    assert not pairing.is_paired
    assert pairing.resume(token, OURS) is Refusal.EXPIRED


def test_a_new_code_ends_the_session_of_the_one_before(pairing: Pairing) -> None:
    token, code = paired(pairing), pairing.code
    pairing.renew()
    assert pairing.resume(token, OURS) is Refusal.UNKNOWN
    assert pairing.exchange(code, OURS) is Refusal.UNKNOWN
    assert paired(pairing) != token
