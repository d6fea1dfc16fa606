"""The port is open only while a telephone is asked for."""

from __future__ import annotations

import threading
from typing import Self

import pytest
from tests.phone.conftest import Greet, heard, message, picture, port_of
from tests.ports import listens

from tilcoach.auth import network_address as module
from tilcoach.errors import VideoError
from tilcoach.i18n import translator
from tilcoach.phone import camera, server
from tilcoach.phone.camera import AWAY, NO_NETWORK, NOT_YET, PhoneCamera, PhoneState


def test_nothing_listens_before_it_is_opened_and_after_it_is_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(camera.ADDRESS_VARIABLE, "127.0.0.1")
    before = [port for port in server.PORTS if listens("127.0.0.1", port)]
    phone = PhoneCamera(translator("en"))
    assert phone.state is PhoneState.CLOSED
    assert [port for port in server.PORTS if listens("127.0.0.1", port)] == before
    phone.open()
    port = port_of(phone)
    assert port not in before
    phone.close()
    assert not listens("127.0.0.1", port)
    assert phone.state is PhoneState.CLOSED
    assert "tilcoach-phone" not in {thread.name for thread in threading.enumerate()}
    with pytest.raises(VideoError):
        phone.open()
    assert not listens("127.0.0.1", port)


def test_it_listens_at_one_address_only(phone: PhoneCamera) -> None:
    assert listens("127.0.0.1", port_of(phone))
    assert not listens("127.0.0.2", port_of(phone))


def test_to_stop_waits_for_nothing_and_closes_the_line(phone: PhoneCamera, greet: Greet) -> None:
    line = greet()
    heard(line)
    phone.stop()
    phone.stop()
    with pytest.raises(VideoError):
        next(iter(phone.open()))
    phone.close()
    assert not listens("127.0.0.1", port_of(phone))


def test_opened_again_it_is_the_same_port_and_code(phone: PhoneCamera) -> None:
    link = phone.link
    phone.open().close()
    phone.open()
    assert phone.link == link


def test_two_telephone_cameras_have_ports_of_their_own(phone: PhoneCamera) -> None:
    other = PhoneCamera(translator("nl"))
    other.open()
    try:
        assert port_of(other) != port_of(phone)
        assert other.fingerprint != phone.fingerprint
    finally:
        other.close()


def test_before_the_code_is_used_and_while_the_phone_is_away_a_sentence_says_so(
    phone: PhoneCamera, greet: Greet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "_WAIT_S", 0.01)
    monkeypatch.setattr(camera, "SILENCE_S", 0.01)
    with pytest.raises(VideoError) as waits:
        next(iter(phone.open()))
    assert waits.value is NOT_YET
    line = greet()
    heard(line)
    with pytest.raises(VideoError) as away:
        next(iter(phone.open()))
    assert away.value is AWAY


def test_of_several_pictures_the_newest_counts(phone: PhoneCamera, greet: Greet) -> None:
    line = greet()
    heard(line)
    for shade in (10, 120, 230):
        line.send(message(picture(shade=shade)))
        heard(line)
    pictures = phone.open()
    frame = next(iter(pictures))
    assert frame.bgr[0, 0, 0] > 200
    assert pictures.info.width_px == 640
    assert pictures.info.frames == 1


def test_without_a_network_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(camera.ADDRESS_VARIABLE, raising=False)
    monkeypatch.setattr(camera, "network_address", lambda: None)
    with pytest.raises(VideoError) as told:
        PhoneCamera(translator("nl")).open()
    assert told.value is NO_NETWORK


def test_where_all_ports_are_taken_a_sentence_says_so(
    phone: PhoneCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = port_of(phone)
    monkeypatch.setattr(server, "PORTS", range(port, port + 1))
    with pytest.raises(VideoError, match=f"ports {port} to {port}"):
        PhoneCamera(translator("nl")).open()


def test_the_address_in_the_network_is_one_of_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = module.network_address()
    assert found is None or found.count(".") == 3

    class NoNetwork:
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None: ...

        def connect(self, _address: object) -> None:
            raise OSError

    monkeypatch.setattr("socket.socket", lambda *_: NoNetwork())
    assert module.network_address() is None
