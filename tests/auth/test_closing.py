"""A server ends, whatever its connections are doing."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
import uvicorn
from uvicorn.config import HTTP_PROTOCOLS, WS_PROTOCOLS
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidState

from tilcoach.auth.closing import ClosableProtocol
from tilcoach.auth.patience import PatientProtocol
from tilcoach.ui import __main__ as module


def test_a_connection_that_the_other_end_is_closing_is_shut_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closing = Mock(side_effect=InvalidState("connection is closing"))
    monkeypatch.setattr(WebSocketsSansIOProtocol, "shutdown", closing)
    protocol = ClosableProtocol.__new__(ClosableProtocol)
    protocol.transport = Mock()
    protocol.shutdown()
    closing.assert_called_once_with()
    protocol.transport.close.assert_called_once_with()


def test_the_app_serves_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[type] = []

    def serve(_arguments: list[str], **_options: object) -> None:
        config = uvicorn.Config(Mock())
        config.load()
        served.extend((config.ws_protocol_class or object, config.http_protocol_class))

    monkeypatch.setattr(module, "main", serve)
    for protocols in (HTTP_PROTOCOLS, WS_PROTOCOLS):
        monkeypatch.setitem(protocols, "auto", protocols["auto"])
    module.run([])
    assert served == [ClosableProtocol, PatientProtocol]
