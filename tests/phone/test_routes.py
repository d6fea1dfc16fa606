"""Behind the port are three routes for one telephone, and nothing else."""

from __future__ import annotations

import json
import socket
import struct
import time
from http.client import HTTPSConnection

import pytest
from tests.phone.conftest import Greet, OpenLine, heard, message, picture, port_of
from tests.phone.line import LONG_S, Line, unchecked
from tests.ports import wait_for
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tilcoach.auth.rate_limit import MAX_TRIES_PER_ADDRESS
from tilcoach.phone import connection
from tilcoach.phone.camera import PhoneCamera, PhoneState
from tilcoach.phone.picture import MOST_BYTES

POLICY_VIOLATION, UNSUPPORTED, TOO_BIG = 1008, 1003, 1009


def ask(
    phone: PhoneCamera, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    line = HTTPSConnection("127.0.0.1", port_of(phone), context=unchecked(), timeout=LONG_S)
    try:
        line.request(method, path, headers=headers)
        answer = line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        line.close()


def send_and_hear(line: Line, sent: bytes) -> None:
    """Send on a line that the computer ends: before, while or after the last byte goes out."""
    line.send(sent)
    line.recv()


@pytest.mark.parametrize("path", ["/", "/phone.js"])
def test_the_page_and_its_script_are_served_with_every_header(
    phone: PhoneCamera, path: str
) -> None:
    status, headers, body = ask(phone, path)
    assert status == 200
    assert body
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    policy = headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert "unsafe" not in headers["content-security-policy"]
    assert phone.pairing.code.encode() not in body


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/index.html"),
        ("GET", "/camera"),
        ("GET", "/camera/"),
        ("GET", "/phone.js/"),
        ("GET", "/_stcore/health"),
        ("GET", "/../../etc/passwd"),
        ("GET", "//"),
        ("POST", "/"),
        ("OPTIONS", "/phone.js"),
    ],
)
def test_everything_else_is_not_there(phone: PhoneCamera, method: str, path: str) -> None:
    status, headers, _ = ask(phone, path, method)
    assert status == 404
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_page_under_another_name_gets_nothing(phone: PhoneCamera) -> None:
    assert ask(phone, "/", Host="evil.example")[0] == 404
    assert ask(phone, "/", Origin="https://evil.example")[0] == 404


def test_without_encryption_there_is_nothing(phone: PhoneCamera) -> None:
    with socket.create_connection(("127.0.0.1", port_of(phone)), LONG_S) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert b"HTTP" not in line.recv(1000)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:8520", ""])
def test_a_foreign_page_cannot_open_the_socket(
    phone: PhoneCamera, open_line: OpenLine, origin: str
) -> None:
    with pytest.raises(InvalidStatus) as refused:
        open_line(origin)
    assert refused.value.response.status_code == 403
    assert phone.state is PhoneState.WAITING


def test_the_code_brings_a_session_and_pictures_are_acknowledged(
    phone: PhoneCamera, greet: Greet
) -> None:
    line = greet()
    welcome = heard(line)
    assert len(welcome["token"]) >= 43
    assert phone.state is PhoneState.CONNECTED
    line.send(message(picture(480, 640)))
    assert heard(line)["seen"]
    frame = next(iter(phone.open()))
    assert (frame.width_px, frame.height_px) == (480, 640)


def test_a_wrong_code_is_refused_and_so_is_guessing(phone: PhoneCamera, greet: Greet) -> None:
    for _ in range(MAX_TRIES_PER_ADDRESS):
        line = greet(code="aaaa-aaaa-aaaa")
        assert heard(line) == {"refused": "unknown"}
        with pytest.raises(ConnectionClosed) as closed:
            line.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == POLICY_VIOLATION
    assert heard(greet()) == {"refused": "too_often"}
    assert phone.state is PhoneState.WAITING


def test_a_second_phone_with_the_same_code_is_refused_and_the_first_goes_on(greet: Greet) -> None:
    first = greet()
    heard(first)
    assert heard(greet()) == {"refused": "used"}
    first.send(message(picture()))
    assert heard(first)["seen"]


@pytest.mark.parametrize("greeting", ["", "no JSON", "[]", "7", '{"code": 7}', "[" * 10_000])
def test_a_greeting_that_is_none_is_refused(
    phone: PhoneCamera, open_line: OpenLine, greeting: str
) -> None:
    line = open_line()
    line.send(greeting)
    assert heard(line) == {"refused": "unknown"}
    assert phone.state is PhoneState.WAITING


def test_after_a_broken_network_the_secret_brings_it_back_and_ends_the_old_line(
    phone: PhoneCamera, greet: Greet
) -> None:
    old = greet()
    token = heard(old)["token"]
    new = greet(token=token)
    assert heard(new)["token"] == token
    new.send(message(picture()))
    assert heard(new)["seen"]
    with pytest.raises(ConnectionClosed):
        send_and_hear(old, message(picture()))
    assert phone.state is PhoneState.CONNECTED


def test_a_phone_that_goes_is_away_and_a_new_code_waits_for_another(
    phone: PhoneCamera, greet: Greet
) -> None:
    line = greet()
    token = heard(line)["token"]
    line.close()
    wait_for(lambda: phone.state is PhoneState.AWAY)
    phone.pairing.renew()
    assert phone.state is PhoneState.WAITING
    assert heard(greet(token=token)) == {"refused": "unknown"}


def test_a_new_code_ends_the_line_of_the_phone_before(phone: PhoneCamera, greet: Greet) -> None:
    line = greet()
    heard(line)
    phone.pairing.renew()
    with pytest.raises(ConnectionClosed):
        send_and_hear(line, message(picture()))


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (message(b"no picture"), UNSUPPORTED),
        (message(picture(2000, 100)), UNSUPPORTED),
        (b"", UNSUPPORTED),
    ],
)
def test_what_is_no_picture_ends_the_line(
    phone: PhoneCamera, greet: Greet, sent: bytes, code: int
) -> None:
    line = greet()
    heard(line)
    with pytest.raises(ConnectionClosed) as closed:
        send_and_hear(line, sent)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == code
    wait_for(lambda: phone.state is PhoneState.AWAY)


def test_a_picture_that_is_too_large_is_refused_before_it_has_come(
    phone: PhoneCamera, greet: Greet
) -> None:
    line = greet()
    heard(line)
    announced = struct.pack("!BBQ4s", 0x82, 0xFF, MOST_BYTES + 1, b"mask")  # RFC 6455, section 5.2
    line.send_raw(announced)
    with pytest.raises(ConnectionClosed) as closed:
        line.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == TOO_BIG
    wait_for(lambda: phone.state is PhoneState.AWAY)


def test_nobody_gets_a_picture_back(greet: Greet) -> None:
    line = greet()
    heard(line)
    line.send("what do you see?")
    line.send("clock")
    assert set(heard(line)) == {"now"}


def test_who_says_nothing_is_left(open_line: OpenLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "GREETING_S", 0.05)
    with pytest.raises(ConnectionClosed):
        open_line().recv()


def test_pictures_are_taken_up_no_faster_than_the_bound(greet: Greet) -> None:
    line = greet()
    heard(line)
    begin_s = time.monotonic()
    for _ in range(10):
        line.send(message(picture(64, 64)))
    for _ in range(10):
        assert heard(line)["seen"]
    assert time.monotonic() - begin_s >= 9 * connection.LEAST_INTERVAL_S


def test_a_picture_has_the_time_at_which_it_was_taken_if_that_can_be(
    phone: PhoneCamera, greet: Greet
) -> None:
    line = greet()
    now_ms = heard(line)["now"]
    frames = iter(phone.open())
    line.send(message(picture(), now_ms - 200))
    heard(line)
    assert next(frames).time_s == 0
    assert phone.zero_s == pytest.approx((now_ms - 200) / 1000, abs=1e-6)
    line.send(message(picture(), now_ms - 150))
    heard(line)
    assert next(frames).time_s == pytest.approx(0.05)
    line.send(message(picture(), now_ms + 1e9))  # from the future: as of now
    later_ms = heard(line)["now"]
    assert phone.zero_s + next(frames).time_s <= later_ms / 1000


def test_the_page_speaks_the_language_of_the_computer(phone: PhoneCamera) -> None:
    _, _, body = ask(phone, "/")
    text = body.decode()
    assert '<html lang="nl">' in text
    assert "Zet de camera aan" in text
    assert json.dumps("De computer ziet uw beeld.")[1:-1] in text
